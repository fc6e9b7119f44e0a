"""The sources of a paper: the job, its bill, its payments, all as the caller may see them."""

from dataclasses import replace

from revops.access.caller import Caller
from revops.billing import pricing
from revops.billing.pricing import Biller
from revops.billing.tax import Bill, Item, price, round_off
from revops.jobs import service as jobs
from revops.jobs.row import JobRow, not_owed_minor
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped
from revops.papers import build
from revops.papers.build import Source
from revops.papers.errors import NoReceipt
from revops.payments.errors import PaymentRejected
from revops.payments.row import Decision, PaymentRow, PaymentType, is_refund


def documents_of(caller: Caller) -> Scoped:
    """Return the issued documents that the caller may see."""
    return Scoped(caller.db, "documents", caller.scope)


async def read_job(caller: Caller, job_id: str, session: Session | None = None) -> JobRow:
    """Return a job with its lines. Raises NotFound."""
    return await jobs.read(caller, job_id, session, jobs.WITH_LINES)


async def _workshop(caller: Caller, session: Session | None) -> Document:
    workshop = await caller.db.collection("workshops").find_one({"_id": caller.workshop.id}, session=session)
    assert workshop is not None
    return workshop


def _bill(job: JobRow, biller: Biller, *, rounds: bool) -> Bill:
    """Price a job: its lines, or its estimate as one service at today's rate, tax included."""
    stored = pricing.stored_bill(job)
    if stored is not None:
        return stored
    settings = biller.settings
    line = Item(
        kind="labour",
        description=job["work_description"],
        hsn_sac=settings.labour_sac,
        unit="",
        quantity_milli=1000,
        unit_price_minor=job["estimated_minor"],
        discount_minor=0,
        tax_rate_bp=settings.labour_tax_rate_bp,
    )
    scheme = replace(biller.scheme(job["customer_gst_number"], job["place_of_supply"]), prices_include_tax=True)
    to_minor = biller.round_to_minor if rounds else 1
    return price([line], scheme, round_off(job["estimated_minor"], to_minor, not_owed_minor(job)))


async def source_of(
    caller: Caller, job: JobRow, biller: Biller, session: Session | None = None, *, rounds: bool = False
) -> Source:
    """Build the contents of a job's bill, as things stand now.

    An estimate without lines is rounded off (``rounds``) when its invoice is issued, with which the job owes it. Until
    then papers ask for what the job owes, for no more than that can be recorded.
    """
    workshop = await _workshop(caller, session)
    return Source(
        workshop=build.workshop_party(workshop),
        customer=build.customer_party(job, caller.workshop.currency),
        car_model=job["car_model"],
        vehicle_number=job["vehicle_number"],
        currency=caller.workshop.currency,
        timezone=caller.workshop.timezone,
        terms=biller.settings.terms or "",
        bill=_bill(job, biller, rounds=rounds),
        job_number=job.get("number"),
    )


async def counted_payments(caller: Caller, job_id: str, session: Session | None = None) -> list[Document]:
    """Return the payments that count on a job, whoever took them, the earliest first."""
    of_all = Scoped(caller.db, "payments", caller.scope.whole_workshop())
    counted = {"job_id": job_id, "verdict": {"$ne": "rejected"}}
    return await of_all.find(counted, sort=[("payment_date", 1), ("_id", 1)], limit=1000, session=session).to_list()


async def signature_of(caller: Caller, job_id: str) -> Document | None:
    """Read the latest answer to the estimate of a job that its customer signed; None where there is none."""
    answers = Scoped(caller.db, "estimate_answers", caller.scope.whole_workshop())
    wanted: Document = {"job_id": job_id, "signature.salt": {"$exists": True}}
    found = await answers.find(wanted, {"at": 1, "signature": 1}, sort=[("at", -1)], limit=1).to_list()
    return found[0] if found else None


def require_counted(payment: PaymentRow) -> None:
    """Raise Conflict for a rejected payment and for a refund: no receipt is to be issued for it."""
    if is_refund(payment):
        raise NoReceipt("This is a refund, which has no receipt. The payment statement of the job shows it.")
    if payment["verdict"] == Decision.REJECTED:
        raise PaymentRejected("This payment was rejected, so no receipt can be issued for it.")


def advance_tax(payment: PaymentRow, source: Source, biller: Biller) -> Bill | None:
    """Return the tax within an advance, which falls due when it is received (CGST Act, section 13); None for others."""
    if payment["type"] != PaymentType.ADVANCE or not source.bill.scheme.heads:
        return None
    settings = biller.settings
    line = Item(
        "labour", "Advance", settings.labour_sac, "", 1000, payment["amount_minor"], 0, settings.labour_tax_rate_bp
    )
    return price([line], replace(source.bill.scheme, prices_include_tax=True))
