"""Words of customers as the wire shows them."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.customer_page.row import WordRow
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped

_OF_JOB: Document = {"number": 1, "customer_name": 1, "vehicle_number": 1}
_OF_PAYMENT: Document = dict.fromkeys(("amount_minor", "method", "payment_date", "collected_by"), 1)


async def words_out(caller: Caller, rows: Sequence[WordRow]) -> list[Document]:
    """Build words with the job and the payment that each is about."""
    of_jobs = {row["job_id"] for row in rows if row["job_id"] is not None}
    whole = caller.scope.whole_workshop()
    jobs = await Scoped(caller.db, "jobs", whole).by_id_naive(of_jobs, _OF_JOB)
    about = {row["payment_id"] for row in rows if row["payment_id"] is not None}
    payments = await Scoped(caller.db, "payments", whole).by_id_naive(about, _OF_PAYMENT)
    people = {payment["collected_by"] for payment in payments.values()} | {row.get("resolved_by", "") for row in rows}
    names = await caller.services.names(people - {""})
    return [
        _word_out(row, jobs.get(row["job_id"] or "", {}), payments, caller.workshop.currency, names) for row in rows
    ]


def _word_out(
    row: WordRow, job: Document, payments: dict[str, Document], currency: str, names: dict[str, str]
) -> Document:
    payment = payments.get(row["payment_id"] or "")
    return {
        "id": row["_id"],
        **{name: row[name] for name in ("kind", "job_id", "differs", "rating", "text", "at", "is_open")},
        "job_number": job.get("number"),
        "customer_name": job.get("customer_name"),
        "vehicle_number": job.get("vehicle_number") or row.get("plate"),
        "payment": {
            "id": payment["_id"],
            "amount": to_wire(abs(payment["amount_minor"]), currency),
            "method": payment["method"],
            "payment_date": payment["payment_date"],
            "collected_by_name": names.get(payment["collected_by"]),
        }
        if payment is not None
        else None,
        "resolved_at": row.get("resolved_at"),
        "resolved_by_name": names.get(row.get("resolved_by", "")),
        "resolution": row.get("resolution"),
        "shown_at": row.get("shown_at"),
    }
