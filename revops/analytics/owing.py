"""Debtors now, exact in a snapshot: the largest customers, and the jobs that owe most and longest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from revops.journal.entry import CUSTOMER_BALANCES, CustomerChange
from revops.mongo.client import Database, Document, Session
from revops.mongo.union import SubQuery, read_union

# What an import stores for a job without a phone number: that is not one customer, however many they are.
_NO_PHONE = "-"


@dataclass(slots=True)
class Customer:
    """A debtor. ``since`` is the day of the oldest job that is owed on."""

    phone: str
    name: str
    receivable_minor: int
    jobs_owing: int
    since: str | None = None


@dataclass(frozen=True, slots=True)
class OwingJobs:
    """Jobs that owe most, those that owe longest, and the oldest day of intake by customer."""

    largest: list[Document]
    longest: list[Document]
    since: dict[str, str]


_CUSTOMER_FIELDS = ("phone", "name", "receivable_minor", "jobs_owing")
_AS_CUSTOMER = {"$project": {"_id": 0, **dict.fromkeys(_CUSTOMER_FIELDS, 1)}}


def largest_sealed(workshop_id: str, max_rows: int, without: Iterable[str] = ()) -> SubQuery:
    """Build the sub-query for the largest debtors by sealed balance, except those with the phones ``without``."""
    owing = {"workshop_id": workshop_id, "receivable_minor": {"$gt": 0}, "phone": {"$nin": [*without, _NO_PHONE]}}
    by_amount = {"receivable_minor": -1, "phone": 1}
    pipeline: list[Document] = [{"$match": owing}, {"$sort": by_amount}, {"$limit": max_rows}, _AS_CUSTOMER]
    return SubQuery(CUSTOMER_BALANCES, pipeline)


async def largest_customers(
    db: Database,
    session: Session,
    workshop_id: str,
    sealed: Sequence[Document],
    changes: Mapping[str, CustomerChange],
    max_rows: int,
) -> list[Customer]:
    """Read the largest debtors: the rows of ``largest_sealed``, unless there are unsealed entries.

    Customers without unsealed entries come from the index in order; the few with unsealed entries are all read and
    adjusted.
    """
    if changes:
        changed = {"workshop_id": workshop_id, "phone": {"$in": list(changes)}}
        unchanged_and_changed = [
            largest_sealed(workshop_id, max_rows, changes),
            SubQuery(CUSTOMER_BALANCES, [{"$match": changed}, _AS_CUSTOMER]),
        ]
        rows = await read_union(db, session, [("balances", query) for query in unchanged_and_changed])
        sealed = rows["balances"]
    found = {row["phone"]: Customer(**{name: row[name] for name in _CUSTOMER_FIELDS}) for row in sealed}
    for phone, change in changes.items():
        customer = found.setdefault(phone, Customer(phone, change.name, 0, 0))
        customer.name = change.name
        customer.receivable_minor += change.receivable_minor
        customer.jobs_owing += change.jobs_owing
    owing = [customer for customer in found.values() if customer.receivable_minor > 0 and customer.phone != _NO_PHONE]
    return sorted(owing, key=lambda customer: (-customer.receivable_minor, customer.phone))[:max_rows]


_JOB_FIELDS = ("manager_id", "customer_name", "vehicle_number", "outstanding_minor", "taken_on")


async def owing_jobs(
    db: Database, session: Session, workshop_id: str, manager_id: str | None, phones: Sequence[str], max_rows: int
) -> OwingJobs:
    """Read the jobs of the workshop, or of one manager, that owe most and longest, and since when customers owe."""
    owing: Document = {"workshop_id": workshop_id, "outstanding_minor": {"$gt": 0}}
    whose = owing if manager_id is None else owing | {"manager_id": manager_id}
    fields = dict.fromkeys(_JOB_FIELDS, 1)

    def first_by(order: Document) -> SubQuery:
        return SubQuery("jobs", [{"$match": whose}, {"$sort": order}, {"$limit": max_rows}, {"$project": fields}])

    queries = [
        ("largest", first_by({"outstanding_minor": -1, "_id": -1})),
        ("longest", first_by({"created_at": 1, "_id": 1})),
    ]
    for phone in phones:
        # One by one: each is the first of the index, however many jobs a customer owes on.
        oldest: list[Document] = [{"$match": owing | {"phone": phone}}, {"$sort": {"taken_on": 1}}, {"$limit": 1}]
        queries.append(("since", SubQuery("jobs", [*oldest, {"$project": {"_id": 0, "phone": 1, "taken_on": 1}}])))
    rows = await read_union(db, session, queries)
    since = {row["phone"]: row["taken_on"] for row in rows.get("since", ())}
    return OwingJobs(rows["largest"], rows["longest"], since)
