"""A job with all that happened on it, as the wire shows it."""

from revops.access.caller import Caller
from revops.billing import pricing
from revops.intake.detail import JobWithAll
from revops.jobs import service as jobs
from revops.jobs.upkeep import closes_on
from revops.jobs.wire import job_out, listed, updates_out
from revops.mongo.client import Document
from revops.payments.row import is_refund
from revops.payments.wire import payment_out, with_disputes


async def job_detail_out(caller: Caller, found: JobWithAll) -> Document:
    """Build a job with its bill, its payments and its timeline."""
    currency, job = caller.workshop.currency, found.job
    people = {entry["actor_id"] for entry in found.entries} | {row["collected_by"] for row in found.payments}
    names = await caller.services.names(people | {job["manager_id"]})
    bill = pricing.stored_bill(job)
    paid = [row for row in found.payments if not is_refund(row)]
    return {
        **job_out(listed(job), currency, names.get(job["manager_id"])),
        "bill": pricing.bill_out(bill, currency) if bill else None,
        "payments": with_disputes(caller, [payment_out(row, currency, names) for row in paid], paid),
        "refunds": [payment_out(row, currency, names) for row in found.payments if is_refund(row)],
        "updates": updates_out(found.entries, currency, names),
        "updates_cursor": found.earlier,
        "allowed_statuses": jobs.moves_of(caller, job),
        "odometer_km": found.odometer_km,
        "closes_on": closes_on(job, caller.workshop.timezone),
        "warnings": jobs.warnings_of(job, currency),
    }
