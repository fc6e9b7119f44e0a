"""The number that the bank gave to a UPI payment: of one payment of a garage, and a hint of the day it was paid."""

import datetime as dt

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller
from revops.core.rrn import day_in
from revops.core.time import spoken_day
from revops.jobs import service as jobs
from revops.mongo.scoped import Scoped, ScopedRows
from revops.payments.errors import ReferenceUsed
from revops.payments.row import Decision, PaymentRow

# A transfer late in the evening has the next day's number at some banks.
_DAYS_OFF = 1


def _is_of_rrn(error: DuplicateKeyError | BulkWriteError) -> bool:
    refused = (error.details or {}).get("writeErrors", [error.details or {}])
    return any("rrn" in each.get("keyPattern", {}) for each in refused)


async def explain_used(caller: Caller, rrn: str | None, error: DuplicateKeyError | BulkWriteError) -> None:
    """Raise ReferenceUsed, with where, when a payment was refused because another has its number."""
    if rrn is None or not _is_of_rrn(error):
        return
    scope = caller.scope.whole_workshop()
    holder = await ScopedRows[PaymentRow](caller.db, "payments", scope).find_one({"rrn": rrn})
    if holder is None:  # it was taken back in between
        raise ReferenceUsed("Another payment had this UPI reference until now. Please try again.") from None
    job = await Scoped(caller.db, "jobs", scope).find_one({"_id": holder["job_id"]}, {"number": 1})
    number = None if job is None else job.get("number")
    where = f"job {number}" if number is not None else "another job"
    if holder["verdict"] == Decision.REJECTED:
        where += ", which was taken back"
    sees = caller.sees_all or await jobs.jobs_of(caller).count({"_id": holder["job_id"]}, limit=1) > 0
    raise ReferenceUsed(
        f"The UPI reference {rrn} is on a payment of {where} already, of {spoken_day(holder['day'])}. Check the"
        " customer's screen: each payment has a number of its own.",
        extra={"job_number": number, **({"job_id": holder["job_id"]} if sees else {})},
    ) from None


def hint_of(rrn: str | None, day: str) -> str | None:
    """Say that a number looks like one of another day than the payment's; None where it does not, or says nothing."""
    if rrn is None:
        return None
    paid = dt.date.fromisoformat(day)
    looks_like = day_in(rrn, paid)
    if looks_like is None or abs((looks_like - paid).days) <= _DAYS_OFF:
        return None
    return (
        f"The reference {rrn} looks like a payment of {spoken_day(looks_like)}, and this one is dated"
        f" {spoken_day(paid)}. Please check it."
    )
