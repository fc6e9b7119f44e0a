"""What the owner is asked about, after the books were sealed and followed."""

from typing import Any

from fastapi import FastAPI

from revops.exceptions.follower import Follower
from revops.mongo.client import Database
from revops.mongo.lease import Lease
from tests.factories import Garage
from tests.sealing import seal_all


class Asked:
    """Follows the books of a garage when it is asked what was found."""

    def __init__(self, app: FastAPI, db: Database) -> None:
        self.app = app
        self.db = db

    async def follow(self, garage: Garage) -> None:
        """Seal all that there is, and follow what is of a garage, as another instance that begins now."""
        await seal_all(self.app, self.db)
        lease = Lease(self.db, "exceptions of a test", 10_000)
        await lease.seize()
        await Follower(self.app.state.services, lease).drain(garage.id)

    async def about(self, garage: Garage, *kinds: str) -> list[dict[str, Any]]:
        """Return what is asked, the oldest first; of these kinds when some are named."""
        await self.follow(garage)
        query = {"workshop_id": garage.id, **({"kind": {"$in": list(kinds)}} if kinds else {})}
        return await self.db.collection("exceptions").find(query).sort([("at", 1), ("_id", 1)]).to_list()

    async def kinds(self, garage: Garage) -> list[str]:
        """Return the kinds of what is asked."""
        return sorted(row["kind"] for row in await self.about(garage))

    async def one(self, garage: Garage, kind: str) -> dict[str, Any]:
        """Return the only question of a kind."""
        (row,) = await self.about(garage, kind)
        return row
