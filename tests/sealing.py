"""Sealing as tests want it: all of it done, or nobody doing it."""

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from revops.access.audit_chain import AuditSealer
from revops.journal.follow_ups import FOLLOW_UPS
from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from revops.mongo.lease import Lease


async def seal_all(app: FastAPI, db: Database) -> None:
    """Write what waits of the audit log, and seal that and the journal."""
    await app.state.services.audit.flush()
    await Sealer(db).drain()
    await AuditSealer(db).drain()


async def follows_nothing(db: Database, workshop_id: str) -> bool:
    """Say whether no entry of a garage waits that something is still to follow from."""
    return await db.collection("journal").find_one({"workshop_id": workshop_id, FOLLOW_UPS: {"$exists": True}}) is None


@contextlib.asynccontextmanager
async def nobody_seals(db: Database) -> AsyncIterator[Lease]:
    """Keep everybody from sealing, until the end or until the lease is released."""
    lease = Lease(db, "sealer", 600_000)
    await lease.seize()
    try:
        yield lease
    finally:
        await lease.release()
