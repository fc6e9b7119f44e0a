"""The cluster of deploy/compose.cluster.yml as processes of this machine: the same nginx configuration before instances
of `revops serve`, which use a replica set of three nodes with a key file. Nothing is left when it is closed."""

import contextlib
import datetime as dt
import os
import secrets
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pymongo.errors import OperationFailure, PyMongoError

from revops.mongo.mongod import find_mongod
from revops.settings import Settings
from tests.cluster.nodes import PASSWORD, Instance, Node, free_ports, until
from tests.cluster.proxy import Proxy

# Of this run only.
SECRET_KEY = secrets.token_urlsafe(48)
# A primary that is silent for this long is replaced: as in deploy/mongo/initiate.js.
ELECTION_MS = 4000


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
        self._proxy = Proxy(folder, self.http_port, self.https_port)

    @property
    def url(self) -> str:
        """Where people reach it."""
        return f"https://127.0.0.1:{self.https_port}"

    @property
    def trust(self) -> ssl.SSLContext:
        """Trust in its certificate."""
        return self._proxy.trust

    @property
    def nginx_pid(self) -> int:
        """The process id of nginx's master."""
        return self._proxy.pid

    @property
    def access_log(self) -> Path:
        """Nginx's lines, one of JSON a request."""
        return self._proxy.access_log

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
            self._proxy.start([instance.port for instance in self.instances])
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process."""
        self._proxy.close()
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


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """Yield a temporary folder whose path is short enough for Unix sockets."""
    with tempfile.TemporaryDirectory(prefix="rvc-", ignore_cleanup_errors=True) as name:
        yield Path(name)
