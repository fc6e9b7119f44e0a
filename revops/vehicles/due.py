"""The days on which kilometres are reached, by how an odometer runs: of new reminders, and of open ones anew."""

import datetime as dt
from collections.abc import Sequence

from revops.access.caller import Caller
from revops.core.time import UTC, day_of, now
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, ScopedRows
from revops.vehicles.row import Reading, VehicleRow

# Who drives less is reminded by the day alone.
_LEAST_DAYS, _LEAST_KM = 14, 100
# A day for kilometres that nobody can foresee: later than that nobody plans.
_FARTHEST = dt.timedelta(days=3 * 365)


def projected_day(readings: Sequence[Reading], km: int, today: dt.date) -> dt.date | None:
    """Foresee when an odometer reaches so many kilometres, by how it ran between its first and its last reading that
    fit each other; None where these say too little."""
    fitting: list[Reading] = []
    for reading in readings:
        if reading.get("is_marked"):
            fitting.clear()  # of a new instrument: it grows from there
        fitting.append(reading)
    if not fitting:
        return None
    first, last = fitting[0], fitting[-1]
    if last["km"] >= km:
        return today
    days, ran = (_at(last).date() - _at(first).date()).days, last["km"] - first["km"]
    if days < _LEAST_DAYS or ran < _LEAST_KM:
        return None
    expected = _at(last).date() + dt.timedelta(days=min(_FARTHEST.days, (km - last["km"]) * days // ran))
    return max(expected, today)


async def foresee_again(caller: Caller, session: Session, vehicle_id: str) -> None:
    """Foresee anew when what is due by kilometres on a vehicle is reached, as its odometer says more now."""
    reminders = Scoped(caller.db, "service_reminders", caller.scope.whole_workshop())
    wanted: Document = {"vehicle_id": vehicle_id, "state": "open", "due_km": {"$ne": None}}
    fields = dict.fromkeys(("due_on", "due_km", "expected_on", "made_at"), 1)
    open_now = await reminders.find(wanted, fields, session=session).to_list()
    if not open_now:
        return
    vehicles = ScopedRows[VehicleRow](caller.db, "vehicles", caller.scope.whole_workshop())
    vehicle = await vehicles.find_one({"_id": vehicle_id}, {"readings": 1}, session)
    readings = vehicle["readings"] if vehicle is not None else []
    today = dt.date.fromisoformat(day_of(now(), caller.workshop.timezone))
    for reminder in open_now:
        made_at = reminder["made_at"].replace(tzinfo=UTC)
        # Kilometres of an instrument that was changed, or read wrongly, since then: they are reached at no day.
        if any(reading.get("is_marked") and _at(reading) > made_at for reading in readings):
            continue
        reached = projected_day(readings, reminder["due_km"], today)
        if reached is None:
            continue
        expected = min(day for day in (reminder["due_on"], reached.isoformat()) if day is not None)
        if expected != reminder["expected_on"]:
            change: Document = {"$set": {"expected_on": expected}}
            await reminders.update({"_id": reminder["_id"]}, change, session, projection={"_id": 1})


def _at(reading: Reading) -> dt.datetime:
    at = reading["at"]
    return at if at.tzinfo else at.replace(tzinfo=UTC)
