"""Vehicles: the list, search, and changes of what they are."""

from collections.abc import Mapping
from typing import Any

from pymongo.errors import DuplicateKeyError

from revops.access.audit import AuditKind, Origin
from revops.access.caller import Caller
from revops.core.errors import InvalidFields, NotFound, StaleVersion
from revops.core.text import normalise_plate, plate_warning
from revops.core.time import now
from revops.customers.service import is_shown, note, seen_by
from revops.jobs.search import search_filter
from revops.mongo.client import Document, Session
from revops.mongo.paging import read_page
from revops.mongo.scoped import ScopedRows
from revops.vehicles.due import foresee_again
from revops.vehicles.errors import PlateTaken
from revops.vehicles.readings import new_reading
from revops.vehicles.row import VehicleRow, vehicle_tokens
from revops.vehicles.schemas import VehicleQuery, VehicleUpdate

# A vehicle as it is shown: without what only serves to find it.
SHOWN: Document = {"search": 0, "plate": 0}
# As it is listed, with the last reading alone.
LISTED: Document = SHOWN | {"readings": {"$slice": -1}}
# Fields that may be emptied; null for any other field of an update means "leave it".
_NULLABLE = frozenset({"make", "model", "year", "fuel", "vin", "colour"})


def vehicles_of(caller: Caller) -> ScopedRows[VehicleRow]:
    """Return all vehicles of the garage, for intake; ``seen_by`` tells which the caller is shown."""
    return ScopedRows(caller.db, "vehicles", caller.scope.whole_workshop())


async def list_vehicles(caller: Caller, wanted: VehicleQuery) -> tuple[list[VehicleRow], str | None]:
    """Read one page, newest first, and the cursor of the next, if there is one."""
    vehicles = vehicles_of(caller)
    clauses = [seen_by(caller)]
    if wanted.q:
        found = await search_filter(vehicles, wanted.q, caller.workshop.currency, is_of_jobs=False)
        if found is None:
            return [], None
        clauses.append(found)
    return await read_page(vehicles, clauses, "created_at", wanted, projection=LISTED)


async def read_vehicle(
    caller: Caller, vehicle_id: str, session: Session | None = None, *, whoever: bool = False
) -> VehicleRow:
    """Read a vehicle. Raises NotFound, and unless ``whoever``'s may be read, also for one that is not shown."""
    row = await vehicles_of(caller).find_one({"_id": vehicle_id}, SHOWN, session)
    if row is None or not (whoever or is_shown(caller, row["manager_ids"])):
        raise NotFound("vehicle")
    return row


async def update_vehicle(
    caller: Caller, vehicle_id: str, body: VehicleUpdate, origin: Origin
) -> tuple[VehicleRow, list[str]]:
    """Change a vehicle, or note what its odometer says. Returns what is stored then and warnings.

    Raises NotFound; Conflict when somebody was faster, for a plate that another has, and for an odd reading.
    """
    sent = body.model_dump(exclude_unset=True, exclude={"version", "vehicle_number", "odometer_km", "odometer_reason"})
    fields = {name: value for name, value in sent.items() if value is not None or name in _NULLABLE}
    warnings = []
    if body.vehicle_number is not None:
        plate = normalise_plate(body.vehicle_number)
        if not plate:
            raise InvalidFields({"vehicle_number": "Vehicle number needs letters or digits."})
        fields |= {"plate_shown": body.vehicle_number}
        warnings = [plate_warning(body.vehicle_number, caller.workshop.currency)]

    async def work(session: Session) -> VehicleRow:
        before = await read_vehicle(caller, vehicle_id, session)
        if body.version is not None and body.version != before["version"]:
            raise StaleVersion("Somebody changed this vehicle meanwhile. Look at the new state and try again.")
        by_name: Mapping[str, Any] = before
        changed = {name: value for name, value in fields.items() if by_name[name] != value}
        at = now()
        change: Document = {"$inc": {"version": 1}}
        if body.odometer_km is not None:
            timezone = caller.workshop.timezone
            reading = new_reading(before["readings"], body.odometer_km, at, None, body.odometer_reason, timezone)
            change["$push"] = {"readings": reading}
            if reading.get("is_marked"):
                await note(caller, AuditKind.READING_MARKED, vehicle_id, session, origin)
        elif not changed:
            return before
        change["$set"] = made = {**changed, "updated_at": at, "search": vehicle_tokens({**before, **changed})}
        if "plate_shown" in changed:
            made["plate"] = normalise_plate(changed["plate_shown"])
        as_read = {"_id": vehicle_id, "version": before["version"]}
        after = await vehicles_of(caller).update(as_read, change, session, projection=SHOWN)
        assert after is not None, "the transaction's snapshot holds this version"
        if body.odometer_km is not None:
            await foresee_again(caller, session, vehicle_id)
        if changed:
            about = ", ".join(sorted(changed))
            await note(caller, AuditKind.VEHICLE_CHANGED, vehicle_id, session, origin, about)
        return after

    try:
        row = await caller.db.transaction(work)
    except DuplicateKeyError:
        raise PlateTaken(
            "Another vehicle of this garage has this number. Open that one, or correct the number."
        ) from None
    return row, [warning for warning in warnings if warning]
