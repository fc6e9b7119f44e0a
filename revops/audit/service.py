"""Reading the audit log."""

from fastapi import Request

from revops.audit.schemas import AuditQuery
from revops.deps import Caller
from revops.mongo.client import Document
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped


async def list_events(caller: Caller, wanted: AuditQuery, request: Request) -> tuple[list[Document], str | None]:
    """Return one page of what happened in the workshop, newest first, and the link to the next."""
    await caller.services.audit.flush()
    clauses: list[Document] = [{"kind": wanted.kind.value}] if wanted.kind else []
    rows, link = await read_page(Scoped(caller.db, "audit_log", caller.scope), clauses, "at", wanted, request)
    names = await caller.services.names({row[who] for row in rows for who in ("user_id", "actor_id")})
    return [_event_out(row, names) for row in rows], link


def _event_out(row: Document, names: dict[str, str]) -> Document:
    same = ("at", "kind", "user_id", "actor_id", "detail", "times", "network", "device", "request_id")
    return {
        "id": row["_id"],
        **{name: row[name] for name in same},
        "user_name": names.get(row["user_id"]),
        "actor_name": names.get(row["actor_id"]),
    }
