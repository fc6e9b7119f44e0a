"""Odometers at the gate: what a car ran while it was in the garage, and what it says against the visit before."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from revops.access.caller import WorkshopContext
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.gate.days import Seen, utc
from revops.gate.plates import looks
from revops.gate.row import Direction, PassOutcome, SightingRow
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.vehicles.readings import MAX_KM_A_DAY
from revops.vehicles.row import VehicleRow

# A garage's mechanics drive a car to try it, and no further.
TEST_DRIVE_KM = 25
_MAX_ROWS_READ = 5000
# A car may be seen, and its odometer read, before it is taken in.
_BEFORE_INTAKE = dt.timedelta(days=1)
# When an odometer was read, what it said, and whether the car left then for good.
Read = tuple[dt.datetime, int, bool]


async def find_gaps(
    db: Database, session: Session, workshop: WorkshopContext, seen: Seen, first: dt.date, last: dt.date
) -> list[Finding]:
    """Find readings that do not fit those before."""
    rows = [
        row for row in seen.sightings if row["km"] is not None and first.isoformat() <= row["day"] <= last.isoformat()
    ]
    if not rows:
        return []
    read = await _read_before(db, session, workshop.id, rows, seen)
    most_km = await longest_test_drive(db, workshop.id, session)
    findings = (_gap(row, seen, read[looks(row["plate"])], most_km) for row in rows)
    return [finding for finding in findings if finding is not None]


async def longest_test_drive(db: Database, workshop_id: str, session: Session | None = None) -> int:
    """Read how far a garage drives a car to try it."""
    workshop = await db.collection("workshops").find_one({"_id": workshop_id}, {"test_drive_km": 1}, session=session)
    return int((workshop or {}).get("test_drive_km") or TEST_DRIVE_KM)


async def _read_before(
    db: Database, session: Session, workshop_id: str, rows: Sequence[SightingRow], seen: Seen
) -> Mapping[str, list[Read]]:
    """Gather what was read of these cars at the gate and at the counter, oldest first, by how the plate looks."""
    scope = TenantScope(workshop_id)
    plates = {row["plate"] for row in rows}
    seen_as = {looks(plate) for plate in plates}
    plates |= {job["plate"] for job in seen.jobs if looks(job["plate"]) in seen_as}
    of_these: Document = {"plate": {"$in": sorted(plates)}}
    at_gate = ScopedRows[SightingRow](db, "gate_sightings", scope)
    before = at_gate.find({**of_these, "km": {"$ne": None}}, sort=[("at", -1)], limit=_MAX_ROWS_READ, session=session)
    vehicles = ScopedRows[VehicleRow](db, "vehicles", scope)
    known = vehicles.find(of_these, {"plate": 1, "readings": 1}, limit=_MAX_ROWS_READ, session=session)
    found: dict[str, list[Read]] = {looks(plate): [] for plate in plates}
    async for row in before:
        assert row["km"] is not None
        found[looks(row["plate"])].append((row["at"], row["km"], row["outcome"] == PassOutcome.USED))
    async for vehicle in known:
        readings = ((utc(reading["at"]), reading["km"], False) for reading in vehicle["readings"])
        found[looks(vehicle["plate"])] += readings
    return {plate: sorted(reads) for plate, reads in found.items()}


def _gap(row: SightingRow, seen: Seen, read: Iterable[Read], most_km: int) -> Finding | None:
    """Compare a reading with those before: on the way out with what it said when the car came for its job."""
    km, before = row["km"], [one for one in read if one[0] < row["at"]]
    if km is None or not before:
        return None
    job = seen.job_of(row)
    of_visit = _of_visit(before, utc(job["created_at"])) if job is not None else []
    at, last_km, _ = before[-1]
    days = max((row["at"] - at).total_seconds() / 86_400, 1)
    facts = {"before_km": last_km, "km": km}
    if km < last_km or km - last_km > MAX_KM_A_DAY * days:
        kind = ExceptionKind.ODOMETER_GAP
    elif row["direction"] == Direction.OUT and of_visit and km - of_visit[0][1] > most_km:
        kind, facts = ExceptionKind.DRIVEN_BETWEEN, {"before_km": of_visit[0][1], "km": km, "most_km": most_km}
    else:
        return None
    about = {"sighting": row["_id"]} | ({"job": job["_id"]} if job is not None else {})
    return Finding(kind, row["_id"], row["at"], job["manager_id"] if job is not None else None, 0, about, facts)


def _of_visit(before: Sequence[Read], taken_in: dt.datetime) -> list[Read]:
    """List what was read since the car came: after it last left for good."""
    visit: list[Read] = []
    for one in before:
        if one[2]:
            visit = []
        elif one[0] >= taken_in - _BEFORE_INTAKE:
            visit.append(one)
    return visit
