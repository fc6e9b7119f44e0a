"""Leases: what one instance does at a time, agreed on in the database."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence

from pymongo.errors import DuplicateKeyError, PyMongoError

from revops.core.ids import new_id
from revops.core.time import from_millis
from revops.mongo.client import Database, Document, Session

# A holder that renews this often survives a lost renewal or two.
_RENEWALS = 4


class Lease:
    """One holder's claim to the lease called ``name``, which runs out after ``ms`` milliseconds unless renewed.

    The database's clock decides, so instances need not agree on the time.
    """

    def __init__(self, db: Database, name: str, ms: int) -> None:
        self.holder = new_id()
        self._db = db
        self._name = name
        self._ms = ms

    async def hold(self, *, due: Sequence[Document] = (), mark: Document | None = None) -> bool:
        """Take or renew the lease. Returns whether it is held.

        It is taken when all expressions of ``due`` hold too, and notes ``mark`` then; what was never noted is null.
        """
        free = {"$or": [{"$eq": ["$holder", self.holder]}, {"$lt": ["$expires_at", "$$NOW"]}]}
        if_so = {"_id": self._name, "$expr": {"$and": [free, *due]}}
        take = [{"$set": {**(mark or {}), "holder": self.holder, "expires_at": {"$add": ["$$NOW", self._ms]}}}]
        leases = self._db.collection("leases")
        held = await leases.update_one(if_so, take)
        if held.matched_count == 0:
            with contextlib.suppress(DuplicateKeyError):
                await leases.insert_one({"_id": self._name, "holder": None, "expires_at": from_millis(0)})
                held = await leases.update_one(if_so, take)
        return held.matched_count == 1

    async def seize(self) -> None:
        """Take the lease whoever holds it."""
        take = [{"$set": {"holder": self.holder, "expires_at": {"$add": ["$$NOW", self._ms]}}}]
        await self._db.collection("leases").update_one({"_id": self._name}, take, upsert=True)

    async def let_go(self, mark: Document) -> None:
        """Let the lease run out now, and note ``mark``, which stays for whoever takes it next."""
        ended = [{"$set": {**mark, "expires_at": "$$NOW"}}]
        await self._db.collection("leases").update_one({"_id": self._name, "holder": self.holder}, ended)

    async def is_held(self, session: Session) -> bool:
        """Say whether it is still held, as part of a transaction."""
        mine = {"_id": self._name, "holder": self.holder}
        return await self._db.collection("leases").find_one(mine, session=session) is not None

    async def release(self) -> None:
        """Let the next holder begin at once instead of waiting for the lease to run out."""
        with contextlib.suppress(PyMongoError):
            await self._db.collection("leases").delete_one({"_id": self._name, "holder": self.holder})

    @contextlib.asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Renew a lease that is held for as long as the block runs.

        A renewal that is on its way then is waited for: it would come after ``let_go`` and take the lease again.
        """
        ended = asyncio.Event()

        async def renew() -> None:
            while True:
                try:
                    async with asyncio.timeout(self._ms / 1000 / _RENEWALS):
                        await ended.wait()
                    return
                except TimeoutError:
                    with contextlib.suppress(PyMongoError):
                        await self.hold()

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            ended.set()
            await asyncio.gather(renewing, return_exceptions=True)
