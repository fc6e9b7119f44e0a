"""Fills a workshop with the demo garage, in bulk: documents and sealed journal entries in one transaction a batch."""

import asyncio
import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from revops.access import users
from revops.access.members import make_members
from revops.access.passwords import hash_password
from revops.access.permissions import Role
from revops.auth.registration import create_user
from revops.core.time import now
from revops.demo.garage import Batch, Garage
from revops.jobs.numbers import reserve
from revops.jobs.row import JobRow
from revops.jobs.search import give_number
from revops.journal.entry import EntryKind, Event, build_entry
from revops.journal.sealer import Sealer, seal_entries
from revops.managers.service import new_manager
from revops.mongo.client import BULK_SECONDS, Database, Document, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.payments.row import PaymentRow
from revops.remaking.records import name_jobs
from revops.rooms import bulk_load
from revops.settlements.row import SettlementRow
from revops.workshops.row import new_workshop

OWNER_EMAIL = "owner@demo.example"
_TIMEZONE = "Asia/Kolkata"
_BATCH_JOBS = 500
_MANAGER_NAMES = ["Kavita Rane", "Imran Ahmed", "Suresh Patil", "Neha Kulkarni", "Vijay Shinde"]


@dataclass(frozen=True, slots=True)
class Filled:
    """The demo's workshop as made, or as found."""

    summary: str
    password: str
    workshop_id: str
    logins: list[tuple[str, str]]


async def fill(
    db: Database, *, jobs: int, managers: int, months: int, progress: Callable[[str, int, int], None], seed: int = 7
) -> Filled:
    """Make the demo garage. If it exists it is kept as it is. In both cases its users get a new password."""
    password = f"{secrets.choice(('blue', 'red', 'green'))}-lorry-{secrets.token_hex(4)}"
    existing = await users.by_email(db, OWNER_EMAIL)
    if existing is not None:
        return await _again(db, existing, password)
    moment = now()
    owner = await create_user(db, OWNER_EMAIL, password, "Anita Desai", "+919800000001", Role.OWNER)
    workshop: Document = dict(
        new_workshop(owner["_id"], "Pro Auto Workshop", "+912025551234", moment - dt.timedelta(days=31 * months))
    )
    workshop |= {"address": "12 Station Road, Pune 411001", "has_money": True}
    workshop |= {"gst_number": "27AAPFU0939F1ZV", "gstin": "27AAPFU0939F1ZV"}
    owner["workshop_id"] = workshop["_id"]
    team = []
    for index in range(managers):
        name = _MANAGER_NAMES[index] if index < len(_MANAGER_NAMES) else f"Manager {index + 1}"
        email = f"manager{index + 1}@demo.example"
        team.append(await create_user(db, email, password, name, f"+9198000001{index:02d}", Role.MANAGER))
        team[-1]["workshop_id"] = workshop["_id"]
    await _write_people(db, workshop, owner, team)
    garage = Garage(workshop["_id"], owner["_id"], [user["_id"] for user in team], moment, _TIMEZONE, seed)
    progress("jobs", 0, jobs)
    async with bulk_load(db):
        batches = garage.batches(jobs, months * 30, _BATCH_JOBS)
        made = await _write_all(db, workshop["_id"], batches, jobs, progress)
        await name_jobs(db, workshop["_id"])
    await make_members(db, workshop["_id"])
    scope = TenantScope(workshop["_id"])
    for manager_id, pending_minor in garage.pending.items():
        await Scoped(db, "managers", scope).update(
            {"_id": manager_id}, {"$set": {"pending_settlement_minor": pending_minor}}
        )
    summary = f"{made} of {managers} managers over {months} months."
    return Filled(summary, password, workshop["_id"], _logins(owner, team))


async def _write_all(
    db: Database, workshop_id: str, batches: Iterator[Batch], jobs: int, progress: Callable[[str, int, int], None]
) -> str:
    """Write the batches in order, making one while the one before is being written. Returns what was written."""
    counts = [0, 0, 0]
    writing: asyncio.Task[None] | None = None
    for batch in batches:
        entries = [build_entry(workshop_id, _TIMEZONE, event) for event in batch.events]
        if writing is not None:
            await writing
        writing = asyncio.create_task(_write(db, workshop_id, batch, entries))
        await asyncio.sleep(0)
        sizes = (len(batch.jobs), len(batch.payments), len(batch.settlements))
        counts = [count + size for count, size in zip(counts, sizes, strict=True)]
        progress("jobs", counts[0], jobs)
    if writing is not None:
        await writing
    return f"{counts[0]:,} jobs, {counts[1]:,} payments and {counts[2]:,} settlements"


def _logins(owner: Document, team: list[Document]) -> list[tuple[str, str]]:
    return [("owner", owner["email"]), *(("manager", user["email"]) for user in team[:5])]


async def _again(db: Database, owner: Document, password: str) -> Filled:
    people = db.collection("users")
    team = await people.find({"workshop_id": owner["workshop_id"], "role": "manager"}, sort=[("_id", 1)]).to_list()
    hashed = await hash_password(password)
    await people.update_many({"workshop_id": owner["workshop_id"]}, {"$set": {"password_hash": hashed}})
    return Filled(
        "The demo garage is there already; it was kept as it is.", password, owner["workshop_id"], _logins(owner, team)
    )


async def _write_people(db: Database, workshop: Document, owner: Document, team: list[Document]) -> None:
    scope = TenantScope(workshop["_id"])

    async def work(session: Session) -> None:
        await db.collection("workshops").insert_one(workshop, session=session)
        await db.collection("users").insert_many([owner, *team], session=session)
        joined = [new_manager(user["_id"], workshop["_id"]) | {"joined_at": workshop["created_at"]} for user in team]
        await Scoped(db, "managers", scope).insert(joined, session)
        events = [Event(EntryKind.MANAGER_JOINED, user["_id"], user["_id"], workshop["created_at"]) for user in team]
        entries = [build_entry(workshop["_id"], _TIMEZONE, event) for event in events]
        await seal_entries(db, session, workshop["_id"], entries, insert=True)

    await Sealer(db).drain()
    await db.transaction(work)


async def _write(db: Database, workshop_id: str, batch: Batch, entries: list[Document]) -> None:
    scope = TenantScope(workshop_id)
    for job, number in zip(batch.jobs, await reserve(db, workshop_id, len(batch.jobs)), strict=True):
        give_number(job, number)

    async def work(session: Session) -> None:
        await ScopedRows[JobRow](db, "jobs", scope).insert(batch.jobs, session)
        await ScopedRows[PaymentRow](db, "payments", scope).insert(batch.payments, session)
        await ScopedRows[SettlementRow](db, "settlements", scope).insert(batch.settlements, session)
        if entries:
            await seal_entries(db, session, workshop_id, entries, insert=True)

    await db.transaction(work, seconds=BULK_SECONDS)
