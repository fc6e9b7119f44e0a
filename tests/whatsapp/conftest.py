"""The stand-in of the Graph API and a server that uses it: processes of their own, which meet over sockets."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest

from revops.mongo.client import Database
from tests import refusals
from tests.conftest import SECRET_KEY, no_cookies
from tests.readiness import wait_until_ready
from tests.whatsapp import graph
from tests.whatsapp.standing import StandIn, settings_of, standing

TEMPLATES = [
    graph.template("revops_ready", "Dear {{customer}}, {{vehicle}} is ready. {{balance}} to pay. Thank you."),
    graph.template("revops_invoice_issued", "Dear {{customer}}, invoice {{invoice}}. Thank you.", header="DOCUMENT"),
    graph.template("hello_world", "Hello World", "en_US"),
]

_SERVE = """
import functools, socket, sys, uvicorn
from revops.connections import accept, limits_of
from revops.server import create_server_app
from revops.settings import Settings
listener = socket.socket(fileno=int(sys.argv[1]))
speak = functools.partial(accept, limits_of(Settings()))
config = uvicorn.Config(create_server_app(), http=speak, log_config=None, access_log=False, server_header=False)
uvicorn.Server(config).run(sockets=[listener])
"""


@pytest.fixture(scope="session")
def graph_process() -> Iterator[StandIn]:
    """The stand-in, running."""
    with standing() as stand_in:
        yield stand_in


class Server:
    """A server process that uses the stand-in, on a database of its own; it can be killed and started again."""

    def __init__(self, mongo_url: str, folder: Path, stand_in: StandIn) -> None:
        self.db_name = f"revops_tests_wa_{uuid.uuid4().hex[:10]}"
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(128)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._folder = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("REVOPS_")},
            "MONGO_URL": mongo_url,
            "DB_NAME": self.db_name,
            "REVOPS_DATA": str(folder),
            "REVOPS_SECRET_KEY": SECRET_KEY,
            "REVOPS_NICENESS": "0",
            "REVOPS_AUTH_REQUESTS_PER_MINUTE": "1000000",
            "REVOPS_USER_REQUESTS_PER_MINUTE": "1000000",
            **{f"REVOPS_{name.upper()}": value for name, value in settings_of(stand_in).items()},
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self._folder / "stderr.log").open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, str(self._listener.fileno())],
                env=self._environment,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                pass_fds=(self._listener.fileno(),),
            )
        wait_until_ready(self.url, self._process, lambda: self.said)

    @property
    def said(self) -> str:
        """Its log."""
        return (self._folder / "stderr.log").read_text()

    def kill(self) -> None:
        """Kill it with -9."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


@pytest.fixture(scope="session")
async def server(
    mongo_url: str, tmp_path_factory: pytest.TempPathFactory, graph_process: StandIn
) -> AsyncIterator[Server]:
    """The server, running."""
    server = Server(mongo_url, tmp_path_factory.mktemp("whatsapp"), graph_process)
    await asyncio.to_thread(server.start)
    yield server
    server.kill()
    db = Database(mongo_url, server.db_name)
    await db.client.drop_database(server.db_name)
    await db.close()


@pytest.fixture(scope="session")
async def kept(mongo_url: str, server: Server) -> AsyncIterator[Database]:
    """The database behind the server."""
    db = Database(mongo_url, server.db_name)
    yield db
    await db.close()


@pytest.fixture(scope="session")
async def line(server: Server) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP to the server, without cookies."""
    hooks = {"response": [refusals.check]}
    async with httpx2.AsyncClient(base_url=server.url, cookies=no_cookies(), event_hooks=hooks, timeout=60) as client:
        yield client


@pytest.fixture
def meta(graph_process: StandIn) -> StandIn:
    """The stand-in as new."""
    graph_process.reset()
    return graph_process


@pytest.fixture
def told(meta: StandIn, server: Server) -> StandIn:
    """The stand-in as new, with the server as its webhook and some templates."""
    meta.set(webhook=f"{server.url}/api/webhooks/whatsapp", templates=TEMPLATES)
    return meta
