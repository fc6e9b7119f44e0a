"""The sealer numbers, chains and totals journal entries in batches, one sealer at a time in the whole cluster.

Adding to a running total inside each business transaction makes them conflict; here they conflict with nothing,
and a reader adds the few unsealed entries to the sealed totals (see ``journal.read``).
"""

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pymongo
import structlog
from prometheus_client import Counter, Gauge
from pymongo import InsertOne, UpdateOne
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern

from revops.core.ids import made_at
from revops.core.signing import Signed
from revops.core.time import now
from revops.core.traffic import Traffic
from revops.journal.chain import GENESIS, RULES, UNSIGNED_RULES, check_entry, seal_hash, seal_of, signed_entry
from revops.journal.entry import (
    BALANCE_OF,
    CUSTOMER_BALANCES,
    SYSTEM,
    EntryKind,
    Event,
    balances_of,
    build_entry,
    totals_of,
)
from revops.journal.follow_ups import FOLLOW_UPS, write_tasks
from revops.journal.form import is_of_form
from revops.journal.personal import PERSONAL_FIELDS, seal_personal
from revops.journal.signatures import is_marked
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session
from revops.mongo.instances import has_older
from revops.mongo.lease import Lease
from revops.mongo.watching import UP

log = structlog.get_logger(__name__)

BATCH = 1000
LEASE_MS = 5000
# How long entries may gather before they are sealed: long enough to make batches, short enough to keep reads cheap.
PAUSE_SECONDS = 1.0
# Where somebody is to be told of one: no longer than by the request itself.
FOLLOWED_PAUSE_SECONDS = 0.25
_LOOK_SECONDS = 2
_RESTS_PER_LOOK = 4

UNSEALED = Gauge("revops_journal_unsealed_entries", "Entries waiting to be sealed.", multiprocess_mode="mostrecent")
LAG = Gauge(
    "revops_journal_sealing_lag_seconds",
    "Age of the oldest entry waiting to be sealed; 0 when none is.",
    multiprocess_mode="mostrecent",
)
SEALED = Counter("revops_journal_sealed_entries_total", "Entries that this instance sealed.")
REFUSED = Gauge(
    "revops_journal_refused_entries",
    "Entries that wait to be sealed and were not written by a RevOps with this key.",
    multiprocess_mode="mostrecent",
)
# Whoever does not know this one neither signs entries nor seals signed ones.
MIGRATION = 28


class LeaseLost(Exception):
    """Another sealer took over; its seal stands and ours is undone."""


class NoKey(Exception):
    """A chain that is signed is to go on without a key: nobody but a server with its key seals it."""


class Sealer:
    """Seals while it holds the lease. ``run`` is the background task; ``drain`` seals everything now.

    What it seals are journal entries; another chain says which documents are its own, and how they are chained.
    """

    collection = "journal"
    unsealed: Mapping[str, Any] = {"unsealed": True}
    order: Sequence[tuple[str, int]] = (("_id", 1),)
    # The index of what is unsealed, where the database might take another.
    hint: str | None = None

    def __init__(self, db: Database, lease: Lease | None = None, traffic: Traffic | None = None) -> None:
        self.db = db
        self._traffic = traffic or Traffic()
        self.lease = lease or Lease(db, "sealer", LEASE_MS)
        # Met again at each look, and said once.
        self._refused: set[str] = set()

    def is_of_form(self, document: Document) -> bool:
        """Say whether a document that waits has the parts of what is sealed."""
        return is_of_form(document)

    async def chain(self, session: Session, workshop_id: str, group: list[Document]) -> int:
        """Seal documents of one workshop, in a transaction in which the lease is held. Returns how many."""
        return await seal_entries(self.db, session, workshop_id, group, insert=False, said=self._refused)

    async def run(self) -> None:
        """Seal for ever. Database failures are waited out."""
        while True:
            begun = time.monotonic()
            try:
                sealed = await self.seal_batch() if await self._is_work_waiting() and await self.lease.hold() else 0
            except LeaseLost:
                sealed = 0
            except PyMongoError as error:
                log.warning("sealer_waits", reason=type(error).__name__)
                sealed = 0
                await asyncio.sleep(1)
            if sealed < BATCH:
                # What waits refused is looked through each time: where that is much, it takes a part of the time.
                await self.rest(max(PAUSE_SECONDS, _RESTS_PER_LOOK * (time.monotonic() - begun)))

    async def rest(self, seconds: float) -> None:
        """Let entries gather for so long; for less once something follows from one of them, and nobody is answered."""
        until = time.monotonic() + seconds
        await asyncio.sleep(min(seconds, FOLLOWED_PAUSE_SECONDS))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(until - time.monotonic()):
                await self.db.is_followed.wait()
                await self._traffic.calm(until)
        self.db.is_followed.clear()

    async def drain(self) -> int:
        """Seal until nothing is left unsealed, and let the next sealer begin. Returns how many entries were sealed."""
        total = 0
        while True:
            if await self.lease.hold():
                sealed = await self.seal_batch()
                total += sealed
                if sealed == 0:
                    await self.release()
                    return total
            else:
                if not await self._is_anything_to_seal():
                    return total
                await asyncio.sleep(0.05)

    async def release(self) -> None:
        """Let the next sealer start at once instead of waiting for the lease to run out."""
        await self.lease.release()

    async def measure(self) -> None:
        """Set the metrics of the journal and of the database to what is true now, whoever it is that seals."""
        journal = self.db.collection("journal")
        try:
            with pymongo.timeout(_LOOK_SECONDS):
                oldest = await journal.find_one({"unsealed": True}, {"_id": 1}, sort=[("_id", 1)])
                waiting = await journal.count_documents({"unsealed": True}) if oldest is not None else 0
        except PyMongoError:
            UP.set(0)
            return
        UP.set(1)
        UNSEALED.set(waiting)
        LAG.set(0 if oldest is None else max(0.0, now().timestamp() - made_at(oldest["_id"])))

    async def _is_work_waiting(self) -> bool:
        """Say whether anything is unsealed: a look that costs nothing, where the lease is a write to disk."""
        waiting = self.db.collection(self.collection)
        return await waiting.find_one(self.unsealed, {"_id": 1}, hint=self.hint) is not None

    async def _is_anything_to_seal(self) -> bool:
        """Say whether anything waits that a sealer will not refuse, as snapshots see it: what another has sealed they
        see a moment later.
        """
        waiting = self.db.collection(self.collection).with_options(read_concern=ReadConcern("majority"))
        async for batch in in_batches(waiting, self.unsealed, sort=self.order):
            signing = self.db.signing if self.collection == Sealer.collection else None
            of_form = [entry for entry in batch if self.is_of_form(entry)]
            if of_form and (signing is None or any(check_entry(signing, entry) is Signed.YES for entry in of_form)):
                return True
        return False

    async def seal_batch(self) -> int:
        """Seal the oldest unsealed entries, one transaction per workshop. Returns how many.

        Those that are refused stay where they are, and keep none behind them waiting, however many they are.
        """
        total = found = 0
        waiting = self.db.collection(self.collection)
        async for entries in in_batches(waiting, self.unsealed, sort=self.order):
            total += await self._seal(entries)
            found += len(entries)
            if total >= BATCH:
                break
        if self.collection == Sealer.collection:
            REFUSED.set(found - total)
            if found == total:
                self._refused.clear()
        return total

    async def _seal(self, entries: list[Document]) -> int:
        total = 0
        by_workshop: dict[str, list[Document]] = defaultdict(list)
        for entry in entries:
            if self.is_of_form(entry):
                by_workshop[entry["workshop_id"]].append(entry)
            else:
                _refuse(entry, "of no form", self._refused)
        for workshop_id, group in by_workshop.items():

            async def seal(session: Session, workshop_id: str = workshop_id, group: list[Document] = group) -> int:
                if not await self.lease.is_held(session):
                    raise LeaseLost
                return await self.chain(session, workshop_id, group)

            sealed = await self.db.transaction(seal)
            if self.collection == Sealer.collection:
                SEALED.inc(sealed)
            total += sealed
        return total


async def seal_entries(
    db: Database,
    session: Session,
    workshop_id: str,
    entries: list[Document],
    *,
    insert: bool,
    said: set[str] | None = None,
) -> int:
    """Chain ``entries`` in the order given, add them to the totals and to what customers owe, all in one transaction.
    Returns how many.

    With ``insert`` they are written sealed (bulk loads); otherwise they are there already, unsealed, and those that
    were not signed with a known key stay so, which the log says of each that is not in ``said``. The chain head moves
    by a condition on the number it had, so two sealers can never both succeed.
    """
    heads = db.collection("chain_heads")
    head = await heads.find_one({"_id": workshop_id}, session=session)
    seq, previous = (head["seq"], head["hash"]) if head else (0, GENESIS)
    first = seq
    if insert:
        entries = [signed_entry(db.signing, entry) for entry in entries]
    # The sealer says by which rules, not the writer: an older sealer beside this one goes by its own.
    rules = await _rules_to_seal_by(db, session, head, entries)
    if rules == RULES:
        entries = [entry for entry in entries if insert or _is_signed(db, entry, set() if said is None else said)]
    if not entries:
        return 0
    before = head.get("rules", 1) if head else rules
    change = _change_of_rules(db, workshop_id, entries[0], before, rules) if before != rules else None
    writes: list[InsertOne[Document] | UpdateOne] = []
    for entry in entries if change is None else [change, *entries]:
        seq += 1
        seal = {"seq": seq, "rules": rules, **({} if "signed" in entry else seal_personal(entry))}
        sealed = {name: value for name, value in entry.items() if name not in ("unsealed", FOLLOW_UPS)} | seal
        seal["hash"] = previous = seal_hash(previous, sealed)
        if db.signing is not None and rules == RULES:
            seal["seal"] = seal_of(db.signing, workshop_id, seq, previous)
        if insert or entry is change:
            writes.append(InsertOne(sealed | seal))
        else:
            as_read: Document = {"_id": entry["_id"], "unsealed": True}
            # Who is named in it may be erased at this moment.
            named = PERSONAL_FIELDS & entry.get("changes", {}).keys()
            as_read |= {f"changes.{name}": {"$exists": True} for name in named}
            writes.append(UpdateOne(as_read, {"$set": seal, "$unset": {"unsealed": "", FOLLOW_UPS: ""}}))
    result = await db.collection("journal").bulk_write(writes, ordered=False, session=session)
    if result.inserted_count + result.modified_count != len(writes):
        raise LeaseLost
    await _add_to_totals(db, session, workshop_id, entries)
    await _add_to_balances(db, session, workshop_id, entries)
    await write_tasks(db, session, workshop_id, entries)
    new_head = {"seq": seq, "hash": previous, "rules": rules, "sealed_at": now()}
    if first == 0:
        await heads.insert_one({"_id": workshop_id, **new_head}, session=session)
    else:
        moved = await heads.update_one({"_id": workshop_id, "seq": first}, {"$set": new_head}, session=session)
        if moved.modified_count != 1:
            raise LeaseLost
    return len(entries)


async def _add_to_totals(db: Database, session: Session, workshop_id: str, entries: list[Document]) -> None:
    deltas = [
        UpdateOne(
            {"workshop_id": workshop_id, "manager_id": manager_id, "day": day}, {"$inc": dict(total)}, upsert=True
        )
        for (manager_id, day), total in totals_of(entries).items()
    ]
    if deltas:
        await db.collection("totals").bulk_write(deltas, ordered=False, session=session)


async def _add_to_balances(db: Database, session: Session, workshop_id: str, entries: list[Document]) -> None:
    changes = [
        UpdateOne(
            {"workshop_id": workshop_id, BALANCE_OF: customer},
            {
                "$inc": {"receivable_minor": change.receivable_minor, "jobs_owing": change.jobs_owing},
                # Whose name it is, his record says; an older version reads one here.
                "$set": {"name": ""},
            },
            upsert=True,
        )
        for customer, change in balances_of(entries).items()
        if change
    ]
    if changes:
        await db.collection(CUSTOMER_BALANCES).bulk_write(changes, ordered=False, session=session)


async def _rules_to_seal_by(db: Database, session: Session, head: Document | None, entries: Sequence[Document]) -> int:
    """Choose the rules: once a chain is signed it stays so; none begins to be while an older version may write."""
    if head is not None and head.get("rules", 1) == RULES:
        if db.signing is None:
            raise NoKey
        return RULES
    if db.signing is None or any("signed" not in entry for entry in entries):
        return UNSIGNED_RULES
    # An older version can run only where there was one.
    may_have_older = head is not None or await is_marked(db, session)
    return UNSIGNED_RULES if may_have_older and await has_older(db, MIGRATION) else RULES


def _is_signed(db: Database, entry: Document, said: set[str]) -> bool:
    """Say whether an entry was written by whoever has the server's key; say once in the log when not."""
    assert db.signing is not None
    signed = check_entry(db.signing, entry)
    if signed in (Signed.YES, Signed.LOST_KEY):
        return True
    _refuse(entry, signed.value, said)
    return False


def _refuse(entry: Document, signed: str, said: set[str]) -> None:
    entry_id = str(entry["_id"])
    if entry_id not in said:
        said.add(entry_id)
        log.error("journal_entry_refused", entry_id=entry_id, workshop_id=entry.get("workshop_id"), signed=signed)


def _change_of_rules(db: Database, workshop_id: str, first: Document, before: int, rules: int) -> Document:
    """Build the entry that says from where on a chain is sealed by other rules: before ``first``, on its day."""
    event = Event(EntryKind.RULES_CHANGED, SYSTEM, None, now(), changes={"rules": (before, rules)})
    return signed_entry(db.signing, build_entry(workshop_id, "UTC", event) | {"day": first["day"]})
