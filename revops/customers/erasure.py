"""Erasing a customer on request: name, phones, addresses, notes, photos go; sums and what the law wants kept stay."""

from typing import Any

from revops.access.audit import AuditKind, Origin
from revops.access.caller import Caller
from revops.bank.forgetting import forget_narrations_of
from revops.core.time import now
from revops.customers.errors import JobStillOpen
from revops.customers.row import CUSTOMERS, ids_of
from revops.customers.service import note, read_customer
from revops.inspections.service import forget_inspections_of
from revops.jobs.errors import MoneyOutstanding
from revops.jobs.handover import STILL_OPEN
from revops.jobs.search import SEARCHED, search_tokens
from revops.journal.erasure import erase_owed, erasures
from revops.journal.personal import ERASED_NAME, ERASED_PHONE, erase_changes
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped
from revops.papers.bills import documents_of
from revops.photos.forgetting import forget_photos_of

_MANY = 100_000
_GONE: Document = {
    "name": ERASED_NAME,
    "phones": [],
    "email": None,
    "gst_number": None,
    "legal_name": None,
    "address": None,
    "consents": {},
    "notes": None,
    "search": [],
}
_UNSET: Document = dict.fromkeys(("intake_key", "given_phones", "other_manager_ids"), "")
_GONE_FROM_JOBS: Document = {
    "customer_name": ERASED_NAME,
    "phone": ERASED_PHONE,
    "address": None,
    "internal_notes": None,
    "customer_gst_number": None,
    "customer_gstin": None,
}
_WORDS_KEEP = "Descriptions of the work, and notes and reasons typed with payments and estimates, stay as they are."
_JOURNAL_KEEPS = "The journal keeps name and phone wherever an early version sealed them, and cannot be changed."


async def erase(caller: Caller, customer_id: str, key: IdempotencyKey, origin: Origin) -> Document:
    """Erase a customer and whoever was merged into him. Erasing again takes what was written since.

    Raises NotFound; Conflict while money is outstanding or a job is open.
    """

    async def work(session: Session) -> Document:
        row = await read_customer(caller, customer_id, session)
        ids: Document = {"$in": ids_of(row)}
        jobs = Scoped(caller.db, "jobs", caller.scope.whole_workshop())
        named: Document = {"customer_id": ids}
        if await jobs.count(named | {"outstanding_minor": {"$gt": 0}}, limit=1, session=session):
            raise MoneyOutstanding(
                "This customer still owes money. Record the payment or write it off first, then erase."
            )
        if await jobs.count(named | {"status": {"$in": list(STILL_OPEN)}}, limit=1, session=session):
            raise JobStillOpen("A job of this customer is still open. Deliver it first, then erase.")
        at = now()
        gone = {"$set": _GONE | {"erased_at": at, "updated_at": at}, "$unset": _UNSET}
        customers = Scoped(caller.db, CUSTOMERS, caller.scope.whole_workshop())
        await customers.update_all({"_id": ids}, gone | {"$inc": {"version": 1}}, session)
        written: list[Any] = await jobs.find(named, dict.fromkeys(SEARCHED, 1), session=session).to_list()
        changes = [({"_id": job["_id"]}, _erased_job({**job, **_GONE_FROM_JOBS}, at)) for job in written]
        await jobs.update_each(changes, session)
        job_ids = [job["_id"] for job in written]
        await erase_changes(caller.db, session, caller.workshop.id, job_ids)
        await erase_owed(caller.db, session, caller.workshop.id, job_ids, row["phones"])
        await forget_inspections_of(caller.db, session, caller.workshop.id, job_ids)
        await forget_photos_of(caller.db, session, caller.workshop.id, job_ids)
        await forget_narrations_of(caller.db, session, caller.workshop.id, job_ids)
        addresses = [*row["phones"], *([row["email"]] if row["email"] is not None else [])]
        await caller.services.forget(caller, session, addresses, job_ids)
        await caller.record(session, *erasures(caller.user.id, customer_id, job_ids))
        papers = await documents_of(caller).count({"job_id": {"$in": job_ids}}, limit=_MANY, session=session)
        await note(caller, AuditKind.CUSTOMER_ERASED, row["_id"], session, origin)
        kept = [*_papers_keep(papers), _WORDS_KEEP, _JOURNAL_KEEPS]
        return {"message": "Customer erased", "jobs": len(written), "kept": kept}

    return await once(caller.db, caller.user.id, key, None, work)


def _erased_job(job: Document, at: Any) -> Document:
    """Build the change of a job: a change made from what was read before is refused."""
    made = _GONE_FROM_JOBS | {"search": search_tokens(job), "updated_at": at}
    return {"$set": made, "$inc": {"version": 1}}


def _papers_keep(count: int) -> list[str]:
    if not count:
        return []
    return [f"{count:,} {'paper that was issued keeps' if count == 1 else 'papers that were issued keep'} the name: the"
            " tax law wants them as they were handed out."]  # fmt: skip
