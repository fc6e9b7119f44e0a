"""Erasing who is named: which jobs it was done to, as entries say, and by which phone an earlier release said who owes.

What was erased is compared with nothing, so that it was erased must be in the books: else whoever has the database
would take the names off the entries of a job, and give it to another customer.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from revops.core.ids import IDENTIFIER, new_id
from revops.core.time import now
from revops.journal.entry import BALANCE_OF, CUSTOMER_BALANCES, SYSTEM, EntryKind, Event
from revops.journal.fields import ANY_KIND, Fields
from revops.journal.personal import WHOSE
from revops.journal.recount import Recount
from revops.mongo.client import Database, Document, Session

_OF_BEFORE, _ERASED, _NAMELESS = "erasures of before", "erased job", "entry without names"
_JOB_BATCH_SIZE = 5000
# As long as an older version may serve beside a newer one, which has noted the erasures of before.
ROLLOUT = dt.timedelta(days=7)


def erasures(
    actor_id: str, customer_id: str | None, job_ids: Sequence[str], *, ends_rollout: bool = False
) -> Iterator[Event]:
    """Build the events of an erasure, by ``SYSTEM`` of all those from before erasures were entries; and once more of
    those that an older version made beside it, which ``ends_rollout``.
    """
    about = {"customer": customer_id} if customer_id is not None else {}
    at = now()
    for start in range(0, max(len(job_ids), 1), _JOB_BATCH_SIZE):
        of_some: Document = {"jobs": list(job_ids[start : start + _JOB_BATCH_SIZE])}
        of_some |= {"rollout_over": True} if ends_rollout else {}
        yield Event(EntryKind.CUSTOMER_ERASED, actor_id, None, at, about=about, facts=of_some)


def is_erased(fields: Fields, job_id: str | None) -> bool:
    """Say whether the journal knows that whoever brought a job was erased."""
    return job_id in fields.last[_ERASED]


def rollout_since(fields: Fields, workshop_id: str) -> dt.datetime | None:
    """Say since when an older version may erase somebody without an entry; None where that is over, or never was."""
    noted = fields.last[_OF_BEFORE].get(workshop_id, {})
    begun: dt.datetime | None = noted.get("from")
    return None if begun is None or "over" in noted or now() - begun > ROLLOUT else begun


def know_erased(fields: Fields, job_ids: Iterable[str]) -> None:
    """Take customers of jobs for erased of whom no entry says so."""
    fields.last[_ERASED] |= {job_id: {} for job_id in job_ids}


def _erased(entry: Document, fields: Fields) -> None:
    if entry["actor_id"] != SYSTEM or _counts(entry, fields):
        know_erased(fields, entry["facts"]["jobs"])


def _counts(entry: Document, fields: Fields) -> bool:
    """Say whether a note of the server's counts. Those of before are told once, by a migration, and of a garage that
    began later never: see STATE_NOTED. Those that an older version made beside it are told once, soon after.
    """
    at = entry["at"]
    noted = fields.last[_OF_BEFORE].setdefault(entry["workshop_id"], {"from": at})
    begun = noted["from"]
    if entry["facts"].get("rollout_over") and begun is not None:
        return bool(noted.setdefault("over", at) == at and at - begun <= ROLLOUT)
    return bool(begun == at)


def _begun(entry: Document, fields: Fields) -> None:
    if entry["facts"].get("erasures_are_told"):
        fields.last[_OF_BEFORE].setdefault(entry["workshop_id"], {"from": None})


def _names_gone(entry: Document, fields: Fields) -> None:
    gone = [part for part, seal in entry.get("personal", {}).items() if "salt" not in seal]
    if gone:
        # A note is never erased.
        fields.last[_NAMELESS][entry["_id"]] = {"job_id": entry.get("job_id") if "note" not in gone else None}


TOLD = {
    EntryKind.CUSTOMER_ERASED.value: _erased,
    EntryKind.STATE_NOTED.value: _begun,
    ANY_KIND: _names_gone,
}


async def compare_erased(recount: Recount) -> None:
    """Check that nobody but an erased customer was taken off an entry."""
    for entry_id, entry in recount.fields.last[_NAMELESS].items():
        if not is_erased(recount.fields, entry["job_id"]):
            why = "does not say any more whom it names, and no customer of its job was erased"
            recount.report.found(f"workshop {recount.workshop_id}: journal entry {entry_id} {why}")


async def erase_owed(
    db: Database, session: Session, workshop_id: str, job_ids: Sequence[str], phones: Sequence[str]
) -> None:
    """Erase the phones and names by which an earlier release said who owes on jobs, where by now nothing is
    owed by a phone, and all that says so is sealed.
    """
    mine: Document = {"workshop_id": workshop_id, "job_id": {"$in": list(job_ids)}, "owed": {"$exists": True}}
    by_name: Document = {"_id": {"job": "$job_id", "customer": "$owed.customer"}}
    owing: Document = {"minor": {"$sum": "$owed.amount_minor"}, "jobs": {"$sum": "$owed.jobs"}}
    waiting: Document = {"waiting": {"$max": "$unsealed"}}
    pipeline: list[Document] = [{"$match": mine}, {"$unwind": "$owed"}, {"$group": {**by_name, **owing, **waiting}}]
    journal = db.collection("journal")
    cursor = await journal.aggregate(pipeline, session=session)
    kept = {row["_id"]["job"] async for row in cursor if row["minor"] or row["jobs"] or row["waiting"]}
    nameless = {**mine, "job_id": {"$in": [each for each in job_ids if each not in kept]}}
    gone = {"personal.owed.salt": "", **{f"owed.$[line].{name}": "" for name in WHOSE}}
    await journal.update_many(
        nameless | {"personal.owed.salt": {"$exists": True}},
        {"$unset": gone},
        array_filters=[{"line.customer": {"$not": {"$regex": f"^{IDENTIFIER}$"}}}],
        session=session,
    )
    for phone in phones:
        settled = {"workshop_id": workshop_id, BALANCE_OF: phone, "receivable_minor": 0, "jobs_owing": 0}
        nobodys = {"$set": {BALANCE_OF: new_id(), "name": ""}}
        await db.collection(CUSTOMER_BALANCES).update_one(settled, nobodys, session=session)
