"""The customers that the number may write to in 24 hours, as Meta allows it, and those that it has.

All garages of the host share it. A part of it stays free of reminders, for cars that are ready today.
"""

import datetime as dt
from dataclasses import dataclass

from revops.core.time import now
from revops.mongo.client import Database

TIERS = {
    "TIER_50": 50,
    "TIER_250": 250,
    "TIER_1K": 1_000,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
}
_DAY = dt.timedelta(hours=24)
_SHARE_OF_REMINDERS = (4, 5)


@dataclass(frozen=True, slots=True)
class Reach:
    """A number of customers in 24 hours, and of those that were written to."""

    customers: int
    reached: int

    @property
    def for_reminders(self) -> int:
        """The customers that reminders may go to."""
        return share_of_reminders(self.customers)


def share_of_reminders(limit: int) -> int:
    """Return the part of a day's limit that reminders may use up."""
    part, of = _SHARE_OF_REMINDERS
    return max(1, limit * part // of)


async def reach_of(db: Database, number_id: str, tier: str | None) -> Reach | None:
    """Count who was written to; None where Meta tells of no limit."""
    customers = TIERS.get(tier or "")
    if customers is None:
        return None
    lately = {"number": number_id, "at": {"$gt": now() - _DAY}}
    return Reach(customers, await db.collection("whatsapp_reached").count_documents(lately, limit=customers))


async def note_reached(db: Database, number_id: str, to: str) -> None:
    """Note that a customer was written to. The first time in 24 hours is what counts."""
    at = now()
    first = {"$cond": [{"$gt": ["$at", at - _DAY]}, "$at", at]}
    reached = [{"$set": {"number": number_id, "at": first}}]
    await db.collection("whatsapp_reached").update_one({"_id": f"{number_id}:{to}"}, reached, upsert=True)


async def is_reached(db: Database, number_id: str, to: str) -> bool:
    """Tell whether a customer was written to within 24 hours, so that another message is free."""
    his = {"_id": f"{number_id}:{to}", "at": {"$gt": now() - _DAY}}
    return await db.collection("whatsapp_reached").find_one(his, {"_id": 1}) is not None


async def free_after(db: Database, number_id: str) -> dt.timedelta:
    """Tell after how long one more customer may be written to, where as many were as may be."""
    lately = {"number": number_id, "at": {"$gt": now() - _DAY}}
    oldest = await db.collection("whatsapp_reached").find_one(lately, {"at": 1}, sort=[("at", 1)])
    return oldest["at"] + _DAY - now() if oldest is not None else dt.timedelta(0)
