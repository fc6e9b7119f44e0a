"""The cluster of deploy/compose.cluster.yml as processes of this machine: the same nginx configuration before instances
of `revops serve`, which use a replica set of three nodes with a key file. Nothing is left when it is closed."""

import contextlib
import datetime as dt
import ipaddress
import os
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from revops.mongo.client import TRANSACTION_LIFETIME_SECONDS
from revops.mongo.embedded import find_mongod
from revops.settings import Settings

NGINX_FILES = Path(__file__).parents[2] / "deploy" / "nginx"
# Of this run only.
KEY_FILE, PASSWORD, SECRET_KEY = secrets.token_hex(32), secrets.token_hex(16), secrets.token_urlsafe(48)
# A primary that is silent for this long is replaced: as in deploy/mongo/initiate.js.
ELECTION_MS = 4000


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
                    "--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "400", "--networkMessageCompressors", "disabled",
                    "--logpath", str(self.folder / "mongod.log"), "--logappend", "--quiet",
                    "--setParameter", f"transactionLifetimeLimitSeconds={TRANSACTION_LIFETIME_SECONDS}",
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


class Topology:
    """The whole of it, as a context."""

    def __init__(
        self,
        folder: Path,
        *,
        networks: Sequence[tuple[str, Sequence[str]]] = (("127.0.0.1", ()),) * 3,
        instances: int = 2,
        seed: Path | None = None,
        **environment: str,
    ) -> None:
        """``networks`` are the nodes' addresses and what puts a process there, ``environment`` more settings.

        With ``seed``, the data folder of a server that was stopped, the nodes begin with copies of its database.
        """
        self.folder = folder
        self.seed = seed
        self.password = PASSWORD if seed is None else (seed / "mongod.password").read_text().strip()
        ports = free_ports(len(networks) + instances + 2)
        mongod = find_mongod(Settings(_env_file=None))
        self.nodes = [
            Node(mongod, folder / f"n{index}", address, ports.pop(), enter)
            for index, (address, enter) in enumerate(networks)
        ]
        self.http_port, self.https_port = ports.pop(), ports.pop()
        hosts = ",".join(node.host for node in self.nodes)
        self.mongo_url = f"mongodb://revops:{self.password}@{hosts}/?replicaSet=revops&authSource=admin"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("REVOPS_", "MONGO"))},
            "MONGO_URL": self.mongo_url,
            "REVOPS_SECRET_KEY": SECRET_KEY,
            "REVOPS_DRAIN_SECONDS": "5",
            "REVOPS_USER_REQUESTS_PER_MINUTE": "100000000",
            "REVOPS_AUTH_REQUESTS_PER_MINUTE": "100000000",
            **environment,
        }
        self.instances = [Instance(ports.pop(), folder, self.environment) for _ in range(instances)]
        self._nginx: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where people reach it."""
        return f"https://127.0.0.1:{self.https_port}"

    @property
    def trust(self) -> ssl.SSLContext:
        """Trust in its certificate."""
        return ssl.create_default_context(cafile=str(self.folder / "tls.pem"))

    @property
    def nginx_pid(self) -> int:
        """The process id of nginx's master."""
        assert self._nginx is not None
        return self._nginx.pid

    @property
    def access_log(self) -> Path:
        """Nginx's lines, one of JSON a request."""
        return self.folder / "nginx" / "logs" / "access.log"

    def __enter__(self) -> "Topology":
        try:
            for node in self.nodes:
                if self.seed is not None:
                    shutil.copytree(self.seed / "db", node.folder / "db", ignore=shutil.ignore_patterns("*.lock"))
                node.password = self.password
                node.start()
            if self.seed is None:
                self._initiate()
            else:
                self._gather()
            for instance in self.instances:
                instance.start()
                # One after the other: the first makes the indexes.
                instance.wait_until_ready()
            self._start_nginx()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process."""
        if self._nginx is not None:
            self._nginx.terminate()
            self._nginx.wait(20)
        for instance in self.instances:
            if instance.process is not None:
                # The second time it does not wait for a balancer.
                for _ in range(2):
                    instance.process.send_signal(signal.SIGTERM)
                    time.sleep(0.05)
        for instance in self.instances:
            with contextlib.suppress(subprocess.TimeoutExpired):
                instance.end()
            if instance.process is not None:
                instance.process.kill()
                instance.process.wait()
        for node in self.nodes:
            if node.is_running:
                os.kill(node.pid, signal.SIGCONT)
                node.kill()

    # --- the nodes ----------------------------------------------------------------------------------------------------

    def _initiate(self) -> None:
        """Do what deploy/mongo/initiate.js does."""
        first = self.nodes[0]
        for node in self.nodes:
            until(lambda node=node: bool(node.hello()), 30, f"{node} did not start")  # type: ignore[misc]
        with first.client(signed_in=False) as client:
            client.admin.command("replSetInitiate", self._configuration())
        until(lambda: bool(first.hello().get("isWritablePrimary")), 60, "no primary was elected")
        roles = [{"role": "readWrite", "db": "revops"}, {"role": "dbAdmin", "db": "revops"}, "clusterMonitor"]
        with first.client(signed_in=False) as client:
            client.admin.command("createUser", "operator", pwd=PASSWORD, roles=["root"])
        with first.client(who="operator") as client:
            client.admin.command("createUser", "revops", pwd=PASSWORD, roles=roles)

    def _gather(self) -> None:
        """Make one replica set of nodes that each were a set of one, with the same data."""
        first = self.nodes[0]
        for node in self.nodes:
            until(lambda node=node: bool(node.hello()), 60, f"{node} did not start")  # type: ignore[misc]
        with first.client() as client:
            version = client.admin.command("replSetGetConfig")["config"]["version"]
            client.admin.command("replSetReconfig", self._configuration() | {"version": version + 1}, force=True)
        self.wait_until_whole()

    def _configuration(self) -> dict[str, Any]:
        members = [{"_id": index, "host": node.host} for index, node in enumerate(self.nodes)]
        settings = {"electionTimeoutMillis": ELECTION_MS, "heartbeatTimeoutSecs": 4, "chainingAllowed": False}
        return {"_id": "revops", "members": members, "settings": settings}

    def primary(self) -> Node | None:
        """Return the node that takes writes, if any says so. After a partition two may for a moment: the newer one."""
        claims = []
        for node in self.nodes:
            hello = node.hello()
            if hello.get("isWritablePrimary"):
                claims.append((hello["electionId"], node))
        return max(claims, key=lambda claim: claim[0])[1] if claims else None

    def wait_until_whole(self, seconds: float = 90) -> None:
        """Wait until a primary and two nodes that follow it closely are there. A node that ended is started again."""

        def is_whole() -> bool:
            for node in self.nodes:
                if not node.is_running:
                    node.start()
            primary = self.primary()
            if primary is None:
                return False
            try:
                with primary.client(patience_ms=2000) as client:
                    status = client.admin.command("replSetGetStatus")
            except (PyMongoError, OperationFailure):
                return False
            times = [member["optimeDate"] for member in status["members"] if member.get("optimeDate")]
            states = sorted(member["stateStr"] for member in status["members"])
            near = max(times) - min(times) < dt.timedelta(seconds=2)
            return states == ["PRIMARY", "SECONDARY", "SECONDARY"] and near

        try:
            until(is_whole, seconds, "")
        except AssertionError:
            raise AssertionError(f"the replica set did not become whole again: {self._describe()}") from None

    def _describe(self) -> str:
        """Return what each node says of itself, and what it said last."""
        said = []
        for node in self.nodes:
            hello = node.hello()
            state = "primary" if hello.get("isWritablePrimary") else "follower" if hello.get("secondary") else "neither"
            log = (node.folder / "mongod.log").read_text(errors="replace").splitlines()
            graver = [line[:400] for line in log if '"s":"E"' in line or '"s":"F"' in line]
            said.append(
                f"{node.folder.name} running {node.is_running}, {state}: {graver[-4:]} {[x[:300] for x in log[-3:]]}"
            )
        return "\n".join(said)

    # --- nginx --------------------------------------------------------------------------------------------------------

    def _start_nginx(self) -> None:
        prefix = self.folder / "nginx"
        shutil.copytree(NGINX_FILES, prefix)
        for name in ("tmp", "logs"):
            (prefix / name).mkdir()
        make_certificate(self.folder / "tls.pem", self.folder / "tls.key")
        upstream = (prefix / "site" / "upstream.conf").read_text()
        for n, instance in enumerate(self.instances, 1):
            upstream = upstream.replace(f"revops-{n}:8001", f"127.0.0.1:{instance.port}")
        limits = (prefix / "site" / "limits.conf").read_text()
        # One machine plays many people here.
        one_address = "$binary_remote_addr zone=connections"
        for real, raised in {
            "=5r/s": "=5000r/s",
            "=100r/s": "=50000r/s",
            one_address: "$request_id zone=connections",
        }.items():
            limits = limits.replace(real, raised)
        site = {
            "listen_http.conf": f"listen 127.0.0.1:{self.http_port};\n",
            "listen_https.conf": f"listen 127.0.0.1:{self.https_port} ssl http2;\n",
            "tls.conf": f"ssl_certificate {self.folder}/tls.pem;\nssl_certificate_key {self.folder}/tls.key;\n",
            "upstream.conf": upstream,
            "limits.conf": limits,
            "log.conf": "access_log logs/access.log requests;\n",
        }
        for name, text in site.items():
            (prefix / "site" / name).write_text(text)
        as_whom = "user root; " if os.geteuid() == 0 else ""
        with (prefix / "logs" / "error.log").open("ab") as out:
            self._nginx = subprocess.Popen(
                ["nginx", "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-g", f"{as_whom}daemon off;"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        until(self._nginx_listens, 10, (prefix / "logs" / "error.log").read_text())

    def _nginx_listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.https_port), timeout=1).close()
        except OSError:
            return False
        return True


def make_certificate(certificate: Path, key: Path) -> None:
    """Make a certificate of this machine that signs itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(hours=1))
        .not_valid_after(today + dt.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """Yield a temporary folder whose path is short enough for Unix sockets."""
    with tempfile.TemporaryDirectory(prefix="rvc-", ignore_cleanup_errors=True) as name:
        yield Path(name)
