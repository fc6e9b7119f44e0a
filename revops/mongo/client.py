"""The connection to MongoDB and the one way to run a transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any, TypeVar

import pymongo
from bson.codec_options import CodecOptions
from bson.timestamp import Timestamp
from pymongo import AsyncMongoClient, ReturnDocument, WriteConcern, monitoring
from pymongo.asynchronous.change_stream import AsyncDatabaseChangeStream
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import ConfigurationError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference

from revops.core.signing import Signing
from revops.mongo.attempts import Attempts
from revops.mongo.group_commit import GroupCommit, HeldInserts
from revops.mongo.quota import DailyQuota
from revops.mongo.raw_commands import RawCommands

Document = dict[str, Any]
Session = AsyncClientSession
T = TypeVar("T")

# A write is acknowledged only when a majority of nodes has it in the journal on disk.
DURABLE = WriteConcern("majority", j=True)
_TRANSACTION_SECONDS = 10
# mongod itself ends one that is open for longer (it looks every half of that). What a process that was killed had begun
# holds up its garage's next write until then: 60 s by default.
TRANSACTION_LIFETIME_SECONDS = 6
# Bulk loads write thousands of documents in one, on slow machines too: they try for longer.
BULK_SECONDS = 55


class Database:
    """An open database. ``collection`` is for infrastructure; business documents go through ``mongo.scoped``."""

    def __init__(self, url: str, name: str, listeners: Sequence[monitoring._EventListener] = ()) -> None:
        try:
            self.client: AsyncMongoClient[Document] = AsyncMongoClient(
                url,
                tz_aware=True,
                appname="revops",
                serverSelectionTimeoutMS=4000,
                connectTimeoutMS=4000,
                maxPoolSize=64,
                retryWrites=True,
                retryReads=True,
                # Of several nodes one that hangs is noticed after two beats, and whoever waits for it is let go. A
                # single one has no other to turn to: it is waited for as long as the driver does by itself.
                heartbeatFrequencyMS=10_000 if "directConnection=true" in url else 2000,
                event_listeners=listeners,
            )
        except OSError as error:
            raise ConfigurationError(f"{error.filename} cannot be read ({error.strerror}).") from None
        self.raw_commands = RawCommands(self.client, name)
        # How much a workshop may store in a day; commands of the operator have none.
        self.quota: DailyQuota | None = None
        # The newest migration that all know who serve this database, as of the last look (mongo.instances).
        self.known_by_all = 0
        # Set when something waits to be sealed that something follows from.
        self.is_followed = asyncio.Event()
        # Signs the entries of its journals; without it they are neither signed nor is a signature checked.
        self.signing: Signing | None = None
        # Making the driver's collection object costs as much as sending a command, so each is made once.
        self._collections: dict[str, AsyncCollection[Document]] = {}
        self.held_inserts = HeldInserts(self._insert)
        self._group_commit = GroupCommit(self, self.held_inserts)
        self._loose_collections: dict[str, AsyncCollection[Document]] = {}
        self._naive_collections: dict[str, AsyncCollection[Document]] = {}
        self._snapshot_collections: dict[str, AsyncCollection[Document]] = {}
        self._naive_db: AsyncDatabase[Document] = self.client.get_database(
            name, codec_options=CodecOptions(tz_aware=False), read_preference=ReadPreference.PRIMARY
        )
        self._db: AsyncDatabase[Document] = self.client.get_database(
            name, write_concern=DURABLE, read_preference=ReadPreference.PRIMARY
        )

    @property
    def name(self) -> str:
        """The name of the database on the server."""
        return self._db.name

    def collection(self, name: str) -> AsyncCollection[Document]:
        """Return a collection without a scope."""
        found = self._collections.get(name)
        if found is None:
            found = self._collections[name] = self._db[name]
        return found

    def loose_collection(self, name: str) -> AsyncCollection[Document]:
        """Return a collection whose writes may be lost with a node: for what is done again then."""
        found = self._loose_collections.get(name)
        if found is None:
            found = self._loose_collections[name] = self.collection(name).with_options(write_concern=WriteConcern(1))
        return found

    def naive_collection(self, name: str) -> AsyncCollection[Document]:
        """Return a collection whose times are read without a zone; they are UTC."""
        found = self._naive_collections.get(name)
        if found is None:
            found = self._naive_collections[name] = self._naive_db[name]
        return found

    def snapshot_collection(self, name: str) -> AsyncCollection[Document]:
        """Return a collection of which one read sees one instant, in other collections too; times without a zone."""
        found = self._snapshot_collections.get(name)
        if found is None:
            at_one_instant = self.naive_collection(name).with_options(read_concern=ReadConcern("snapshot"))
            found = self._snapshot_collections[name] = at_one_instant
        return found

    async def command(self, command: str | MutableMapping[str, Any]) -> Document:
        """Run a database command."""
        return await self._db.command(command)

    async def watch(self, pipeline: Sequence[Document], **options: Any) -> AsyncDatabaseChangeStream[Document]:
        """Follow changes of several collections in one order."""
        return await self._db.watch(pipeline, **options)

    async def transaction(
        self,
        work: Callable[[Session], Awaitable[T]],
        *,
        shared_in: str | None = None,
        inserts_last: bool = False,
        seconds: float = _TRANSACTION_SECONDS,
    ) -> T:
        """Run ``work`` in one transaction, durable when this returns. Gives up after ``seconds``.

        ``work`` may run several times (write conflicts are retried), so it must do nothing but database work
        through the session it is given, and build its result anew each time. With ``shared_in`` a workshop it may be
        committed with the work of other requests of that workshop; then its inserts go last, and it must not read a
        collection after inserting into it, which ``Scoped`` asserts. With ``inserts_last`` they go last too, all in one
        message, but for what is read through ``Scoped`` after it was inserted.
        """
        if shared_in is not None:
            outcome: T = await self._group_commit.run(shared_in, work)
            return outcome
        if inserts_last:
            work = self.held_inserts.last(work)
        attempts = Attempts(work)
        try:
            with pymongo.timeout(seconds):
                async with self.client.start_session() as session:
                    return await session.with_transaction(
                        attempts.begin,
                        read_concern=ReadConcern("snapshot"),
                        write_concern=DURABLE,
                        read_preference=ReadPreference.PRIMARY,
                    )
        finally:
            attempts.let_go()

    async def insert(
        self, name: str, documents: Sequence[Document], session: Session, *, is_counted: bool = True
    ) -> None:
        """Insert documents in a transaction; with all others at its end where its inserts go last.

        Raises TooManyRequests when their workshop has stored too much today, unless they are not counted.
        """
        if self.quota is not None and is_counted:
            await self.quota.count(documents)
        if documents and not self.held_inserts.hold(name, documents, session):
            await self._insert({name: documents}, session)

    async def _insert(self, by_name: Mapping[str, Sequence[Document]], session: Session) -> None:
        """Insert documents into their collections, all in one message."""
        commands: list[Document] = [{"insert": name, "documents": documents} for name, documents in by_name.items()]
        if await self.raw_commands.write(commands, session) is not None:
            return
        for name, documents in by_name.items():
            await self.collection(name).insert_many(documents, session=session)

    async def find_one_and_update(
        self,
        name: str,
        query: Mapping[str, Any],
        change: Mapping[str, Any] | Sequence[Mapping[str, Any]],
        session: Session | None,
        *,
        before: bool = False,
        projection: Mapping[str, Any] | None = None,
    ) -> Document | None:
        """Apply one conditional atomic update; return the document after (or ``before``) it, None if none matched."""
        if session is not None:
            command: Document = {"findAndModify": name, "query": query, "update": change, "new": not before}
            if projection is not None:
                command["fields"] = projection
            answers = await self.raw_commands.write([command], session)
            if answers is not None:
                found: Document | None = answers[0]["value"]
                return found
        return await self.collection(name).find_one_and_update(
            query,
            change,
            projection,
            return_document=ReturnDocument.BEFORE if before else ReturnDocument.AFTER,
            session=session,
        )

    def snapshot(self) -> Session:
        """Return a session whose reads all see the same instant; use it with ``async with``."""
        return self.client.start_session(snapshot=True)

    async def ping(self) -> None:
        """Raise when the database does not answer within a second."""
        with pymongo.timeout(1):
            await self._db.command("ping")

    async def close(self) -> None:
        """Close the connections."""
        await self.client.close()


def instant_of(session: Session) -> Timestamp:
    """Return the instant that a snapshot session reads at, after its first read, so that another process can too."""
    instant: Any = session._snapshot_time  # the driver has no public name for it yet
    assert isinstance(instant, Timestamp), "a snapshot session that has read"
    return instant
