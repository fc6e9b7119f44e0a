"""A real mongod of our own: found, started as a one-node replica set on loopback with auth, supervised, stopped."""

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess  # nosec B404
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
import psutil
import structlog
from filelock import FileLock, Timeout
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from revops.core.environment import environment_without_settings
from revops.core.files import is_open_to_all
from revops.core.open_files import allow_open_files
from revops.mongo.client import TRANSACTION_LIFETIME_SECONDS
from revops.mongo.mongod import CannotStart, diagnose, find_mongod
from revops.settings import Settings

log = structlog.get_logger(__name__)

REPLICA_SET = "revops"
USER = "revops"
MIN_FREE_BYTES = 300 * 1024 * 1024
_START_SECONDS = 120.0
_PR_SET_PDEATHSIG = 1
# What passwords of the database are made of: nothing that two fonts show alike.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"  # pragma: allowlist secret


class DataFolderInUse(CannotStart):
    """Another RevOps server is running on this data folder."""


class EmbeddedMongo:
    """One mongod in ``folder``. Use ``start``, then ``url``, then ``stop``; in between it is restarted when it dies."""

    def __init__(self, mongod: Path, folder: Path, cache_gb: float, options: Sequence[str] = ()) -> None:
        self.mongod = mongod
        self.folder = folder
        self.cache_gb = cache_gb
        self.options = options
        self.port = 0
        self._password = ""  # not read yet  # nosec B105
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._supervisor: threading.Thread | None = None
        self._lock = FileLock(folder / "revops.lock", timeout=0)

    @property
    def url(self) -> str:
        """The connection string, with the password in it: never log it."""
        return connection_url(self.folder, self.port, self._password)

    @property
    def pid(self) -> int:
        """The process id of the mongod that runs now."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start mongod and wait until it takes writes. Raises CannotStart with what to do."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self.folder / "db").mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise CannotStart(f"The data folder {self.folder} cannot be used: {error.strerror}.") from None
        if is_open_to_all(self.folder):
            raise CannotStart(
                f"Every user of this machine may write into the data folder {self.folder}, so nothing in it can be"
                f" trusted. Take that right away (chmod o-w {self.folder}), or choose another in REVOPS_DATA."
            )
        self._take_lock()
        try:
            allow_open_files()
            self._end_orphan()
            free = shutil.disk_usage(self.folder).free
            if free < MIN_FREE_BYTES:
                raise CannotStart(
                    f"The disk of {self.folder} is full: {free // 1_000_000} MB are left, and"
                    f" {MIN_FREE_BYTES // 1_000_000} MB are needed. Free some space and start again."
                )
            self._password = self._secret_file("mongod.password", 32)
            self._secret_file("mongod.key", 96)
            self.port = self._choose_port()
            self._launch()
            self._wait_until_primary()
        except BaseException:
            self._terminate()
            self._lock.release()
            raise
        self._supervisor = threading.Thread(target=self._supervise, name="mongod-supervisor", daemon=True)
        self._supervisor.start()

    def stop(self) -> None:
        """Shut mongod down cleanly and let go of the data folder."""
        self._stopping.set()
        self._terminate()
        if self._supervisor is not None:
            self._supervisor.join(timeout=5)
        (self.folder / "mongod.json").unlink(missing_ok=True)
        self._lock.release()

    def _take_lock(self) -> None:
        try:
            self._lock.acquire()
        except Timeout:
            holder = read_state(self.folder).get("server_pid", "unknown")
            raise DataFolderInUse(
                f"The data folder {self.folder} is in use by another RevOps server (process {holder})."
                " Stop that one, or set REVOPS_DATA to another folder."
            ) from None

    def _end_orphan(self) -> None:
        """End a mongod that a killed server left behind. Its data stays; the journal makes it whole.

        In a folder that was copied, the state is that of another one, whose mongod may be at work.
        """
        state = read_state(self.folder)
        with suppress(psutil.NoSuchProcess, KeyError):
            orphan = psutil.Process(state["pid"])
            is_it = abs(orphan.create_time() - state["created"]) < 2 and "mongod" in orphan.name()
            if is_it and _keeps(orphan, self.folder / "db"):
                log.warning("ending_orphaned_mongod", pid=orphan.pid)
                orphan.terminate()
                try:
                    orphan.wait(30)
                except psutil.TimeoutExpired:
                    orphan.kill()
                    orphan.wait(10)

    def _secret_file(self, name: str, length: int) -> str:
        path = self.folder / name
        if not path.exists() or not path.read_text().strip():
            # A key file may hold base64 characters only. Written aside and renamed: a crash leaves none half made.
            fresh = path.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write("".join(secrets.choice(_LETTERS) for _ in range(length)))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        path.chmod(0o600)
        return path.read_text().strip()

    def _choose_port(self) -> int:
        """Return the port used before when it is free (the replica set's configuration names it), else a new one."""
        remembered = self.folder / "mongod.port"
        with suppress(OSError, ValueError):
            port = int(remembered.read_text())
            if _is_free(port):
                return port
        port = _free_port()
        remembered.write_text(str(port))
        return port

    def _launch(self) -> None:
        logfile = self.folder / "mongod.log"
        with suppress(OSError):
            if logfile.exists():
                logfile.replace(self.folder / "mongod.previous.log")
        command = [
            str(self.mongod), "--dbpath", str(self.folder / "db"), "--port", str(self.port), "--bind_ip", "127.0.0.1",
            "--replSet", REPLICA_SET, "--auth", "--keyFile", str(self.folder / "mongod.key"),
            "--wiredTigerCacheSizeGB", str(self.cache_gb), "--networkMessageCompressors", "disabled",
            "--logpath", str(logfile), "--logappend", "--quiet",
            "--setParameter", f"transactionLifetimeLimitSeconds={TRANSACTION_LIFETIME_SECONDS}", *self.options,
        ]  # fmt: skip
        if sys.platform != "win32":
            command += ["--unixSocketPrefix", str(self.folder)] if _has_socket(self.folder) else ["--nounixsocket"]
        with open(self.folder / "mongod.out", "wb") as out:
            try:
                self._process = subprocess.Popen(  # noqa: S603  (our own arguments)  # nosec B603
                    command,
                    env=environment_without_settings(),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # Ctrl-C is for the server, which then ends mongod in order
                    preexec_fn=die_with_parent() if sys.platform == "linux" else None,  # noqa: PLW1509  (one prctl, no locks)
                )
            except OSError as error:
                raise CannotStart(f"{self.mongod} cannot be run: {error.strerror}.") from None
        state = {
            "pid": self._process.pid,
            "created": psutil.Process(self._process.pid).create_time(),
            "port": self.port,
            "server_pid": os.getpid(),
        }
        write_state(self.folder, state)

    def _wait_until_primary(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        with MongoClient[dict[str, Any]](
            f"mongodb://127.0.0.1:{self.port}/?directConnection=true", serverSelectionTimeoutMS=300
        ) as open_client:
            while True:
                self._raise_if_ended()
                try:
                    hello = open_client.admin.command("hello")
                except PyMongoError:
                    hello = {}
                if hello.get("isWritablePrimary"):
                    break
                if hello.get("isreplicaset") and "setName" not in hello:
                    # Either it is new, or its port changed and it does not find itself in its own configuration.
                    # (A stranger on the old port that accepts and says nothing makes that take half a minute.)
                    moved = self._move_to_port()
                    if not moved:
                        self._initiate(open_client)
                        time.sleep(0.05)
                if time.monotonic() > deadline:
                    raise CannotStart(
                        f"mongod did not become ready within {_START_SECONDS:.0f} s; see {self.folder / 'mongod.log'}."
                    )
                time.sleep(0.02)
            self._ensure_user(open_client)

    def _initiate(self, client: MongoClient[dict[str, Any]]) -> None:
        with suppress(PyMongoError):
            client.admin.command(
                "replSetInitiate",
                {
                    "_id": REPLICA_SET,
                    "members": [{"_id": 0, "host": f"127.0.0.1:{self.port}"}],
                    "settings": {"electionTimeoutMillis": 1000},
                },
            )

    def _move_to_port(self) -> bool:
        """Tell the replica set its own new address. Returns whether there was a replica set to tell."""
        try:
            with MongoClient[dict[str, Any]](self.url, serverSelectionTimeoutMS=500) as client:
                config = client.admin.command("replSetGetConfig")["config"]
                config["members"][0]["host"] = f"127.0.0.1:{self.port}"
                config["version"] += 1
                client.admin.command("replSetReconfig", config, force=True)
        except PyMongoError:
            return False
        return True

    def _ensure_user(self, open_client: MongoClient[dict[str, Any]]) -> None:
        with MongoClient[dict[str, Any]](self.url, serverSelectionTimeoutMS=2000) as client:
            try:
                client.admin.command("ping")
                client.admin.list_collection_names()
                return
            except OperationFailure as error:
                if error.code != 18:
                    raise
        try:
            # Allowed exactly once, from this machine, while there is no user (the localhost exception).
            open_client.admin.command("createUser", USER, pwd=self._password, roles=["root"])
        except OperationFailure as error:
            raise CannotStart(
                f"The password in {self.folder / 'mongod.password'} does not open this database ({error.code})."
                " Put back the file that belongs to the data folder."
            ) from None

    def _raise_if_ended(self) -> None:
        assert self._process is not None
        code = self._process.poll()
        if code is not None:
            raise CannotStart(diagnose(self.mongod, self.folder, self.port, code))

    def _supervise(self) -> None:
        pause = 0.1
        while not self._stopping.is_set():
            assert self._process is not None
            started = time.monotonic()
            code = self._process.wait()
            if self._stopping.is_set():
                return
            pause = 0.1 if time.monotonic() - started > 30 else min(pause * 2, 5.0)
            log.error(
                "mongod_ended",
                code=code,
                reason=diagnose(self.mongod, self.folder, self.port, code),
                restart_in_seconds=pause,
            )
            if self._stopping.wait(pause):
                return
            with suppress(CannotStart):
                self._launch()
                log.info("mongod_restarted", pid=self.pid)

    def _terminate(self) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            return
        if sys.platform == "win32":
            with suppress(PyMongoError), MongoClient[dict[str, Any]](self.url) as client:
                client.admin.command("shutdown")
        else:
            process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def connection_url(folder: Path, port: int, password: str) -> str:
    """Return the connection string of an embedded mongod: by its Unix socket, which costs less than loopback TCP.

    Its state is asked for, not streamed: after a laptop's sleep the driver would take a stream for dead, and give up
    whatever was asked first.
    """
    address = f"127.0.0.1:{port}"
    if _has_socket(folder):
        address = quote(str(folder.absolute() / f"mongodb-{port}.sock"), safe="")
    return f"mongodb://{USER}:{password}@{address}/?authSource=admin&directConnection=true&serverMonitoringMode=poll"


def _has_socket(folder: Path) -> bool:
    """Say whether mongod listens on a Unix socket in the folder: its path may have some 100 characters."""
    return sys.platform != "win32" and len(str(folder.absolute())) < 70


def write_state(folder: Path, state: dict[str, Any]) -> None:
    """Write down what other commands need to know about a server's mongod. It is there whole or as it was before."""
    fresh = folder / "mongod.json.new"
    fresh.write_bytes(orjson.dumps(state))
    fresh.replace(folder / "mongod.json")


def read_state(folder: Path) -> dict[str, Any]:
    """Read the notes of the server on this folder about its mongod, empty when there is none."""
    with suppress(OSError, orjson.JSONDecodeError):
        state: dict[str, Any] = orjson.loads((folder / "mongod.json").read_bytes())
        return state
    return {}


@contextmanager
def running_mongo(settings: Settings, *, alone: bool = False) -> Iterator[str]:
    """Yield the URL of a database: MONGO_URL, the one a running server has, or one started for this command.

    With ``alone`` a data folder that a server uses is refused: raises DataFolderInUse.
    """
    if settings.mongo_url is not None:
        yield settings.mongo_url.get_secret_value()
        return
    embedded = EmbeddedMongo(find_mongod(settings), settings.data, settings.mongod_cache_gb)
    try:
        embedded.start()
    except DataFolderInUse:
        if alone:
            raise
        state = read_state(settings.data)
        yield connection_url(settings.data, state["port"], (settings.data / "mongod.password").read_text().strip())
        return
    try:
        yield embedded.url
    finally:
        embedded.stop()


def die_with_parent(number: int = signal.SIGTERM) -> Callable[[], None]:
    """Build the function a child runs first: when this process ends, the kernel ends it, in order by default."""
    libc = ctypes.CDLL(None)

    def in_child() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, number)

    return in_child


def _keeps(mongod: psutil.Process, folder: Path) -> bool:
    """Tell whether it is this folder that a mongod keeps its data in."""
    command = mongod.cmdline()
    with suppress(ValueError, IndexError, OSError):
        return os.path.samefile(Path(mongod.cwd(), command[command.index("--dbpath") + 1]), folder)
    return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
