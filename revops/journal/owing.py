"""Who owes now, exact in a snapshot: the largest customers, and the jobs that owe most and longest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from revops.journal.entry import CustomerChange
from revops.journal.read import read_parts
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Part

# What an import stores for a job without a phone number: that is not one customer, however many they are.
_NO_PHONE = "-"


@dataclass(slots=True)
class Customer:
    """What a customer owes now. ``since`` is the day of the oldest job that is owed on."""

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


def largest_sealed(workshop_id: str, most: int, without: Iterable[str] = ()) -> Part:
    """Return what reads the customers that owe most as far as entries are sealed, but for those with these phones."""
    owing = {"workshop_id": workshop_id, "receivable_minor": {"$gt": 0}, "phone": {"$nin": [*without, _NO_PHONE]}}
    by_amount = {"receivable_minor": -1, "phone": 1}
    return "customers", [{"$match": owing}, {"$sort": by_amount}, {"$limit": most}, _AS_CUSTOMER]


async def largest_customers(
    db: Database,
    session: Session,
    workshop_id: str,
    sealed: Sequence[Document],
    changes: Mapping[str, CustomerChange],
    most: int,
) -> list[Customer]:
    """Return the customers that owe most: those of ``largest_sealed``, unless unsealed entries change anything.

    Then those that are not changed are read in the order of the index, and those that are, are few and looked at all.
    """
    if changes:
        changed = {"workshop_id": workshop_id, "phone": {"$in": list(changes)}}
        parts: list[Part] = [
            largest_sealed(workshop_id, most, changes),
            ("customers", [{"$match": changed}, _AS_CUSTOMER]),
        ]
        sealed = await read_parts(db, session, parts)
    found = {row["phone"]: Customer(**{name: row[name] for name in _CUSTOMER_FIELDS}) for row in sealed}
    for phone, change in changes.items():
        customer = found.setdefault(phone, Customer(phone, change.name, 0, 0))
        customer.name = change.name
        customer.receivable_minor += change.receivable_minor
        customer.jobs_owing += change.jobs_owing
    owing = [customer for customer in found.values() if customer.receivable_minor > 0 and customer.phone != _NO_PHONE]
    return sorted(owing, key=lambda customer: (-customer.receivable_minor, customer.phone))[:most]


_JOB_FIELDS = ("manager_id", "customer_name", "vehicle_number", "outstanding_minor", "taken_on")


async def owing_jobs(
    db: Database, session: Session, workshop_id: str, manager_id: str | None, phones: Sequence[str], most: int
) -> OwingJobs:
    """Return the jobs of the workshop, or of one manager, that owe most and longest, and since when customers owe."""
    owing: Document = {"workshop_id": workshop_id, "outstanding_minor": {"$gt": 0}}
    whose = owing if manager_id is None else owing | {"manager_id": manager_id}
    fields = dict.fromkeys(_JOB_FIELDS, 1)

    def first_by(order: Document, part: str) -> list[Document]:
        shown = fields | {"part": {"$literal": part}}
        return [{"$match": whose}, {"$sort": order}, {"$limit": most}, {"$project": shown}]

    parts: list[Part] = [
        ("jobs", first_by({"outstanding_minor": -1, "_id": -1}, "largest")),
        ("jobs", first_by({"created_at": 1, "_id": 1}, "longest")),
    ]
    for phone in phones:
        # One by one: each is the first of the index, however many jobs a customer owes on.
        since = {"_id": 0, "part": {"$literal": "since"}, "phone": 1, "taken_on": 1}
        theirs = owing | {"phone": phone}
        parts.append(("jobs", [{"$match": theirs}, {"$sort": {"taken_on": 1}}, {"$limit": 1}, {"$project": since}]))
    rows = await read_parts(db, session, parts)
    return OwingJobs(
        [row for row in rows if row["part"] == "largest"],
        [row for row in rows if row["part"] == "longest"],
        {row["phone"]: row["taken_on"] for row in rows if row["part"] == "since"},
    )
