"""The place of an incoming text: all garages share one number, so whose it is is told by the job that it is about."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from revops.customers.row import CUSTOMERS, ids_of
from revops.jobs.handover import STILL_OPEN
from revops.messages.addresses import normal
from revops.messages.states import find_sent
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, TenantScope

_SHOWN = {"manager_id": 1, "status": 1, "created_at": 1}
_MAX_CUSTOMERS = 50


@dataclass(frozen=True, slots=True)
class Place:
    """The garage and the job that a text is shown with. ``knows_number``: all garages that know the number."""

    workshop_id: str | None
    job_id: str | None = None
    manager_id: str | None = None
    knows_number: list[str] = field(default_factory=list)


async def place(db: Database, phone: str, answers: str | None) -> Place:
    """Find whose a text is: of the message that it answers; else of the newest open job of that phone, or its newest.

    Without a job it is the owner's of the garage that knows the number, or of the only garage.
    """
    garages = [garage["_id"] async for garage in db.collection("workshops").find({}, {"_id": 1})]
    found = [(garage, *await _of_garage(db, garage, phone)) for garage in garages]
    knowing = [garage for garage, is_known, _ in found if is_known]
    answered = await _answered(db, answers) if answers is not None else None
    if answered is not None:
        return Place(*answered, knowing)
    jobs = [(garage, job) for garage, _, job in found if job is not None]
    if jobs:
        garage, job = max(jobs, key=lambda pair: _rank(pair[1]))
        return Place(garage, job["_id"], job["manager_id"], knowing)
    known = knowing or garages
    return Place(known[0] if len(known) == 1 else None, knows_number=knowing)


def _rank(job: Mapping[str, Any]) -> tuple[bool, dt.datetime]:
    return job["status"] in STILL_OPEN, job["created_at"]


async def _answered(db: Database, provider_id: str) -> tuple[str, str | None, str | None] | None:
    """Find the garage and job of a message of ours."""
    message = await find_sent(db, "whatsapp", provider_id)
    if message is None:
        return None
    workshop_id = message["workshop_id"]
    job = None
    if message["job_id"] is not None:
        job = await Scoped(db, "jobs", TenantScope(workshop_id)).find_one({"_id": message["job_id"]}, _SHOWN)
    return (workshop_id, job["_id"], job["manager_id"]) if job is not None else (workshop_id, None, None)


async def _of_garage(db: Database, workshop_id: str, phone: str) -> tuple[bool, Document | None]:
    """Tell whether a garage knows a number, and find its job of that phone: the newest open one, or the newest."""
    scope = TenantScope(workshop_id)
    customers = Scoped(db, CUSTOMERS, scope).find({"phones": phone}, {"merged_from": 1}, limit=_MAX_CUSTOMERS)
    ids = [customer_id async for customer in customers for customer_id in ids_of(customer)]
    if not ids:
        of_number = {"channel": "whatsapp", "address": normal(phone)}
        return await Scoped(db, "message_addresses", scope).find_one(of_number, {"_id": 1}) is not None, None
    jobs, newest = Scoped(db, "jobs", scope), [("created_at", -1), ("_id", -1)]
    of_them: Document = {"customer_id": {"$in": ids}}
    for clause in ({**of_them, "status": {"$in": list(STILL_OPEN)}}, of_them):
        job = await jobs.find(clause, _SHOWN, sort=newest, limit=1).to_list()
        if job:
            return True, job[0]
    return True, None
