"""The list of jobs: filters, search, order and pages."""

from typing import Any

import pytest

from revops.mongo.client import Database, Document
from tests.conftest import Clock
from tests.factories import (
    Garage,
    all_pages,
    job_fields,
    make_garage,
    make_job,
    make_manager,
    make_payment,
    move_job,
    ok,
    refused,
)

pytestmark = pytest.mark.slow


async def _ids(garage: Garage, **params: object) -> list[str]:
    return [row["id"] for row in ok(await garage.owner.get("/api/jobs", **params))]


async def test_rows_carry_money_and_the_managers_name(garage: Garage) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    (row,) = ok(await garage.owner.get("/api/jobs"))
    assert row["id"] == job_id
    assert row["manager_name"] == "Test Manager"
    assert (row["total_paid"], row["remaining_amount"]) == (1000, 4000)
    assert "payments" not in row
    assert "search" not in row


async def test_filters_by_status_manager_and_money(garage: Garage) -> None:
    colleague = await make_manager(garage.owner)
    pending = await make_job(garage.manager, estimated_amount=100)
    started = await make_job(garage.manager, estimated_amount=100)
    await move_job(garage.manager, started, "in_progress")
    paid = await make_job(colleague, estimated_amount=100, advance_paid=100)
    await move_job(colleague, paid, "completed")
    assert await _ids(garage) == [paid, started, pending]
    assert await _ids(garage, status="pending") == [pending]
    assert await _ids(garage, status=["pending", "completed"]) == [paid, pending]
    assert await _ids(garage, manager_id=colleague.id) == [paid]
    assert await _ids(garage, manager_id="no-such-manager") == []
    assert await _ids(garage, outstanding=True) == [started, pending]
    assert await _ids(garage, outstanding=False) == [paid]
    assert await _ids(garage, outstanding=True, status="in_progress", manager_id=garage.manager.id) == [started]
    # A manager's list is always the manager's own, whatever is asked.
    assert [row["id"] for row in ok(await colleague.get("/api/jobs", manager_id=garage.manager.id))] == [paid]


async def test_what_an_invoice_can_be_issued_for(garage: Garage) -> None:
    invoiced = await make_job(garage.manager, estimated_amount=100, advance_paid=100)
    waiting = await make_job(garage.manager, estimated_amount=100, advance_paid=100)
    await make_job(garage.manager, estimated_amount=0)
    owing = await make_job(garage.manager, estimated_amount=100)
    for job_id in (invoiced, waiting, owing):
        await move_job(garage.manager, job_id, "completed", "delivered")
    ok(await garage.manager.post(f"/api/documents/invoice/{invoiced}/issue"))
    assert await _ids(garage, invoiced=True) == [invoiced]
    assert await _ids(garage, invoiced=False) == [owing, waiting]
    assert await _ids(garage, invoiced=False, outstanding=False, status=["delivered", "closed"]) == [waiting]


async def test_orders(garage: Garage) -> None:
    small = await make_job(garage.manager, estimated_amount=100)
    large = await make_job(garage.manager, estimated_amount=300)
    middle = await make_job(garage.manager, estimated_amount=500)
    await make_payment(garage.manager, middle, 300)
    done = await make_job(garage.manager, estimated_amount=0)
    assert await _ids(garage) == [done, middle, large, small]
    assert await _ids(garage, sort="-created_at") == [done, middle, large, small]
    assert await _ids(garage, sort="created_at") == [small, large, middle, done]
    assert await _ids(garage, sort="-remaining_amount") == [large, middle, small]


async def test_days_are_days_of_the_workshop(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T18:29:59.999Z")
    late = await make_job(garage.manager)
    clock.set("2026-03-10T18:30:00Z")
    early = await make_job(garage.manager)
    assert await _ids(garage, from_="2026-03-10", to="2026-03-10") == [late]
    assert await _ids(garage, from_="2026-03-11") == [early]
    assert await _ids(garage, to="2026-03-09") == []


@pytest.mark.parametrize("sort", ["-created_at", "created_at", "-remaining_amount"])
async def test_pages_are_complete_and_in_order(garage: Garage, clock: Clock, sort: str) -> None:
    clock.set("2026-03-10T06:00:00Z")  # many rows of one instant: the id decides
    made = [await make_job(garage.manager, estimated_amount=100 + number % 3) for number in range(17)]
    whole = await _ids(garage, sort=sort, limit=200)
    rows = await all_pages(garage.owner, "/api/jobs", sort=sort, limit=4)
    assert [row["id"] for row in rows] == whole
    assert sorted(whole) == sorted(made)


async def test_the_last_page_has_no_link(garage: Garage) -> None:
    for _ in range(4):
        await make_job(garage.manager)
    full = await garage.owner.get("/api/jobs", limit=4)
    assert len(ok(full)) == 4
    assert "link" not in full.headers
    part = await garage.owner.get("/api/jobs", limit=3)
    assert part.headers["link"].endswith('>; rel="next"')
    assert part.headers["link"].startswith("</api/jobs?limit=3&cursor=")


async def test_pages_hold_while_rows_are_added(garage: Garage) -> None:
    made = [await make_job(garage.manager) for _ in range(9)]
    seen: list[str] = []
    response = await garage.owner.get("/api/jobs", limit=2, status="pending", q="customer")
    while True:
        seen += [row["id"] for row in ok(response)]
        await make_job(garage.manager)  # newer than every page to come
        link = response.headers.get("link")
        if link is None:
            break
        assert "status=pending" in link
        assert "q=customer" in link
        response = await garage.owner.request("GET", link.partition(">")[0].removeprefix("<"))
    assert seen == made[::-1]


async def test_a_cursor_belongs_to_its_order(garage: Garage) -> None:
    for _ in range(3):
        await make_job(garage.manager)
    link = (await garage.owner.get("/api/jobs", limit=1)).headers["link"]
    cursor = link.partition("cursor=")[2].partition(">")[0]
    refused(await garage.owner.get("/api/jobs", limit=1, cursor=cursor, sort="created_at"), 422, field="cursor")
    refused(await garage.owner.get("/api/payments", limit=1, cursor=cursor), 422, field="cursor")


async def test_another_workshop_gains_nothing_from_a_cursor(garage: Garage, other_garage: Garage) -> None:
    for _ in range(3):
        await make_job(garage.manager)
    link = (await garage.owner.get("/api/jobs", limit=1)).headers["link"]
    address = link.partition(">")[0].removeprefix("<")
    assert ok(await other_garage.owner.request("GET", address)) == []


SEARCHES = [
    ("Test", ["latin", "other"]),
    ("test cust", ["latin"]),
    ("CUSTOMER", ["latin"]),
    ("cust test", ["latin"]),
    ("t", ["latin", "other"]),
    ("te", ["latin", "other"]),
    ("tes", ["latin", "other"]),
    ("ustomer", []),
    ("MH12AB1234", ["latin"]),
    ("mh 12 ab 1234", ["latin"]),
    ("mh-12-ab", ["latin"]),
    ("MH12", ["latin"]),
    ("1234", ["latin"]),
    ("123", ["latin"]),
    ("9123456789", ["latin"]),
    ("91234 56789", ["latin"]),
    ("+91 91234 56789", ["latin"]),
    ("91234", ["latin"]),
    ("राज", ["hindi"]),
    ("राजेश कु", ["hindi"]),
    ("कुमार", ["hindi"]),
    ("josé", ["other"]),
    ("jose", ["other"]),
    ("test jose", ["other"]),
    ("customer 1234", ["latin"]),
    ("customer 9876", []),
    (".*", []),
    ("^test", ["latin", "other"]),
    ("test.*", ["latin", "other"]),
    ("te.t", ["latin", "other"]),
    ("(", []),
    ("[a-z]", []),
    ("\\", []),
    ("$where", []),
    ("test test test test test test test", ["latin", "other"]),
    ("zzz", []),
]


@pytest.fixture(scope="module")
async def searched(http: object) -> tuple[Garage, dict[str, str]]:
    """A workshop with three jobs that searches tell apart."""

    garage = await make_garage(http)  # type: ignore[arg-type]
    jobs = {
        "latin": {"customer_name": "Test Customer", "vehicle_number": "MH12AB1234", "phone": "+919123456789"},
        "hindi": {"customer_name": "राजेश कुमार", "vehicle_number": "KA01C77", "phone": "+918012345678"},
        "other": {"customer_name": "José Test", "vehicle_number": "22 BH 9876 AA", "phone": "+917012345678"},
    }
    ids = {await make_job(garage.manager, **fields): name for name, fields in jobs.items()}
    return garage, ids


@pytest.mark.parametrize(("text", "expected"), SEARCHES, ids=[repr(text) for text, _ in SEARCHES])
async def test_search(searched: tuple[Garage, dict[str, str]], text: str, expected: list[str]) -> None:
    garage, names = searched
    for person in (garage.owner, garage.manager):  # each has an index of their own
        found = ok(await person.get("/api/jobs", q=text))
        assert sorted(names[row["id"]] for row in found) == sorted(expected)


async def test_a_manager_searches_own_jobs_only(garage: Garage) -> None:
    colleague = await make_manager(garage.owner)
    mine = await make_job(garage.manager, customer_name="Lakshmi Iyer")
    theirs = await make_job(colleague, customer_name="Lakshmi Menon")
    for text in ("la", "lak", "laks", "lakshmi"):
        assert await _ids(garage, q=text) == [theirs, mine]
        assert await _ids(garage, q=text, manager_id=colleague.id) == [theirs]
        assert [row["id"] for row in ok(await garage.manager.get("/api/jobs", q=text))] == [mine]


async def test_a_blank_search_lists_everything(searched: tuple[Garage, dict[str, str]]) -> None:
    garage, names = searched
    assert len(ok(await garage.owner.get("/api/jobs", q="  "))) == len(names)


async def test_search_goes_with_filters_and_pages(garage: Garage) -> None:
    found = [await make_job(garage.manager, customer_name=f"Findme {number}") for number in range(5)]
    await make_job(garage.manager, customer_name="Somebody Else")
    await move_job(garage.manager, found[0], "completed")
    assert await _ids(garage, q="findme", status="completed") == [found[0]]
    rows = await all_pages(garage.owner, "/api/jobs", q="findme", limit=2)
    assert [row["id"] for row in rows] == found[::-1]


async def test_a_job_without_any_letters_in_its_plate_is_refused(garage: Garage) -> None:

    refused(await garage.manager.post("/api/jobs", job_fields(vehicle_number="-- --")), 422, field="vehicle_number")


@pytest.mark.parametrize("status", ["closed", "delivered", ["delivered", "closed"]])
@pytest.mark.parametrize("wishes", [{"outstanding": True}, {"sort": "-remaining_amount"}, {"mine": True}])
async def test_what_is_finished_and_still_owes_is_found_among_many_that_are_either(
    garage: Garage, db: Database, asked_of_mongo: list[Document], status: str | list[str], wishes: dict[str, Any]
) -> None:
    left = await make_job(garage.manager, estimated_amount=500)
    await move_job(garage.owner, left, "closed")
    for _ in range(12):
        await make_job(garage.manager, estimated_amount=100)
        paid = await make_job(garage.manager, estimated_amount=100, advance_paid=100)
        await move_job(garage.owner, paid, "closed" if status == "closed" else "completed")
        if status != "closed":
            await move_job(garage.owner, paid, "delivered")
    person = garage.manager if "mine" in wishes else garage.owner
    params = {"outstanding": True} | {name: wish for name, wish in wishes.items() if name != "mine"}
    asked_of_mongo.clear()
    rows = ok(await person.get("/api/jobs", status=status, **params))
    assert [row["id"] for row in rows] == ([] if status == "delivered" else [left])
    (find,) = asked_of_mongo
    plan = await db.command({"explain": find, "verbosity": "executionStats"})
    assert plan["executionStats"]["totalKeysExamined"] <= 2, plan["queryPlanner"]["winningPlan"]
