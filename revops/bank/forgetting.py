"""Forgetting what statements say of a customer who is erased: in the rows that were his payments; the sums stay."""

from collections.abc import Sequence

from revops.mongo.client import Database, Session
from revops.mongo.scoped import Scoped, TenantScope


async def forget_narrations_of(db: Database, session: Session, workshop_id: str, job_ids: Sequence[str]) -> None:
    """Erase the words of the rows that were payments on these jobs. Their digests in the journal stand."""
    scope = TenantScope(workshop_id)
    theirs = {"job_id": {"$in": list(job_ids)}, "bank_row_id": {"$exists": True}}
    payments = Scoped(db, "payments", scope).find(theirs, {"bank_row_id": 1}, session=session)
    row_ids = list({payment["bank_row_id"] async for payment in payments})
    gone = {"$unset": dict.fromkeys(("salt", "narration", "reference"), "")}
    await Scoped(db, "bank_rows", scope).update_all({"_id": {"$in": row_ids}}, gone, session)
