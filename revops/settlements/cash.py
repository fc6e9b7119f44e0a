"""Which jobs a manager's cash came from, so that it can be handed over job by job.

Cash has no serial numbers, so this is an explanation, but its total is exact: the journal says how much is available,
and the manager's newest cash payments on jobs not named in a settlement since account for it as far as they go.
"""

import datetime as dt
from dataclasses import dataclass

from revops.core.errors import InvalidFields, NotFound
from revops.core.money import to_wire
from revops.deps import Caller
from revops.journal.entry import Account
from revops.journal.read import read_sums
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scope, Scoped
from revops.settlements.schemas import MAX_JOBS, CashQuery

# What is older is summed up as other cash; so the cost does not grow with the garage.
_MOST_PAYMENTS = 1000
_MOST_SETTLEMENTS = 500


@dataclass(slots=True)
class _Source:
    """A job that cash came from."""

    amount_minor: int
    last_payment_date: dt.datetime


async def cash_by_job(caller: Caller, query: CashQuery) -> Document:
    """Return a manager's cash by job: the caller's own, or for an owner that of the manager asked for.

    Raises InvalidFields when an owner names no manager, NotFound for one of another workshop.
    """
    manager_id = query.manager_id if caller.is_owner else caller.user.id
    if manager_id is None:
        raise InvalidFields({"manager_id": "Say which manager's cash to show."})
    db, theirs = caller.db, Scope(caller.workshop.id, manager_id)
    async with db.snapshot() as session:
        managers = Scoped(db, "managers", theirs.whole_workshop())
        if await managers.find_one({"_id": manager_id}, {"_id": 1}, session) is None:
            raise NotFound("manager")
        sums = await read_sums(db, session, theirs.workshop_id, manager_id=manager_id)
        cash_minor = sums.account("cash_in_hand", manager_id)
        submitted_minor = sums.count("settlements_pending_minor", manager_id)
        available_minor = cash_minor - submitted_minor
        sources = await _sources(db, session, theirs, available_minor)
        found = Scoped(db, "jobs", theirs).find(
            {"_id": {"$in": list(sources)}}, {"customer_name": 1, "vehicle_number": 1}, session=session
        )
        jobs = {job["_id"]: job async for job in found}
    currency = caller.workshop.currency
    return {
        "cash_in_hand": to_wire(cash_minor, currency),
        "pending_settlement": to_wire(submitted_minor, currency),
        "available": to_wire(available_minor, currency),
        "jobs": [
            {
                "job_id": job_id,
                "customer_name": jobs[job_id]["customer_name"],
                "vehicle_number": jobs[job_id]["vehicle_number"],
                "amount": to_wire(source.amount_minor, currency),
                "last_payment_date": source.last_payment_date,
            }
            for job_id, source in sources.items()
        ],
        "other_amount": to_wire(available_minor - sum(s.amount_minor for s in sources.values()), currency),
    }


async def _sources(db: Database, session: Session, theirs: Scope, available_minor: int) -> dict[str, _Source]:
    """Return the jobs that the available cash came from, the latest payment first, as far as they can be told."""
    sources: dict[str, _Source] = {}
    # Named in a settlement later than the payment at hand: both lists are walked from the newest back.
    settled: set[str] = set()
    settlements_seen = 0
    left_minor = available_minor
    payments = Scoped(db, "payments", theirs).find(
        {},
        {"job_id": 1, "amount_minor": 1, "account": 1, "verdict": 1, "payment_date": 1},
        sort=[("payment_date", -1), ("_id", -1)],
        limit=_MOST_PAYMENTS,
        session=session,
    )
    settlements = Scoped(db, "settlements", theirs).find(
        {"verdict": {"$ne": "rejected"}},
        {"job_ids": 1, "submitted_date": 1},
        sort=[("submitted_date", -1), ("_id", -1)],
        limit=_MOST_SETTLEMENTS,
        session=session,
    )
    async with payments.batch_size(100), settlements.batch_size(10):
        settlement = await anext(settlements, None)
        while left_minor > 0 and (payment := await anext(payments, None)) is not None:
            at, job_id = payment["payment_date"], payment["job_id"]
            while settlement is not None and settlement["submitted_date"] >= at:
                settled.update(settlement["job_ids"])
                settlements_seen += 1
                settlement = await anext(settlements, None)
            if settlements_seen == _MOST_SETTLEMENTS:
                break
            if payment["account"] != Account.CASH_IN_HAND or payment["verdict"] == "rejected" or job_id in settled:
                continue
            source = sources.get(job_id)
            if source is None:
                if len(sources) == MAX_JOBS:
                    break
                source = sources[job_id] = _Source(0, at)
            taken_minor = min(payment["amount_minor"], left_minor)
            source.amount_minor += taken_minor
            left_minor -= taken_minor
    return sources
