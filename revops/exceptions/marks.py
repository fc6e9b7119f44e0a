"""Marks: how far the entries of a garage, or the lines of its audit log, were followed, and from where on verify asks
what the rules of today find in them. They are signed.
"""

import structlog

from revops.core.signing import Signed
from revops.mongo.client import Database, Document, Session

log = structlog.get_logger(__name__)

JOURNAL, AUDIT_LOG = "journal", "audit_log"
# Entries of before were followed by rules of another version, or by none.
SINCE = "since"


def _mark(db: Database, source: str, workshop_id: str, seq: int) -> Document:
    signed = db.signing.sign(_place(source, workshop_id, seq)) if db.signing is not None else None
    return {"workshop_id": workshop_id, "seq": seq, "signed": signed}


def _place(source: str, workshop_id: str, seq: int) -> bytes:
    return f"followed:{source}:{workshop_id}:{seq}".encode()


async def keep_mark(db: Database, source: str, workshop_id: str, seq: int, session: Session | None = None) -> None:
    """Keep how far a source of a garage was followed."""
    mine = {"_id": f"{source}:{workshop_id}"}
    mark = {"$set": _mark(db, source, workshop_id, seq)}
    await db.collection("exception_marks").update_one(mine, mark, upsert=True, session=session)


async def read_mark(db: Database, source: str, workshop_id: str, session: Session | None = None) -> int:
    """Read how far a source was followed. A mark that this server did not make counts for nothing."""
    mark = await db.collection("exception_marks").find_one({"_id": f"{source}:{workshop_id}"}, session=session)
    if mark is None:
        return 0
    seq = int(mark["seq"])
    if db.signing is None:
        return seq
    if db.signing.check(mark["signed"], _place(source, workshop_id, seq)) in (Signed.YES, Signed.LOST_KEY):
        return seq
    log.error("exceptions_followed_from_the_beginning", workshop_id=workshop_id, source=source)
    return 0


async def recompute_from_here(db: Database) -> None:
    """Mark from where on verify recomputes what rules find. Whoever changes what one of them finds calls it by a
    migration: what was noted before was found by the rule as it was.
    """
    async for head in db.collection("chain_heads").find({}, {"seq": 1}):
        await keep_mark(db, SINCE, head["_id"], head["seq"])


async def begin_at_the_end(db: Database) -> None:
    """Mark everything that is sealed now as followed: nobody is asked about what happened years ago."""
    async for head in db.collection("chain_heads").find({}, {"seq": 1}):
        await keep_mark(db, JOURNAL, head["_id"], head["seq"])
    async for head in db.collection("audit_heads").find({}, {"seq": 1}):
        await keep_mark(db, AUDIT_LOG, head["_id"], head["seq"])
    await recompute_from_here(db)
