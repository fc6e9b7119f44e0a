"""Files in a bucket of a real S3 server: kept, read and removed there; and what follows when it is of no use."""

import asyncio
import contextlib
import datetime as dt
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from revops.backup.contents import LISTED_FILES
from revops.backup.errors import BackupError
from revops.backup.file import BackupReader
from revops.backup.files import check_listed
from revops.backup.restore import restore
from revops.backup.save import save
from revops.core.errors import Unavailable
from revops.core.time import clock, now
from revops.files import s3
from revops.files.bucket import BucketStore
from revops.files.errors import BucketFails
from revops.files.port import FileKey, Kind
from revops.files.s3 import Bucket
from revops.files.service import bucket_of, files_of
from revops.rooms import migrate, verify
from revops.settings import Settings
from tests.bucket_server import FULL_BUCKET, BucketServer
from tests.conftest import running
from tests.crash.running import run
from tests.factories import login, make_garage, make_job, make_payment, ok, refused
from tests.files.conftest import MakePlace, Place, keep_both

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

MINE = "workshop-1"


@pytest.fixture
def place(make_place: MakePlace) -> Place:
    """An empty part of the run's bucket."""
    return make_place("s3")


def _with(place: Place, **changes: object) -> Settings:
    return Settings(_env_file=None, **(place.settings.model_dump() | changes))


def _bucket(settings: Settings) -> Bucket:
    found = bucket_of(settings)
    assert found is not None
    return found


# --- a proxy that is slow or cuts -------------------------------------------------------------------------------------

_Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class _Proxy:
    """Where it listens, and how often somebody came."""

    endpoint: str = ""
    count: int = 0


@contextlib.asynccontextmanager
async def _proxy(server: BucketServer, relay: _Answer) -> AsyncIterator[_Proxy]:
    """Stand between the application and the server; ``relay`` hands on what the server says."""
    proxy = _Proxy()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        proxy.count += 1
        from_server, to_server = await asyncio.open_connection("127.0.0.1", server.port)

        async def ask() -> None:
            while piece := await reader.read(65_536):
                to_server.write(piece)
                await to_server.drain()

        asking = asyncio.create_task(ask())
        with contextlib.suppress(ConnectionError):
            await relay(from_server, writer)
        asking.cancel()
        writer.transport.abort()
        to_server.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        proxy.endpoint = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        yield proxy
    finally:
        listening.close()


async def _never(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def _half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await reader.readexactly(50_000))
    await writer.drain()


# --- what is kept -----------------------------------------------------------------------------------------------------


async def test_logo_and_paper_live_in_the_bucket_and_outlive_a_sweep(place: Place, make_place: MakePlace) -> None:
    async with running(place.settings) as http:
        kept = await keep_both(await make_garage(http))
        assert kept.names <= await place.names()
        stray = await place.files.put(kept.garage.id, Kind.LOGO, b"of a request that was killed")
        assert await place.sweep.sweep() == 0
        try:
            clock.set(now() + dt.timedelta(days=2))
            assert await place.sweep.sweep() == 1
        finally:
            clock.set(None)
        assert str(FileKey(kept.garage.id, Kind.LOGO, stray)) not in await place.names()
        assert await kept.is_handed_out()
        assert "failing_outside" not in (await http.get("/healthz")).json()
    assert (await verify(place.db, files=place.files)).problems == []
    # Another place is chosen: the bucket is still looked into.
    async with running(_with(place, files="database")) as http:
        kept.garage.owner.http = http
        assert await kept.is_handed_out()


async def test_a_file_that_is_kept_again_is_not_removed_for_its_age(place: Place) -> None:
    await migrate(place.db)
    store = place.files.store
    sha256 = await place.files.put(MINE, Kind.PAPER, b"an invoice")
    key = FileKey(MINE, Kind.PAPER, sha256)
    assert not await store.delete(key, now() - dt.timedelta(days=1))
    await place.db.collection("file_removals").delete_many({})
    assert await store.delete(key, now() + dt.timedelta(hours=1))
    # Whoever keeps it while it is being removed is not told that it is kept.
    with pytest.raises(Unavailable, match="nothing was saved"):
        await place.files.put(MINE, Kind.PAPER, b"an invoice")
    assert not await store.delete(key, now() + dt.timedelta(hours=1))
    a_minute_ago = now() - dt.timedelta(minutes=1)
    await place.db.collection("file_removals").update_one({"_id": str(key)}, {"$set": {"begun_at": a_minute_ago}})
    assert await place.files.put(MINE, Kind.PAPER, b"an invoice") == sha256
    assert await store.exists(key)


async def test_a_backup_lists_what_is_in_the_bucket_and_each_is_checked(
    place: Place, make_place: MakePlace, mongo_url: str, tmp_path: object
) -> None:
    async with running(place.settings) as http:
        kept = await keep_both(await make_garage(http))
    saved = await save(place.db, place.settings.data / "garage.rvb", files=place.files)
    counts = BackupReader(saved.path).check()
    assert (counts[LISTED_FILES], counts["files"], saved.files_lacking) == (2, 0, 0)
    assert saved.bytes < 60_000

    code, said = run(place.settings.data, "restore", "--check", str(saved.path), COLUMNS="400", **place.outside)
    assert code == 0, said
    assert "2 files that it lists are in the bucket, and whole" in said
    assert "was not looked at" in await check_listed(BackupReader(saved.path), 2, None)
    # Into a database that keeps its files itself, and into one that leaves them where they are.
    for name, files_in_database in (("database", 2), ("s3", 0)):
        target = make_place("database")
        settings = _with(place, db_name=target.db.name, files=name)
        await restore(target.db, BackupReader(saved.path), files=files_of(target.db, settings))
        assert await target.db.collection("files").count_documents({}) == files_in_database
        only = target.files if name == "database" else files_of(target.db, settings)
        assert (await verify(target.db, files=only)).problems == []
    async with running(settings) as http:
        kept.garage.owner = await login(http, kept.garage.owner.email)
        assert await kept.is_handed_out()
    lost, altered = sorted(kept.names)
    await place.spoil(altered, lambda found: found[:-1])
    assert place.files.bucket is not None
    with pytest.raises(BackupError, match=f"{altered} of .* was altered in the bucket"):
        await check_listed(BackupReader(saved.path), 2, place.files.bucket)
    await place.spoil(lost, None)
    with pytest.raises(BackupError, match=f"{lost} of .* is missing in the bucket"):
        await check_listed(BackupReader(saved.path), 2, place.files.bucket)


# --- what fails -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason", "sentence"),
    [
        ({"s3_access_key_id": "nobody"}, "wrong_key", "REVOPS_S3_ACCESS_KEY_ID"),
        ({"s3_bucket": "another"}, "not_allowed", "another"),
        ({"s3_bucket": FULL_BUCKET, "as_operator": True}, "failing", "InternalError"),
        ({"s3_bucket": "nowhere", "as_operator": True}, "no_bucket", "There is no bucket nowhere"),
        ({"s3_endpoint": "http://127.0.0.1:9"}, "away", "http://127.0.0.1:9 does not answer"),
        ({"s3_endpoint": "http://nowhere.invalid"}, "unknown_host", "There is no server http://nowhere.invalid"),
        # It speaks no TLS there.
        ({"s3_endpoint": "https"}, "not_trusted", "speaks no TLS there"),
    ],
)
async def test_what_is_set_wrongly_is_said_in_a_sentence(
    place: Place, changes: dict[str, object], reason: str, sentence: str
) -> None:
    assert place.bucket is not None
    if changes.pop("as_operator", False):
        changes |= place.bucket.as_operator
    if changes.get("s3_endpoint") == "https":
        changes = {"s3_endpoint": f"https://127.0.0.1:{place.bucket.port}"}
    settings = _with(place, **changes)
    bucket = _bucket(settings)
    with pytest.raises(BucketFails, match=sentence) as failure:
        await bucket.check()
    assert failure.value.reason == reason
    assert bucket.outside.failure is not None
    files = files_of(place.db, settings)
    with pytest.raises(Unavailable, match="nothing was saved"):
        await files.put(MINE, Kind.PAPER, b"an invoice")
    assert await _bucket(place.settings).check()


async def test_money_does_not_wait_for_a_bucket_that_does_not_answer(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.bucket is not None
    monkeypatch.setattr(s3, "_DEADLINE_SECONDS", 3)
    monkeypatch.setattr(s3, "_PAUSE_SECONDS", 60)
    async with running(place.settings) as http:
        kept = await keep_both(await make_garage(http))
    async with _proxy(place.bucket, _never) as proxied:
        async with running(_with(place, s3_endpoint=proxied.endpoint, concurrent_requests=2)) as http:
            for who in (kept.garage.owner, kept.garage.manager):
                who.http = http
            # As many as there are slots, and more, wait for their papers.
            ask = [kept.garage.owner.get(f"/api/documents/{kept.document_id}/pdf?{number}") for number in range(4)]
            waiting = [asyncio.create_task(asked) for asked in ask]
            await asyncio.sleep(0.2)
            job_id = await make_job(kept.garage.manager)
            await make_payment(kept.garage.manager, job_id, 100)
            assert not any(task.done() for task in waiting)
            for answer in await asyncio.gather(*waiting):
                problem = refused(answer, 503, "unavailable")
                assert "cannot be fetched at the moment" in problem["detail"]
            # Now it is known, and nobody waits, which none of the proxy's connections shows.
            asked = proxied.count
            refused(await kept.garage.owner.get("/api/workshops/me/logo"), 503, "unavailable")
            assert proxied.count == asked
            assert (await http.get("/healthz")).json()["failing_outside"] == {"bucket": "slow"}
            metrics = (await http.get("/metrics")).text
            assert 'revops_outside_works{service="bucket"} 0.0' in metrics
            assert 'revops_outside_failures_total{reason="slow",service="bucket"}' in metrics


async def test_what_is_cut_short_is_never_handed_out(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert place.bucket is not None
    monkeypatch.setattr(s3, "_PAUSE_SECONDS", 0)
    content = os.urandom(400_000)
    sha256 = await place.files.put(MINE, Kind.PAPER, content)
    async with _proxy(place.bucket, _half) as proxied:
        files = files_of(place.db, _with(place, s3_endpoint=proxied.endpoint))
        with pytest.raises(Unavailable, match="cannot be fetched at the moment"):
            await files.get(MINE, Kind.PAPER, sha256)
        store = files.store
        assert isinstance(store, BucketStore)
        assert store.bucket.outside.failure is not None
    assert await place.files.get(MINE, Kind.PAPER, sha256) == content


def test_half_of_a_bucket_is_refused_at_start() -> None:
    halves: list[dict[str, Any]] = [{"files": "s3"}, {"s3_bucket": "garages"}, {"s3_secret_access_key": "x"}]
    for given in halves:
        with pytest.raises(ValueError, match=r"for files in a bucket of S3, set REVOPS_S3_"):
            Settings(_env_file=None, **given)
    for endpoint in ("garages", "ftp://x", "http://user:pw@x", "http://x/bucket"):  # pragma: allowlist secret
        with pytest.raises(ValueError, match="s3_endpoint"):
            Settings(_env_file=None, s3_endpoint=endpoint)


async def test_the_owner_of_the_only_garage_tests_the_bucket_from_the_app(place: Place) -> None:
    async with running(place.settings) as http:
        garage = await make_garage(http)
        assert ok(await garage.owner.get("/api/outside")) == [{"service": "bucket", "problem": None}]
        said = ok(await garage.owner.post("/api/outside/bucket/test"))["message"]
        assert said.startswith(f"The bucket {place.settings.s3_bucket} works: ")
        refused(await garage.owner.post("/api/outside/redis/test"), 404, "not_found")
    async with running(_with(place, s3_secret_access_key="x")) as http:  # pragma: allowlist secret
        owner = await login(http, garage.owner.email)
        problem = refused(await owner.post("/api/outside/bucket/test"), 409, "outside_fails")
        sentence = "The bucket's server refuses the key. Check REVOPS_S3_ACCESS_KEY_ID and REVOPS_S3_SECRET_ACCESS_KEY."
        assert problem["detail"] == sentence
        assert ok(await owner.get("/api/outside")) == [{"service": "bucket", "problem": sentence}]
        # Of several garages none reads how the host is set up.
        other = await make_garage(http)
        problem = refused(await other.owner.post("/api/outside/bucket/test"), 409, "outside_fails")
        assert problem["detail"] == "It does not work at the moment. Whoever runs the server is told why in its log."


def test_the_command_line_tries_the_bucket(place: Place) -> None:
    code, said = run(place.settings.data, "check-outside", COLUMNS="400", **place.outside)
    assert code == 0, said
    assert "The bucket garages works" in said
    code, said = run(
        place.settings.data, "check-outside", COLUMNS="400", **{**place.outside, "REVOPS_S3_SECRET_ACCESS_KEY": "x"}
    )
    assert code == 1
    assert "refuses the key" in said
