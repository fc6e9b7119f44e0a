"""The processes that a cluster is made of: a mongod of the replica set, a `revops serve`."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from revops.mongo.client import TRANSACTION_LIFETIME_SECONDS

# Of this run only.
KEY_FILE, PASSWORD = secrets.token_hex(32), secrets.token_hex(16)


def free_ports(count: int) -> list[int]:
    """Return ports of loopback that nobody has, all different."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def until(what: Callable[[], bool], seconds: float, message: str) -> None:
    """Wait until something holds. Raises AssertionError with the message."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, message
        time.sleep(0.05)


@dataclass
class Node:
    """A mongod of the replica set. ``enter`` is what puts a command into the node's own network, if it has one."""

    mongod: Path
    folder: Path
    address: str
    port: int
    enter: Sequence[str] = ()
    password: str = PASSWORD
    parameters: Sequence[str] = (f"transactionLifetimeLimitSeconds={TRANSACTION_LIFETIME_SECONDS}",)
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """The name the others know it by."""
        return f"{self.address}:{self.port}"

    @property
    def pid(self) -> int:
        """The process id."""
        assert self.process is not None
        return self.process.pid

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it; it joins by itself."""
        (self.folder / "db").mkdir(parents=True, exist_ok=True)
        key_file = self.folder / "key"
        if not key_file.exists():
            key_file.write_text(KEY_FILE)
            key_file.chmod(0o600)
        (self.folder / f"mongodb-{self.port}.sock").unlink(missing_ok=True)
        with (self.folder / "out.log").open("ab") as out:
            self.process = subprocess.Popen(
                [
                    *self.enter, str(self.mongod), "--dbpath", str(self.folder / "db"), "--port", str(self.port),
                    "--bind_ip", self.address, "--unixSocketPrefix", str(self.folder),
                    "--replSet", "revops", "--auth", "--keyFile", str(key_file),
                    "--wiredTigerCacheSizeGB", "1", "--oplogSize", "400", "--networkMessageCompressors", "disabled",
                    "--logpath", str(self.folder / "mongod.log"), "--logappend", "--quiet",
                    *(word for parameter in self.parameters for word in ("--setParameter", parameter)),
                ],
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """End it with no warning."""
        if self.is_running:
            os.kill(self.pid, signal.SIGKILL)
            assert self.process is not None
            self.process.wait()

    def client(
        self, who: str = "revops", *, signed_in: bool = True, patience_ms: int = 30_000
    ) -> "MongoClient[dict[str, Any]]":
        """Connect by its Unix socket, which reaches it whatever its network does, and counts as its own machine."""
        path = quote(str(self.folder / f"mongodb-{self.port}.sock"), safe="")
        credentials = f"{who}:{self.password}@" if signed_in else ""
        return MongoClient(
            f"mongodb://{credentials}{path}/?directConnection=true&authSource=admin",
            serverSelectionTimeoutMS=patience_ms,
            socketTimeoutMS=patience_ms,
            connectTimeoutMS=patience_ms,
        )

    def hello(self) -> dict[str, Any]:
        """Return what it says of itself, nothing when it says nothing."""
        if not self.is_running:
            return {}
        try:
            with self.client(signed_in=False, patience_ms=1500) as client:
                return client.admin.command("hello")
        except PyMongoError:
            return {}


@dataclass
class Instance:
    """One `revops serve`."""

    port: int
    folder: Path
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / f"instance-{self.port}.log"

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "revops", "serve", "--port", str(self.port)],
                env=self.environment | {"REVOPS_DATA": str(self.folder / f"data-{self.port}")},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                cwd=self.folder,
            )

    def is_ready(self) -> bool:
        """Say whether it answers that it is ready."""
        assert self.process is None or self.process.poll() is None, self.log.read_text()[-3000:]
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return b" 200 " in connection.recv(64)
        except OSError:
            return False

    def wait_until_ready(self) -> None:
        """Wait until it takes requests."""
        until(self.is_ready, 40, f"the instance on {self.port} did not become ready")

    def end(self, number: int = signal.SIGTERM) -> None:
        """Send it a signal and wait for its end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(60)
