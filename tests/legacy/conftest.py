"""An original database to be filled by a test, and an empty one of ours to import it into."""

import contextlib
import csv
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import bcrypt
import pytest
from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError

from revops.legacy.load import import_legacy
from revops.legacy.report import ImportSummary
from revops.mongo.client import Database, Document
from revops.rooms import verify

PASSWORD = "old-scooter-77"
HASH = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
DAY = "2024-01-16T09:00:00Z"
CREATED = dt.datetime(2024, 1, 16, 9, tzinfo=dt.UTC)
UPDATED = dt.datetime(2024, 1, 17, 9, tzinfo=dt.UTC)
COLLECTIONS = (
    "users", "workshops", "managers", "members", "invite_codes", "jobs", "payments", "settlements", "journal", "totals",
    "customers", "customer_records", "vehicles", "chain_heads", "migrations", "job_counters",
)  # fmt: skip
# Of the instances, not of what they were given.
_KEPT = ("migrations", "leases", "instances")


class Import:
    """The original's database and ours."""

    def __init__(self, url: str, source: str, target: Database, report: Path) -> None:
        self.url = url
        self.source = source
        self.db = target
        self.report = report
        self.client: AsyncMongoClient[Document] = AsyncMongoClient(url)
        self.summary = ImportSummary()

    async def add(self, collection: str, *documents: Document) -> None:
        """Put documents into the original."""
        await self.client[self.source][collection].insert_many([dict(document) for document in documents])

    async def clear(self) -> None:
        """Empty both databases."""
        await self.client.drop_database(self.source)
        for name in await self.db.collection("jobs").database.list_collection_names():
            if name not in _KEPT and not name.startswith("system."):
                await self.db.collection(name).delete_many({})

    async def add_garage(self, **changes: Document) -> None:
        """Put a workshop with its owner and one manager into the original; ``changes`` by what is changed."""
        await self.add("users", OWNER | changes.get("owner", {}), MANAGER | changes.get("manager", {}))
        await self.add("workshops", WORKSHOP | changes.get("workshop", {}))
        await self.add("managers", MEMBER | changes.get("member", {}))

    async def run(self) -> list[Document]:
        """Import, check that everything agrees with everything, and return the rows of the report."""
        self.summary = await import_legacy(self.url, self.source, self.db, self.report, None)
        found = await verify(self.db)
        assert found.ok, found.problems
        return self.rows()

    def rows(self) -> list[Document]:
        """Return the rows of the report."""
        with self.report.open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))

    async def one(self, collection: str, _id: str) -> Document:
        """Return a document of ours."""
        found = await self.db.collection(collection).find_one({"_id": _id})
        assert found is not None, (collection, _id)
        return found

    async def all(self, collection: str, **query: Any) -> list[Document]:
        """Return documents of ours."""
        return await self.db.collection(collection).find(query, sort=[("_id", 1)]).to_list()

    async def contents(self) -> dict[str, list[Document]]:
        """Return everything in our database."""
        return {name: await self.all(name) for name in COLLECTIONS}


OWNER = {
    "id": "owner-1",
    "email": "Owner@Garage.com",
    "password_hash": HASH,
    "name": "John Doe",
    "phone": "9876543210",
    "role": "owner",
    "created_at": "2024-01-15T10:30:00Z",
}
MANAGER = OWNER | {"id": "manager-1", "email": "manager@garage.com", "name": "Ravi", "role": "manager"}
WORKSHOP = {
    "id": "workshop-1",
    "owner_id": "owner-1",
    "name": "Pro Auto Workshop",
    "address": "123 Main St",
    "phone": "+919876543210",
    "gst_number": "22AAAAA0000A1Z5",
    "created_at": "2024-01-15T10:35:00Z",
}
MEMBER = {
    "id": "member-1",
    "user_id": "manager-1",
    "workshop_id": "workshop-1",
    "joined_at": "2024-01-15T11:00:00Z",
    "is_active": True,
}
JOB = {
    "id": "job-1",
    "workshop_id": "workshop-1",
    "manager_id": "manager-1",
    "customer_name": "Raj Kumar",
    "phone": "+919123456789",
    "car_model": "Honda City",
    "vehicle_number": "mh 12 ab 1234",
    "work_description": "Engine oil change",
    "estimated_amount": 5000.0,
    "advance_paid": 0.0,
    "planned_completion_days": 2,
    "status": "in_progress",
    "address": None,
    "parts_required": "Oil filter",
    "worker_assigned": "Ramu",
    "internal_notes": "",
    "created_at": DAY,
    "updated_at": "2024-01-17T09:00:00Z",
    "completed_at": None,
}
PAYMENT = {
    "id": "payment-1",
    "job_id": "job-1",
    "amount": 2000.0,
    "payment_type": "partial",
    "notes": "Cash payment",
    "collected_by_manager_id": "manager-1",
    "confirmed_by_owner": False,
    "payment_date": "2024-01-16T14:00:00Z",
    "confirmation_date": None,
}
SETTLEMENT = {
    "id": "settlement-1",
    "manager_id": "manager-1",
    "workshop_id": "workshop-1",
    "amount": 500.0,
    "job_ids": ["job-1"],
    "notes": "Week 3",
    "confirmed_by_owner": True,
    "submitted_date": "2024-01-20T14:00:00Z",
    "confirmation_date": "2024-01-21T14:00:00Z",
}


@pytest.fixture(scope="session")
async def _databases(mongo_url: str, db_name: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Import]:
    """The two databases, made once, because making ours with its indexes takes longer than most tests."""
    target = Database(mongo_url, f"{db_name}_imported")
    made = Import(mongo_url, f"{db_name}_original", target, tmp_path_factory.mktemp("legacy") / "report.csv")
    yield made
    # What is left goes with the run's mongod, which may be too busy at its end to answer in time.
    with contextlib.suppress(PyMongoError):
        for name in (made.source, target.name):
            await made.client.drop_database(name)
    await made.client.close()
    await target.close()


@pytest.fixture
async def original(_databases: Import) -> Import:
    """An empty database of the original system and an empty one of ours."""
    await _databases.clear()
    return _databases


def reported(rows: list[Document], collection: str, record: str) -> dict[str, tuple[str, str]]:
    """Return what the report says of one record: (action, reason) by field."""
    return {r["field"]: (r["action"], r["reason"]) for r in rows if (r["collection"], r["id"]) == (collection, record)}


async def stand_in_of(original: Import, key: str) -> Document:
    """Return the manager who stands in for one who is missing, after checking that nobody can be that."""
    user, manager = await original.one("users", key), await original.one("managers", key)
    assert user["name"] == "Former manager"
    assert user["email"].startswith("former-")
    assert user["email"].endswith("@imported.invalid")
    assert user["password_hash"] is None
    assert user["removed_at"] is not None
    assert manager["is_active"] is False
    assert manager["removed_at"] is not None
    return manager
