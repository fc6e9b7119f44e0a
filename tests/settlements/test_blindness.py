"""What waits to be counted unseen is told nowhere to whoever is to count it, until he has."""

import io
import re
from collections import defaultdict

import httpx2
import openpyxl
import pytest
from fastapi import FastAPI

from revops.core.time import now
from revops.digest.making import Digests
from revops.messages.channels import channels_of
from tests.custody.making import look, notes, set_limits
from tests.factories import (
    Garage,
    Person,
    make_job,
    make_manager,
    make_member,
    make_payment,
    make_settlement,
    ok,
)
from tests.settlements.counts import hand_over, make_counting_garage, receive

pytestmark = pytest.mark.slow

# Nothing else in the garage comes to it, or to what it leaves. An id is no amount, whatever digits are in it.
COUNT = {"500": 8, "20": 1, "1": 1}
TOLD = re.compile(r"(?<![0-9a-f-])(4021|402100|4,021|3324|332400|3,324)(?![0-9a-f-])")
# What the books say is in the manager's hand: collected less what was received before.
BOOK = re.compile(r"(?<![0-9a-f-])(7345|734500|7,345)(?![0-9a-f-])")
# Not answers of JSON, or of those that never end.
LEFT_OUT = {"/api/events", "/api/analytics/export"}
ASKED = (
    "/api/settlements?confirmed=false&rejected=false",
    "/api/settlements/cash?manager_id={manager_id}",
    "/api/analytics/dashboard?manager_id={manager_id}",
    *(f"/api/analytics/entries?figure={figure}" for figure in ("cash_in_hand", "collected", "awaiting_confirmation")),
)


@pytest.fixture
async def counting(http: httpx2.AsyncClient) -> Garage:
    """A garage that counts and is told by message, with 7,345 in its manager's hand."""
    garage = await make_counting_garage(http)
    garage.workshop["job_id"] = await make_job(garage.manager, estimated_amount=9000)
    await make_payment(garage.manager, garage.workshop["job_id"], 6000)
    await make_payment(garage.manager, garage.workshop["job_id"], 2345)
    await receive(garage.owner, await hand_over(garage.manager, {"500": 2}), {"500": 2})
    return garage


async def telling(
    app: FastAPI, person: Person, garage: Garage, settlement_id: str, what: re.Pattern[str] = TOLD
) -> list[str]:
    """Ask for everything that there is to read; return the paths whose answers tell the count, or something else."""
    ids: defaultdict[str, str] = defaultdict(lambda: "none")
    ids |= {"settlement_id": settlement_id, "manager_id": garage.manager.id, "member_id": garage.manager.id}
    ids |= {"job_id": garage.workshop["job_id"], "workshop_id": garage.id}
    there = [path for path, operations in app.openapi()["paths"].items() if "get" in operations]
    told, seen = [], 0
    for path in (*sorted(set(there) - LEFT_OUT), *ASKED):
        response = await person.get(path.format_map(ids))
        seen += response.status_code == 200
        if what.search(response.text):
            told.append(path)
    assert seen > 20
    return told


async def exported(owner: Person) -> list[list[object]]:
    response = await owner.get("/api/analytics/export")
    assert response.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("ending", ["waits", "is rejected", "is taken back"])
async def test_no_answer_tells_a_count_before_the_other(app: FastAPI, counting: Garage, ending: str) -> None:
    settlement_id = await hand_over(counting.manager, COUNT, notes="4021 in the bag")
    path, reason = f"/api/settlements/{settlement_id}", {"reason": "Not today"}
    if ending == "is rejected":
        ok(await counting.owner.put(f"{path}/reject", reason))
    elif ending == "is taken back":
        ok(await counting.manager.post(f"{path}/cancel", reason))
    accountant = await make_member(counting.owner, "accountant")
    for person in (counting.owner, accountant):
        assert await telling(app, person, counting, settlement_id) == []
    assert not [row for row in await exported(counting.owner) if 4021 in row or "4021 in the bag" in row]
    assert await telling(app, counting.manager, counting, settlement_id) != []


async def test_both_see_all_of_it_afterwards(app: FastAPI, counting: Garage) -> None:
    settlement_id = await hand_over(counting.manager, COUNT)
    await receive(counting.owner, settlement_id, {"500": 8})
    for person in (counting.owner, counting.manager):
        assert "/api/settlements" in await telling(app, person, counting, settlement_id)
    assert [row for row in await exported(counting.owner) if 4000 in row]


async def test_the_book_and_the_other_count_are_no_news_to_the_manager_before(counting: Garage) -> None:
    settlement_id = await hand_over(counting.manager, COUNT)
    mine = ok(await counting.manager.get(f"/api/settlements/{settlement_id}"))
    assert (mine["book_amount"], mine["received_amount"], mine["received_count"]) == (None, None, None)
    day = ok(await counting.manager.get("/api/analytics/mine"))
    assert (day["pending_settlement"], day["available_to_settle"]) == (4021, 3324)
    cash = ok(await counting.manager.get("/api/settlements/cash"))
    assert (cash["pending_settlement"], cash["available"]) == (4021, 3324)
    board = ok(await counting.owner.get("/api/settlements/cash", manager_id=counting.manager.id))
    assert (board["cash_in_hand"], board["pending_settlement"], board["available"]) == (None, 0, None)


async def test_whoever_is_to_count_reads_nowhere_what_the_books_expect(app: FastAPI, counting: Garage) -> None:
    """Neither does anybody who might tell him; what was found before tells nothing, nor what is written meanwhile."""
    await set_limits(counting, amount=5000, closes_at="00:00")
    ok(await counting.manager.post("/api/custody/days/open", {"count": notes(7345)}))
    await look(app, counting)
    accountant = await make_member(counting.owner, "accountant")
    readers = (counting.owner, accountant)
    assert {"/api/custody", "/api/exceptions", "/api/today"} <= set(
        await telling(app, counting.owner, counting, "none", BOOK)
    )
    settlement_id = await hand_over(counting.manager, COUNT)
    await look(app, counting)
    workshop = await app.state.services.workshop(counting.id)
    assert workshop is not None
    await Digests(app.state.services, channels_of(app.state.services)).make(workshop, now())
    for person in readers:
        assert await telling(app, person, counting, settlement_id, BOOK) == []
    removal = await counting.owner.delete(f"/api/managers/{counting.manager.id}")
    assert removal.status_code == 409
    assert not BOOK.search(removal.text)
    assert await telling(app, counting.manager, counting, settlement_id, BOOK) != []
    # With his count in, the books are open to him again, less what he has received.
    await receive(counting.owner, settlement_id, COUNT)
    left = await telling(app, counting.owner, counting, settlement_id, TOLD)
    assert {"/api/analytics/dashboard", "/api/custody", "/api/managers", "/api/members", "/api/today"} <= set(left)
    assert "/api/settlements" in await telling(app, counting.owner, counting, settlement_id, BOOK)


async def test_the_cash_of_others_is_shown_meanwhile(counting: Garage) -> None:
    other = await make_manager(counting.owner)
    await make_payment(other, await make_job(other, estimated_amount=900), 900)
    await hand_over(counting.manager, COUNT)
    figures = ok(await counting.owner.get("/api/today"))["figures"]
    assert (figures["cash_in_hand"], figures["cash_being_counted"]) == (900, 1)
    board = ok(await counting.owner.get("/api/analytics/dashboard"))
    assert (board["cash_in_hand"], board["cash_being_counted"]) == (900, 1)
    by_manager = {row["manager_id"]: row["cash_in_hand"] for row in board["manager_performance"]}
    assert (by_manager[other.id], by_manager[counting.manager.id]) == (900, None)
    alone = ok(await counting.owner.get("/api/analytics/dashboard", manager_id=counting.manager.id))
    assert (alone["cash_in_hand"], alone["cash_being_counted"]) == (None, 1)


async def test_a_hand_over_of_what_no_book_knows_of_hides_the_book_too(http: httpx2.AsyncClient) -> None:
    garage = await make_counting_garage(http)
    await hand_over(garage.manager, COUNT)
    (row,) = [row for row in ok(await garage.owner.get("/api/managers")) if row["id"] == garage.manager.id]
    assert row["cash_in_hand"] is None


async def test_where_nothing_is_counted_everything_is_shown(garage: Garage) -> None:
    await make_payment(garage.manager, await make_job(garage.manager, estimated_amount=900), 900)
    await make_settlement(garage.manager, 500)
    (row,) = [row for row in ok(await garage.owner.get("/api/managers")) if row["id"] == garage.manager.id]
    assert (row["cash_in_hand"], row["pending_settlement"]) == (900, 500)
    assert ok(await garage.owner.get("/api/today"))["figures"]["cash_being_counted"] == 0
