"""What waits to be counted unseen is told nowhere to whoever is to count it, until he has."""

import io
import re
from collections import defaultdict

import httpx2
import openpyxl
import pytest
from fastapi import FastAPI

from tests.factories import Garage, Person, make_job, make_member, make_payment, ok
from tests.settlements.counts import hand_over, make_counting_garage, receive

# Nothing else in the garage comes to it, or to what it leaves. An id is no amount, whatever digits are in it.
COUNT = {"500": 8, "20": 1, "1": 1}
TOLD = re.compile(r"(?<![0-9a-f-])(4021|402100|4,021|2979|297900|2,979)(?![0-9a-f-])")
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
    """A garage that counts and is told by message, with 7,000 in its manager's hand."""
    garage = await make_counting_garage(http)
    garage.workshop["job_id"] = await make_job(garage.manager, estimated_amount=7000)
    await make_payment(garage.manager, garage.workshop["job_id"], 7000)
    return garage


async def telling(app: FastAPI, person: Person, garage: Garage, settlement_id: str) -> list[str]:
    """Ask for everything that there is to read; return the paths whose answers tell the count."""
    ids: defaultdict[str, str] = defaultdict(lambda: "none")
    ids |= {"settlement_id": settlement_id, "manager_id": garage.manager.id, "member_id": garage.manager.id}
    ids |= {"job_id": garage.workshop["job_id"], "workshop_id": garage.id}
    there = [path for path, operations in app.openapi()["paths"].items() if "get" in operations]
    told, seen = [], 0
    for path in (*sorted(set(there) - LEFT_OUT), *ASKED):
        response = await person.get(path.format_map(ids))
        seen += response.status_code == 200
        if TOLD.search(response.text):
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
    assert (day["pending_settlement"], day["available_to_settle"]) == (4021, 2979)
    cash = ok(await counting.manager.get("/api/settlements/cash"))
    assert (cash["pending_settlement"], cash["available"]) == (4021, 2979)
    board = ok(await counting.owner.get("/api/settlements/cash", manager_id=counting.manager.id))
    assert (board["pending_settlement"], board["available"]) == (0, 7000)
