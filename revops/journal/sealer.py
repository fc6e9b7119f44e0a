"""The sealer numbers, chains and totals journal entries in batches, one sealer at a time in the whole cluster.

Adding to a running total inside each business transaction makes them conflict; here they conflict with nothing,
and a reader adds the few unsealed entries to the sealed totals (see ``journal.read``).
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pymongo
import structlog
from prometheus_client import Counter, Gauge
from pymongo import InsertOne, UpdateOne
from pymongo.errors import PyMongoError

from revops.core.ids import made_at
from revops.core.time import now
from revops.journal.entry import (
    CUSTOMER_BALANCES,
    GENESIS,
    RULES,
    SYSTEM,
    EntryKind,
    Event,
    build_entry,
    customers_of,
    seal_hash,
    totals_of,
)
from revops.journal.personal import PERSONAL_FIELDS, seal_personal
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session
from revops.mongo.lease import Lease
from revops.mongo.watching import UP

log = structlog.get_logger(__name__)

BATCH = 1000
LEASE_MS = 5000
# How long entries may gather before they are sealed: long enough to make batches, short enough to keep reads cheap.
PAUSE_SECONDS = 1.0
_LOOK_SECONDS = 2

UNSEALED = Gauge("revops_journal_unsealed_entries", "Entries waiting to be sealed.", multiprocess_mode="mostrecent")
LAG = Gauge(
    "revops_journal_sealing_lag_seconds",
    "Age of the oldest entry waiting to be sealed; 0 when none is.",
    multiprocess_mode="mostrecent",
)
SEALED = Counter("revops_journal_sealed_entries_total", "Entries that this instance sealed.")


class LeaseLost(Exception):
    """Another sealer took over; its seal stands and ours is undone."""


class Sealer:
    """Seals while it holds the lease. ``run`` is the background task; ``drain`` seals everything now.

    What it seals are journal entries; another chain says which documents are its own, and how they are chained.
    """

    collection = "journal"
    unsealed: Mapping[str, Any] = {"unsealed": True}
    order: Sequence[tuple[str, int]] = (("_id", 1),)
    # The index of what is unsealed, where the database might take another.
    hint: str | None = None

    def __init__(self, db: Database, lease: Lease | None = None) -> None:
        self.db = db
        self.lease = lease or Lease(db, "sealer", LEASE_MS)

    async def chain(self, session: Session, workshop_id: str, group: list[Document]) -> None:
        """Seal documents of one workshop, in a transaction in which the lease is held."""
        await seal_entries(self.db, session, workshop_id, group, insert=False)

    async def run(self) -> None:
        """Seal for ever. Database failures are waited out."""
        while True:
            try:
                sealed = await self.seal_batch() if await self._is_work_waiting() and await self.lease.hold() else 0
            except LeaseLost:
                sealed = 0
            except PyMongoError as error:
                log.warning("sealer_waits", reason=type(error).__name__)
                sealed = 0
                await asyncio.sleep(1)
            if sealed < BATCH:
                await asyncio.sleep(PAUSE_SECONDS)

    async def drain(self) -> int:
        """Seal until nothing is left unsealed. Returns how many entries were sealed."""
        total = 0
        while True:
            if await self.lease.hold():
                sealed = await self.seal_batch()
                total += sealed
                if sealed == 0:
                    return total
            else:
                if not await self._is_work_waiting():
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

    async def seal_batch(self) -> int:
        """Seal the oldest unsealed entries, one transaction per workshop. Returns how many."""
        total = 0
        waiting = self.db.collection(self.collection)
        async for entries in in_batches(waiting, self.unsealed, sort=self.order, limit=BATCH):
            await self._seal(entries)
            total += len(entries)
        return total

    async def _seal(self, entries: list[Document]) -> None:
        by_workshop: dict[str, list[Document]] = defaultdict(list)
        for entry in entries:
            by_workshop[entry["workshop_id"]].append(entry)
        for workshop_id, group in by_workshop.items():

            async def seal(session: Session, workshop_id: str = workshop_id, group: list[Document] = group) -> None:
                if not await self.lease.is_held(session):
                    raise LeaseLost
                await self.chain(session, workshop_id, group)

            await self.db.transaction(seal)
            if self.collection == Sealer.collection:
                SEALED.inc(len(group))


async def seal_entries(
    db: Database, session: Session, workshop_id: str, entries: list[Document], *, insert: bool
) -> None:
    """Chain ``entries`` in the order given, add them to the totals and to what customers owe, all in one transaction.

    With ``insert`` they are written sealed (bulk loads); otherwise they are there already, unsealed. The chain head
    moves by a condition on the number it had, so two sealers can never both succeed.
    """
    heads = db.collection("chain_heads")
    head = await heads.find_one({"_id": workshop_id}, session=session)
    seq, previous = (head["seq"], head["hash"]) if head else (0, GENESIS)
    first = seq
    # The sealer says by which rules, not the writer: an older sealer beside this one goes by its own.
    change = _change_of_rules(workshop_id, entries[0]) if head and head.get("rules", 1) != RULES else None
    writes: list[InsertOne[Document] | UpdateOne] = []
    for entry in entries if change is None else [change, *entries]:
        seq += 1
        seal = {"seq": seq, "rules": RULES, **seal_personal(entry)}
        sealed = {name: value for name, value in entry.items() if name != "unsealed"} | seal
        previous = seal_hash(previous, sealed)
        if insert or entry is change:
            writes.append(InsertOne(sealed | {"hash": previous}))
        else:
            as_read: Document = {"_id": entry["_id"], "unsealed": True}
            # Who is named in it may be erased at this moment.
            named = PERSONAL_FIELDS & entry.get("changes", {}).keys()
            as_read |= {f"changes.{name}": {"$exists": True} for name in named}
            writes.append(UpdateOne(as_read, {"$set": {**seal, "hash": previous}, "$unset": {"unsealed": ""}}))
    result = await db.collection("journal").bulk_write(writes, ordered=False, session=session)
    if result.inserted_count + result.modified_count != len(writes):
        raise LeaseLost
    deltas = [
        UpdateOne(
            {"workshop_id": workshop_id, "manager_id": manager_id, "day": day}, {"$inc": dict(total)}, upsert=True
        )
        for (manager_id, day), total in totals_of(entries).items()
    ]
    if deltas:
        await db.collection("totals").bulk_write(deltas, ordered=False, session=session)
    customers = [
        UpdateOne(
            {"workshop_id": workshop_id, "phone": phone},
            {
                "$inc": {"receivable_minor": change.receivable_minor, "jobs_owing": change.jobs_owing},
                "$set": {"name": change.name},
            },
            upsert=True,
        )
        for phone, change in customers_of(entries).items()
    ]
    if customers:
        await db.collection(CUSTOMER_BALANCES).bulk_write(customers, ordered=False, session=session)
    new_head = {"seq": seq, "hash": previous, "rules": RULES, "sealed_at": now()}
    if first == 0:
        await heads.insert_one({"_id": workshop_id, **new_head}, session=session)
    else:
        moved = await heads.update_one({"_id": workshop_id, "seq": first}, {"$set": new_head}, session=session)
        if moved.modified_count != 1:
            raise LeaseLost


def _change_of_rules(workshop_id: str, first: Document) -> Document:
    """Build the entry that says from where on a chain is sealed by other rules: before ``first``, on its day."""
    event = Event(EntryKind.RULES_CHANGED, SYSTEM, None, now(), changes={"rules": (1, RULES)})
    return build_entry(workshop_id, "UTC", event) | {"day": first["day"]}
