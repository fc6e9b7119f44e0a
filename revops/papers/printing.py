"""Papers of the moment, written down when they are handed out: who printed what, of which amount, under which number.

A pro-forma is a paper that a customer pays by. Were it written down nowhere, it could be printed and paid, and the
estimate lowered after.
"""

import datetime as dt
from enum import StrEnum

from revops.access.caller import Caller
from revops.core.time import UTC, now
from revops.jobs.row import JobRow
from revops.jobs.service import jobs_of
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped

# A browser that shows a paper may ask for it twice, to show it and to print it.
_SAME_PRINT = dt.timedelta(minutes=1)


class Printed(StrEnum):
    """The papers of the moment."""

    PRO_FORMA = "pro_forma"
    JOB_CARD = "job_card"
    STATEMENT = "statement"
    GATE_PASS = "gate_pass"  # noqa: S105  (of a gate)  # nosec B105


async def note_printed(caller: Caller, job: JobRow, paper: Printed, amount_minor: int) -> str:
    """Write down that a paper of a job is printed, in the journal and in the count of the job. Returns its number.

    The same of an unchanged job, for the same member and within a minute, is the same paper.
    """

    async def work(session: Session) -> int:
        last = await _last(caller, job["_id"], session)
        if last is not None and _is_same(last, caller, job, paper, amount_minor):
            serial: int = last["facts"]["serial"]
            return serial
        counted = await jobs_of(caller).update(
            {"_id": job["_id"]}, {"$inc": {"prints": 1}}, session, projection={"prints": 1, "manager_id": 1}
        )
        assert counted is not None, "a job is never removed"
        serial = counted["prints"]
        event = Event(
            EntryKind.PAPER_PRINTED,
            caller.user.id,
            counted["manager_id"],
            now(),
            about={"job": job["_id"]},
            note=_number(job, serial),
            changes={
                "paper": (None, paper.value),
                "prints": (serial - 1 or None, serial),
                "printed_minor": (None, amount_minor),
            },
            facts={
                "paper": paper.value,
                "serial": serial,
                "amount_minor": amount_minor,
                "paid_minor": job["paid_minor"],
                "outstanding_minor": job["outstanding_minor"],
                "job_version": job["version"],
            },
        )
        await caller.record(session, event)
        return serial

    return _number(job, await caller.db.transaction(work))


def _number(job: JobRow, serial: int) -> str:
    return f"{job.get('number') or job['_id'][-12:].upper()}-{serial}"


async def _last(caller: Caller, job_id: str, session: Session) -> Document | None:
    journal = Scoped(caller.db, "journal", caller.scope.whole_workshop())
    mine: Document = {"job_id": job_id, "kind": EntryKind.PAPER_PRINTED.value}
    found = await journal.find(mine, sort=[("at", -1), ("_id", -1)], limit=1, session=session).to_list()
    return found[0] if found else None


def _is_same(last: Document, caller: Caller, job: JobRow, paper: Printed, amount_minor: int) -> bool:
    at: dt.datetime = last["at"]
    is_fresh = now() - (at if at.tzinfo else at.replace(tzinfo=UTC)) < _SAME_PRINT
    said = (last["actor_id"], *(last["facts"][name] for name in ("paper", "amount_minor", "job_version")))
    return is_fresh and said == (caller.user.id, paper.value, amount_minor, job["version"])
