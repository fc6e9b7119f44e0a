"""What every test gets: a real mongod per run, a database per worker, the application as it runs in production.

Tests talk HTTP to the application and look at the database behind it; nothing between is replaced. All of a workshop's
data carries its id, so a fresh workshop (``garage``) is all the isolation that most tests need.
"""

import asyncio
import contextlib
import datetime as dt
import functools
import gc
import inspect
import os
import shutil
import signal
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any

import httpx2
import hypothesis
import pytest
from fastapi import FastAPI
from pymongo import MongoClient

from revops.core.time import clock as application_clock
from revops.http import concurrency_limit
from revops.main import create_app
from revops.mongo import driver
from revops.mongo.client import Database, Document
from revops.mongo.embedded import EmbeddedMongo
from revops.mongo.mongod import find_mongod
from revops.mongo.raw_commands import RawCommands
from revops.rooms import migrate
from revops.settings import Settings
from tests import bucket_server, refusals
from tests.factories import Api, Garage, make_garage
from tests.hashing import hash_cheaply
from tests.in_memory import forget_ended_runs, in_memory_if_there_is_much
from tests.live_server import LiveServer, serving
from tests.mongo.held import refuse_to_read_what_is_held

# How long an example takes says how busy the machine is, not whether the code is right. The examples are the same each
# time; new ones are drawn by `make test-nightly`, with a seed to draw them again.
hypothesis.settings.register_profile("revops", deadline=None, derandomize="REVOPS_TESTS_STORIES" not in os.environ)
hypothesis.settings.load_profile("revops")

# What collecting the tests makes stays: looking at it for garbage took a quarter of the time.
gc.set_threshold(50_000, 20, 50)
driver.make_lean()  # as a server does
hash_cheaply()
refuse_to_read_what_is_held()
# A test waits for what the server makes in the background, beside other tests.
os.environ["REVOPS_NICENESS"] = "0"
# Nor are requests refused because the machine is busy, but where a test says when.
concurrency_limit.MAX_WAIT_SECONDS = 45

SECRET_KEY = "7Qm2Xv9Lr4Tz8Bn1Kd6Wp3Hy5Jc0FsGaUeIo-Rb4Nt7Vx2Mz9Lq6Yk1Dj8Wf3Hs5Pc0G"  # pragma: allowlist secret
BASE_URL = "http://revops.test"

# --- one mongod for the whole run -------------------------------------------------------------------------------------

# A database is some 320 files, and mongod keeps one open for ten minutes after its last use, also of a database that
# was dropped: it would end when it may open no more.
_FILE_MANAGER = "file_manager=(close_idle_time=15,close_scan_interval=5,close_handle_minimum=250)"
_CLOSES_IDLE_FILES = ("--wiredTigerEngineConfigString", _FILE_MANAGER)
_mongo_of_run: EmbeddedMongo | None = None
_mongo_folder: str | None = None


def _is_controller(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Start mongod, in the process that outlives all workers; they are given its address."""
    global _mongo_of_run, _mongo_folder  # noqa: PLW0603
    if not _is_controller(session.config) or session.config.option.collectonly:
        return
    forget_ended_runs()
    _mongo_folder = tempfile.mkdtemp(prefix="revops-tests-", dir=in_memory_if_there_is_much())
    mongod = find_mongod(Settings(_env_file=None))
    _mongo_of_run = EmbeddedMongo(mongod, Path(_mongo_folder), cache_gb=0.25, options=_CLOSES_IDLE_FILES)
    _mongo_of_run.start()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where the database is."""
    assert _mongo_of_run is not None
    node.workerinput["mongo_url"] = _mongo_of_run.url
    node.workerinput["folder"] = _mongo_folder


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> Generator[None, bool, bool]:
    """Give an async test its time by the event loop, before pytest-timeout ends it, and tell what everybody waits for.

    The failure that pytest-timeout raises out of a signal is lost: uvloop drops it while it waits, and otherwise the
    task gets it that runs at that moment, perhaps a loop of the application.
    """
    test: Callable[..., Awaitable[None]] | None = getattr(item, "obj", None)
    if settings.timeout and isinstance(item, pytest.Function) and inspect.iscoroutinefunction(test):

        @functools.wraps(test)
        async def in_time(**arguments: Any) -> None:
            try:
                async with asyncio.timeout(0.9 * settings.timeout) as limit:
                    await test(**arguments)
            except TimeoutError:
                if limit.expired():
                    signal.setitimer(signal.ITIMER_REAL, 0)  # it would end the report of this one
                    for task in asyncio.all_tasks():
                        task.print_stack()
                raise

        item.obj = in_time
    return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may skip: a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REVOPS_TESTS_MAY_NOT_SKIP") and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("Tests were skipped, which this run does not allow.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop mongod whatever happened, and leave nothing behind."""
    global _mongo_of_run  # noqa: PLW0603
    if _mongo_of_run is not None:
        _mongo_of_run.stop()
        _mongo_of_run = None
    if _mongo_folder is not None:
        bucket_server.stop(Path(_mongo_folder))
        shutil.rmtree(_mongo_folder, ignore_errors=True)


@pytest.fixture(scope="session")
def anyio_backend() -> Any:
    """Run on the event loop of production, one for the whole session, because the application lives in it."""
    return ("asyncio", {"use_uvloop": sys.platform != "win32"})


@pytest.fixture(scope="session")
def mongo_url(request: pytest.FixtureRequest) -> str:
    """The URL of the run's mongod, with the password."""
    if _mongo_of_run is not None:
        return _mongo_of_run.url
    worker: Any = request.config  # as pytest-xdist adds to it
    return str(worker.workerinput["mongo_url"])


@pytest.fixture(scope="session")
def bucket_of_run(request: pytest.FixtureRequest) -> "bucket_server.BucketServer":
    """The run's S3 server, started for the first test that asks."""
    worker: Any = request.config
    folder = _mongo_folder if _mongo_folder is not None else worker.workerinput["folder"]
    return bucket_server.of_run(Path(folder))


@pytest.fixture(scope="session")
def db_name(mongo_url: str) -> Iterator[str]:
    """The name of this worker's database, which is dropped at the end."""
    name = f"revops_tests_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    yield name
    with MongoClient[dict[str, Any]](mongo_url) as client:
        client.drop_database(name)


MakeDatabase = Callable[[], Database]


@contextlib.asynccontextmanager
async def _databases(mongo_url: str) -> AsyncIterator[MakeDatabase]:
    made: list[Database] = []

    def make() -> Database:
        made.append(Database(mongo_url, f"revops_tests_{uuid.uuid4().hex[:12]}"))
        return made[-1]

    yield make
    for db in made:
        await db.client.drop_database(db.name)
        await db.close()


@pytest.fixture(scope="module")
async def make_database(anyio_backend: Any, mongo_url: str) -> AsyncIterator[MakeDatabase]:
    """Return a maker of empty databases on the run's mongod, dropped when the module's tests are done.

    Making one costs as much as ten garages.
    """
    async with _databases(mongo_url) as make:
        yield make


@pytest.fixture(scope="module")
async def database_of_module(make_database: MakeDatabase) -> Database:
    """A migrated database for the tests of a module: making one costs as much as ten garages."""
    db = make_database()
    await migrate(db)
    return db


@pytest.fixture
async def empty_database(database_of_module: Database) -> Database:
    """A migrated database in which nothing is, whatever the tests before it wrote."""
    names = await database_of_module.collection("migrations").database.list_collection_names()
    written = [name for name in names if name != "migrations" and not name.startswith("system.")]
    await asyncio.gather(*(database_of_module.collection(name).delete_many({}) for name in written))
    return database_of_module


@pytest.fixture(scope="session")
async def make_lasting_database(anyio_backend: Any, mongo_url: str) -> AsyncIterator[MakeDatabase]:
    """Return a maker of databases that the tests of many modules use, dropped at the end."""
    async with _databases(mongo_url) as make:
        yield make


# --- the application --------------------------------------------------------------------------------------------------

SettingsMaker = Callable[..., Settings]


@pytest.fixture(scope="session")
def make_settings(mongo_url: str, db_name: str, tmp_path_factory: pytest.TempPathFactory) -> SettingsMaker:
    """Return production settings with throttles out of the way; keyword arguments replace some."""

    def make(**changes: Any) -> Settings:
        values = {
            "mongo_url": mongo_url,
            "db_name": db_name,
            "data": tmp_path_factory.mktemp("data"),
            "secret_key": SECRET_KEY,
            "login_failures_per_account": 1_000,
            "auth_requests_per_minute": 1_000_000,
            "user_requests_per_minute": 1_000_000,
            "failed_login_seconds": 0,
            "log_level": "warning",
        }
        return Settings(_env_file=None, **{**values, **changes})

    return make


def no_cookies() -> CookieJar:
    """Return a jar that keeps nothing, so that whoever sends no token is nobody."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


def client_of(app: FastAPI, *, keeps_cookies: bool = False, address: str = "127.0.0.1") -> httpx2.AsyncClient:
    """Return an HTTP client of the application."""
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app, client=(address, 50_000)),
        base_url=BASE_URL,
        cookies=None if keeps_cookies else no_cookies(),
        event_hooks={"response": [refusals.check]},
        timeout=60,
    )


@contextlib.asynccontextmanager
async def running(settings: Settings, **options: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """Run an application with these settings, as one more instance on the same database."""
    app = create_app(settings)
    async with app.router.lifespan_context(app), client_of(app, **options) as client:
        yield client


@pytest.fixture(scope="session")
async def app(anyio_backend: Any, make_settings: SettingsMaker) -> AsyncIterator[FastAPI]:
    """The application under test, running. It names the event loop, so that tests that are not async may use it."""
    application = create_app(make_settings())
    async with application.router.lifespan_context(application):
        # Nothing closes by itself but by a test, or the clock and the figures of another would move under it; nor are
        # books checked that a test has altered, or questions noted in books that a test counts.
        held = {"$set": {"holder": "the tests", "expires_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)}}
        leases = application.state.services.db.collection("leases")
        for name in ("upkeep", "digests", "exceptions", "schedule:verify", "schedule:find_exceptions"):
            await leases.update_one({"_id": name}, held, upsert=True)
        yield application


@pytest.fixture(scope="session")
async def http(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP without cookies: whoever speaks through it says who they are in each request."""
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP with cookies, as a browser keeps them."""
    async with client_of(app, keeps_cookies=True) as client:
        yield client


@pytest.fixture(scope="session")
async def db(app: FastAPI) -> Database:
    """The database behind the application, without any scope."""
    found: Database = app.state.services.db
    return found


@pytest.fixture
def asked_of_mongo(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The commands of reads in one piece from here on, as they come."""
    asked: list[Document] = []
    plain = RawCommands.documents

    async def noted(self: RawCommands, command: Document) -> list[Document] | None:
        asked.append(dict(command))
        return await plain(self, command)

    monkeypatch.setattr(RawCommands, "documents", noted)
    return asked


# --- who and where ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def anonymous(http: httpx2.AsyncClient) -> Api:
    """Somebody who is not signed in."""
    return Api(http)


@pytest.fixture
async def garage(http: httpx2.AsyncClient) -> Garage:
    """A fresh workshop in rupees with its owner and one manager."""
    return await make_garage(http)


@pytest.fixture
async def other_garage(http: httpx2.AsyncClient) -> Garage:
    """Somebody else's workshop."""
    return await make_garage(http)


# --- time -------------------------------------------------------------------------------------------------------------


class Clock:
    """The time as the application sees it. It stands still once it is set."""

    def set(self, instant: str) -> None:
        """Stop at an instant such as 2026-03-10T18:00:00Z."""
        application_clock.set(dt.datetime.fromisoformat(instant))

    def advance(self, **duration: float) -> None:
        """Move on, from now if the clock was running."""
        application_clock.set(self() + dt.timedelta(**duration))

    def __call__(self) -> dt.datetime:
        """Tell the time."""
        return application_clock.now()


@pytest.fixture
def clock(app: FastAPI) -> Iterator[Clock]:
    """The application's clock, to be set. Tokens still expire by the real one."""
    yield Clock()
    application_clock.set(None)


# --- the same, over the wire ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def live_server(
    app: FastAPI, mongo_url: str, db_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """Run uvicorn with the application on a free port, beside that of the tests; what it says goes to ``log``."""
    with serving(tmp_path_factory.mktemp("live"), mongo_url, db_name, SECRET_KEY) as server:
        yield server


@pytest.fixture
async def wire(live_server: LiveServer) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP to the live server, without cookies."""
    hooks = {"response": [refusals.check]}
    async with httpx2.AsyncClient(
        base_url=live_server.url, cookies=no_cookies(), event_hooks=hooks, timeout=60
    ) as client:
        yield client


async def eventually(what: Callable[[], Awaitable[bool]], seconds: float = 120) -> None:
    """Wait until something that happens in the background has happened."""
    deadline = time.monotonic() + seconds
    while not await what():
        assert time.monotonic() < deadline, "it did not happen"
        await asyncio.sleep(0.02)
