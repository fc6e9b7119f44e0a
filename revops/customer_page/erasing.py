"""The pages of a customer who is erased open no more, and lose what he wrote and where he answered from."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.core.time import now
from revops.customer_links.service import end_links
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped


async def forget(caller: Caller, session: Session, _addresses: Sequence[str], job_ids: Sequence[str]) -> None:
    """End the links of a customer's jobs, and erase what of his words and answers is personal."""
    scope, of_jobs = caller.scope.whole_workshop(), {"job_id": {"$in": list(job_ids)}}
    await end_links(caller, session, of_jobs)
    unseen: Document = {"$set": {"devices": []}}
    await Scoped(caller.db, "customer_links", scope).update_all(of_jobs, unseen, session)
    unplaced: Document = {"$set": {"address": None, "device": None}}
    await Scoped(caller.db, "estimate_answers", scope).update_all(of_jobs, unplaced, session)
    unsigned: Document = {"$set": {"signature.name": None, "signature.strokes": None}, "$unset": {"signature.salt": ""}}
    signed: Document = {**of_jobs, "signature": {"$exists": True}}
    await Scoped(caller.db, "estimate_answers", scope).update_all(signed, unsigned, session)
    wordless: Document = {"$set": {"text": None, "erased_at": now()}}
    await Scoped(caller.db, "customer_words", scope).update_all(of_jobs, wordless, session)
