"""How exports come about: they wait for nobody and nobody for them, and whatever happens nothing is left behind."""

import asyncio
import datetime as dt
import io
import re
import sys
import tempfile
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import bson
import httpx2
import openpyxl
import psutil
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from revops.exports import cells, line, workbook
from revops.exports.line import CONCURRENCY
from revops.exports.spec import CellKind, ExportSpec
from revops.mongo.client import Database
from tests.conftest import Clock, SettingsMaker, eventually, running
from tests.factories import Garage, Person, login, make_garage, make_job, ok, refused
from tests.live_server import LiveServer

pytestmark = pytest.mark.slow

EXPORT = "/api/analytics/export"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def exported(person: Person, **params: str) -> httpx2.Response:
    response = await person.get(EXPORT, **params)
    assert response.status_code == 200, response.text
    return response


# --- the file ---------------------------------------------------------------------------------------------------------


async def test_the_file_has_a_name_that_says_what_it_is(http: httpx2.AsyncClient, clock: Clock) -> None:
    garage = await make_garage(http, name='राज "Motors" / Pune')
    clock.set("2026-03-10T12:00:00Z")
    response = await exported(garage.owner, from_="2026-03-01", to="2026-03-10")
    assert response.headers["content-type"] == XLSX
    assert int(response.headers["content-length"]) == len(response.content)
    assert response.headers["content-disposition"] == (
        "attachment; filename=\"revops-Motors-Pune-2026-03-01-2026-03-10.xlsx\"; filename*=UTF-8''"
        "revops-%E0%A4%B0%E0%A4%BE%E0%A4%9C-Motors-Pune-2026-03-01-2026-03-10.xlsx"
    )
    response = await exported(garage.owner, format="csv", sheet="payments")
    assert "revops-payments-" in response.headers["content-disposition"]
    assert "start-2026-03-10.csv" in response.headers["content-disposition"]


async def test_progress_is_told_to_the_workshop_only(garage: Garage, other_garage: Garage) -> None:
    await make_job(garage.manager, advance_paid=100)
    export_id = str(uuid.uuid4())
    path = f"/api/analytics/exports/{export_id}"
    refused(await garage.owner.get(path), 404)
    await exported(garage.owner, progress=export_id)
    told = ok(await garage.owner.get(path))
    told.pop("updated_at")
    assert told == {"state": "done", "done_rows": 4, "total_rows": 4}
    refused(await other_garage.owner.get(path), 404)
    refused(await garage.manager.get(path), 403)


async def test_a_third_export_waits_for_its_turn(
    garage: Garage, make_settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "MAX_WAIT_SECONDS", 1)
    settings = make_settings()
    async with running(settings) as client:
        owner = await login(client, garage.owner.email)
        places = [FileLock(settings.data / f"export-{n + 1}.lock") for n in range(CONCURRENCY)]
        for place in places:
            place.acquire()
        response = await owner.get(EXPORT)
        assert "Other exports are being made" in refused(response, 503, "unavailable")["detail"]
        assert int(response.headers["retry-after"]) > 0
        monkeypatch.undo()
        export_id = str(uuid.uuid4())
        waiting = asyncio.create_task(exported(owner, progress=export_id))
        await eventually(lambda: _says(owner, export_id, state="waiting", ahead=1))
        places[0].release()
        await waiting
        told = ok(await owner.get(f"/api/analytics/exports/{export_id}"))
        assert (told["state"], "ahead" in told) == ("done", False)
        places[1].release()


async def _says(owner: Person, export_id: str, **expected: object) -> bool:
    response = await owner.get(f"/api/analytics/exports/{export_id}")
    return response.status_code == 200 and response.json().items() >= expected.items()


async def test_a_workshop_that_exports_for_ever_keeps_no_other_waiting(
    garage: Garage, other_garage: Garage, make_settings: SettingsMaker
) -> None:
    """It has one place and a short line; the other place is for others."""
    async with running(make_settings()) as client:
        owner, other = await login(client, garage.owner.email), await login(client, other_garage.owner.email)
        answers: list[int] = []
        is_over = asyncio.Event()

        async def export_again_and_again() -> None:
            while not is_over.is_set():
                answers.append((await owner.get(EXPORT)).status_code)

        greedy = [asyncio.create_task(export_again_and_again()) for _ in range(5)]
        await asyncio.sleep(0.3)
        for _ in range(2):
            await exported(other)
        is_over.set()
        await asyncio.gather(*greedy)
        assert set(answers) == {200, 429}


async def test_an_export_holds_no_turn(garage: Garage, make_settings: SettingsMaker) -> None:
    async with running(make_settings(concurrent_requests=1)) as client:
        owner = await login(client, garage.owner.email)
        export = asyncio.create_task(owner.get(EXPORT))
        answered = 0
        while not export.done():
            ok(await owner.get("/api/jobs"))
            answered += 1
        assert (await export).status_code == 200
        assert answered > 5


# --- nothing left behind ----------------------------------------------------------------------------------------------


def _folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("revops-export-*"))


def _export_processes() -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline", "ppid"]):
        if "revops.exports" in (process.info["cmdline"] or ()):
            found.append(process)
    return found


def _process_of(server: LiveServer) -> psutil.Process:
    living = (p for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE)
    return next(p for p in living if p.cwd() == str(server.log.parent))


Crowd = Callable[[Garage, int], Awaitable[None]]


@pytest.fixture
async def crowd(db: Database) -> AsyncIterator[Crowd]:
    """Adds so many jobs, as copies, that an export takes a while. They are in no journal, so they go afterwards."""
    crowded: list[str] = []

    async def add(garage: Garage, jobs: int) -> None:
        crowded.append(garage.id)
        await _crowd(db, garage, jobs)

    yield add
    await db.collection("jobs").delete_many({"workshop_id": {"$in": crowded}, "search": []})


async def _crowd(db: Database, garage: Garage, jobs: int) -> None:
    template = await db.collection("jobs").find_one({"_id": await make_job(garage.manager)})
    assert template is not None
    at = template["created_at"]
    for start in range(0, jobs, 5000):
        copies = [
            template
            | {"_id": str(uuid.uuid4()), "number": n + 2, "created_at": at - dt.timedelta(minutes=n), "search": []}
            for n in range(start, min(start + 5000, jobs))
        ]
        await db.collection("jobs").insert_many(copies, ordered=False)


async def test_a_client_that_goes_away_leaves_nothing(
    live_server: LiveServer, wire: httpx2.AsyncClient, crowd: Crowd
) -> None:
    garage = await make_garage(wire)
    await crowd(garage, 20_000)
    server = _process_of(live_server)
    await exported(garage.owner)  # so that all that stays open from now on is open
    export_id = str(uuid.uuid4())
    before, files, threads = _folders(), server.num_fds(), server.num_threads()
    asking = asyncio.create_task(garage.owner.get(EXPORT, progress=export_id))

    async def has_begun() -> bool:
        response = await garage.owner.get(f"/api/analytics/exports/{export_id}")
        return response.status_code == 200 and response.json()["total_rows"] > 0

    await eventually(has_begun)
    assert _export_processes()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)

    async def is_gone() -> bool:
        told = ok(await garage.owner.get(f"/api/analytics/exports/{export_id}"))
        clean = _folders() <= before and not [p for p in _export_processes() if p.info["ppid"] == server.pid]
        return clean and told["state"] == "cancelled" and server.num_fds() <= files + 1

    await eventually(is_gone)
    assert server.num_threads() <= threads
    # The same while it is being sent.
    async with garage.owner.http.stream(
        "GET", EXPORT, headers={"Authorization": f"Bearer {garage.owner.token}"}
    ) as response:
        assert response.status_code == 200
        async for _ in response.aiter_raw():
            break

    async def is_clean() -> bool:
        return _folders() <= before and server.num_fds() <= files + 1

    await eventually(is_clean)
    assert "unexpected_error" not in live_server.log.read_text()


async def test_the_process_ends_with_its_server(live_server: LiveServer) -> None:
    folder = Path(tempfile.mkdtemp(prefix="revops-export-"))
    spec: ExportSpec = {
        "url": "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=60000", "database": "x", "workshop_id": "x",
        "instant": bson.Timestamp(1, 1), "timezone": "UTC", "currency": "INR", "digits": 2, "amount_format": "0",
        "statuses": None,
        "path": str(folder / "export"), "sheet": None, "is_part": False, "is_large": True, "names": {},
        "about": [], "dashboard": [],
        "filters": {"jobs": {}, "payments": {}, "settlements": {}},
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "revops.exports", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(bson.encode(spec))
    await process.stdin.drain()
    process.stdin.close()
    assert await process.wait() == 1
    assert not folder.exists()


async def test_an_export_that_fails_says_so_and_leaves_nothing(
    live_server: LiveServer, wire: httpx2.AsyncClient, crowd: Crowd
) -> None:
    garage = await make_garage(wire)
    await crowd(garage, 20_000)
    server = _process_of(live_server)
    before = _folders()
    export_id = str(uuid.uuid4())
    asking = asyncio.create_task(garage.owner.get(EXPORT, progress=export_id))

    async def has_begun() -> bool:
        return bool([p for p in _export_processes() if p.info["ppid"] == server.pid])

    await eventually(has_begun)
    for process in _export_processes():
        if process.info["ppid"] == server.pid:
            process.kill()
    refused(await asking, 500, "internal_error")
    assert ok(await garage.owner.get(f"/api/analytics/exports/{export_id}"))["state"] == "failed"

    async def is_clean() -> bool:  # others may be exporting at the same time
        return _folders() <= before

    await eventually(is_clean)
    assert "export_failed" in live_server.log.read_text()
    await exported(garage.owner)


# --- the writer alone -------------------------------------------------------------------------------------------------


def _cells(path: Path, kind: CellKind, values: list[object], timezone: str = "UTC") -> list[object]:
    """Return what openpyxl reads of a column that was written."""
    with workbook.Workbook(path, "0.00") as book:
        sheet = workbook.Sheet(path.with_name("one"), "One", ["Value"], [10], cells.cells_by_kind(2, timezone))
        sheet.write([kind], [values])
        book.adopt(sheet.close())
    read = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["One"]
    return [row[0] for row in read.iter_rows(min_row=2, max_row=len(values) + 1, values_only=True)]


@pytest.mark.parametrize("timezone", ["Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_times_are_the_clocks_also_on_the_days_that_it_changes(tmp_path: Path, timezone: str) -> None:
    start = dt.datetime.fromisoformat("2026-03-01")
    instants = [start + dt.timedelta(minutes=29 * n, milliseconds=n) for n in range(13_000)]  # eight months
    expected = [cells.local_time(instant, ZoneInfo(timezone)) for instant in instants]
    for found, local in zip(_cells(tmp_path / "x", "time", [*instants], timezone), expected, strict=True):
        assert found == local.replace(microsecond=0)


def test_times_before_excels_calendar_are_text(tmp_path: Path) -> None:
    early = dt.datetime.fromisoformat("1899-05-01T10:00:00")
    assert _cells(tmp_path / "x", "time", [early, None]) == ["1899-05-01 10:00:00", None]


def test_a_sheet_holds_no_more_rows_than_excel_takes(tmp_path: Path) -> None:
    sheet = workbook.Sheet(tmp_path / "one", "One", ["Value"], [10], cells.cells_by_kind(2, "UTC"))
    sheet.rows = workbook.MAX_ROWS - 1
    with pytest.raises(workbook.TooLarge):
        sheet.write(["count"], [[1, 2]])
    sheet.close()


_LETTERS = st.sampled_from([*"ab <>&_x0A\n\t\r\x01\ufffe=", "_x0041_", "नि", "😀"])


@given(st.lists(st.one_of(st.none(), st.lists(_LETTERS, max_size=6).map("".join)), max_size=40), st.integers(1, 9))
def test_texts_are_read_as_they_were_written(values: list[str | None], times: int) -> None:
    values *= times  # those that come again and again are made another way
    made = cells.texts(values)
    assert len(made.values) == len(values)
    for cell, value in zip(made.values, values, strict=True):
        element = ElementTree.fromstring(made.before + cell + made.after)
        text = element.findtext("is/t") or ""
        assert re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text) == (value or "")
        if text != text.strip():
            found = element.find("is/t")
            assert found is not None
            assert found.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
