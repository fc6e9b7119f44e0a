"""Several pieces of work in one transaction: what many requests write at the same time costs one commit.

Each piece is whole in it, with its journal entry and its key, so each is done or not done as if alone. A piece that is
refused, or meets a conflict, undoes the transaction before it is committed; then each is done in one of its own.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from revops.core.batching import Batches, Pending, settle
from revops.mongo.client import Database, Document, Session

Work = Callable[[Session], Awaitable[Document]]

# Pieces in one transaction, and transactions at once: measured with 50 clients that pay (decision 0020).
_MOST = 8
_AT_ONCE = 3


class _Conflict(Exception):
    """The transaction would have to be tried again."""


class Together:
    """Runs work in transactions that requests of this process share."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._batches: Batches[Work, Document] = Batches(self._run, _MOST, _AT_ONCE)
        self._alone: set[asyncio.Task[None]] = set()

    async def run(self, work: Work) -> Document:
        """Run ``work`` as ``Database.transaction`` does; it must not read what it has inserted, for inserts go last."""
        return await self._batches.ask(work)

    async def _run(self, batch: Sequence[Pending[Work, Document]]) -> None:
        try:
            outcomes = await self._in_one([work for work, _ in batch])
        except Exception as error:
            if isinstance(error, PyMongoError) and not isinstance(error, DuplicateKeyError | BulkWriteError):
                raise  # perhaps the commit's, whose outcome is then unknown
            if len(batch) == 1 and not isinstance(error, _Conflict):
                raise  # it was by itself
            # Nothing was committed. Each tries by itself, and what takes one of them long holds up no other.
            for work, future in batch:
                task = asyncio.create_task(self._by_itself(work, future))
                self._alone.add(task)
                task.add_done_callback(self._alone.discard)
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            settle(future, outcome)

    async def _in_one(self, works: Sequence[Work]) -> list[Document]:
        is_again = False

        async def all_of_them(session: Session) -> list[Document]:
            nonlocal is_again
            if is_again:
                raise _Conflict
            is_again = True
            with self._db.inserting_last(session) as insert:
                outcomes = [await work(session) for work in works]
                await insert()
            return outcomes

        return await self._db.transaction(all_of_them)

    async def _by_itself(self, work: Work, future: asyncio.Future[Document]) -> None:
        try:
            settle(future, await self._db.transaction(work))
        except Exception as error:  # whoever asked gets it
            settle(future, error)
