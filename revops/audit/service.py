"""Reading the audit log."""

import datetime as dt

from revops.access import users
from revops.access.audit import NOTICES
from revops.access.caller import Caller
from revops.audit.schemas import AuditQuery, NoticesSeen
from revops.core.time import now
from revops.mongo.client import Document
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped

_NOTICES_LAST = dt.timedelta(days=90)


async def list_events(caller: Caller, wanted: AuditQuery) -> tuple[list[Document], str | None]:
    """Read one page of what happened in the workshop, newest first, and the cursor of the next."""
    await caller.services.audit.flush()
    clauses: list[Document] = [{"kind": wanted.kind.value}] if wanted.kind else []
    return await read_page(Scoped(caller.db, "audit_log", caller.scope.whole_workshop()), clauses, "at", wanted)


async def notices(caller: Caller) -> list[Document]:
    """Read what the owner has to be told and has not marked as seen, newest first."""
    await caller.services.audit.flush()
    user = await users.by_id(caller.db, caller.user.id)
    assert user is not None
    since = max(user.get("notices_seen_at") or user["created_at"], now() - _NOTICES_LAST)
    wanted = {"kind": {"$in": [kind.value for kind in NOTICES]}, "at": {"$gt": since}}
    return (
        await Scoped(caller.db, "audit_log", caller.scope.whole_workshop())
        .find(wanted, sort=[("at", -1)], limit=20)
        .to_list()
    )


async def mark_seen(caller: Caller, body: NoticesSeen) -> None:
    """Remember up to which event the owner has seen the notices; never back."""
    until = min(body.until, now())
    await caller.db.collection("users").update_one({"_id": caller.user.id}, {"$max": {"notices_seen_at": until}})
