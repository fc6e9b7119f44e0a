"""The states of messages move forward only, whoever brings the news: the sending, or a provider's callback."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from revops.core.time import now
from revops.messages.row import MessageRow, State, before
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import ScopedRows, TenantScope


async def record_state(
    db: Database,
    channel: str,
    provider_id: str,
    state: State,
    *,
    at: dt.datetime | None = None,
    error: str | None = None,
) -> bool:
    """Record what a provider says became of a message. What is older than what is known changes nothing.

    Returns whether the provider's id is known; a callback may come before what it is about was recorded.
    """
    mine = {"provider_id": provider_id, "channel": channel}
    messages = db.collection("messages")
    change = _change(state, at or now(), error)
    moved = await messages.update_one({**mine, "state": {"$in": before(state)}}, change)
    return moved.matched_count == 1 or await messages.find_one(mine, {"_id": 1}) is not None


async def find_sent(db: Database, channel: str, provider_id: str) -> MessageRow | None:
    """Find the message that a provider knows by this id."""
    found = await db.collection("messages").find_one({"provider_id": provider_id, "channel": channel})
    return cast("MessageRow | None", found)


async def settle(db: Database, channel: str, message_id: str, provider_id: str) -> None:
    """Note the provider's id of a message that perhaps went out, or whose news were faster than the answer."""
    ours = {"_id": message_id, "channel": channel, "provider_id": None}
    await db.collection("messages").update_one(ours, {"$set": {"provider_id": provider_id}})


async def move(
    db: Database,
    session: Session,
    row: MessageRow,
    state: State,
    *,
    error: str | None = None,
    also: Mapping[str, Any] | None = None,
) -> None:
    """Move a message on, in the transaction of what moved it."""
    messages = ScopedRows[MessageRow](db, "messages", TenantScope(row["workshop_id"]))
    change = _change(state, now(), error)
    change["$set"] |= also or {}
    mine = {"_id": row["_id"], "state": {"$in": before(state)}}
    await messages.update(mine, change, session, projection={"_id": 1})


def _change(state: State, at: dt.datetime, error: str | None) -> Document:
    return {"$set": {"state": state.value, "error": error, f"reached.{state.value}": at}}
