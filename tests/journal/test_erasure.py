"""What was erased is what entries say was: those of before are told once, by a migration."""

import datetime as dt
from typing import Any

from revops.journal.entry import SYSTEM, EntryKind
from revops.journal.erasure import TOLD, erasures, is_erased
from revops.journal.fields import Fields
from revops.migrations import note_erasures
from revops.mongo.client import Database
from tests.factories import Garage, get_job, make_job, make_payment, move_job, ok
from tests.verifying import problems

AT = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)


def _tell(fields: Fields, kind: EntryKind, hour: int, actor_id: str = SYSTEM, **facts: Any) -> None:
    at = AT + dt.timedelta(hours=hour)
    entry = {"_id": str(hour), "workshop_id": "w", "kind": kind.value, "actor_id": actor_id, "at": at, "facts": facts}
    TOLD[kind.value](entry, fields)


def test_only_the_first_note_of_those_of_before_counts() -> None:
    fields = Fields()
    _tell(fields, EntryKind.STATE_NOTED, 1)
    # A long one is in several entries of one moment.
    for job_ids in (["a"], ["b"]):
        _tell(fields, EntryKind.CUSTOMER_ERASED, 2, jobs=job_ids)
    _tell(fields, EntryKind.CUSTOMER_ERASED, 3, jobs=["c"])
    _tell(fields, EntryKind.CUSTOMER_ERASED, 4, "an owner", jobs=["d"])
    assert [is_erased(fields, job_id) for job_id in ("a", "b", "c", "d", None)] == [True, True, False, True, False]


def test_a_garage_that_began_later_has_none_of_before() -> None:
    fields = Fields()
    _tell(fields, EntryKind.STATE_NOTED, 1, erasures_are_told=True)
    _tell(fields, EntryKind.CUSTOMER_ERASED, 2, jobs=["a"])
    assert not is_erased(fields, "a")


def test_many_jobs_are_several_entries_of_one_moment() -> None:
    events = list(erasures("somebody", "a customer", [str(number) for number in range(12_000)]))
    assert [len(event.facts["jobs"]) for event in events] == [5000, 5000, 2000]
    assert len({event.at for event in events}) == 1


async def test_an_erasure_is_an_entry_without_names(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.owner, estimated_amount=500, customer_name="Asha Rao", internal_notes="Late")
    await make_payment(garage.owner, job_id, 500, notes="For the brakes")
    await move_job(garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
    customer_id = (await get_job(garage.owner, job_id))["customer_id"]
    ok(await garage.owner.post(f"/api/customers/{customer_id}/erase"))
    mine = {"workshop_id": garage.id, "kind": EntryKind.CUSTOMER_ERASED.value}
    (entry,) = await db.collection("journal").find(mine).to_list()
    assert (entry["customer_id"], entry["facts"]) == (customer_id, {"jobs": [job_id]})
    assert entry["actor_id"] == garage.owner.id
    assert await problems(db, garage.id) == []
    await note_erasures(db, {"_id": garage.id})
    (noted,) = await db.collection("journal").find({**mine, "actor_id": SYSTEM}).to_list()
    assert noted["facts"] == {"jobs": [job_id]}
    assert await problems(db, garage.id) == []
