"""The forecast: what it needs, what it rests on, and that its ranges hold what they say."""

import datetime as dt
import random
import subprocess
import sys
from typing import Any

import pytest

from revops.analytics.forecast import HORIZON, LEVEL, NoPattern, _predict
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind, Event, build_entry
from revops.journal.sealer import Sealer, seal_entries
from revops.mongo.client import Database, Session
from tests.conftest import Clock
from tests.factories import Garage, make_job, ok

pytestmark = pytest.mark.slow

WEEK = (1.15, 1.0, 0.95, 1.0, 1.1, 1.45, 0.25)
PATH = "/api/analytics/forecast"


async def _worked(db: Database, garage: Garage, first: dt.date, revenue: list[int]) -> None:
    """Write days of revenue into the books, one job a day."""
    entries = []
    for n, amount in enumerate(revenue):
        at = dt.datetime.combine(first + dt.timedelta(days=n), dt.time(6), dt.UTC)
        event = Event(
            EntryKind.JOB_CREATED,
            garage.manager.id,
            garage.manager.id,
            at,
            about={"job": f"{garage.id}-{n}"},
            postings={Account.BANK: amount, Account.SALES: -amount},
            counts={Count.JOBS: 1},
        )
        entries.append(build_entry(garage.id, "Asia/Kolkata", event))

    async def work(session: Session) -> None:
        await seal_entries(db, session, garage.id, entries, insert=True)

    await Sealer(db).drain()
    await db.transaction(work)


async def _forget(db: Database, garage: Garage) -> None:
    """Entries without jobs are no books; other tests verify the whole database."""
    for name in ("journal", "totals"):
        await db.collection(name).delete_many({"workshop_id": garage.id})
    await db.collection("chain_heads").delete_one({"_id": garage.id})


async def test_two_weeks_from_today(garage: Garage, db: Database, clock: Clock) -> None:
    rng = random.Random(4)
    first = dt.date(2026, 1, 5)
    revenue = [int(5_000_000 * WEEK[n % 7] * rng.gammavariate(9, 1 / 9)) for n in range(120)]
    await _worked(db, garage, first, revenue)
    today = first + dt.timedelta(days=120)
    clock.set(f"{today}T06:00:00Z")
    found = ok(await garage.owner.get(PATH))
    assert (found["basis_days"], found["level"], found["reason"]) == (120, LEVEL, None)
    days = found["days"]
    assert [day["date"] for day in days] == [(today + dt.timedelta(days=n)).isoformat() for n in range(HORIZON)]
    assert all(0 <= day["low"] <= day["expected"] <= day["high"] for day in days)
    total = found["total"]
    assert total["expected"] == pytest.approx(sum(day["expected"] for day in days))
    assert 0 < total["low"] < total["expected"] < total["high"]
    # Narrower than if every day erred to the same side.
    assert total["high"] - total["low"] < sum(day["high"] - day["low"] for day in days)
    assert max(days[:7], key=lambda day: day["expected"])["date"] == "2026-05-09"  # a Saturday
    # What happens today changes nothing: only complete days count.
    await make_job(garage.manager, estimated_amount=999_999)
    assert ok(await garage.owner.get(PATH)) == found
    await Sealer(db).drain()
    await db.collection("jobs").delete_many({"workshop_id": garage.id})
    await db.collection("customers").delete_many({"workshop_id": garage.id})
    await _forget(db, garage)


async def test_eight_weeks_since_the_first_job_are_needed(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set("2026-03-01T06:00:00Z")
    nothing = ok(await garage.owner.get(PATH))
    assert (nothing["basis_days"], nothing["days"], nothing["total"], nothing["method"]) == (0, [], None, None)
    assert nothing["reason"] == "A forecast needs eight weeks since the first job; 0 of 56 days are complete."
    await _worked(db, garage, dt.date(2026, 1, 5), [100_000 + n for n in range(56)])
    assert "55 of 56" in ok(await garage.owner.get(PATH))["reason"]
    clock.set("2026-03-02T06:00:00Z")
    enough = ok(await garage.owner.get(PATH))
    assert (enough["basis_days"], len(enough["days"]), enough["reason"]) == (56, HORIZON, None)
    clock.set("2026-12-02T06:00:00Z")
    silent = ok(await garage.owner.get(PATH))
    assert (silent["basis_days"], silent["days"]) == (180, [])
    assert silent["reason"] == "There was no revenue in these days to make a forecast from."
    await _forget(db, garage)


def test_the_ranges_hold_about_what_they_say() -> None:
    """On made-up garages, of which we know what came: four in five, give or take."""
    of_days = of_sums = 0
    tries = 60
    for seed in range(tries):
        rng = random.Random(seed)
        made = [int(5e6 * WEEK[n % 7] * (1 + n / 1000) * rng.gammavariate(9, 1 / 9)) for n in range(104)]
        came = made[90:]
        said = _predict(tuple(made[:90]))
        of_days += sum(day.low <= value <= day.high for day, value in zip(said.days, came, strict=True))
        of_sums += said.total.low <= sum(came) <= said.total.high
    assert 0.7 < of_days / tries / HORIZON < 0.9
    assert 0.65 < of_sums / tries < 0.95


@pytest.mark.parametrize(
    "series",
    [
        [0] * 59 + [10**12],
        [10**9] + [0] * 59,
        [-5] * 90,
        [100] * 180,
        [10**13] * 60,
        [0, 0, 0, 0, 0, 7_00, 0] * 20,
        [(-1) ** n * n * 1000 for n in range(80)],
    ],
    ids=str,
)
def test_odd_days_give_a_forecast_or_a_reason(series: list[int]) -> None:
    try:
        said = _predict(tuple(series))
    except NoPattern:
        return
    assert all(0 <= day.low <= day.expected <= day.high for day in said.days)
    assert 0 <= said.total.low <= said.total.expected <= said.total.high


def test_the_library_is_loaded_only_for_a_forecast() -> None:
    code = "import sys, revops.main; assert not {'augurs', 'numpy'} & set(sys.modules), 'loaded'"
    found: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert found.returncode == 0, found.stderr
