"""Every figure of the dashboard against a count of the documents, after thousands of random operations; and every
figure against the entries that it is made of."""

import datetime as dt
import os
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from revops.exceptions.recomputed import compare_recomputed
from revops.journal.recount import Report
from revops.journal.sealer import Sealer
from revops.journal.verify import verify_workshop
from revops.mongo.client import Database
from revops.rooms import CHECKS
from tests.analytics.recount import Days, Recount
from tests.analytics.story import Story
from tests.conftest import Clock
from tests.factories import Api, Garage, all_pages, make_garage, make_manager, ok
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

PATH = "/api/analytics/dashboard"
# All but whether somebody looks for questions: nobody does in months that are written at once.
CHECKED = replace(CHECKS, compared=[check for check in CHECKS.compared if check is not compare_recomputed])


@pytest.fixture
async def sealer_rests(db: Database) -> AsyncIterator[None]:
    """Nothing is sealed meanwhile but by the test: it holds the lease of every other sealer."""
    mine = {"$set": {"holder": "the test", "expires_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)}}
    await db.collection("leases").update_one({"_id": "sealer"}, mine, upsert=True)
    yield
    await db.collection("leases").delete_one({"_id": "sealer"})


async def _seal(db: Database) -> None:
    await db.collection("leases").delete_one({"_id": "sealer"})
    await Sealer(db).drain()


def _params(whose: str | None, days: Days) -> dict[str, str]:
    given = {"manager_id": whose, "from_": days[0], "to": days[1]}
    return {name: str(value) for name, value in given.items() if value is not None}


def _assert_course(parts: Any, recount: Recount, whose: str | None, days: Days, shown: dict[str, Any]) -> None:
    """Each part is what its days make, and all of them what the period makes."""
    for part in parts:
        first = dt.date.fromisoformat(part["from"]) if part["from"] else days[0]
        made = recount.figures(whose, (first, dt.date.fromisoformat(part["to"])))
        assert [part[name] for name in ("revenue", "collected", "jobs")] == [
            made[name] for name in ("revenue", "collected", "jobs")
        ]
    for name, total in (("revenue", "total_revenue"), ("collected", "total_collected"), ("jobs", "total_jobs")):
        assert not parts or round(sum(part[name] for part in parts), 2) == shown[total]


async def assert_counted(garage: Garage, recount: Recount, today: dt.date, whose: str | None, days: Days) -> None:
    shown = ok(await garage.owner.get(PATH, **_params(whose, days)))
    shown.pop("as_of")
    _assert_course(shown.pop("course"), recount, whose, days, shown)
    for customer in shown["credit_risk"]["customers"]:
        assert customer.pop("name")
    assert shown == recount.dashboard(whose, days, today), (whose, days)


def periods(today: dt.date, rng: random.Random, count: int) -> list[Days]:
    found: list[Days] = [
        (None, None),
        (today.replace(day=1), today),
        (dt.date(1976, 3, 5), dt.date(2026, 2, 20)),
        (dt.date(1970, 1, 1), dt.date(9990, 1, 1)),
        (None, today - dt.timedelta(days=40)),
        (today - dt.timedelta(days=70), None),
        (today + dt.timedelta(days=3), None),
        (dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
    ]
    for _ in range(count):
        first = today - dt.timedelta(days=rng.randrange(200))
        found.append((first, first + dt.timedelta(days=rng.randrange(120))))
    return found


async def _garage(anonymous: Api, timezone: str) -> tuple[Garage, dict[str, str]]:
    garage = await make_garage(anonymous.http, timezone=timezone)
    people = [garage.manager, *[await make_manager(garage.owner, name=f"Manager {n}") for n in range(3)]]
    return garage, {person.id: person.name for person in people}


async def documents_of(db: Database, workshop_id: str) -> dict[str, Any]:
    names = ("jobs", "payments", "settlements", "journal", "documents")
    return {name: await db.collection(name).find({"workshop_id": workshop_id}).to_list() for name in names}


# Four times as many in a night (`make test-nightly`).
MANY = int(os.environ.get("REVOPS_TESTS_OPERATIONS", "5000"))


@pytest.mark.parametrize(
    ("timezone", "operations", "unsealed"),
    [("Asia/Kolkata", MANY, 900), ("America/St_Johns", 1500, 1500), ("Pacific/Kiritimati", 1500, 0)],
)
async def test_every_figure_is_what_the_documents_make(
    anonymous: Api, db: Database, clock: Clock, sealer_rests: None, timezone: str, operations: int, unsealed: int
) -> None:
    garage, names = await _garage(anonymous, timezone)
    story = Story(garage.workshop, garage.owner.id, list(names), clock, seed=operations)
    story.tell(operations, "2025-10-20T06:00:00Z", days=160)
    await story.write(db, unsealed)
    recount = Recount(await documents_of(db, garage.id), names, timezone)
    rng = random.Random(1)
    for days in periods(story.today(), rng, 3):
        await assert_counted(garage, recount, story.today(), None, days)
    for days in rng.sample(periods(story.today(), rng, 4), 3):
        await assert_counted(garage, recount, story.today(), rng.choice(list(names)), days)
    await _seal(db)
    for whose in (None, next(iter(names))):
        await assert_counted(garage, recount, story.today(), whose, (None, None))
    await assert_invariants(db, garage.id)
    report = Report()
    await verify_workshop(db, CHECKED, garage.id, report, lambda _what, _count: None)
    assert report.problems == []


# Where the dashboard shows the figure: what its entries' amounts and counts sum to.
FIGURES: dict[str, tuple[list[str] | None, list[str] | None]] = {
    "jobs": (None, ["total_jobs"]),
    "revenue": (["total_revenue"], None),
    "collected": (["total_collected"], None),
    "outstanding": (["outstanding_credits"], None),
    "cash_in_hand": (["cash_in_hand"], None),
    "awaiting_confirmation": (["pending_confirmations", "amount"], ["pending_confirmations", "count"]),
    "completed": (None, ["turnaround", "completed"]),
    "on_time": (None, ["on_time", "on_time"]),
}


async def test_the_entries_of_a_figure_sum_to_it(
    anonymous: Api, db: Database, clock: Clock, sealer_rests: None
) -> None:
    garage, names = await _garage(anonymous, "Asia/Kolkata")
    story = Story(garage.workshop, garage.owner.id, list(names), clock, seed=5)
    story.tell(1500, "2025-10-20T06:00:00Z", days=160)
    await story.write(db, 200)
    rng = random.Random(2)
    wanted: list[tuple[str | None, Days]] = [(None, days) for days in periods(story.today(), rng, 2)]
    wanted += [(rng.choice(list(names)), days) for days in rng.sample(periods(story.today(), rng, 2), 3)]
    for whose, days in wanted:
        board = ok(await garage.owner.get(PATH, **_params(whose, days)))
        for figure, (amount_at, count_at) in FIGURES.items():
            params = {"figure": figure, "limit": 200, **_params(whose, days)}
            rows = await all_pages(garage.owner, "/api/analytics/entries", **params)
            assert rows == sorted(rows, key=lambda row: (row["at"], row["id"]), reverse=True)
            assert len({row["id"] for row in rows}) == len(rows)
            assert whose is None or {row["manager_id"] for row in rows} <= {whose}
            for name, path in (("amount", amount_at), ("count", count_at)):
                values = [row[name] for row in rows]
                if path is None:
                    assert set(values) <= {None}
                    continue
                shown: Any = board
                for key in path:
                    shown = shown[key]
                assert sum(round(value * 100) for value in values) == round(shown * 100), (figure, whose, days)
                assert all(row["amount"] or row["count"] for row in rows)


async def test_pages_of_entries_come_from_an_index(garage: Garage, db: Database) -> None:
    """Whole workshop or one manager, any period: read in the order of the index, never sorted."""
    tags = [f"revenue:{manager_id}" for manager_id in (garage.manager.id, "another", "a third")]
    at = {"$gte": dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "$lt": dt.datetime(2026, 2, 1, tzinfo=dt.UTC)}
    days = {"$gte": "2026-01-02", "$lte": "2026-01-30"}
    for which in (tags, tags[:1]):
        for when in ({}, {"at": at, "day": days}):
            query = {"workshop_id": garage.id, "figures": {"$in": which}, **when}
            found = db.collection("journal").find(query, sort=[("at", -1), ("_id", -1)], limit=51)
            plan = str((await found.explain())["queryPlanner"]["winningPlan"])
            assert "'indexName': 'figures'" in plan
            assert "'SORT'" not in plan
