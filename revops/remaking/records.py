"""Customers and vehicles of jobs that name none, because an older version, an import or the demo wrote them (migration
11). They are found and made as at intake without an answer; requests take vehicles in meanwhile.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from revops.core.text import normalise_plate
from revops.customers import indexes as customers
from revops.customers.row import CUSTOMERS, CustomerRow, customer_tokens, is_called, is_number, new_customer
from revops.customers.service import PRESENT
from revops.intake.records import intake_key
from revops.jobs.row import JobRow
from revops.mongo.client import Database, Document
from revops.mongo.migrations import Indexes, indexed_afterwards
from revops.mongo.remaking import Remaking, update_each, update_of
from revops.remaking.balances import MIGRATION as BALANCES
from revops.remaking.balances import move_balances, move_balances_of
from revops.vehicles import indexes as vehicles
from revops.vehicles.row import VehicleRow, new_vehicle

MIGRATION = 11

_UNNAMED: Document = {"vehicle_id": None}
_OLDEST = [("created_at", 1), ("_id", 1)]
_FIRST = [("workshop_id", 1), *_OLDEST]
_FIELDS = ("manager_id", "customer_name", "phone", "vehicle_number", "car_model", "created_at")
# Read in one go; between so few of them requests have their turn.
_BATCH = 400
_IN_A_ROW = 20
# Written by one command; the commands of a batch go side by side.
_WRITE_BATCH_SIZE = 100
_REST = 0.1
_SEARCH: Indexes = {
    name: [index for index in indexes if index.document["name"] == "search"]
    for name, indexes in (customers.INDEXES | vehicles.INDEXES).items()
}


@dataclass(slots=True)
class _Found:
    """Customers and vehicles that a batch of jobs names: those there, and those to be made."""

    by_key: dict[str, list[CustomerRow]]
    by_id: dict[str, CustomerRow]
    vehicles: dict[str, VehicleRow]
    new_customers: list[CustomerRow] = field(default_factory=list)
    new_vehicles: list[VehicleRow] = field(default_factory=list)
    # What is to be added to those that were there: phones and members.
    phones: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    members: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


async def name_jobs(db: Database, workshop_id: str | None = None, *, many: int = 5000) -> int:
    """Let all jobs of a workshop, or of every one, name their customers and vehicles, the oldest first. Returns how
    many that were. Where there are ``many`` to name and nobody is known yet, the search of customers and vehicles is
    indexed after they are made.
    """
    where = {"workshop_id": workshop_id} if workshop_id is not None else {}
    named = 0
    unnamed: dict[str, Any] = {"sort": _FIRST, "hint": "unnamed", "projection": ["workshop_id"]}
    async with indexed_afterwards(db, _SEARCH if await _are_all_new(db, where, many) else {}):
        while (job := await db.collection("jobs").find_one(where | _UNNAMED, **unnamed)) is not None:
            named += await _name_some(db, job["workshop_id"])
    return named


async def _are_all_new(db: Database, where: Document, many: int) -> bool:
    """Tell whether nobody is known yet, and so many jobs are to be named."""
    if await db.collection(CUSTOMERS).estimated_document_count() > 0:
        return False
    unnamed = db.collection("jobs").count_documents(where | _UNNAMED, limit=many, hint="unnamed")
    return await unnamed == many


async def _name_some(db: Database, workshop_id: str) -> int:
    # Durable, and with it what was made before it for these jobs: an import, too, ends by this.
    jobs, loop = db.collection("jobs"), asyncio.get_running_loop()
    begun = loop.time()
    mine = {"workshop_id": workshop_id, **_UNNAMED}
    rows = await jobs.find(mine, dict.fromkeys(_FIELDS, 1), sort=_OLDEST, limit=_BATCH).hint("unnamed").to_list()
    found = await _find(db, workshop_id, rows)
    writes = []
    for index, row in enumerate(rows):
        if index % _IN_A_ROW == 0:
            await asyncio.sleep(0)
        as_read = {"_id": row["_id"], **_UNNAMED, "phone": row["phone"], "vehicle_number": row["vehicle_number"]}
        writes.append(update_of(as_read, {"$set": _named(workshop_id, row, found)}))
    if not await _insert_all(db, found):
        return 0  # an intake was faster; what it made is found the next time
    await _add_to_those_there(db, found)
    slices = [writes[start : start + _WRITE_BATCH_SIZE] for start in range(0, len(writes), _WRITE_BATCH_SIZE)]
    changed = sum(await asyncio.gather(*(update_each(db, "jobs", some) for some in slices)))
    await move_balances_of(db, workshop_id, [row["_id"] for row in rows])
    await asyncio.sleep((loop.time() - begun) * _REST)
    return changed


async def name_rows(db: Database, workshop_id: str, rows: Sequence[JobRow]) -> None:
    """Let jobs that are about to be written name their customers and vehicles, which are there from then on."""
    jobs = cast("Sequence[Document]", rows)
    while True:
        found = await _find(db, workshop_id, jobs)
        for job in jobs:
            job |= _named(workshop_id, job, found)
        if await _insert_all(db, found):
            break
    await _add_to_those_there(db, found)


async def _insert_all(db: Database, found: _Found) -> bool:
    """Insert the customers and vehicles that are new; return whether nobody was faster."""
    made: tuple[tuple[str, Sequence[Any]], ...] = ((CUSTOMERS, found.new_customers), ("vehicles", found.new_vehicles))
    for name, new in made:
        if not await _insert(db, name, new):
            return False
    return True


async def _add_to_those_there(db: Database, found: _Found) -> None:
    for name, known in ((CUSTOMERS, found.by_id.values()), ("vehicles", found.vehicles.values())):
        additions = [write for row in cast("Sequence[Document]", known) if (write := _addition(row, found)) is not None]
        if additions:
            await db.loose_collection(name).bulk_write(additions, ordered=False)


async def _find(db: Database, workshop_id: str, rows: Sequence[Document]) -> _Found:
    mine = {"workshop_id": workshop_id}
    plates = list({plate for row in rows if (plate := normalise_plate(row["vehicle_number"]))})
    vehicles = await _vehicles(db, workshop_id, plates)
    keys = list({_key(row) for row in rows})
    numbers = [key for key in keys if is_number(key)]
    by_phone = await _rows(db, CUSTOMERS, {**mine, **PRESENT, "phones": {"$in": numbers}}, "phones")
    by_intake = await _rows(db, CUSTOMERS, {**mine, **PRESENT, "intake_key": {"$in": keys}}, "intake")
    alike = {row["_id"]: cast("CustomerRow", row) for row in (*by_phone, *by_intake)}
    people = sorted(alike.values(), key=lambda row: (row["created_at"], row["_id"]))
    keepers = {"_id": {"$in": list({vehicle["keeper_id"] for vehicle in vehicles} - alike.keys())}}
    people += cast("list[CustomerRow]", await _rows(db, CUSTOMERS, {**mine, **PRESENT, **keepers}, "_id_"))
    if not all(normalise_plate(row["vehicle_number"]) for row in rows):
        vehicles += await _vehicles(db, workshop_id, [_without_number(row["_id"]) for row in people])
    by_key: dict[str, list[CustomerRow]] = {}
    for row in people:
        for key in {*row["phones"], *([row["intake_key"]] if "intake_key" in row else ())}:
            by_key.setdefault(key, []).append(row)
    by_id = {customer_id: row for row in people for customer_id in (row["_id"], *row["merged_from"])}
    return _Found(by_key, by_id, {vehicle["plate"]: vehicle for vehicle in vehicles})


async def _vehicles(db: Database, workshop_id: str, plates: Sequence[str]) -> list[VehicleRow]:
    wanted = {"workshop_id": workshop_id, "plate": {"$in": list(plates)}}
    return cast("list[VehicleRow]", await _rows(db, "vehicles", wanted, "plate"))


async def _rows(db: Database, name: str, query: Document, index: str) -> list[Document]:
    """Read what a query finds by the index named: left to itself, the server may read the whole garage for a batch."""
    return await db.collection(name).find(query, hint=index).to_list()


def _without_number(customer_id: str) -> str:
    """Build what stands for the plate of a vehicle without a number: each customer has one such."""
    return f"?{customer_id}"


def _key(job: Document) -> str:
    return intake_key(job["phone"], normalise_plate(job["vehicle_number"]), job["customer_name"])


def _named(workshop_id: str, job: Document, found: _Found) -> Document:
    """Choose or make the customer and the vehicle of a job, as at intake."""
    plate, member, at = normalise_plate(job["vehicle_number"]), job["manager_id"], job["created_at"]
    vehicle = found.vehicles.get(plate)
    customer = _customer(workshop_id, job, found, vehicle)
    found.members[customer["_id"]].add(member)
    plate = plate or _without_number(customer["_id"])
    vehicle = vehicle or found.vehicles.get(plate)
    if vehicle is None:
        vehicle = new_vehicle(workshop_id, job["vehicle_number"], job["car_model"], customer["_id"], member, at)
        vehicle["plate"] = plate
        found.vehicles[plate] = vehicle
        found.new_vehicles.append(vehicle)
    found.members[vehicle["_id"]].add(member)
    return {"customer_id": customer["_id"], "vehicle_id": vehicle["_id"]}


def _customer(workshop_id: str, job: Document, found: _Found, vehicle: VehicleRow | None) -> CustomerRow:
    name, phone, key = job["customer_name"], job["phone"], _key(job)
    keeper = found.by_id.get(vehicle["keeper_id"]) if vehicle is not None else None
    alike = found.by_key.get(key, [])
    if alike:
        if keeper is not None and any(row["_id"] == keeper["_id"] for row in alike):
            return keeper
        return next((row for row in alike if is_called(row, name)), alike[0])
    if keeper is not None and is_called(keeper, name):
        if is_number(phone):
            found.phones[keeper["_id"]].add(phone)
        found.by_key[key] = [keeper]
        return keeper
    row = new_customer(workshop_id, name, phone, key, job["manager_id"], job["created_at"])
    found.by_key[key] = [row]
    found.by_id[row["_id"]] = row
    found.new_customers.append(row)
    return row


def _addition(row: Document, found: _Found) -> UpdateOne | None:
    """Build the update that adds what these jobs say of a customer or a vehicle, if anything."""
    phones, members = found.phones.get(row["_id"], set()), found.members.get(row["_id"], set())
    if not phones and members <= set(row["manager_ids"]):
        return None
    added: Document = {"manager_ids": {"$each": sorted(members)}}
    if phones:
        tokens = customer_tokens({"name": "", "legal_name": None, "phones": sorted(phones)})
        added |= {"phones": {"$each": sorted(phones)}, "search": {"$each": tokens}}
    return UpdateOne({"_id": row["_id"]}, {"$addToSet": added, "$inc": {"version": 1}})


async def _insert(db: Database, name: str, rows: Sequence[Any]) -> bool:
    """Insert what is new; return whether it was, all of it."""
    if not rows:
        return True
    with contextlib.suppress(BulkWriteError):
        await db.loose_collection(name).insert_many(rows, ordered=False)
        return True
    return False


def naming(db: Database) -> Remaking:
    """Build the background task that names them."""
    return Remaking(db, MIGRATION, (name_jobs,), ())


def moving_balances(db: Database) -> Remaking:
    """Build the background task that lets what is owed be of customers; a job has to name its own first."""
    return Remaking(db, BALANCES, (name_jobs, move_balances), ())
