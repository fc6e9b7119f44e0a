"""Reading what a digest says, all of one instant: the same sums as the owner's pages show."""

import datetime as dt
from collections import Counter

from revops.access.caller import WorkshopContext
from revops.core.time import day_of, start_of_day
from revops.custody.age import ages_of
from revops.digest.row import DigestRow, digest_id
from revops.exceptions.finding import exceptions_of
from revops.exceptions.row import State
from revops.gate.plates import looks
from revops.gate.row import count_id
from revops.jobs.status import OPEN
from revops.journal.accounts import Figure
from revops.journal.entry import Count
from revops.journal.held import HeldCash
from revops.journal.read import read_sums
from revops.journal.sums import SumsQuery
from revops.journal.witness import last_seal
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.payments.row import Decision

_MAX_ROWS_READ = 10_000
MAX_PROMISED = 50


async def read_digest(db: Database, workshop: WorkshopContext, at: dt.datetime) -> DigestRow:
    """Read the digest of a garage's day, as it stands."""
    timezone = workshop.timezone
    day = day_of(at, timezone)
    today = dt.date.fromisoformat(day)
    tomorrow, after = (start_of_day(today + dt.timedelta(days=days), timezone) for days in (1, 2))
    of_day: Document = {"$gte": start_of_day(today, timezone), "$lt": tomorrow}
    scope = TenantScope(workshop.id)
    async with db.snapshot() as session:
        sums = await read_sums(db, session, SumsQuery(workshop.id, None, frozenset([day])))
        # It is read by all who run the garage, whoever of them is to count.
        held = HeldCash(sums, workshop.blind_counts)
        cash = {member_id: minor for member_id in sums.managers() if (minor := held.minor(member_id))}
        being_counted = held.hidden()
        free = {
            member_id: minor - sums.count(Count.SETTLEMENTS_PENDING_MINOR, member_id)
            for member_id, minor in cash.items()
        }
        ages = await ages_of(db, session, workshop.id, free, timezone)
        seal = await last_seal(db, workshop.id, session)
        sightings = Scoped(db, "gate_sightings", scope).find(
            {"at": of_day}, {"plate": 1}, limit=_MAX_ROWS_READ, session=session
        )
        plates = {looks(row["plate"]) async for row in sightings}
        counted = await Scoped(db, "gate_camera_counts", scope).find_one(
            {"_id": count_id(workshop.id, day)}, session=session
        )
        due: Document = {
            "status": {"$in": [status.value for status in OPEN]},
            "due_at": {"$gte": tomorrow, "$lt": after},
        }
        soonest = [("due_at", 1), ("_id", 1)]
        promised = Scoped(db, "jobs", scope).find(due, {"_id": 1}, sort=soonest, limit=MAX_PROMISED, session=session)
        row: DigestRow = {
            "_id": digest_id(workshop.id, day),
            "workshop_id": workshop.id,
            "day": day,
            "made_at": at,
            "currency": workshop.currency,
            "cash": cash,
            "cash_since": {
                member_id: day_of(age.oldest_at, timezone)
                for member_id, age in ages.items()
                if age.oldest_at is not None
            },
            "collected_minor": sums.figure(Figure.COLLECTED, None, day),
            "collected_by": await _by_method(db, session, scope, of_day),
            "payments_waiting": sums.count(Count.PAYMENTS_PENDING),
            "payments_waiting_minor": sums.count(Count.PAYMENTS_PENDING_MINOR),
            "settlements_waiting": sums.count(Count.SETTLEMENTS_PENDING),
            "settlements_waiting_minor": sums.count(Count.SETTLEMENTS_PENDING_MINOR),
            "exceptions": await _exceptions(db, session, workshop, of_day),
            "cars_seen": len(plates),
            "cars_counted": counted["cars"] if counted is not None else None,
            "jobs_taken_in": sums.count(Count.JOBS, None, day),
            "promised": [job["_id"] async for job in promised],
            "seal_number": seal["seq"] if seal is not None else None,
            "seal_hash": seal["hash"] if seal is not None else None,
        }
        if being_counted:
            row["being_counted"] = being_counted
        return row


async def _by_method(db: Database, session: Session, scope: TenantScope, of_day: Document) -> dict[str, int]:
    """Sum the payments of a day by their method, less refunds; without those that were rejected."""
    stand: Document = {"payment_date": of_day, "verdict": {"$ne": Decision.REJECTED.value}}
    fields = {"method": 1, "amount_minor": 1}
    found: Counter[str] = Counter()
    async for payment in Scoped(db, "payments", scope).find(stand, fields, limit=_MAX_ROWS_READ, session=session):
        found[payment["method"]] += payment["amount_minor"]
    return {method: minor for method, minor in sorted(found.items()) if minor}


async def _exceptions(db: Database, session: Session, workshop: WorkshopContext, of_day: Document) -> dict[str, int]:
    """Count the open questions that were found on a day, by their kind, without those of muted kinds."""
    found: Document = {"found_at": of_day, "state": State.OPEN.value, "kind": {"$nin": sorted(workshop.muted)}}
    rows = exceptions_of(db, workshop.id).find(found, {"kind": 1}, limit=_MAX_ROWS_READ, session=session)
    return dict(sorted(Counter([row["kind"] async for row in rows]).items()))
