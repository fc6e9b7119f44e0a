"""Debtors now, exact in a snapshot: the largest customers, and the jobs that owe most and longest."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from revops.core.ids import is_id
from revops.customers.row import CUSTOMERS
from revops.journal.entry import BALANCE_OF, CUSTOMER_BALANCES, Balance
from revops.mongo.client import Database, Document, Session
from revops.mongo.union import SubQuery, read_union

# What stands for the number of who has none.
_NO_PHONE = "-"


@dataclass(slots=True)
class Customer:
    """A debtor, with whoever was merged into him. ``since`` is the day of the oldest job that is owed on."""

    id: str
    owes: Balance
    name: str = ""
    phone: str = _NO_PHONE
    since: str | None = None
    # By which ids jobs name him.
    ids: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class OwingJobs:
    """Jobs that owe most, and those that owe longest."""

    largest: list[Document]
    longest: list[Document]


_AS_BALANCE = {"$project": {"_id": 0, "customer": f"${BALANCE_OF}", "receivable_minor": 1, "jobs_owing": 1}}


def largest_sealed(workshop_id: str, max_rows: int, without: Iterable[str] = ()) -> SubQuery:
    """Build the sub-query for the largest balances by sealed entries, except those of the customers ``without``."""
    owing = {"workshop_id": workshop_id, "receivable_minor": {"$gt": 0}, BALANCE_OF: {"$nin": [*without]}}
    by_amount = {"receivable_minor": -1, BALANCE_OF: 1}
    return SubQuery(CUSTOMER_BALANCES, [{"$match": owing}, {"$sort": by_amount}, {"$limit": max_rows}, _AS_BALANCE])


def merged_customers(workshop_id: str) -> SubQuery:
    """Build the sub-query for who was merged into whom."""
    merged = {"workshop_id": workshop_id, "merged_into": {"$type": "string"}}
    return SubQuery(CUSTOMERS, [{"$match": merged}, {"$project": {"merged_into": 1}}])


async def largest_customers(
    db: Database,
    session: Session,
    workshop_id: str,
    sealed: Sequence[Document],
    merged: Sequence[Document],
    changes: Mapping[str, Balance],
    max_rows: int,
) -> list[Customer]:
    """Read the largest debtors: the rows of ``largest_sealed``, unless there are unsealed entries, or customers who
    were merged and are one.

    Customers without either come from the index in order; the few with are all read and added up.
    """
    into = {row["_id"]: row["merged_into"] for row in merged}
    looked_at = changes.keys() | into.keys() | set(into.values())
    if looked_at:
        these = {"workshop_id": workshop_id, BALANCE_OF: {"$in": sorted(looked_at)}}
        queries = [
            largest_sealed(workshop_id, max_rows, looked_at),
            SubQuery(CUSTOMER_BALANCES, [{"$match": these}, _AS_BALANCE]),
        ]
        rows = await read_union(db, session, [("balances", query) for query in queries])
        sealed = rows["balances"]
    found: dict[str, Customer] = {}

    def add(named: str, receivable_minor: int, jobs_owing: int) -> None:
        customer_id = named
        while customer_id in into:
            customer_id = into[customer_id]
        customer = found.setdefault(customer_id, Customer(customer_id, Balance()))
        customer.ids |= {customer_id, named}
        customer.owes.add(receivable_minor, jobs_owing)

    for row in sealed:
        add(row["customer"], row["receivable_minor"], row["jobs_owing"])
    for customer_id, change in changes.items():
        add(customer_id, change.receivable_minor, change.jobs_owing)
    # What is still of a phone number, or of a job, becomes a customer's in the background.
    owing = [customer for customer in found.values() if customer.owes.receivable_minor > 0 and is_id(customer.id)]
    return sorted(owing, key=lambda customer: (-customer.owes.receivable_minor, customer.id))[:max_rows]


_JOB_FIELDS = ("manager_id", "customer_name", "vehicle_number", "outstanding_minor", "taken_on")


async def owing_jobs(
    db: Database,
    session: Session,
    workshop_id: str,
    manager_id: str | None,
    customers: Collection[Customer],
    max_rows: int,
) -> OwingJobs:
    """Read the jobs of the workshop, or of one manager, that owe most and longest, and who the ``customers`` are."""
    owing: Document = {"workshop_id": workshop_id, "outstanding_minor": {"$gt": 0}}
    whose = owing if manager_id is None else owing | {"manager_id": manager_id}
    fields = dict.fromkeys(_JOB_FIELDS, 1)

    def first_by(order: Document) -> SubQuery:
        return SubQuery("jobs", [{"$match": whose}, {"$sort": order}, {"$limit": max_rows}, {"$project": fields}])

    queries = [
        ("largest", first_by({"outstanding_minor": -1, "_id": -1})),
        ("longest", first_by({"created_at": 1, "_id": 1})),
    ]
    if customers:
        these = {"workshop_id": workshop_id, "_id": {"$in": [customer.id for customer in customers]}}
        queries.append(("people", SubQuery(CUSTOMERS, [{"$match": these}, {"$project": {"name": 1, "phones": 1}}])))
    for customer_id in [each for customer in customers for each in sorted(customer.ids)]:
        # One by one: each is the first of the index, however many jobs a customer owes on.
        oldest: list[Document] = [{"$match": owing | {"customer_id": customer_id}}, {"$sort": {"taken_on": 1}}]
        shown = {"$project": {"_id": 0, "customer_id": 1, "taken_on": 1}}
        queries.append(("since", SubQuery("jobs", [*oldest, {"$limit": 1}, shown])))
    rows: dict[str, list[Document]] = defaultdict(list, await read_union(db, session, queries))
    people = {row["_id"]: row for row in rows["people"]}
    since = {row["customer_id"]: row["taken_on"] for row in rows["since"]}
    for customer in customers:
        customer.since = min((since[each] for each in customer.ids if each in since), default=None)
        if (person := people.get(customer.id)) is not None:
            customer.name, customer.phone = person["name"], next(iter(person["phones"]), _NO_PHONE)
    return OwingJobs(rows["largest"], rows["longest"])
