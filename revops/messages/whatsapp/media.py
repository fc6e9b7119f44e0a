"""Papers that were handed over to Meta: each once, named by what is in it, for as long as Meta keeps it."""

import datetime as dt

from revops.core.time import now
from revops.mongo.client import Database

# Meta keeps them for 30 days.
_KEPT = dt.timedelta(days=29)


async def find(db: Database, phone_number_id: str, sha256: str) -> str | None:
    """Find Meta's id of a paper; None when it has to be handed over."""
    still_there = {"_id": f"{phone_number_id}:{sha256}", "forget_at": {"$gt": now()}}
    found = await db.collection("whatsapp_media").find_one(still_there)
    return found["media_id"] if found is not None else None


async def keep(db: Database, phone_number_id: str, sha256: str, media_id: str) -> None:
    """Keep Meta's id of a paper."""
    kept = {"media_id": media_id, "forget_at": now() + _KEPT}
    await db.collection("whatsapp_media").update_one(
        {"_id": f"{phone_number_id}:{sha256}"}, {"$set": kept}, upsert=True
    )


async def forget(db: Database, phone_number_id: str, sha256: str) -> None:
    """Forget a paper that Meta does not have any more."""
    gone = {"$set": {"forget_at": now()}}
    await db.collection("whatsapp_media").update_one({"_id": f"{phone_number_id}:{sha256}"}, gone)
