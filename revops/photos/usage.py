"""The room that the photos of a workshop take up: counted where they are added and forgotten, and bounded."""

from collections.abc import Mapping
from typing import Any

from revops.access.caller import Caller
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.photos.errors import PhotosFull

_MEGABYTE = 1_000_000
# Whose documents say how many bytes each is: photos of jobs, and of what was counted or seen at the gate.
TAKE_ROOM = ("photos", "evidence")


async def read_usage(caller: Caller) -> Document:
    """Read how much room the photos of the workshop take up, and how much they have."""
    kept = await usages_of(caller.db, caller.workshop.id).find_one({"_id": caller.workshop.id})
    return {"used_mb": round(bytes_of(kept) / _MEGABYTE, 1), "max_mb": caller.services.settings.workshop_photos_mb}


def require_room(caller: Caller, used_bytes: int, more_bytes: int = 0) -> None:
    """Raise PhotosFull when the photos of the workshop have no room for so much more."""
    max_mb = caller.services.settings.workshop_photos_mb
    if used_bytes + more_bytes >= max_mb * _MEGABYTE:
        raise PhotosFull(
            f"The photos of your garage take up all of the {max_mb:,} MB that they have, so this one was not kept. Ask"
            " whoever runs the server for more room."
        )


async def take_room(caller: Caller, session: Session, more_bytes: int) -> None:
    """Count a photo that is added. Raises PhotosFull."""
    usages, workshop_id = usages_of(caller.db, caller.workshop.id), caller.workshop.id
    kept = await usages.update({"_id": workshop_id}, {"$inc": {"bytes": more_bytes}}, session)
    if kept is None:
        kept = {"_id": workshop_id, "workshop_id": workshop_id, "bytes": more_bytes}
        await usages.insert([kept], session)
    # What is refused here is undone with the transaction.
    require_room(caller, bytes_of(kept))


async def give_room_back(db: Database, session: Session, workshop_id: str, fewer_bytes: int) -> None:
    """Count photos that are forgotten."""
    await usages_of(db, workshop_id).update({"_id": workshop_id}, {"$inc": {"bytes": -fewer_bytes}}, session)


async def used_bytes(caller: Caller) -> int:
    """Read how many bytes the photos of the workshop are."""
    return bytes_of(await usages_of(caller.db, caller.workshop.id).find_one({"_id": caller.workshop.id}))


def usages_of(db: Database, workshop_id: str) -> Scoped:
    """Return the count of a workshop."""
    return Scoped(db, "photo_usage", TenantScope(workshop_id))


def bytes_of(kept: Mapping[str, Any] | None) -> int:
    """Read how many bytes are counted."""
    return int(kept["bytes"]) if kept is not None else 0
