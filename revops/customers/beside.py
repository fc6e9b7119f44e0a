"""Erasures that an older version made beside this one, in a rollout: it wrote no entry, but a line of the audit log.

As long as it may be running ``verify`` says so, instead of calling it an alteration. Once none runs any more they are
told by an entry (``remaking.erasures``), and after that an erasure without one is none.
"""

import datetime as dt

from revops.access.audit import AuditKind
from revops.customers.row import CUSTOMERS, ids_of
from revops.journal.erasure import ROLLOUT, is_erased, know_erased, rollout_since
from revops.journal.recount import Recount
from revops.mongo.client import Database, Session
from revops.mongo.scoped import Scoped, TenantScope

# From when those of before were read until they were noted.
_BEFORE = dt.timedelta(hours=1)


async def erased_beside(
    db: Database, workshop_id: str, since: dt.datetime, session: Session | None = None
) -> list[str]:
    """List the jobs of customers who were erased, as the audit log says, since a rollout began."""
    then = {"$gte": since - _BEFORE, "$lte": since + ROLLOUT}
    whole = TenantScope(workshop_id)
    told = {"kind": AuditKind.CUSTOMER_ERASED.value, "at": then}
    lines = Scoped(db, "audit_log", whole).find(told, {"subject_id": 1}, session=session)
    erased = [line["subject_id"] async for line in lines]
    if not erased:
        return []
    rows = Scoped(db, CUSTOMERS, whole).find({"_id": {"$in": erased}}, {"merged_from": 1}, session=session)
    ids = [customer_id async for row in rows for customer_id in ids_of(row)]
    jobs = Scoped(db, "jobs", whole).find({"customer_id": {"$in": ids}}, {"_id": 1}, session=session)
    return [job["_id"] async for job in jobs]


async def know_rollout(recount: Recount) -> None:
    """Tell erasures of an older version apart, while one may be running."""
    since = rollout_since(recount.fields, recount.workshop_id)
    if since is None:
        return
    job_ids = await erased_beside(recount.db, recount.workshop_id, since, recount.session)
    untold = [job_id for job_id in job_ids if not is_erased(recount.fields, job_id)]
    know_erased(recount.fields, untold)
    if untold:
        said = "were of customers whom an older RevOps erased during the upgrade; the books say so once it has ended"
        recount.report.unchecked.append(f"workshop {recount.workshop_id}: {len(untold)} jobs {said}")
