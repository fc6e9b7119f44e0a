"""Links of customers, for `revops verify`."""

import hashlib

from revops.core.time import millis
from revops.customer_links.fields import LINK, compare_opening, content_of, is_forged
from revops.journal.recount import Recount
from revops.journal.set_up import set_up_since
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

# The index that finds the links of a job.
_ORDER = [("job_id", 1), ("serial", -1)]


class _Unsigned:
    """SHA-256 of what the links that nobody signed open, in their order: those from before links were signed."""

    def __init__(self) -> None:
        self._hashed = hashlib.sha256()

    def add(self, link: Document) -> None:
        if "signed" not in link:
            self._hashed.update(content_of(link) + b"\n")

    def hash(self) -> str:
        return self._hashed.hexdigest()


async def links_hash(db: Database, workshop_id: str, session: Session) -> str:
    """Compute the hash of the links of a garage that nobody signed."""
    found = _Unsigned()
    unsigned = {"workshop_id": workshop_id, "signed": {"$exists": False}}
    async for batch in in_batches(db.collection("customer_links"), unsigned, sort=_ORDER, session=session):
        for link in batch:
            found.add(link)
    return found.hash()


async def compare_links(recount: Recount) -> None:
    """Compare links with what was signed, with when they were first opened, and with which of them were ended."""
    begun = set_up_since(recount.fields, recount.workshop_id)
    ended, unsigned = dict(recount.fields.last[LINK]), _Unsigned()
    whose = f"workshop {recount.workshop_id}"
    async for link in recount.find("customer_links", sort=_ORDER):
        unsigned.add(link)
        wanted = ended.pop(link["_id"], {"ended_at": None})
        stored = {"ended_at": millis(link["revoked_at"]) if link["revoked_at"] is not None else None}
        if begun is not None or wanted["ended_at"] is not None:
            recount.compare_fields(LINK, link["_id"], wanted, stored)
        compare_opening(link, recount.fields)
        if is_forged(recount.db, link):
            recount.report.found(f"{whose}: {LINK} {link['_id']}: it was not made for the job {link['job_id']}")
    for link_id in ended:
        recount.report.found(f"{whose}: {LINK} {link_id}, which was ended, is missing")
    if begun is not None and unsigned.hash() != begun.get("links", _Unsigned().hash()):
        recount.report.found(f"{whose}: the links of customers that nobody signed are others than they were")
