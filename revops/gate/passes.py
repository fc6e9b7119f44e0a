"""Gate passes: a code for a car that may leave, which opens the gate once.

A code is computed from the server's key, so that it can be shown again although nothing that it could be read from is
kept: whoever has the database has no pass.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import segno
from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller, Services
from revops.access.permissions import Permission, Role
from revops.access.tokens import secret_key
from revops.core.codes import read_code
from revops.core.errors import NotFound
from revops.core.ids import CODE_ALPHABET, new_id
from revops.core.money import shown, to_wire
from revops.core.text import normalise_plate
from revops.core.time import millis, now
from revops.gate.errors import NothingOwed, PassOwes, PassUsed
from revops.gate.plates import is_near
from revops.gate.row import Direction, PassOutcome, PassRow, ReleaseRow, SightingRow
from revops.jobs.row import is_to_follow
from revops.jobs.service import read
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.papers.service import gate_pass_pdf

# 23 letters and figures to the 8th: of some hundred passes that are out nobody guesses one.
_CODE_LENGTH = 8
# Before the code in the picture, so that a phone knows it for a pass.
QR_PREFIX = "REVOPS-PASS:"
OF_JOB: Document = dict.fromkeys(
    ("manager_id", "vehicle_number", "outstanding_minor", "estimate_to_follow", "status"), 1
)


def passes_of(db: Database, workshop_id: str) -> ScopedRows[PassRow]:
    """Return the gate passes of a workshop."""
    return ScopedRows(db, "gate_passes", TenantScope(workshop_id))


def releases_of(db: Database, workshop_id: str) -> ScopedRows[ReleaseRow]:
    """Return the releases of a workshop."""
    return ScopedRows(db, "gate_releases", TenantScope(workshop_id))


def _digest(services: Services, what: str) -> bytes:
    return hmac.new(secret_key(services.settings).encode(), what.encode(), hashlib.sha256).digest()


def code_of(services: Services, job_id: str, serial: int) -> str:
    """Compute the code of a pass."""
    number, letters = int.from_bytes(_digest(services, f"gate pass:{job_id}:{serial}")), []
    for _ in range(_CODE_LENGTH):
        number, at = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[at])
    return "".join(letters)


def mac_of(services: Services, workshop_id: str, code: str) -> str:
    """Compute the name that a code is found by; without the server's key nobody finds the code to it."""
    return _digest(services, f"gate pass code:{workshop_id}:{code}").hex()


async def last_release(
    db: Database, workshop_id: str, job_id: str, session: Session | None = None
) -> ReleaseRow | None:
    """Read the owner's last word that a car may leave unpaid."""
    newest = [("at", -1)]
    rows = await releases_of(db, workshop_id).find({"job_id": job_id}, sort=newest, limit=1, session=session).to_list()
    return rows[0] if rows else None


def may_leave(job: Mapping[str, Any], release: ReleaseRow | None) -> bool:
    """Say whether a car may leave: it is paid, or no more is owed than the owner has released."""
    if release is None:
        return job["outstanding_minor"] <= 0 and not is_to_follow(job)
    return bool(job["outstanding_minor"] <= release["amount_minor"])


async def show(caller: Caller, job_id: str) -> Document:
    """Show the gate pass of a job; it is made if there is none that holds. Raises NotFound, PassOwes, PassUsed."""
    for _ in range(3):
        try:
            return await caller.db.transaction(lambda session: _show(caller, session, job_id))
        except (DuplicateKeyError, BulkWriteError):
            continue  # another was faster
    raise AssertionError("of two that make the same pass one finds that of the other")


async def _show(caller: Caller, session: Session, job_id: str) -> Document:
    db, workshop = caller.db, caller.workshop
    job = await read(caller, job_id, session, OF_JOB)
    release = await last_release(db, workshop.id, job_id, session)
    if not may_leave(job, release):
        raise _owes(job, workshop.currency)
    passes = passes_of(db, workshop.id)
    last = await _last_pass(caller, job_id, session)
    if last is not None and last["used_at"] is not None:
        await _require_back(caller, session, job["vehicle_number"], last["used_at"])
    serial = last["serial"] if last is not None else 0
    code = code_of(caller.services, job_id, serial)
    # Made with another secret key it opens the gate no more.
    if last is None or last["used_at"] is not None or last["code_mac"] != mac_of(caller.services, workshop.id, code):
        code = code_of(caller.services, job_id, serial + 1)
        last = {
            "_id": new_id(),
            "workshop_id": workshop.id,
            "job_id": job_id,
            "serial": serial + 1,
            "code_mac": mac_of(caller.services, workshop.id, code),
            "issued_at": now(),
            "issued_by": caller.user.id,
            "used_at": None,
            "sighting_id": None,
        }
        await passes.insert([last], session)
        await caller.record(session, _issued(last, job["manager_id"]))
    return {
        "code": f"{code[:4]}-{code[4:]}",
        "qr": segno.make(QR_PREFIX + code, error="m", micro=False).svg_data_uri(scale=6, border=4, light="white"),
        "plate": job["vehicle_number"],
        "issued_at": last["issued_at"],
    }


async def pass_pdf(caller: Caller, job_id: str) -> tuple[bytes, str]:
    """Print the gate pass of a job, and its file name. Raises as showing it does."""
    shown_pass = await show(caller, job_id)
    code: str = shown_pass["code"]
    return await gate_pass_pdf(caller, job_id, code, QR_PREFIX + code.replace("-", ""))


def _owes(job: Mapping[str, Any], currency: str) -> PassOwes:
    if is_to_follow(job):
        return PassOwes("The estimate is still to follow, so nobody knows what there is to pay. Enter it first.")
    owed = shown(job["outstanding_minor"], currency)
    return PassOwes(f"{owed} is still to be paid. Record the payment, or ask the owner to let the car leave.")


async def _last_pass(caller: Caller, job_id: str, session: Session | None = None) -> PassRow | None:
    newest = [("serial", -1)]
    found = passes_of(caller.db, caller.workshop.id).find({"job_id": job_id}, sort=newest, limit=1, session=session)
    rows = await found.to_list()
    return rows[0] if rows else None


async def _require_back(caller: Caller, session: Session, plate: str, since: dt.datetime) -> None:
    """Raise PassUsed unless the car came in again after it went out with its pass."""
    came: Document = {"direction": Direction.IN.value, "at": {"$gt": since}}
    rows = ScopedRows[SightingRow](caller.db, "gate_sightings", TenantScope(caller.workshop.id))
    mine = normalise_plate(plate)
    async for row in rows.find(came, {"plate": 1}, sort=[("at", -1)], limit=1000, session=session):
        if is_near(row["plate"], mine):
            return
    raise PassUsed("This car has left with its pass. There is another one once the gate has seen it come in again.")


def _issued(row: PassRow, manager_id: str) -> Event:
    about = {"job": row["job_id"], "pass": row["_id"]}
    facts = {"serial": row["serial"], "code_mac": row["code_mac"]}
    return Event(EntryKind.PASS_ISSUED, row["issued_by"], manager_id, row["issued_at"], about=about, facts=facts)


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome of a pass that was shown: the event of its use, where it was used."""

    outcome: PassOutcome
    pass_id: str | None = None
    event: Event | None = None


async def take(caller: Caller, session: Session, code: str, seen: SightingRow) -> Taken:
    """Use a pass for a car that goes out: once, for its own car, and while nothing is owed."""
    looked = await _look(caller, code, session)
    if looked is None:
        return Taken(PassOutcome.UNKNOWN)
    row, job, release = looked
    outcome = _outcome(row, job, release)
    if outcome is PassOutcome.USED and not is_near(normalise_plate(job["vehicle_number"]), seen["plate"]):
        outcome = PassOutcome.ANOTHER_CAR
    if outcome is not PassOutcome.USED:
        return Taken(outcome, row["_id"])
    used = {"$set": {"used_at": seen["at"], "sighting_id": seen["_id"]}}
    # Two phones that scan the same: one of the transactions conflicts, and finds it used.
    unused: Document = {"_id": row["_id"], "used_at": None}
    if await passes_of(caller.db, caller.workshop.id).update(unused, used, session) is None:
        return Taken(PassOutcome.USED_BEFORE, row["_id"])
    about = {"job": row["job_id"], "pass": row["_id"], "sighting": seen["_id"]}
    facts = {"used_at": millis(seen["at"]), **({"km": seen["km"]} if seen["km"] is not None else {})}
    event = Event(EntryKind.PASS_USED, caller.user.id, job["manager_id"], seen["came_at"], about, facts=facts)
    return Taken(outcome, row["_id"], event)


async def _look(
    caller: Caller, code: str, session: Session | None = None
) -> tuple[PassRow, Document, ReleaseRow | None] | None:
    db, workshop_id = caller.db, caller.workshop.id
    # As the picture has it, too.
    mac = mac_of(caller.services, workshop_id, code.removeprefix(read_code(QR_PREFIX)))
    row = await passes_of(db, workshop_id).find_one({"code_mac": mac}, session=session)
    if row is None:
        return None
    jobs = Scoped(db, "jobs", caller.scope.whole_workshop())
    job = await jobs.find_one({"_id": row["job_id"]}, OF_JOB, session=session)
    assert job is not None, "jobs are not deleted"
    return row, job, await last_release(db, workshop_id, row["job_id"], session)


def _outcome(row: PassRow, job: Mapping[str, Any], release: ReleaseRow | None) -> PassOutcome:
    if row["used_at"] is not None:
        return PassOutcome.USED_BEFORE
    return PassOutcome.USED if may_leave(job, release) else PassOutcome.OWES


async def check(caller: Caller, code: str) -> Document:
    """Say of which car a pass is that would open the gate now. Changes nothing. Raises NotFound, PassUsed, PassOwes."""
    looked = await _look(caller, code)
    if looked is None:
        raise NotFound("gate pass")
    row, job, release = looked
    outcome = _outcome(row, job, release)
    if outcome is PassOutcome.USED_BEFORE:
        raise PassUsed("A car has gone out with this pass already. Ask at the counter for another one.")
    if outcome is PassOutcome.OWES:
        raise PassOwes("This car may not leave any more. Ask at the counter.")
    return {"plate": job["vehicle_number"]}


async def release_credit(caller: Caller, job_id: str, key: IdempotencyKey) -> Document:
    """Let a car leave although so much is owed on its job: the owner's word, in the journal.

    Raises NotFound; NothingOwed for a job that is paid.
    """
    workshop = caller.workshop

    async def work(session: Session) -> Document:
        job = await read(caller, job_id, session, OF_JOB)
        if may_leave(job, None):
            raise NothingOwed("Nothing is owed on this job, so the car may leave anyway.")
        said = {"message": "The car may leave"}
        before = await last_release(caller.db, workshop.id, job_id, session)
        if before is not None and before["amount_minor"] == job["outstanding_minor"]:
            return {"id": before["_id"], **said}  # nothing new is said
        row: ReleaseRow = {
            "_id": new_id(),
            "workshop_id": workshop.id,
            "job_id": job_id,
            "amount_minor": job["outstanding_minor"],
            "at": now(),
            "by": caller.user.id,
        }
        await releases_of(caller.db, workshop.id).insert([row], session)
        about = {"job": job_id, "release": row["_id"]}
        facts = {"amount_minor": row["amount_minor"]}
        event = Event(EntryKind.CREDIT_RELEASED, row["by"], job["manager_id"], row["at"], about=about, facts=facts)
        await caller.record(session, event)
        return {"id": row["_id"], **said}

    return await once(caller.db, caller.user.id, key, None, work)


async def has_gate(db: Database, workshop_id: str) -> bool:
    """Say whether somebody of a garage stands at its gate."""
    members = Scoped(db, "members", TenantScope(workshop_id))
    granted = f"grants.{Permission.GATE_RECORD}"
    by_role: Document = {"role": Role.GATE.value, granted: {"$ne": False}}
    by_grant: Document = {"role": {"$ne": Role.OWNER.value}, granted: True}
    return await members.count({"left_at": None, "$or": [by_role, by_grant]}, limit=1) > 0


async def stand(caller: Caller, job_id: str) -> Document:
    """Read how a job stands with the gate: whether its car may leave, and whether it left. Raises NotFound."""
    db, workshop = caller.db, caller.workshop
    job = await read(caller, job_id, projection=OF_JOB)
    release = await last_release(db, workshop.id, job_id)
    last = await _last_pass(caller, job_id)
    sighting_id = last["sighting_id"] if last is not None else None
    rows = ScopedRows[SightingRow](db, "gate_sightings", TenantScope(workshop.id))
    seen = await rows.find_one({"_id": sighting_id}, {"km": 1}) if sighting_id is not None else None
    by = release["by"] if release is not None else None
    names = await caller.services.names({by} if by is not None else set())
    return {
        "has_gate": await has_gate(db, workshop.id),
        "may_leave": may_leave(job, release),
        "owed": to_wire(job["outstanding_minor"], workshop.currency),
        "estimate_to_follow": is_to_follow(job),
        "released_at": release["at"] if release is not None else None,
        "released_by_name": names.get(by) if by is not None else None,
        "released_amount": to_wire(release["amount_minor"], workshop.currency) if release is not None else None,
        "issued_at": last["issued_at"] if last is not None else None,
        "used_at": last["used_at"] if last is not None else None,
        "used_km": seen["km"] if seen is not None else None,
    }
