"""A day at the gate, read with as few jobs as it takes, says what all jobs of two months would."""

import datetime as dt
import random
from typing import Any

import pytest

from revops.core.ids import new_id
from revops.core.time import UTC, day_of
from revops.gate import one_day
from revops.gate.days import Seen, read_seen
from revops.gate.one_day import DayRead, read_day
from revops.mongo.client import Database
from revops.mongo.scoped import Scoped

pytestmark = pytest.mark.anyio

TIMEZONE = "Asia/Kolkata"
DAY = dt.date(2026, 3, 10)
NOON = dt.datetime(2026, 3, 10, 6, 30, tzinfo=UTC)
STATUSES = ("pending", "in_progress", "completed", "delivered", "closed", "credit_pending")


def _at(rng: random.Random, days: float) -> dt.datetime:
    """Choose a time in so many days before and in a few after."""
    # To the second, each another: of two that were taken in at once either may be the newest.
    return NOON + dt.timedelta(seconds=rng.randint(int(-days * 86_400), 3 * 86_400))


async def _garage(db: Database, rng: random.Random) -> str:
    """Make cars and jobs of few numbers that look alike, and are near each other."""
    workshop_id = new_id()
    plates = ["".join(rng.choices("0O1B8", k=rng.choice((6, 7)))) for _ in range(12)]
    jobs: list[dict[str, Any]] = []
    times = {_at(rng, rng.choice((3, 20, 90))) for _ in range(25)}
    for created_at in times:
        plate, moved_at = rng.choice(plates), created_at + dt.timedelta(days=rng.choice((0, 1, 5, 30)))
        done_at = rng.choice((None, created_at + dt.timedelta(hours=rng.randint(1, 200))))
        of_job = {"plate": plate, "vehicle_number": plate, "manager_id": "m", "outstanding_minor": 0}
        when = {"created_at": created_at, "updated_at": moved_at, "completed_at": done_at}
        jobs.append({"_id": new_id(), "workshop_id": workshop_id, "status": rng.choice(STATUSES), **of_job, **when})
    cars = []
    for _ in range(20):
        at, plate = _at(rng, 2), rng.choice(plates)
        of_car = {"plate": plate, "plate_shown": plate, "direction": rng.choice(("in", "out"))}
        seen = {"at": at, "day": day_of(at, TIMEZONE), "km": None, "outcome": None}
        cars.append({"_id": new_id(), "workshop_id": workshop_id, **of_car, **seen})
    await db.collection("jobs").insert_many(jobs)
    await db.collection("gate_sightings").insert_many(cars)
    return workshop_id


def _said(few: DayRead) -> tuple[dict[str, str | None], set[str]]:
    """Gather which job each car of the day is of, and the jobs of the day whose car was not seen."""
    of_cars = {row["_id"]: few.job_of[row["_id"]]["_id"] if row["_id"] in few.job_of else None for row in few.sightings}
    return of_cars, {job["_id"] for job in few.never_seen}


def _said_by_all(seen: Seen) -> tuple[dict[str, str | None], set[str]]:
    """Gather the same from all that there is."""
    of_day = [row for row in seen.sightings if row["day"] == DAY.isoformat()]
    of_cars = {row["_id"]: job["_id"] if (job := seen.job_of(row)) is not None else None for row in of_day}
    taken_in = [job for _, job in seen.taken_in(DAY, DAY, TIMEZONE)] if seen.sightings else []
    return of_cars, {job["_id"] for job in taken_in if not seen.was_seen(job)}


@pytest.mark.slow
async def test_a_day_says_what_two_months_would(empty_database: Database) -> None:
    rng, found, without, unseen = random.Random(21), 0, 0, 0
    for _ in range(60):
        workshop_id = await _garage(empty_database, rng)
        few = await read_day(empty_database, workshop_id, TIMEZONE, DAY, 500)
        every = await read_seen(empty_database, workshop_id, TIMEZONE, DAY, DAY)
        assert _said(few) == _said_by_all(every)
        jobs = _said(few)[0].values()
        unseen += len(few.never_seen)
        found, without = found + sum(job is not None for job in jobs), without + sum(job is None for job in jobs)
    # Neither is the whole of it.
    assert found > 50
    assert without > 20
    assert unseen > 5


async def test_of_two_months_no_job_is_read_that_is_for_no_car(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id, db = new_id(), empty_database
    read: list[Any] = []

    class Counted(Scoped):
        async def page_naive(self, *asked: Any, **how: Any) -> Any:
            found = await super().page_naive(*asked, **how)
            read.extend(found)
            return found

    monkeypatch.setattr(one_day, "Scoped", Counted)
    job = {"workshop_id": workshop_id, "status": "closed", "completed_at": None, "updated_at": NOON}
    plates = [(f"MH{n % 40:02}AB{n:04}", NOON - dt.timedelta(days=3, minutes=n)) for n in range(600)]
    weeks = [{**job, "_id": new_id(), "plate": plate, "created_at": at} for plate, at in plates]
    await db.collection("jobs").insert_many(weeks)

    async def jobs_read(*plates: str) -> int:
        await db.collection("gate_sightings").delete_many({"workshop_id": workshop_id})
        car = {"workshop_id": workshop_id, "at": NOON, "day": DAY.isoformat(), "direction": "out"}
        await db.collection("gate_sightings").insert_many([{**car, "_id": new_id(), "plate": one} for one in plates])
        read.clear()
        await read_day(db, workshop_id, TIMEZONE, DAY, 500)
        return len(read)

    assert await jobs_read("MH07AB0007", "MH20AB0300") == 2
    # The one, and for the other the fifteen that begin alike and the one that ends so, to be compared.
    assert await jobs_read("MH07AB0007", "MH07AB0008") == 17
    assert await jobs_read("MH07AB0007", "KA05MN9999") == 1
