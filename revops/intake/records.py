"""Whose vehicle is taken in: found by plate, then by phone, else made; in the transaction that makes the job."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from revops.access.audit import AuditKind
from revops.access.caller import Caller
from revops.core.errors import InvalidFields, NotFound
from revops.core.folding import fold
from revops.core.money import to_wire
from revops.core.phones import read_phone
from revops.core.text import normalise_plate
from revops.customers import service as customers
from revops.customers.row import CustomerRow, ids_of, is_called, is_number, new_customer
from revops.customers.service import PRESENT, customers_of, read_customer
from revops.jobs.row import JobRow, is_to_follow
from revops.jobs.schemas import JobCreate
from revops.jobs.service import jobs_of
from revops.jobs.status import OPEN
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped
from revops.service_reminders import service as service_reminders
from revops.vehicles import service as vehicles
from revops.vehicles.due import foresee_again
from revops.vehicles.readings import new_reading
from revops.vehicles.row import Keeper, Reading, VehicleRow, new_vehicle, vehicle_tokens
from revops.vehicles.service import vehicles_of

# Of those who share a phone number, so many are looked at.
_MAX_ALIKE = 20
_SHOWN_OF_OPEN = ("number", "status", "created_at", "customer_name", "phone")
_OLDEST = [("created_at", 1), ("_id", 1)]
_NEWEST = [("created_at", -1), ("_id", -1)]


@dataclass(frozen=True, slots=True)
class Known:
    """The vehicle of a plate, and the customers who have a phone number."""

    vehicle: VehicleRow | None
    customers: Sequence[CustomerRow]


async def look_up(caller: Caller, plate: str, phone: str, key: str, session: Session | None = None) -> Known:
    """Find what is known, outside of a transaction in the time of one round trip."""
    by_plate: Document = {"plate": plate}
    whose: Document = PRESENT | ({"phones": phone} if is_number(phone) else {"intake_key": key})
    found = vehicles_of(caller).page_naive(by_plate, vehicles.LISTED, limit=1, session=session)
    alike = customers_of(caller).page_naive(whose, customers.SHOWN, sort=_OLDEST, limit=_MAX_ALIKE, session=session)
    if session is None:
        rows, people = await asyncio.gather(found, alike)
    else:
        rows, people = await found, await alike  # a session does one thing at a time
    return Known(rows[0] if rows else None, people)


async def find_open_job(caller: Caller, vehicle_id: str) -> Document | None:
    """Find the newest job of a vehicle that is still to be done, among those that the caller may see."""
    still_open = {"vehicle_id": vehicle_id, "status": {"$in": [status.value for status in OPEN]}}
    fields = dict.fromkeys((*_SHOWN_OF_OPEN, "outstanding_minor", "estimate_to_follow"), 1)
    rows: list[Any] = list(await jobs_of(caller).page_naive(still_open, fields, sort=_NEWEST, limit=1))
    return _open_job_out(rows[0], caller.workshop.currency) if rows else None


def _open_job_out(job: Document, currency: str) -> Document:
    """Build the open job of a car as the form shows it, with what to do about it: take payment, open it, message."""
    same = {name: job.get(name) for name in _SHOWN_OF_OPEN}
    amount = to_wire(job["outstanding_minor"], currency)
    return {"id": job["_id"], **same, "remaining_amount": amount, "estimate_to_follow": is_to_follow(job)}


def intake_key(phone: str, plate: str, name: str) -> str:
    """Build the key by which somebody new is made once: the phone; without one the vehicle and the name."""
    return phone if is_number(phone) else f"{plate} {fold(name)}"


class Records:
    """Finds or makes the customer and the vehicle of an intake, as often as its transaction is tried."""

    def __init__(self, caller: Caller, body: JobCreate) -> None:
        self._caller = caller
        self._body = body
        self._phone = read_phone(body.phone, caller.workshop.currency).stored
        self._plate = normalise_plate(body.vehicle_number)
        self._key = intake_key(self._phone, self._plate, body.customer_name)
        self._known: Known | None = None
        # Whether the vehicle is whose the job is, from now on: it was sold, or its keeper was erased.
        self._is_given = body.keeper == "sold"

    async def prepare(self) -> None:
        """Look before the transaction; what is new is made in it, and its unique indexes undo what was made twice."""
        self._known = await look_up(self._caller, self._plate, self._phone, self._key)

    async def open_job(self) -> Document | None:
        """Find the open job of the vehicle, once it is prepared."""
        vehicle = self._known.vehicle if self._known is not None else None
        return await find_open_job(self._caller, vehicle["_id"]) if vehicle is not None else None

    async def name(self, session: Session, job: JobRow) -> None:
        """Let a job that is being made name its customer and its vehicle. Raises InvalidFields and Conflict."""
        known, self._known = self._known, None
        if known is None:  # tried again
            known = await look_up(self._caller, self._plate, self._phone, self._key, session)
        vehicle = await self._vehicle(session, known)
        customer = await self._customer(session, known, vehicle, job)
        await self._note_email(session, customer)
        if job["manager_id"] not in customer["manager_ids"]:
            shown = {"$addToSet": {"manager_ids": job["manager_id"]}}
            await customers_of(self._caller).update({"_id": customer["_id"]}, shown, session, projection={"_id": 1})
        job["customer_id"] = customer["_id"]
        job["vehicle_id"] = await self._bring(session, vehicle, customer["_id"], job)

    async def _vehicle(self, session: Session, known: Known) -> VehicleRow | None:
        wanted = self._body.vehicle_id
        if wanted is None or (known.vehicle is not None and known.vehicle["_id"] == wanted):
            return known.vehicle
        try:
            await vehicles.read_vehicle(self._caller, wanted, session)
        except NotFound:
            raise InvalidFields({"vehicle_id": "This garage has no such vehicle."}) from None
        raise InvalidFields({"vehicle_number": "The vehicle chosen has another number. Change it there first."})

    async def _customer(self, session: Session, known: Known, vehicle: VehicleRow | None, job: JobRow) -> CustomerRow:
        """Find whose the job is, or make him. Without an answer whether it is the same customer, a phone is one."""
        body, alike = self._body, known.customers
        keeper = next((row for row in alike if vehicle and vehicle["keeper_id"] in ids_of(row)), None)
        if body.customer_id is not None:
            try:
                chosen = await read_customer(self._caller, body.customer_id, session)
            except NotFound:
                raise InvalidFields({"customer_id": "This garage has no such customer."}) from None
            return await self._same(session, chosen, names=False)
        if body.keeper == "same" and vehicle is not None:
            # As he is now: what was looked up before the transaction may have changed.
            same = await self._keeper(session, vehicle)
            return await self._same(session, same, names=customers.is_shown(self._caller, same["manager_ids"]))
        others = [row for row in alike if row is not keeper] if body.keeper == "sold" else alike
        if keeper is not None and body.keeper is None:
            return keeper
        own = await self._keeper(session, vehicle) if body.keeper is None and vehicle is not None else None
        if own is not None and own["erased_at"] is not None:
            self._is_given, own = True, None
        if others:
            return next((row for row in others if is_called(row, body.customer_name)), others[0])
        if own is not None and is_called(own, body.customer_name):
            return await self._same(session, own, names=False)
        row = new_customer(
            self._caller.workshop.id, body.customer_name, self._phone, self._key, job["manager_id"], job["created_at"]
        )
        if alike:
            del row["intake_key"]  # the former keeper has this number too
        row["email"] = body.customer_email
        await customers_of(self._caller).insert([row], session)
        return row

    async def _note_email(self, session: Session, row: CustomerRow) -> None:
        """Note the e-mail address that a known customer gives. One that he has is changed by whoever is shown it."""
        given = self._body.customer_email
        if given is None or given == row["email"] or row["erased_at"] is not None:
            return
        if row["email"] is None or customers.is_shown(self._caller, row["manager_ids"]):
            await customers.store(self._caller, session, row, {"email": given}, None)

    async def _keeper(self, session: Session, vehicle: VehicleRow) -> CustomerRow:
        return await read_customer(self._caller, vehicle["keeper_id"], session, whoever=True)

    async def _same(self, session: Session, row: CustomerRow, *, names: bool = True) -> CustomerRow:
        """Let a customer be called and reached as is said now."""
        fields: Document = {"name": self._body.customer_name} if names else {}
        if is_number(self._phone) and self._phone not in row["phones"]:
            fields["phones"] = [*row["phones"], self._phone]
        if row["erased_at"] is not None:
            raise InvalidFields({"customer_id": "This customer was erased on request. Enter name and phone anew."})
        return await customers.store(self._caller, session, row, fields, None)

    async def _bring(self, session: Session, vehicle: VehicleRow | None, customer_id: str, job: JobRow) -> str:
        """Make the vehicle, or note on it whose it is now and what its odometer says."""
        body, at = self._body, job["created_at"]
        if vehicle is None:
            workshop_id, model = self._caller.workshop.id, body.car_model
            new = new_vehicle(workshop_id, body.vehicle_number, model, customer_id, job["manager_id"], at)
            if body.odometer_km is not None:
                new["readings"] = [await self._reading(session, new, job)]
            await vehicles_of(self._caller).insert([new], session)
            return new["_id"]
        while (change := await self._change_of(session, vehicle, customer_id, job)) is not None:
            as_read = {"_id": vehicle["_id"], "version": vehicle["version"]}
            made = change | {"$inc": {"version": 1}}
            if await vehicles_of(self._caller).update(as_read, made, session, projection={"_id": 1}) is not None:
                if "$push" in change:
                    await foresee_again(self._caller, session, vehicle["_id"])
                break
            # Changed since it was looked up; in the transaction it stays as it is read now.
            vehicle = await vehicles.read_vehicle(self._caller, vehicle["_id"], session, whoever=True)
        return vehicle["_id"]

    async def _change_of(
        self, session: Session, vehicle: VehicleRow, customer_id: str, job: JobRow
    ) -> dict[str, Document] | None:
        at = job["created_at"]
        change: dict[str, Document] = {}
        if self._is_given and vehicle["keeper_id"] != customer_id:
            change["$set"] = {"keepers": sold_to(vehicle["keepers"], customer_id, at), "keeper_id": customer_id}
        if self._body.odometer_km is not None:
            change["$push"] = {"readings": await self._reading(session, vehicle, job)}
        if change:
            change["$set"] = {"updated_at": at, **change.get("$set", {})}
        if job["manager_id"] not in vehicle["manager_ids"]:
            change["$addToSet"] = {"manager_ids": job["manager_id"]}
        return change or None

    async def _reading(self, session: Session, vehicle: VehicleRow, job: JobRow) -> Reading:
        assert self._body.odometer_km is not None
        km, reason, timezone = self._body.odometer_km, self._body.odometer_reason, self._caller.workshop.timezone
        reading = new_reading(vehicle["readings"], km, job["created_at"], job["_id"], reason, timezone)
        if reading.get("is_marked"):
            await customers.note(self._caller, AuditKind.READING_MARKED, vehicle["_id"], session, None)
        return reading


def sold_to(keepers: Sequence[Keeper], customer_id: str, at: Any) -> list[Keeper]:
    """Build the keepers of a vehicle that is somebody else's from now on."""
    *earlier, last = keepers
    return [*earlier, {**last, "until": at}, {"customer_id": customer_id, "since": at, "until": None}]


async def relink(caller: Caller, session: Session, before: JobRow, after: JobRow) -> Document:
    """Name the customer and the vehicle of a job whose plate, phone or name was corrected: those known by what it says
    now; else the record is corrected with it, unless other jobs name that, too. Then somebody new is made.
    """
    linked: Document = {}
    customer_id, vehicle_id = before.get("customer_id"), before.get("vehicle_id")
    if customer_id is None or vehicle_id is None:
        return linked  # an older version wrote it; it is named in the background
    plate, phone, name = normalise_plate(after["vehicle_number"]), after["phone"], after["customer_name"]
    known = await look_up(caller, plate, phone, intake_key(phone, plate, name), session)
    if (before["phone"], before["customer_name"]) != (phone, name):
        linked["customer_id"] = customer_id = await _corrected_customer(caller, session, before, after, known)
    if normalise_plate(before["vehicle_number"]) != plate:
        linked["vehicle_id"] = await _corrected_vehicle(caller, session, vehicle_id, customer_id, after, known)
        if linked["vehicle_id"] != vehicle_id:
            await _move_reading(caller, session, before["_id"], vehicle_id, linked["vehicle_id"])
            to = {"vehicle_id": linked["vehicle_id"], "customer_id": customer_id}
            await service_reminders.move(caller, session, before["_id"], to, from_id=vehicle_id)
    shown = {"$addToSet": {"manager_ids": after["manager_id"]}}
    if customer_id != before.get("customer_id"):
        await customers_of(caller).update({"_id": customer_id}, shown, session, projection={"_id": 1})
    if linked.get("vehicle_id", vehicle_id) != vehicle_id:
        await vehicles_of(caller).update({"_id": linked["vehicle_id"]}, shown, session, projection={"_id": 1})
    return linked


async def _corrected_customer(caller: Caller, session: Session, before: JobRow, after: JobRow, known: Known) -> str:
    own = await read_customer(caller, str(before.get("customer_id")), session, whoever=True)
    phone, name, at = after["phone"], after["customer_name"], after["updated_at"]
    has_moved = before["phone"] != phone
    others = [row for row in known.customers if row["_id"] != own["_id"]]
    if has_moved and others and len(others) == len(known.customers):
        return others[0]["_id"]
    is_only = await _count_jobs(caller, session, {"customer_id": {"$in": ids_of(own)}}) == 1
    if is_only and own["erased_at"] is None:
        phones = [number for number in own["phones"] if number != before["phone"]] if has_moved else own["phones"]
        new = [phone] if is_number(phone) and phone not in phones else []
        await customers.store(caller, session, own, {"name": name, "phones": [*new, *phones]}, None)
    elif has_moved and not known.customers:
        key = intake_key(phone, normalise_plate(after["vehicle_number"]), name)
        row = new_customer(caller.workshop.id, name, phone, key, after["manager_id"], at)
        await customers_of(caller).insert([row], session)
        return row["_id"]
    # Not of the one into whom he was merged: undoing that takes this job back.
    return str(before.get("customer_id"))


async def _corrected_vehicle(
    caller: Caller, session: Session, vehicle_id: str, customer_id: str, after: JobRow, known: Known
) -> str:
    if known.vehicle is not None:
        return known.vehicle["_id"]
    at, typed = after["updated_at"], after["vehicle_number"]
    if await _count_jobs(caller, session, {"vehicle_id": vehicle_id}) > 1:
        new = new_vehicle(caller.workshop.id, typed, after["car_model"], customer_id, after["manager_id"], at)
        await vehicles_of(caller).insert([new], session)
        return new["_id"]
    own = await vehicles.read_vehicle(caller, vehicle_id, session, whoever=True)
    renamed: Document = {"plate": normalise_plate(typed), "plate_shown": typed, "updated_at": at}
    renamed["search"] = vehicle_tokens({**own, **renamed})
    await vehicles_of(caller).update({"_id": vehicle_id}, {"$set": renamed, "$inc": {"version": 1}}, session)
    return vehicle_id


async def _move_reading(caller: Caller, session: Session, job_id: str, from_id: str, to_id: str) -> None:
    """Let what the odometer said at a job be with the vehicle that it was: the plate of another one had been typed."""
    left = await vehicles.read_vehicle(caller, from_id, session, whoever=True)
    mine = [reading for reading in left["readings"] if reading["job_id"] == job_id]
    if not mine:
        return
    taken: Document = {"$pull": {"readings": {"job_id": job_id}}, "$inc": {"version": 1}}
    given: Document = {"$push": {"readings": {"$each": mine, "$sort": {"at": 1}}}, "$inc": {"version": 1}}
    await vehicles_of(caller).update({"_id": from_id}, taken, session, projection={"_id": 1})
    await vehicles_of(caller).update({"_id": to_id}, given, session, projection={"_id": 1})
    await foresee_again(caller, session, to_id)


async def _count_jobs(caller: Caller, session: Session, named: Document) -> int:
    """Count the jobs that name a record, up to two: also those of colleagues, which the caller may not see."""
    jobs = Scoped(caller.db, "jobs", caller.scope.whole_workshop())
    return await jobs.count(named, limit=2, session=session)
