"""Lists of payments."""

from revops.access.caller import Caller
from revops.mongo.client import Document
from revops.mongo.filters import within_days
from revops.mongo.paging import read_page
from revops.payments.row import Decision, PaymentRow, PaymentType
from revops.payments.schemas import PaymentQuery
from revops.payments.service import payments_of


def decision_filter(confirmed: bool | None, rejected: bool | None) -> Document:
    """Build the filter by decision: ``confirmed=false`` alone is what still awaits one."""
    pending, decided, refused = Decision.PENDING, Decision.CONFIRMED, Decision.REJECTED
    decisions = set(Decision)
    if confirmed is not None:
        decisions &= {decided} if confirmed else ({pending} if rejected is None else {pending, refused})
    if rejected is not None:
        decisions &= {refused} if rejected else {pending, decided}
    if len(decisions) == len(Decision):
        return {}
    return {"verdict": next(iter(decisions)) if len(decisions) == 1 else {"$in": sorted(decisions)}}


async def list_payments(caller: Caller, wanted: PaymentQuery) -> tuple[list[PaymentRow], str | None]:
    """Read one page, newest first, and the cursor of the next, if there is one."""
    days, workshop = (wanted.first_day, wanted.last_day), caller.workshop
    clauses: list[Document] = [
        within_days("day", "payment_date", *days, workshop.timezone, workshop.zones),
        {"type": PaymentType.REFUND if wanted.kind == "refund" else {"$ne": PaymentType.REFUND}},
        decision_filter(wanted.confirmed, wanted.rejected),
        {"job_id": wanted.job_id} if wanted.job_id else {},
        {"manager_id": wanted.manager_id} if wanted.manager_id and caller.sees_all else {},
        {"method": wanted.method} if wanted.method else {},
    ]
    return await read_page(payments_of(caller), clauses, "payment_date", wanted)
