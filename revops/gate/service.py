"""The gate: which cars come in and go out, written down by somebody who sees no job and no money.

What was seen is never refused for its pass, because it happened: that the pass did not hold is part of it.
"""

import datetime as dt

from revops.access.caller import Caller
from revops.core.errors import InvalidFields
from revops.core.ids import new_id
from revops.core.text import normalise_plate
from revops.core.time import day_of, millis, now, start_of_day
from revops.exceptions.finding import Finding, note
from revops.exceptions.kinds import ExceptionKind
from revops.gate import passes
from revops.gate.leaving import stand_of
from revops.gate.row import Direction, PassOutcome, SightingRow
from revops.gate.schemas import SightingCreate
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Database, Document, Session
from revops.mongo.client_ids import NamedThere, mark_of
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.repeats import ASKED_FOR, Alike
from revops.mongo.scoped import ScopedRows, TenantScope

MAX_LISTED = 500
# A phone that was off for longer may say what it wants of when it was.
_BELIEVED_FOR = dt.timedelta(days=7)


def sightings_of(db: Database, workshop_id: str) -> ScopedRows[SightingRow]:
    """Return the sightings at the gate of a workshop."""
    return ScopedRows(db, "gate_sightings", TenantScope(workshop_id))


async def see(caller: Caller, body: SightingCreate, key: IdempotencyKey) -> Document:
    """Write down that a car came in or went out, with what became of its pass, and say whether one without a pass may
    leave. Raises InvalidFields.
    """
    if not normalise_plate(body.plate):
        raise InvalidFields({"plate": "Type the letters and figures of the number plate."})
    named = _named(caller, body, key) if body.id is not None else None
    workshop = caller.workshop

    async def work(session: Session) -> Document:
        seen = _new_sighting(caller, body, named.mark if named is not None else None)
        used = await _take_pass(caller, session, body, seen)
        await sightings_of(caller.db, workshop.id).insert([seen], session)
        events = [car_seen(seen, caller.user.id), *([used] if used is not None else [])]
        await caller.record(session, *events)
        if seen["outcome"] not in {None, PassOutcome.USED}:
            await note(caller.db, session, workshop.id, [_refused(seen)])
        return _seen_out(seen)

    # A pass that is shown twice is never taken for two fingers: the owner is to know of the second at once.
    alike = _alike(caller, body) if body.pass_code is None else None
    answer = await once(caller.db, caller.user.id, key, body, work, alike=alike, named=named)
    # As it is now, also for one that was sent again: it is told so that the car can be stopped.
    return {**answer, **await stand_of(caller, body)}


async def _take_pass(caller: Caller, session: Session, body: SightingCreate, seen: SightingRow) -> Event | None:
    """Use the pass that was shown, and say in the sighting what came of it. Returns the event of its use."""
    if body.pass_code is None or seen["direction"] != Direction.OUT:
        return None
    taken = await passes.take(caller, session, body.pass_code, seen)
    seen["outcome"], seen["pass_id"] = taken.outcome, taken.pass_id
    return taken.event


def _new_sighting(caller: Caller, body: SightingCreate, mark: str | None) -> SightingRow:
    came_at = now()
    said = body.at.astimezone(dt.UTC) if body.at is not None else came_at
    is_believed = came_at - _BELIEVED_FOR <= said <= came_at
    # To the millisecond, as it is kept.
    at = said.replace(microsecond=said.microsecond // 1000 * 1000) if is_believed else came_at
    seen: SightingRow = {
        "_id": body.id or new_id(),
        "workshop_id": caller.workshop.id,
        "plate": normalise_plate(body.plate),
        "plate_shown": body.plate,
        "direction": body.direction.value,
        "at": at,
        "came_at": came_at,
        "day": day_of(at, caller.workshop.timezone),
        "member_id": caller.member.id,
        "km": body.odometer_km,
        "outcome": None,
        "pass_id": None,  # nosec B105  (of a gate)
    }
    if mark is not None:
        seen["request_mark"] = mark
    return seen


def car_seen(seen: SightingRow, actor_id: str) -> Event:
    """Build the event of a car at the gate. Its number is personal data, which the chain holds by its digest."""
    facts = {
        "vehicle_number": seen["plate_shown"],
        **{name: seen[name] for name in ("direction", "day", "member_id", "km", "outcome", "pass_id")},
        "seen_at": millis(seen["at"]),
    }
    about = {"sighting": seen["_id"]}
    return Event(EntryKind.CAR_SEEN, actor_id, None, seen["came_at"], about=about, facts=facts)


def _refused(seen: SightingRow) -> Finding:
    about = {"sighting": seen["_id"]}
    if seen["pass_id"] is not None:
        about["pass"] = seen["pass_id"]
    facts = {"outcome": seen["outcome"], "direction": seen["direction"]}
    return Finding(ExceptionKind.PASS_REFUSED, seen["_id"], seen["at"], about=about, facts=facts)


def _seen_out(seen: SightingRow) -> Document:
    message = f"{seen['plate_shown']} {seen['direction']}"
    return {"id": seen["_id"], "message": message, "outcome": seen["outcome"]}


def _named(caller: Caller, body: SightingCreate, key: IdempotencyKey) -> NamedThere:
    async def read_named() -> tuple[str | None, Document] | None:
        seen = await sightings_of(caller.db, caller.workshop.id).find_one({"_id": body.id})
        return None if seen is None else (seen.get("request_mark"), _seen_out(seen))

    return NamedThere(mark_of(caller.member.id, key.fingerprint(body)), read_named)


def _alike(caller: Caller, body: SightingCreate) -> Alike:
    """Say what makes two cars the same: the plate, the way it went, and when it was seen. A phone that was off sends
    at one moment what it saw in an hour."""
    at = body.at or now()

    async def stands(sighting_id: str) -> bool:
        seen = await sightings_of(caller.db, caller.workshop.id).find_one({"_id": sighting_id}, {"at": 1})
        return seen is not None and abs(seen["at"] - at) < ASKED_FOR

    plate = normalise_plate(body.plate)
    said = f"{body.plate} {body.direction} was written down"
    parts = "sighting", caller.workshop.id, plate, body.direction.value
    return Alike(parts, said, "Write it down again?", stands, is_meant=body.repeat)


async def own_day(caller: Caller) -> Document:
    """Read the sightings that the caller has recorded today, the newest first."""
    workshop = caller.workshop
    day = day_of(now(), workshop.timezone)
    since = start_of_day(dt.date.fromisoformat(day), workshop.timezone)
    mine: Document = {"at": {"$gte": since}, "member_id": caller.member.id}
    order = [("at", -1), ("_id", -1)]
    rows = await sightings_of(caller.db, workshop.id).find(mine, sort=order, limit=MAX_LISTED).to_list()
    return {
        "workshop_name": workshop.name,
        "timezone": workshop.timezone,
        "currency": workshop.currency,
        "day": day,
        "sightings": [sighting_out(row) for row in rows],
    }


def sighting_out(row: SightingRow) -> Document:
    """Build a sighting as the wire shows it."""
    return {
        "id": row["_id"],
        "plate": row["plate_shown"],
        "odometer_km": row["km"],
        **{name: row[name] for name in ("direction", "at", "outcome")},
    }
