"""Follows the sealed entries of each garage, and the lines of its audit log, and notes what rules find in them.

One instance does it at a time, by a lease, a second or two after the event and outside of any request. How far it is
stands in the database, signed: nobody who has the database alone can have entries passed over. Without a mark it begins
again, and the same entries lead to the same exceptions, which are noted once.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence

import structlog
from pymongo.errors import ConnectionFailure, PyMongoError

from revops.access.caller import Services
from revops.exceptions.finding import Ending, Finding, end, note
from revops.exceptions.look import Look, Rule, look_at
from revops.exceptions.marks import AUDIT_LOG, JOURNAL, keep_mark, read_mark
from revops.exceptions.rules import ENDERS, OF_AUDIT, OF_JOURNAL
from revops.mongo.client import Document, Session
from revops.mongo.lease import Lease

log = structlog.get_logger(__name__)

_LEASE_MS = 10_000
_LOOK_EVERY_SECONDS = 1.0
_ENTRY_BATCH_SIZE = 200
# Where there is much to look at, it takes a fifth of the time: requests come first.
_RESTS_PER_LOOK = 4
# Where nothing was found the mark is moved on only now and then; what is looked at again leads to the same.
_MARK_EVERY = 100

Rules = Mapping[str, Sequence[Rule]]


class Follower:
    """Follows while it holds the lease. ``run`` is the background task; ``drain`` follows all that is sealed now."""

    def __init__(
        self,
        services: Services,
        lease: Lease | None = None,
        sources: Sequence[tuple[str, Rules]] = ((JOURNAL, OF_JOURNAL), (AUDIT_LOG, OF_AUDIT)),
    ) -> None:
        self._services = services
        self._db = services.db
        self._lease = lease or Lease(self._db, "exceptions", _LEASE_MS)
        self._sources = sources
        # Looked at and marked, by source and garage, as long as nobody else follows.
        self._at: dict[tuple[str, str], int] = {}
        self._marked: dict[tuple[str, str], int] = {}

    async def run(self) -> None:
        """Follow for ever. Database failures are waited out."""
        while True:
            begun, is_more = time.monotonic(), False
            try:
                is_more = await self.follow()
            except PyMongoError as error:
                log.warning("exceptions_wait", reason=type(error).__name__)
            rest = _RESTS_PER_LOOK * (time.monotonic() - begun)
            await asyncio.sleep(rest if is_more else max(rest, _LOOK_EVERY_SECONDS))

    async def drain(self, workshop_id: str | None = None) -> None:
        """Follow until nothing is left, in one garage where it is named."""
        while await self.follow(workshop_id):
            pass

    async def follow(self, workshop_id: str | None = None) -> bool:
        """Look at some of what is new in every garage, or in one. Returns whether there may be more."""
        is_more = False
        for source, rules in self._sources:
            new = await self._behind(source, {} if workshop_id is None else {"_id": workshop_id})
            if not new:
                continue
            if not await self._lease.hold():
                self._at.clear()
                return False
            for one in new:
                is_more |= await self._try_to_follow(source, rules, one)
        return is_more

    async def _try_to_follow(self, source: str, rules: Rules, workshop_id: str) -> bool:
        """Look at some of what is new in a garage. What takes too long there, or fails, is tried again at the next
        look, and keeps no other garage waiting.
        """
        try:
            return await self._follow(source, rules, workshop_id)
        except ConnectionFailure:
            raise
        except PyMongoError:
            log.exception("exceptions_not_followed", workshop_id=workshop_id, source=source)
            return False

    async def _behind(self, source: str, which: Document) -> list[str]:
        """List the garages of those of which something is sealed that was not looked at."""
        heads = self._db.collection("chain_heads") if source == JOURNAL else self._db.collection("audit_heads")
        found = heads.find(which, {"seq": 1})
        return [head["_id"] async for head in found if head["seq"] > self._at.get((source, head["_id"]), 0)]

    async def _follow(self, source: str, rules: Rules, workshop_id: str) -> bool:
        workshop = await self._services.workshop(workshop_id)
        if workshop is None:
            return False
        key = source, workshop_id
        at = self._at.get(key)
        if at is None:
            at = self._at[key] = self._marked[key] = await read_mark(self._db, source, workshop_id)
        look = await look_at(self._db, workshop)
        new: Document = {"seq": {"$gt": at}}
        entries = await look.rows(source).find(new, sort=[("seq", 1)], limit=_ENTRY_BATCH_SIZE).to_list()
        if not entries:
            return False
        for entry in entries:
            look.found += await self._apply(rules, look, entry)
            look.ended += await self._ends(look, entry) if source == JOURNAL else ()
        seq = entries[-1]["seq"]
        if look.found or look.ended or seq - self._marked[key] >= _MARK_EVERY:
            await self._keep(source, workshop_id, seq, look)
            self._marked[key] = seq
        self._at[key] = seq
        return len(entries) == _ENTRY_BATCH_SIZE

    async def _apply(self, rules: Rules, look: Look, entry: Document) -> list[Finding]:
        """Apply the rules for one entry. What fails is logged, and keeps no other waiting."""
        found: list[Finding] = []
        for rule in rules.get(entry["kind"], ()):
            try:
                found += await rule(look, entry)
            except PyMongoError:
                raise
            except Exception:
                log.exception("rule_failed", rule=rule.__name__, entry_id=entry["_id"], workshop_id=look.workshop.id)
        return found

    async def _ends(self, look: Look, entry: Document) -> Sequence[Ending]:
        """List what an entry ends of what was asked. What fails is logged, and the question stays."""
        ender = ENDERS.get(entry["kind"])
        try:
            return await ender(look, entry) if ender is not None else []
        except PyMongoError:
            raise
        except Exception:
            log.exception("ender_failed", entry_id=entry["_id"], workshop_id=look.workshop.id)
            return []

    async def _keep(self, source: str, workshop_id: str, seq: int, look: Look) -> None:
        async def work(session: Session) -> None:
            # Looked at once more, an entry asks again nothing that has ended since.
            await note(self._db, session, workshop_id, look.found, reopens=False)
            await end(self._db, session, workshop_id, look.ended)
            await keep_mark(self._db, source, workshop_id, seq, session)

        await self._db.transaction(work)
