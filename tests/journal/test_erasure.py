"""What was erased is what entries say was: those of before are told once, by a migration."""

import datetime as dt
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from revops.core.ids import new_id
from revops.core.time import now
from revops.customers import erasure as erasing
from revops.journal.entry import SYSTEM, EntryKind, Event
from revops.journal.erasure import TOLD, erasures, is_erased, rollout_since
from revops.journal.fields import Fields
from revops.journal.recount import Report
from revops.migrations import note_erasures
from revops.mongo.client import Database
from revops.remaking.erasures import end_rollout_of
from revops.rooms import verify_workshop
from revops.workshops import service as workshops
from revops.workshops.fields import state_noted
from tests.factories import Garage, get_job, make_garage, make_job, make_payment, move_job, ok
from tests.verifying import problems

_CHAINED = ("seq", "previous", "previous_at", "salt", "details_sha256", "hash", "seal")
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


def test_what_an_older_version_erased_is_told_once_and_soon() -> None:
    fields = Fields()
    _tell(fields, EntryKind.STATE_NOTED, 1)
    _tell(fields, EntryKind.CUSTOMER_ERASED, 2, jobs=["a"])
    assert rollout_since(fields, "w") is None  # months ago
    for job_ids in (["b"], ["c"]):
        _tell(fields, EntryKind.CUSTOMER_ERASED, 9, jobs=job_ids, rollout_over=True)
    _tell(fields, EntryKind.CUSTOMER_ERASED, 10, jobs=["d"], rollout_over=True)
    assert [is_erased(fields, job_id) for job_id in "abcd"] == [True, True, True, False]


def test_what_is_told_long_after_an_upgrade_counts_for_nothing() -> None:
    fields = Fields()
    _tell(fields, EntryKind.CUSTOMER_ERASED, 2, jobs=[])
    _tell(fields, EntryKind.CUSTOMER_ERASED, 2 + 24 * 8, jobs=["a"], rollout_over=True)
    assert not is_erased(fields, "a")
    young = Fields()
    _tell(young, EntryKind.STATE_NOTED, 1, erasures_are_told=True)
    _tell(young, EntryKind.CUSTOMER_ERASED, 2, jobs=["a"], rollout_over=True)
    assert not is_erased(young, "a")


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


async def _erase_customer_of(garage: Garage, name: str) -> str:
    job_id = await make_job(garage.owner, estimated_amount=500, customer_name=name)
    await make_payment(garage.owner, job_id, 500)
    await move_job(garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
    customer_id = (await get_job(garage.owner, job_id))["customer_id"]
    ok(await garage.owner.post(f"/api/customers/{customer_id}/erase"))
    return job_id


async def _take_names_off(db: Database, job_id: str) -> None:
    """Do what the erasure of an older version and a forger have in common."""
    gone = {"personal.facts.salt": "", "facts.customer_name": "", "facts.phone": ""}
    await db.collection("journal").update_many({"job_id": job_id, "kind": "job_created"}, {"$unset": gone})


@pytest.fixture
async def upgrading(http: httpx2.AsyncClient, db: Database, monkeypatch: pytest.MonkeyPatch) -> Garage:
    """A garage of an older version, and a newer one has begun to serve beside that."""

    def of_before(*said: Any, **more: Any) -> Event:
        event = state_noted(*said, **more)
        return replace(event, facts={name: it for name, it in event.facts.items() if name != "erasures_are_told"})

    with monkeypatch.context() as then:
        then.setattr(workshops, "state_noted", of_before)
        garage = await make_garage(http)
    await note_erasures(db, {"_id": garage.id})
    return garage


async def _found(db: Database, workshop_id: str) -> tuple[int, int]:
    """Count the entries that name nobody without an erasure, and what could not be checked."""
    report = Report()
    await verify_workshop(db, workshop_id, report, lambda _what, _count: None)
    unnamed = [problem for problem in report.problems if "no customer of its job was erased" in problem]
    assert bool(unnamed) == bool(report.problems)
    return len(unnamed), len(report.unchecked)


@pytest.mark.slow
async def test_an_older_version_erases_a_customer_during_an_upgrade(
    upgrading: Garage, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(erasing, "erasures", lambda *_: ())
        job_id = await _erase_customer_of(upgrading, "Asha Rao")
    # Told apart, and no alarm; a name that is gone without a word in the audit log is one.
    assert await _found(db, upgrading.id) == (0, 1)
    other = await make_job(upgrading.owner, estimated_amount=500)
    await _take_names_off(db, other)
    assert await _found(db, upgrading.id) == (1, 1)
    # The last older one has ended: the books say it from now on.
    await end_rollout_of(db, {"_id": upgrading.id}, now())
    assert await _found(db, upgrading.id) == (1, 0)
    mine = {"workshop_id": upgrading.id, "kind": EntryKind.CUSTOMER_ERASED.value, "facts.rollout_over": True}
    (told,) = await db.collection("journal").find(mine).to_list()
    assert told["facts"]["jobs"] == [job_id]
    # A forger writes the line of the audit log, too, and has it noted again: nothing more is believed.
    line = await db.collection("audit_log").find_one({"workshop_id": upgrading.id, "kind": "customer_erased"})
    assert line is not None
    forged = {name: value for name, value in line.items() if name not in _CHAINED}
    customer_id = (await get_job(upgrading.owner, other))["customer_id"]
    await db.collection("audit_log").insert_one(forged | {"_id": new_id(), "subject_id": customer_id, "at": now()})
    await end_rollout_of(db, {"_id": upgrading.id}, now())
    assert len(await db.collection("journal").find(mine).to_list()) == 2
    assert await _found(db, upgrading.id) == (1, 0)


async def test_an_erasure_that_is_believed_gives_a_job_to_nobody_else(upgrading: Garage, db: Database) -> None:
    """Whoever has the database writes what an older version writes, and gives the job to another customer."""
    job_id = await make_job(upgrading.owner, estimated_amount=500, customer_name="Asha Rao")
    job = await get_job(upgrading.owner, job_id)
    await _take_names_off(db, job_id)
    line = {"workshop_id": upgrading.id, "kind": "customer_erased", "user_id": upgrading.owner.id, "times": 1}
    await db.collection("audit_log").insert_one(
        {"_id": new_id(), **line, "subject_id": job["customer_id"], "at": now(), "seq": None}
    )
    rows = db.collection("jobs")
    for name, found in (("Erased customer", False), ("Ravi Shah", True)):
        await rows.update_one({"_id": job_id}, {"$set": {"customer_name": name, "phone": "-"}})
        said = f"job {job_id}: its customer_name is not what the journal says"
        assert any(said in problem for problem in await problems(db, upgrading.id)) == found


async def test_what_is_written_after_an_erasure_is_compared(garage: Garage, db: Database) -> None:
    job_id = await _erase_customer_of(garage, "Asha Rao")
    assert await problems(db, garage.id) == []
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"status": "delivered"}))
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"internal_notes": "Asked for the old part"}))
    assert await problems(db, garage.id) == []
    await db.collection("jobs").update_one({"_id": job_id}, {"$set": {"internal_notes": "Paid 900"}})
    assert any("its internal_notes is not" in problem for problem in await problems(db, garage.id))
