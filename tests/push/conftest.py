"""A push service in a process of its own, and a RevOps that notifies by it, on a database of its own."""

import datetime as dt
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from revops.push import sending
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import Garage, Person, make_garage, ok
from tests.push.browser import Browser, open_browser

# A test waits for the second notification of an event.
sending.GATHERED, sending.APART = dt.timedelta(seconds=0.3), dt.timedelta(seconds=1)


@dataclass
class PushService:
    """The push service."""

    port: int
    folder: Path

    def settings(self, **changes: Any) -> dict[str, Any]:
        """Build the settings with which a RevOps notifies by it."""
        return {"push_contact": "mailto:host@revops.example", "push_ca": self.folder / "ca.pem", **changes}

    async def subscribe(self, person: Person, kind: str = "phone") -> tuple[Browser, str]:
        """Turn notifications on in a new browser of somebody; return it with the id of the device."""
        server_key = ok(await person.get("/api/push"))["public_key"]
        browser = open_browser(self.folder, self.port, server_key, kind)
        kept = ok(await person.put("/api/push/devices", browser.subscription))
        return browser, kept["device_id"]


async def notify_at_any_hour(person: Person) -> None:
    """End somebody's quiet hours."""
    ok(await person.put("/api/push", {"quiet_from": "00:00", "quiet_until": "00:00"}))


@pytest.fixture(scope="session")
def push_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushService]:
    """Run the push service with a certificate of an authority that only the test knows."""
    folder = tmp_path_factory.mktemp("push")
    command = [sys.executable, "-m", "tests.push.push_process", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield PushService(int(process.stdout.readline()), folder)
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
async def notifying_db(anyio_backend: Any, make_lasting_database: MakeDatabase) -> Database:
    """The database behind the RevOps that notifies."""
    return make_lasting_database()


@pytest.fixture(scope="session")
async def notifying(
    notifying_db: Database, make_settings: SettingsMaker, push_service: PushService
) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP to a RevOps that notifies."""
    async with running(make_settings(db_name=notifying_db.name, **push_service.settings())) as client:
        yield client


@pytest.fixture
async def garage(notifying: httpx2.AsyncClient) -> Garage:
    """A garage whose owner and manager are notified at any hour, whatever the clock says while the tests run."""
    made = await make_garage(notifying)
    for person in (made.owner, made.manager):
        await notify_at_any_hour(person)
    return made
