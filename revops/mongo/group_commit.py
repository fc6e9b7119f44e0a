"""Group commit: requests of a workshop that write at the same time share one transaction, which costs one commit.

Each piece of work is whole in it, with its journal entry and its key, so it is done or not done as if alone. A piece
that is refused, or meets a conflict, undoes the transaction before the commit; then each runs in one of its own.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol
from weakref import WeakValueDictionary

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from revops.core.batching import BatchEnded, Batcher, Pending, resolve

Work = Callable[[AsyncClientSession], Awaitable[Any]]

# Measured with 50 clients that pay (decision 0020).
_MAX_GROUP = 8
_CONCURRENCY = 3


class Transactions(Protocol):
    """The database, as far as it is needed here."""

    async def transaction(self, work: Work, /) -> Any:
        """Run ``work`` in one transaction, again when it meets a conflict."""


Insert = Callable[[Mapping[str, Sequence[dict[str, Any]]], AsyncClientSession], Awaitable[None]]


@dataclass(slots=True)
class _Held:
    """Inserts that wait for the end of a transaction, and the collections that the piece at work has inserted into."""

    # Of a shared transaction, whose.
    workshop_id: str | None
    documents: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    of_this_piece: set[str] = field(default_factory=set)


class HeldInserts:
    """Holds back the inserts of transactions, so that all of one go at once at its end."""

    def __init__(self, insert: Insert) -> None:
        self._insert = insert
        self._by_session: dict[AsyncClientSession, _Held] = {}

    @contextmanager
    def of(self, session: AsyncClientSession, workshop_id: str | None) -> Iterator[_Held]:
        """Hold back what is inserted in a session's transaction from here on; of one workshop in a shared one."""
        held = self._by_session[session] = _Held(workshop_id)
        try:
            yield held
        finally:
            self._by_session.pop(session, None)

    def last(self, work: Work) -> Work:
        """Return the same work of a transaction of its own, with what it inserts all at once at its end."""

        async def inserting_last(session: AsyncClientSession) -> Any:
            with self.of(session, None):
                outcome = await work(session)
                await self.flush(session)
                return outcome

        return inserting_last

    def hold(self, name: str, documents: Sequence[dict[str, Any]], session: AsyncClientSession) -> bool:
        """Hold documents back if the inserts of the session's transaction go last; return whether they do."""
        held = self._by_session.get(session)
        if held is None:
            return False
        whose = held.workshop_id
        is_one = whose is None or all(row.get("workshop_id", whose) == whose for row in documents)
        assert is_one, f"{name}: not of the commit's workshop"
        held.documents.setdefault(name, []).extend(documents)
        held.of_this_piece.add(name)
        return True

    def is_held(self, name: str, session: AsyncClientSession | None) -> bool:
        """Say whether the piece at work has inserted into a collection what the database has not been told yet."""
        held = self._by_session.get(session) if session is not None else None
        return held is not None and name in held.of_this_piece

    async def make_readable(self, name: str, session: AsyncClientSession | None) -> None:
        """Insert first what a transaction of its own holds back, if it is about to read or update that collection. A
        shared one must not.
        """
        if session is None or not self.is_held(name, session):
            return
        is_own = self._by_session[session].workshop_id is None
        assert is_own, f"{name}: what shared work inserts goes last, so it cannot read it"
        await self.flush(session)

    async def flush(self, session: AsyncClientSession) -> None:
        """Insert what was held back."""
        held = self._by_session[session]
        by_name, held.documents = held.documents, {}
        held.of_this_piece.clear()
        if by_name:
            await self._insert(by_name, session)


class _Conflict(Exception):
    """The transaction would have to be tried again."""


class GroupCommit:
    """Runs pieces of work in transactions that requests of this process share, each workshop's in its own."""

    def __init__(self, db: Transactions, inserts: HeldInserts) -> None:
        self._db = db
        self._inserts = inserts
        # Each for as long as it has something to do.
        self._batchers: WeakValueDictionary[str, Batcher[Work, Any]] = WeakValueDictionary()
        self._alone: set[asyncio.Task[None]] = set()

    async def run(self, workshop_id: str, work: Work) -> Any:
        """Run ``work``, with others if they come at the same time, and return its result once it is committed."""
        batcher = self._batchers.get(workshop_id)
        if batcher is None:
            run = partial(self._run, workshop_id)
            batcher = self._batchers[workshop_id] = Batcher(run, max_batch=_MAX_GROUP, concurrency=_CONCURRENCY)
        return await batcher.load(work)

    async def _run(self, workshop_id: str, batch: Sequence[Pending[Work, Any]]) -> None:
        try:
            outcomes = await self._in_one(workshop_id, [work for work, _ in batch])
        except Exception as error:
            if isinstance(error, PyMongoError) and not isinstance(error, DuplicateKeyError | BulkWriteError):
                raise  # perhaps the commit's, whose outcome is then unknown
            if len(batch) == 1 and not isinstance(error, _Conflict):
                raise  # it was by itself
            # Nothing was committed. Each tries by itself, and what takes one of them long holds up no other.
            for work, future in batch:
                task = asyncio.create_task(self._by_itself(workshop_id, work, future))
                self._alone.add(task)
                task.add_done_callback(self._alone.discard)
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            resolve(future, outcome)

    async def _in_one(self, workshop_id: str, works: Sequence[Work]) -> list[Any]:
        is_again = False

        async def all_of_them(session: AsyncClientSession) -> list[Any]:
            nonlocal is_again
            if is_again:
                raise _Conflict
            is_again = True
            return await self._inserting_last(workshop_id, works, session)

        outcomes: list[Any] = await self._db.transaction(all_of_them)
        return outcomes

    async def _by_itself(self, workshop_id: str, work: Work, future: asyncio.Future[Any]) -> None:
        async def alone(session: AsyncClientSession) -> Any:
            (outcome,) = await self._inserting_last(workshop_id, [work], session)
            return outcome

        try:
            resolve(future, await self._db.transaction(alone))
        except Exception as error:  # goes to the caller of ``run``
            resolve(future, error)
        except BaseException as error:
            resolve(future, BatchEnded(f"a piece of work was ended by {type(error).__name__}"))
            raise

    async def _inserting_last(self, workshop_id: str, works: Sequence[Work], session: AsyncClientSession) -> list[Any]:
        outcomes = []
        with self._inserts.of(session, workshop_id) as held:
            for work in works:
                held.of_this_piece.clear()
                outcomes.append(await work(session))
            await self._inserts.flush(session)
        return outcomes
