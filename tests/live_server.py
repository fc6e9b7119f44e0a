"""A server process of its own, with the application of production on a free port."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.readiness import wait_until_ready


@dataclass
class LiveServer:
    """A server process of its own, as an operator runs it."""

    url: str
    log: Path


_ROOT = Path(__file__).parent.parent
_SERVE = """
import functools, socket, sys, uvicorn
from revops.connections import accept, limits_of
from revops.server import create_server_app
from revops.settings import Settings
sys.path.append(sys.argv[2])
from tests.hashing import hash_cheaply
hash_cheaply()
listener = socket.socket(fileno=int(sys.argv[1]))
speak = functools.partial(accept, limits_of(Settings()))
config = uvicorn.Config(create_server_app(), http=speak, log_config=None, access_log=False, server_header=False)
uvicorn.Server(config).run(sockets=[listener])
"""


@contextlib.contextmanager
def serving(folder: Path, mongo_url: str, db_name: str, secret_key: str) -> Iterator[LiveServer]:
    """Run a server in a folder of its own until the end."""
    log = folder / "stderr.log"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("REVOPS_")},
        "MONGO_URL": mongo_url,
        "DB_NAME": db_name,
        "REVOPS_DATA": str(folder),
        "REVOPS_SECRET_KEY": secret_key,
        "REVOPS_LOGIN_FAILURES_PER_ACCOUNT": "1000",
        "REVOPS_AUTH_REQUESTS_PER_MINUTE": "1000000",
        "REVOPS_USER_REQUESTS_PER_MINUTE": "1000000",
        "REVOPS_FAILED_LOGIN_SECONDS": "0",
        # The application of the tests does what is left to be done, by the clock that a test sets.
        "REVOPS_TASKS_CONCURRENCY": "0",
    }
    with socket.socket() as listener, log.open("wb") as out:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, str(listener.fileno()), str(_ROOT)],
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            pass_fds=(listener.fileno(),),
        )
    try:
        wait_until_ready(url, process, log.read_text)
        yield LiveServer(url, log)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
