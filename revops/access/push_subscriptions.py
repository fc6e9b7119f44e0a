"""The devices that somebody turned notifications on for. One goes with its session, its user and its key.

They lie here, and not where notifications are sent, because they end with what ends here: logging out, a new password,
being removed.
"""

import datetime as dt
import hashlib
from collections.abc import Collection
from typing import TypedDict

from revops.core.time import now
from revops.mongo.client import Database, Document, Session

# As many as somebody has devices; the one that was seen longest ago makes room.
MAX_OF_USER = 10


class SubscriptionRow(TypedDict):
    """A subscription as it is stored: an address at a push service, and the keys by which a browser reads."""

    # Of the address, so that a browser has one, whoever signed in last.
    _id: str
    user_id: str
    endpoint: str
    p256dh: str
    auth: str
    # The public key of this server that the browser subscribed to.
    server_key: str
    device: str
    session_id: str
    session_version: int
    created_at: dt.datetime
    # When the app last said that it is still so.
    seen_at: dt.datetime
    pushed_at: dt.datetime | None
    # Why the last notification did not go out, in a sentence.
    problem: str | None
    # When each kind of news was last told, by garage and event.
    told: dict[str, dt.datetime]


def id_of(endpoint: str) -> str:
    """Return the id of the subscription with an address."""
    return hashlib.sha256(endpoint.encode()).hexdigest()[:32]


def new_subscription(
    user_id: str,
    endpoint: str,
    *,
    p256dh: str,
    auth: str,
    server_key: str,
    device: str,
    session_id: str,
    session_version: int,
) -> SubscriptionRow:
    """Build a subscription that nothing was sent to yet."""
    at = now()
    return {
        "_id": id_of(endpoint),
        "user_id": user_id,
        "endpoint": endpoint,
        "p256dh": p256dh,
        "auth": auth,
        "server_key": server_key,
        "device": device,
        "session_id": session_id,
        "session_version": session_version,
        "created_at": at,
        "seen_at": at,
        "pushed_at": None,
        "problem": None,
        "told": {},
    }


async def keep(db: Database, session: Session, row: SubscriptionRow) -> None:
    """Keep a subscription, in the place of what the browser had: another's is his no longer."""
    subscriptions = db.collection("push_subscriptions")
    mine = {"_id": row["_id"], "user_id": row["user_id"], "p256dh": row["p256dh"], "auth": row["auth"]}
    before = await subscriptions.find_one(mine, session=session)
    kept: Document = dict(row)
    if before is not None:
        kept |= {name: before[name] for name in ("created_at", "pushed_at", "problem", "told")}
    await subscriptions.replace_one({"_id": row["_id"]}, kept, upsert=True, session=session)
    of_user = subscriptions.find({"user_id": row["user_id"]}, {"_id": 1}, session=session)
    found = await of_user.sort([("seen_at", -1), ("_id", 1)]).to_list()
    too_many = [other["_id"] for other in found[MAX_OF_USER:]]
    if too_many:
        await subscriptions.delete_many({"_id": {"$in": too_many}}, session=session)


async def find(db: Database, subscription_id: str, user_id: str | None = None) -> SubscriptionRow | None:
    """Read a subscription, of this user when one is named."""
    wanted = {"_id": subscription_id, **({"user_id": user_id} if user_id is not None else {})}
    found: SubscriptionRow | None = await db.collection("push_subscriptions").find_one(wanted)  # type: ignore[assignment]
    return found


async def of_users(db: Database, user_ids: Collection[str], session: Session | None = None) -> list[SubscriptionRow]:
    """Read the subscriptions of users, the newest first."""
    wanted = {"user_id": {"$in": list(user_ids)}}
    found = db.collection("push_subscriptions").find(wanted, sort=[("created_at", -1), ("_id", 1)], session=session)
    return await found.to_list()  # type: ignore[return-value]


async def change(db: Database, subscription_id: str, changes: Document, session: Session | None = None) -> None:
    """Set fields of a subscription, if it is there still."""
    await db.collection("push_subscriptions").update_one({"_id": subscription_id}, {"$set": changes}, session=session)


async def remove(db: Database, subscription_id: str, user_id: str, session: Session | None = None) -> bool:
    """Remove a subscription of a user; say whether there was one."""
    mine = {"_id": subscription_id, "user_id": user_id}
    return (await db.collection("push_subscriptions").delete_one(mine, session=session)).deleted_count == 1


async def end_with_session(db: Database, user_id: str, session_id: str) -> None:
    """Remove what the device of a session had that its user ends."""
    mine = {"user_id": user_id, "session_id": session_id}
    await db.collection("push_subscriptions").delete_many(mine)


async def end_all(db: Database, user_id: str, session: Session | None = None) -> None:
    """Remove all that a user had."""
    await db.collection("push_subscriptions").delete_many({"user_id": user_id}, session=session)
