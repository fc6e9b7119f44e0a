"""Sums that are remembered are those that are stored, whatever was sealed, waits to be, or is of another chain."""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pymongo import monitoring

from revops.journal.accounts import Account
from revops.journal.periods import Period
from revops.journal.read import read_sums
from revops.journal.sealer import Sealer
from revops.journal.sums import SumsQuery
from revops.journal.sums_cache import MAX_FOLLOWING, Sealed, sums_cache
from revops.mongo.client import Database
from revops.mongo.memory import memory_of
from tests.factories import (
    Garage,
    confirm_payment,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    move_job,
    reject_payment,
)

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

TODAY = dt.datetime.now(dt.UTC).date()
DAYS = [TODAY + dt.timedelta(days=days) for days in (-1, 0, 1)]  # wherever the garage is


class Spy(monitoring.CommandListener):
    """Knows which collections were read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Note what an aggregation reads."""
        if event.command_name == "aggregate":
            self.read.append(event.command["aggregate"])
            stages = event.command["pipeline"]
            self.read += [stage["$unionWith"]["coll"] for stage in stages if "$unionWith" in stage]

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Is of no interest."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Is of no interest."""

    def looked_at_totals(self) -> bool:
        """Say whether stored totals were read since this was asked before."""
        seen, self.read = self.read, []
        assert seen, "nothing was read"
        return "totals" in seen


class Reader:
    """A process that reads sums, and remembers them."""

    def __init__(self, db: Database, spy: Spy) -> None:
        self.db, self.spy = db, spy

    async def sums(self, asked: SumsQuery) -> dict[Any, dict[str, dict[str, int]]]:
        """Return the sums that are not zero."""
        async with self.db.snapshot() as session:
            found = await read_sums(self.db, session, asked)
        shown = {
            key: {group: {name: value for name, value in values.items() if value} for group, values in total.items()}
            for key, total in found._totals.items()
        }
        return {key: total for key, total in shown.items() if any(total.values())}


@pytest.fixture
async def readers(mongo_url: str, db_name: str) -> AsyncIterator[list[Reader]]:
    """Two processes on the application's database: one that has been at it, one that begins anew before each look."""
    made = []
    for _ in range(2):
        spy = Spy()
        made.append(Reader(Database(mongo_url, db_name, listeners=[spy]), spy))
    yield made
    for reader in made:
        await reader.db.close()


def questions(garage: Garage) -> list[SumsQuery]:
    """Return what may be asked about a garage in which everything happened in these days."""
    days = frozenset(day.isoformat() for day in DAYS) | {f"owed:{day}" for day in DAYS}
    lately = Period(TODAY - dt.timedelta(days=40), TODAY + dt.timedelta(days=2))
    manager_id = garage.manager.id
    later = Period(TODAY + dt.timedelta(days=3), TODAY + dt.timedelta(days=40))
    return [
        SumsQuery(garage.id),
        SumsQuery(garage.id, manager_id),
        SumsQuery(garage.id, None, days, lately),
        SumsQuery(garage.id, manager_id, days, lately),
        SumsQuery(garage.id, None, days, later, lately),
        SumsQuery(garage.id, manager_id, days, later, lately),
    ]


async def assert_the_same(readers: list[Reader], asked: SumsQuery) -> bool:
    """Assert that both tell the same sums. Returns whether the one that remembers looked at what is stored."""
    remembering, anew = readers
    memory_of(anew.db).clear()
    expected = await anew.sums(asked)
    assert anew.spy.looked_at_totals()
    assert await remembering.sums(asked) == expected
    assert expected, "nothing was asked for"
    return remembering.spy.looked_at_totals()


async def test_what_is_remembered_is_brought_up_to_date(garage: Garage, db: Database, readers: list[Reader]) -> None:
    other = await make_manager(garage.owner)
    await make_job(other, estimated_amount=700, advance_paid=200)
    job_id = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    asked = questions(garage)
    await Sealer(db).drain()
    assert [await assert_the_same(readers, question) for question in asked] == [True] * len(asked)

    async def pay_and_reject() -> None:
        await reject_payment(garage.owner, await make_payment(garage.manager, job_id, 300, method="upi"))

    async def pay_and_confirm() -> None:
        await confirm_payment(garage.owner, await make_payment(garage.manager, job_id, 250))
        await make_payment(garage.owner, job_id, 150)  # about another's job

    async def settle() -> None:
        await make_settlement(garage.manager, 400, [job_id])

    for happens in (
        lambda: make_job(garage.manager, estimated_amount=800),
        pay_and_reject,
        lambda: move_job(garage.manager, job_id, "in_progress", "completed"),
        pay_and_confirm,
        settle,
        lambda: garage.owner.put(f"/api/jobs/{job_id}", {"estimated_amount": 4000}),
    ):
        await happens()
        # As entries wait, and sealed.
        assert [await assert_the_same(readers, question) for question in asked] == [False] * len(asked)
        await Sealer(db).drain()
        assert [await assert_the_same(readers, question) for question in asked] == [False] * len(asked)


async def test_when_much_was_sealed_since_what_is_stored_is_read(
    garage: Garage, db: Database, readers: list[Reader]
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    asked = SumsQuery(garage.id)
    await Sealer(db).drain()
    assert await assert_the_same(readers, asked)
    for _ in range(MAX_FOLLOWING):
        await make_payment(garage.manager, job_id, 1)
    await Sealer(db).drain()
    assert not await assert_the_same(readers, asked)
    for _ in range(MAX_FOLLOWING + 1):
        await make_payment(garage.manager, job_id, 1)
    await Sealer(db).drain()
    assert await assert_the_same(readers, asked)
    assert not await assert_the_same(readers, asked)


@pytest.mark.parametrize("change", [{"hash": "0" * 64}, {"seq": 1}, {"seq": 10**9}], ids=str)
async def test_what_is_of_another_chain_is_not_believed(
    garage: Garage, db: Database, readers: list[Reader], change: dict[str, Any]
) -> None:
    """Such as of a database that was put back to what it was, or of a node that is behind."""
    await make_job(garage.manager, estimated_amount=5000)
    await make_job(garage.manager, estimated_amount=600)
    asked = SumsQuery(garage.id)
    await Sealer(db).drain()
    await assert_the_same(readers, asked)
    cache = sums_cache(readers[0].db)
    known = cache.get(asked)
    assert known is not None
    assert known.seq > 1
    wrong: dict[str, Any] = {"seq": known.seq, "hash": known.hash} | change
    cache.put(asked, Sealed(totals={(None, "all"): {"accounts": {"sales": 5}, "counts": {}}}, **wrong))
    assert await assert_the_same(readers, asked)
    assert cache.get(asked) == known
    assert not await assert_the_same(readers, asked)


async def test_before_anything_is_sealed_nothing_is_cached(mongo_url: str, readers: list[Reader]) -> None:
    reader = readers[0]
    asked = SumsQuery("a workshop that nobody opened")
    assert await reader.sums(asked) == {}
    assert await reader.sums(asked) == {}
    assert sums_cache(reader.db).get(asked) is None


async def test_a_transaction_reads_what_is_stored(garage: Garage, db: Database, readers: list[Reader]) -> None:
    await make_job(garage.manager, estimated_amount=5000)
    asked, reader = SumsQuery(garage.id), readers[0]
    await Sealer(db).drain()
    expected = await reader.sums(asked)
    cache = sums_cache(reader.db)
    known = cache.get(asked)
    assert known is not None
    cache.put(asked, Sealed(known.seq, known.hash, {}))
    async with reader.db.client.start_session() as session, await session.start_transaction():
        sums = await read_sums(reader.db, session, asked)
    assert sums.account(Account.SALES) == expected[None, "all"]["accounts"]["sales"] == -500_000
