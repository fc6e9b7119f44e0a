"""Lists of payments."""

from fastapi import Request

from revops.access.caller import Caller
from revops.jobs import service as jobs
from revops.mongo.client import Document
from revops.mongo.filters import within_days
from revops.mongo.paging import read_page
from revops.payments.schemas import PaymentQuery
from revops.payments.service import listed_payment_out, payments_of


def verdict_filter(confirmed: bool | None, rejected: bool | None) -> Document:
    """Return the filter for verdicts: ``confirmed=false`` alone is what still awaits one."""
    verdicts = {"pending", "confirmed", "rejected"}
    if confirmed is not None:
        verdicts &= {"confirmed"} if confirmed else ({"pending"} if rejected is None else {"pending", "rejected"})
    if rejected is not None:
        verdicts &= {"rejected"} if rejected else {"pending", "confirmed"}
    if len(verdicts) == 3:
        return {}
    return {"verdict": next(iter(verdicts)) if len(verdicts) == 1 else {"$in": sorted(verdicts)}}


async def list_payments(caller: Caller, wanted: PaymentQuery, request: Request) -> tuple[list[Document], str | None]:
    """Return one page, newest first, and the link to the next, if there is one."""
    days, workshop = (wanted.first_day, wanted.last_day), caller.workshop
    clauses: list[Document] = [
        within_days("day", "payment_date", *days, workshop.timezone, workshop.zones),
        verdict_filter(wanted.confirmed, wanted.rejected),
        {"job_id": wanted.job_id} if wanted.job_id else {},
        {"manager_id": wanted.manager_id} if wanted.manager_id and caller.is_owner else {},
        {"method": wanted.method} if wanted.method else {},
    ]
    rows, link = await read_page(payments_of(caller), clauses, "payment_date", wanted, request)
    return await with_jobs(caller, rows), link


async def with_jobs(caller: Caller, rows: list[Document]) -> list[Document]:
    """Return payments as lists show them, each with its job and the names of who was involved."""
    by_id = await jobs.jobs_of(caller).by_id({row["job_id"] for row in rows}, jobs.CALLED)
    names = await caller.services.names({row[who] for row in rows for who in ("manager_id", "collected_by")})
    currency = caller.workshop.currency
    return [listed_payment_out(row, currency, names, by_id.get(row["job_id"])) for row in rows]
