"""A mail server in a process of its own, and a RevOps that sends by it, on a database of its own."""

import email
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import Garage, make_garage, ok
from tests.messages.smtp_process import PASSWORD, USER


@dataclass
class MailServer:
    """The mail server, and what it has taken."""

    port: int
    tls_port: int
    folder: Path
    ca: Path

    def letters(self, to: str) -> list[EmailMessage]:
        """Read the letters to an address, oldest first."""
        found = []
        for path in sorted(self.folder.glob("*.eml")):
            letter = email.message_from_bytes(path.read_bytes(), policy=default)
            assert isinstance(letter, EmailMessage)
            if letter["To"] == to:
                found.append(letter)
        return found

    def settings(self, **changes: Any) -> dict[str, Any]:
        """Build the settings with which a RevOps sends by it."""
        return {
            "smtp_host": "127.0.0.1",
            "smtp_port": self.port,
            "smtp_user": USER,
            "smtp_password": PASSWORD,
            "smtp_from": "garage@revops.example",
            "smtp_ca": self.ca,
            "public_url": "https://garage.example",
            **changes,
        }


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """Run the mail server with a certificate of an authority that only the test knows."""
    folder = tmp_path_factory.mktemp("mail")
    command = [sys.executable, "-m", "tests.messages.smtp_process", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port, tls_port = process.stdout.readline().split()
        yield MailServer(int(port), int(tls_port), folder, folder / "ca.pem")
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
async def post_db(anyio_backend: Any, make_lasting_database: MakeDatabase) -> Database:
    """The database behind the RevOps that sends e-mail."""
    return make_lasting_database()


@pytest.fixture(scope="session")
async def post(
    post_db: Database, make_settings: SettingsMaker, mail_server: MailServer
) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP to a RevOps that sends e-mail."""
    async with running(make_settings(db_name=post_db.name, **mail_server.settings())) as http:
        yield http


@pytest.fixture
async def writing(post: httpx2.AsyncClient) -> Garage:
    """A garage that writes about everything, at any hour."""
    garage = await make_garage(post)
    await write_about(garage)
    return garage


async def write_about(garage: Garage, **changes: Any) -> dict[str, Any]:
    """Turn all events on, and quiet hours off."""
    events = ok(await garage.owner.get("/api/messages/settings"))["events"]
    body = {"events": dict.fromkeys(events, True), "quiet_from": "00:00", "quiet_until": "00:00", **changes}
    settings: dict[str, Any] = ok(await garage.owner.put("/api/messages/settings", body))["settings"]
    return settings
