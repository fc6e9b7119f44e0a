"""Windows: for 24 hours after a customer wrote, WhatsApp takes free texts to him."""

import datetime as dt

from revops.core.time import now
from revops.mongo.client import Database, Session

_OPEN = dt.timedelta(hours=24)


async def is_open(db: Database, number: str) -> bool:
    """Tell whether a number wrote within 24 hours; ``number`` is digits with the country code."""
    return await db.collection("whatsapp_windows").find_one({"_id": number, "until": {"$gt": now()}}) is not None


async def open_for(db: Database, session: Session, number: str, at: dt.datetime) -> None:
    """Note that a number wrote. An older message opens nothing."""
    change = {"$max": {"until": at + _OPEN}}
    await db.collection("whatsapp_windows").update_one({"_id": number}, change, upsert=True, session=session)
