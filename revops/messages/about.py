"""The subject of a message: the job with its customer, and the values for the names in its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date

from revops.access.caller import Services, WorkshopContext
from revops.core.money import shown
from revops.core.phones import spoken_phone
from revops.core.time import zone
from revops.customers.row import CUSTOMERS
from revops.jobs.row import JobRow, is_to_follow
from revops.jobs.service import SHOWN
from revops.messages.settings import MessageSettings, settings_of
from revops.messages.wording import TO_FOLLOW, Language, isolate, method_words, status_words
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.tasks.outbox import Claimed

_CUSTOMER: Document = dict.fromkeys(("name", "phones", "email", "language", "consents", "merged_into", "erased_at"), 1)

_CUSTOMER_BATCH_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Garage:
    """A garage as messages speak of it."""

    context: WorkshopContext
    phone: str
    owner_id: str

    @property
    def scope(self) -> TenantScope:
        """The scope of all that is the garage's."""
        return TenantScope(self.context.id)


@dataclass(frozen=True, slots=True)
class Subject:
    """A job, and whose it is; a customer's record is made in the background where an older version took it in."""

    job: JobRow
    customer: Document | None

    def address(self, kind: str) -> str | None:
        """Return the e-mail address or the phone of the customer."""
        if kind == "phone":
            phone = self.job["phone"]
            return phone if any(c.isdigit() for c in phone) else None
        return (self.customer or {}).get("email")


async def read_garage(db: Database, context: WorkshopContext) -> Garage:
    """Read of a garage what messages say."""
    found = await db.collection("workshops").find_one({"_id": context.id}, {"phone": 1, "owner_id": 1})
    assert found is not None
    return Garage(context, found["phone"], found["owner_id"])


async def read_garage_of(services: Services, claimed: Claimed) -> tuple[Garage, MessageSettings]:
    """Read of the garage of a task what messages say, and how it has them sent."""
    assert claimed.workshop_id is not None
    context = await services.workshop(claimed.workshop_id)
    assert context is not None
    return await read_garage(services.db, context), await settings_of(services.db, context.id)


async def read_subject(db: Database, scope: TenantScope, job_id: str) -> Subject | None:
    """Read a job within a scope, with its customer; None when there is none."""
    job = await ScopedRows[JobRow](db, "jobs", scope).find_one({"_id": job_id}, SHOWN)
    if job is None:
        return None
    customers = Scoped(db, CUSTOMERS, scope.whole_workshop())
    customer_id = job.get("customer_id")
    customer = None
    while customer_id is not None:
        customer = await customers.find_one({"_id": customer_id}, _CUSTOMER)
        customer_id = customer["merged_into"] if customer is not None else None
    return Subject(job, customer)


async def customers_by_id(db: Database, scope: TenantScope, ids: Iterable[str]) -> dict[str, Document]:
    """Read customers by id; one who was merged is the one into whom he was."""
    customers = Scoped(db, CUSTOMERS, scope.whole_workshop())
    found: dict[str, Document] = {}
    wanted = set(ids)
    while wanted:
        asked = sorted(wanted)
        for start in range(0, len(asked), _CUSTOMER_BATCH_SIZE):
            some = {"_id": {"$in": asked[start : start + _CUSTOMER_BATCH_SIZE]}}
            found |= {customer["_id"]: customer async for customer in customers.find(some, _CUSTOMER)}
        wanted = {into for one in found.values() if (into := one["merged_into"]) is not None} - found.keys() - wanted
    return {customer_id: _merged(found, customer) for customer_id, customer in found.items()}


def _merged(found: Mapping[str, Document], customer: Document) -> Document:
    while customer["merged_into"] in found:
        customer = found[customer["merged_into"]]
    return customer


def params_of_job(garage: Garage, job: JobRow, language: Language) -> dict[str, str]:
    """Build the values that every message about a job may use."""
    currency, timezone = garage.context.currency, garage.context.timezone
    number = job.get("number")
    said = {
        "customer": _line(job["customer_name"]),
        "garage": _line(garage.context.name),
        "garage_phone": spoken_phone(garage.phone),
        "vehicle": _line(job["vehicle_number"]),
        "car": _line(job["car_model"]),
        "job": str(number) if number is not None else "",
        "estimate": TO_FOLLOW[language] if is_to_follow(job) else shown(job["estimated_minor"], currency),
        "balance": TO_FOLLOW[language] if is_to_follow(job) else shown(job["outstanding_minor"], currency),
        "ready_on": format_date(job["due_at"].astimezone(zone(timezone)).date(), "d MMM y", locale=language),
        "status": status_words(job["status"], language),
    }
    return {name: isolate(value, language) for name, value in said.items()}


def params_of_payment(garage: Garage, payment: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Build the values about a payment."""
    amount = shown(payment["amount_minor"], garage.context.currency)
    return {"amount": isolate(amount, language), "method": method_words(payment["method"], language)}


def _line(text: str) -> str:
    """Write what somebody typed as a single line without braces, so that it is nothing but a value."""
    return " ".join(text.split()).replace("{", "(").replace("}", ")")
