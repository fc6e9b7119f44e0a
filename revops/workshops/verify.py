"""Which workshops there are, for `revops verify`."""

from revops.mongo.client import Database


async def workshop_ids(db: Database) -> list[str]:
    """Read the ids of all workshops."""
    return [workshop["_id"] async for workshop in db.collection("workshops").find({}, {"_id": 1})]
