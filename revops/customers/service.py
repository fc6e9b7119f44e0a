"""Customers: the list, search, and changes of what they are called and how they are reached."""

from collections.abc import Collection, Mapping
from typing import Any

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.core.country import postal_code_warning
from revops.core.errors import NotFound, StaleVersion
from revops.core.gstin import tax_number_warning
from revops.core.phones import read_phone
from revops.core.time import now
from revops.customers.errors import CustomerErased
from revops.customers.row import CUSTOMERS, CustomerRow, customer_tokens, ids_of, is_number
from revops.customers.schemas import CustomerOut, CustomerQuery, CustomerUpdate
from revops.customers.stopping import ask_why_stopped
from revops.jobs.search import search_filter
from revops.jobs.service import jobs_of
from revops.mongo.client import Document, Session
from revops.mongo.paging import read_page
from revops.mongo.scoped import ScopedRows

_MADE = {"id", "outstanding_amount", "jobs_owing"}
SHOWN: Document = dict.fromkeys(("_id", "merged_into", "manager_ids", *(CustomerOut.model_fields.keys() - _MADE)), 1)
# Who is listed and found: not who is one with another, nor whose name is gone.
PRESENT: Document = {"merged_into": None, "erased_at": None}
# Fields that may be emptied; null for any other field of an update means "leave it".
_NULLABLE = frozenset({"email", "gst_number", "legal_name", "address", "language", "notes"})


def customers_of(caller: Caller) -> ScopedRows[CustomerRow]:
    """Return all customers of the garage, for intake; ``seen_by`` tells which the caller is shown."""
    return ScopedRows(caller.db, CUSTOMERS, caller.scope.whole_workshop())


def seen_by(caller: Caller) -> Document:
    """Build the filter for the customers, or vehicles, that the caller is shown: of whoever's jobs are shown."""
    return {} if caller.sees_all else {"manager_ids": caller.member.id}


def is_shown(caller: Caller, manager_ids: Collection[str]) -> bool:
    """Tell the same of one that was read."""
    return caller.sees_all or caller.member.id in manager_ids


async def list_customers(caller: Caller, wanted: CustomerQuery) -> tuple[list[CustomerRow], str | None]:
    """Read one page, newest first, and the cursor of the next, if there is one."""
    customers = customers_of(caller)
    clauses = [PRESENT | seen_by(caller)]
    if wanted.q:
        found = await search_filter(customers, wanted.q, caller.workshop.currency, is_of_jobs=False)
        if found is None:
            return [], None
        clauses.append(found)
    return await read_page(customers, clauses, "created_at", wanted, projection=SHOWN)


async def read_customer(
    caller: Caller, customer_id: str, session: Session | None = None, *, whoever: bool = False
) -> CustomerRow:
    """Read a customer; for one who was merged into another, the other. Raises NotFound, and unless ``whoever`` may be
    read, also for one whom the caller is not shown.
    """
    customers = customers_of(caller)
    row = await customers.find_one({"_id": customer_id}, SHOWN, session)
    while row is not None and row["merged_into"] is not None:
        row = await customers.find_one({"_id": row["merged_into"]}, SHOWN, session)
    if row is None or not (whoever or is_shown(caller, row["manager_ids"])):
        raise NotFound("customer")
    return row


async def read_by_ids(caller: Caller, ids: Collection[str]) -> dict[str, CustomerRow]:
    """Read the customers that the caller is shown by ids, each also under the ids of whoever was merged into him."""
    customers = customers_of(caller)
    found = await customers.by_id_naive(ids, SHOWN)
    while missing := {row["merged_into"] for row in found.values() if row["merged_into"]} - found.keys():
        found |= await customers.by_id_naive([into for into in missing if into is not None], SHOWN)
    by_id = {}
    for customer_id, row in found.items():
        while row["merged_into"] is not None:
            row = found[row["merged_into"]]
        if is_shown(caller, row["manager_ids"]):
            by_id[customer_id] = row
    return by_id


async def owed_by(caller: Caller, rows: Collection[CustomerRow]) -> dict[str, tuple[int, int]]:
    """Sum what customers owe on the jobs that the caller may see: minor units and jobs, by customer."""
    whose = {customer_id: row["_id"] for row in rows for customer_id in ids_of(row)}
    owed: dict[str, tuple[int, int]] = {}
    for row in await jobs_of(caller).sums(
        {"customer_id": {"$in": list(whose)}, "outstanding_minor": {"$gt": 0}}, "customer_id", "outstanding_minor"
    ):
        customer_id = whose[row["_id"]]
        minor, jobs = owed.get(customer_id, (0, 0))
        owed[customer_id] = (minor + row["sum"], jobs + row["count"])
    return owed


async def update_customer(
    caller: Caller, customer_id: str, body: CustomerUpdate, origin: Origin
) -> tuple[CustomerRow, list[str]]:
    """Change a customer. Returns what is stored then and warnings. Raises NotFound; Conflict when somebody was faster,
    or for one who was erased.
    """
    currency = caller.workshop.currency
    sent = body.model_dump(exclude_unset=True, exclude={"version"})
    fields = {name: value for name, value in sent.items() if value is not None or name in _NULLABLE}
    warnings = [tax_number_warning(body.gst_number, currency)]
    if "phones" in fields:
        read = [read_phone(phone, currency) for phone in fields["phones"]]
        fields["phones"] = list(dict.fromkeys(phone.stored for phone in read if is_number(phone.stored)))
        warnings += [phone.warning for phone in read]
    if body.address is not None:
        warnings.append(postal_code_warning(body.address.pin, currency))
    if fields.get("address") is not None and not any(fields["address"].values()):
        fields["address"] = None

    async def work(session: Session) -> CustomerRow:
        before = await read_customer(caller, customer_id, session)
        if body.version is not None and body.version != before["version"]:
            raise StaleVersion("Somebody changed this customer meanwhile. Look at the new state and try again.")
        agreed = before["consents"].get("service")
        if (fields.get("consents") or {}).get("service") is False and agreed is not False:
            await ask_why_stopped(caller, session, customer_id, had_agreed=agreed is True)
        return await store(caller, session, before, fields, origin)

    row = await caller.db.transaction(work)
    return row, [warning for warning in warnings if warning]


async def store(
    caller: Caller, session: Session, before: CustomerRow, fields: Mapping[str, Any], origin: Origin | None
) -> CustomerRow:
    """Store what is different about a customer, and write down which fields. Raises Conflict for one erased."""
    by_name: Mapping[str, Any] = before
    changed = {name: value for name, value in fields.items() if by_name[name] != value}
    if not changed:
        return before
    if before["erased_at"] is not None:
        raise CustomerErased("This customer was erased on request, so nothing can be added.")
    made = {**changed, "updated_at": now(), "search": customer_tokens({**before, **changed})}
    change: Document = {"$set": made, "$inc": {"version": 1}}
    if "phones" in changed:
        # By a number that is no longer his nobody is found; who has it now is another.
        change["$unset"] = {"intake_key": ""}
    as_read = {"_id": before["_id"], "version": before["version"]}
    after = await customers_of(caller).update(as_read, change, session, projection=SHOWN)
    assert after is not None, "the transaction's snapshot holds this version"
    about = ", ".join(sorted(changed))
    await note(caller, AuditKind.CUSTOMER_CHANGED, before["_id"], session, origin, about)
    return after


async def note(
    caller: Caller, kind: AuditKind, subject_id: str, session: Session, origin: Origin | None, about: str | None = None
) -> None:
    """Write down who did what to a customer or vehicle: by id and by the names of fields, never by what is in them."""
    event = AuditEvent(kind, caller.workshop.id, caller.user.id, origin or Origin(), subject_id=subject_id, about=about)
    await caller.services.audit.record(event, session)
