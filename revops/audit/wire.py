"""The audit log as the wire shows it."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.mongo.client import Document


async def events_out(caller: Caller, rows: Sequence[Document]) -> list[Document]:
    """Build events with the names of who was involved."""
    names = await caller.services.names({row[who] for row in rows for who in ("user_id", "actor_id")})
    return [_event_out(row, names) for row in rows]


def _event_out(row: Document, names: dict[str, str]) -> Document:
    same = ("at", "kind", "user_id", "actor_id", "detail", "times", "network", "device", "request_id")
    return {
        "id": row["_id"],
        **{name: row[name] for name in same},
        **{name: row.get(name) for name in ("session_id", "subject_id", "about")},
        "user_name": names.get(row["user_id"]),
        "actor_name": names.get(row["actor_id"]),
    }
