"""Links of customers, for `revops verify`."""

import hashlib

from revops.core.time import millis
from revops.customer_links.fields import LINK, content_of, is_forged
from revops.journal.recount import Recount
from revops.journal.set_up import set_up_since
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Session

# The index that finds the links of a job.
_ORDER = [("job_id", 1), ("serial", -1)]


async def links_hash(db: Database, workshop_id: str, session: Session) -> str:
    """Compute SHA-256 of what the links that nobody signed open: those from before links were signed."""
    hashed = hashlib.sha256()
    unsigned = {"workshop_id": workshop_id, "signed": {"$exists": False}}
    async for batch in in_batches(db.collection("customer_links"), unsigned, sort=_ORDER, session=session):
        for link in batch:
            hashed.update(content_of(link) + b"\n")
    return hashed.hexdigest()


async def compare_links(recount: Recount) -> None:
    """Compare links with what was signed, and with which of them were ended."""
    begun = set_up_since(recount.fields, recount.workshop_id)
    ended = dict(recount.fields.last[LINK])
    whose = f"workshop {recount.workshop_id}"
    async for link in recount.find("customer_links"):
        wanted = ended.pop(link["_id"], {"ended_at": None})
        stored = {"ended_at": millis(link["revoked_at"]) if link["revoked_at"] is not None else None}
        if begun is not None or wanted["ended_at"] is not None:
            recount.compare_fields(LINK, link["_id"], wanted, stored)
        if is_forged(recount.db, link):
            recount.report.found(f"{whose}: {LINK} {link['_id']}: it was not made for the job {link['job_id']}")
    for link_id in ended:
        recount.report.found(f"{whose}: {LINK} {link_id}, which was ended, is missing")
    if begun is not None and await links_hash(recount.db, recount.workshop_id, recount.session) != begun.get(
        "links", hashlib.sha256().hexdigest()
    ):
        recount.report.found(f"{whose}: the links of customers that nobody signed are others than they were")
