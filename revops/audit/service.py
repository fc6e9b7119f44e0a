"""Reading the audit log."""

import datetime as dt

from fastapi import Request

from revops.access import users
from revops.access.audit import NOTICES
from revops.access.caller import Caller
from revops.audit.schemas import AuditQuery, NoticesSeen
from revops.core.time import now
from revops.mongo.client import Document
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped

_NOTICES_LAST = dt.timedelta(days=90)


async def list_events(caller: Caller, wanted: AuditQuery, request: Request) -> tuple[list[Document], str | None]:
    """Return one page of what happened in the workshop, newest first, and the link to the next."""
    await caller.services.audit.flush()
    clauses: list[Document] = [{"kind": wanted.kind.value}] if wanted.kind else []
    rows, link = await read_page(Scoped(caller.db, "audit_log", caller.scope), clauses, "at", wanted, request)
    names = await caller.services.names({row[who] for row in rows for who in ("user_id", "actor_id")})
    return [_event_out(row, names) for row in rows], link


async def notices(caller: Caller) -> list[Document]:
    """Return what the owner has to be told and has not marked as seen, newest first."""
    await caller.services.audit.flush()
    user = await users.by_id(caller.db, caller.user.id)
    assert user is not None
    since = max(user.get("notices_seen_at") or user["created_at"], now() - _NOTICES_LAST)
    wanted = {"kind": {"$in": [kind.value for kind in NOTICES]}, "at": {"$gt": since}}
    rows = await Scoped(caller.db, "audit_log", caller.scope).find(wanted, sort=[("at", -1)], limit=20).to_list()
    names = await caller.services.names({row[who] for row in rows for who in ("user_id", "actor_id")})
    return [_event_out(row, names) for row in rows]


async def mark_seen(caller: Caller, body: NoticesSeen) -> None:
    """Remember up to which event the owner has seen the notices; never back."""
    until = min(body.until, now())
    await caller.db.collection("users").update_one({"_id": caller.user.id}, {"$max": {"notices_seen_at": until}})


def _event_out(row: Document, names: dict[str, str]) -> Document:
    same = ("at", "kind", "user_id", "actor_id", "detail", "times", "network", "device", "request_id")
    return {
        "id": row["_id"],
        **{name: row[name] for name in same},
        **{name: row.get(name) for name in ("session_id", "subject_id", "about")},
        "user_name": names.get(row["user_id"]),
        "actor_name": names.get(row["actor_id"]),
    }
