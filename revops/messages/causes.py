"""The cause of a message, which may be gone by the time that it leaves: then nobody is told of it."""

from collections.abc import Awaitable, Callable, Mapping

from revops.access.announcements import Announced
from revops.jobs.status import JobStatus, with_credit
from revops.messages.about import Garage, Subject
from revops.messages.row import MessageRow
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped
from revops.payments.row import Decision


async def why_gone(db: Database, garage: Garage, row: MessageRow, subject: Subject | None) -> str | None:
    """Say why what a message tells of is not so any more; None while it is. What a person typed is his to judge."""
    check = _CHECKS.get(row["event"])
    return None if check is None or row["is_typed"] else await check(db, garage, row, subject)


async def _paid(db: Database, garage: Garage, row: MessageRow, _: Subject | None) -> str | None:
    payment = await _named(db, garage, "payments", row["about"].get("payment"))
    if payment is None or payment["verdict"] != Decision.REJECTED:
        return None
    how = "cancelled" if payment.get("cancelled_by") is not None else "rejected"
    return f"The payment was {how} by then, so the customer is not told of it."


async def _payment_waits(db: Database, garage: Garage, row: MessageRow, _: Subject | None) -> str | None:
    return await _waits(db, garage, row, "payment", "The payment was confirmed or taken back by then.")


async def _cash_waits(db: Database, garage: Garage, row: MessageRow, _: Subject | None) -> str | None:
    return await _waits(db, garage, row, "settlement", "The cash was received, rejected or taken back by then.")


async def _waits(db: Database, garage: Garage, row: MessageRow, what: str, decided: str) -> str | None:
    money = await _named(db, garage, f"{what}s", row["about"].get(what))
    if money is not None and money["verdict"] != Decision.PENDING:
        return decided
    reader = await Scoped(db, "members", garage.scope).find_one({"_id": row["manager_id"]}, {"left_at": 1})
    return "This person has left the garage." if reader is not None and reader["left_at"] is not None else None


async def _taken_in(_db: Database, _garage: Garage, _row: MessageRow, subject: Subject | None) -> str | None:
    is_cancelled = subject is not None and subject.job.get("cancelled_at") is not None
    return "The job was cancelled by then." if is_cancelled else None


async def _moved(_db: Database, _garage: Garage, row: MessageRow, subject: Subject | None) -> str | None:
    said = row["about"].get("status")
    if said is None or subject is None:
        return None
    said, job = JobStatus(said), subject.job
    is_still = job["status"] in (said, with_credit(said, job["outstanding_minor"]))
    return None if is_still else "The job had another status by then."


async def _invoiced(_db: Database, _garage: Garage, row: MessageRow, subject: Subject | None) -> str | None:
    stands = subject is None or subject.job["invoice_id"] == row["about"].get("document")
    return None if stands else "A credit note had taken this invoice back by then."


async def _named(db: Database, garage: Garage, name: str, one_id: str | None) -> Document | None:
    return None if one_id is None else await Scoped(db, name, garage.scope).find_one({"_id": one_id})


_Check = Callable[[Database, Garage, MessageRow, Subject | None], Awaitable[str | None]]
_CHECKS: Mapping[str, _Check] = {
    Announced.JOB_TAKEN_IN: _taken_in,
    Announced.STATUS_MOVED: _moved,
    Announced.READY: _moved,
    Announced.PAYMENT_RECEIVED: _paid,
    Announced.PAYMENT_CONFIRMED: _paid,
    Announced.INVOICE_ISSUED: _invoiced,
    Announced.PAYMENT_WAITING: _payment_waits,
    Announced.SETTLEMENT_SUBMITTED: _cash_waits,
}
