"""A day is the day that it was: lists, exports and the dashboard agree on it after the time zone was changed."""

import csv
import io
from typing import Any

import pytest

from revops.mongo.client import Database
from revops.remaking.derived import remaking
from tests.conftest import Clock
from tests.factories import Garage, make_job, make_payment, make_settlement, ok
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

LATE = "2026-03-10T20:00:00Z"  # the 11th in India, the 10th in Dubai at midnight, and in America
DATES = {"jobs": "created_at", "payments": "payment_date", "settlements": "submitted_date"}


async def rows_of(garage: Garage, what: str, day: str) -> list[Any]:
    """Return the ids that a list shows of a day."""
    return sorted(row["id"] for row in ok(await garage.owner.get(f"/api/{what}", from_=day, to=day, limit=200)))


async def exported(garage: Garage, sheet: str, day: str) -> int:
    """Return how many rows an export of a day has."""
    params = {"format": "csv", "sheet": sheet, "from": day, "to": day}
    response = await garage.owner.request("GET", "/api/analytics/export", params=params)
    assert response.status_code == 200, response.text
    return len(list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))) - 1


async def recorded(garage: Garage) -> dict[str, str]:
    """Take a job in with a payment, an invoice and cash handed over, all at this instant; return their ids."""
    job_id = await make_job(garage.manager, estimated_amount=500)
    payment_id = await make_payment(garage.manager, job_id, 100)
    settlement_id = await make_settlement(garage.manager, 50)
    paper = ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"))
    return {"jobs": job_id, "payments": payment_id, "settlements": settlement_id, "documents": paper["id"]}


@pytest.mark.parametrize("is_of_before", [False, True], ids=["new", "from before days were kept"])
async def test_all_ask_by_the_day_that_it_was(garage: Garage, clock: Clock, db: Database, is_of_before: bool) -> None:
    clock.set(LATE)
    by_day: dict[str, list[dict[str, str]]] = {"2026-03-11": [await recorded(garage)], "2026-03-10": []}
    for timezone, day in (
        ("America/Los_Angeles", "2026-03-10"),
        ("Pacific/Kiritimati", "2026-03-11"),
        ("America/Los_Angeles", "2026-03-10"),
    ):
        ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"timezone": timezone}))
        by_day[day].append(await recorded(garage))
    if is_of_before:
        for name in ("payments", "settlements", "documents"):
            await db.collection(name).update_many({"workshop_id": garage.id}, {"$unset": {"day": ""}})
        await db.collection("workshops").update_one({"_id": garage.id}, {"$unset": {"zones": ""}})
        await remaking(db).make_pass()
    for day, made in by_day.items():
        shown = ok(await garage.owner.get("/api/analytics/dashboard", from_=day, to=day))
        assert shown["total_jobs"] == len(made) == 2
        assert shown["total_collected"] == 200
        for what in ("jobs", "payments", "documents"):
            assert await rows_of(garage, what, day) == sorted(each[what] for each in made), (day, what)
        for sheet in DATES:
            assert await exported(garage, sheet, day) == len(made), (day, sheet)
    await assert_invariants(db, garage.id)


async def test_what_an_older_version_wrote_without_a_day_is_of_the_day_that_it_is_now(
    garage: Garage, clock: Clock, db: Database
) -> None:
    clock.set(LATE)
    made = await recorded(garage)
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"timezone": "America/Los_Angeles"}))
    await db.collection("payments").update_one({"_id": made["payments"]}, {"$unset": {"day": ""}})
    assert await rows_of(garage, "payments", "2026-03-10") == [made["payments"]]
    assert await rows_of(garage, "payments", "2026-03-11") == []
