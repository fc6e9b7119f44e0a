"""A garage in which a bit of everything happened over HTTP, and its database as it was before somebody rewrote it."""

import base64
import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from revops.access.audit_chain import AuditSealer
from revops.core.time import day_of, now
from revops.exceptions.finding import Finding, note
from revops.exceptions.kinds import ExceptionKind
from revops.journal.sealer import Sealer
from revops.mongo.client import Database, Document
from tests.bank.statements import Money, Story, as_text, hdfc
from tests.bank.uploads import upload
from tests.estimates.making import add_service, send_estimate
from tests.factories import (
    Garage,
    Person,
    confirm_payment,
    confirm_settlement,
    get_job,
    job_fields,
    make_evidence,
    make_inspection,
    make_job,
    make_member,
    make_payment,
    make_photo,
    make_settlement,
    move_job,
    ok,
    picture,
    reject_payment,
)
from tests.settlements.counts import hand_over, receive, reverse, settle

UPI, OTHER_UPI = "423456789012", "523456789012"


def bank_story() -> Story:
    """What the bank says: the payment by UPI, and two that nobody entered."""
    today = dt.date.fromisoformat(day_of(now(), "Asia/Kolkata"))
    came = (Money(today, 70_000, "RAVI", UPI), Money(today, 500, "INTEREST", "000000000000"))
    return Story(100_000, (*came, Money(today, 30_000, "MEENA", "111111111111")))


LABOUR = {"kind": "labour", "description": "Brake service", "unit_price": 1180}


@dataclass(frozen=True)
class Books:
    """The garage, what happened in it by name, and its database, which attacks rewrite with full rights."""

    garage: Garage
    db: Database
    ids: dict[str, str]

    @property
    def id(self) -> str:
        """The workshop's id."""
        return self.garage.id

    async def one(self, name: str, **query: Any) -> Document:
        """Read a document."""
        found = await self.db.collection(name).find_one({**self._mine(name), **query})
        assert found is not None, (name, query)
        return found

    async def set(self, name: str, fields: Document, **query: Any) -> None:
        """Change fields of a document."""
        changed = await self.db.collection(name).update_one({**self._mine(name), **query}, {"$set": fields})
        assert changed.modified_count == 1, (name, query)

    async def change(self, name: str, change: Document, **query: Any) -> None:
        """Change a document by operators."""
        changed = await self.db.collection(name).update_one({**self._mine(name), **query}, change)
        assert changed.modified_count == 1, (name, query)

    async def remove(self, name: str, **query: Any) -> None:
        """Remove documents."""
        assert (await self.db.collection(name).delete_many({**self._mine(name), **query})).deleted_count > 0

    def _mine(self, name: str) -> Document:
        return {"_id": self.id} if name in _BY_OWN_ID else {"workshop_id": self.id}


async def honest_work(garage: Garage, db: Database) -> Books:
    """Do what is done in a garage, and seal it."""
    owner, manager = garage.owner, garage.manager
    ok(await owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "honest@upi"}))
    ok(await owner.put(f"/api/members/{manager.id}", {"limits": {"cash_payment": 5000}}))
    ok(await owner.put(f"/api/workshops/{garage.id}", {"password_above": 9000}))
    ids = {
        "plain": await make_job(manager, estimated_amount=5000, advance_paid=1000, internal_notes="Says it rattles"),
        "lines": str(
            ok(await manager.post("/api/jobs", job_fields(items=[LABOUR, LABOUR], estimated_amount=None)))["id"]
        ),
        "other": await make_job(manager, estimated_amount=800, phone="+919123456700", vehicle_number="MH14CD5678"),
    }
    plain = ids["plain"]
    ids["advance"] = (await get_job(manager, plain))["payments"][0]["id"]
    ids["cash"] = await make_payment(manager, plain, 1500, notes="For the brakes")
    ids["upi"] = await make_payment(manager, plain, 700, method="upi", reference=UPI)
    ids["rejected"] = await make_payment(manager, ids["other"], 300, method="upi", reference=OTHER_UPI)
    await confirm_payment(owner, ids["cash"])
    await confirm_payment(owner, ids["upi"])
    await reject_payment(owner, ids["rejected"])
    ok(await manager.put(f"/api/jobs/{plain}", {"estimated_amount": 4500, "phone": "+919123450001"}))
    ok(await manager.put(f"/api/jobs/{ids['lines']}", {"items": [LABOUR], "planned_completion_days": 3}))
    await move_job(manager, plain, "in_progress", "completed")
    ids["received"] = await make_settlement(manager, 700, [plain], notes="In the blue envelope")
    await confirm_settlement(owner, ids["received"])
    ids["waiting"] = await make_settlement(manager, 300)
    ids["refund"] = str(
        ok(
            await owner.post(
                "/api/refunds", {"job_id": plain, "amount": 100, "method": "upi", "reason": "Charged twice"}
            )
        )["id"]
    )
    await _count_cash(garage, ids)
    await _read_statement(owner, ids)
    ids["photo"] = await make_photo(manager, plain)
    ids["invoice"] = ok(await manager.post(f"/api/documents/invoice/{ids['lines']}/issue"))["id"]
    ids["receipt"] = ok(await manager.post(f"/api/documents/receipt/{ids['cash']}/issue"))["id"]
    for path in (f"invoice/{plain}", f"invoice/{ids['lines']}", f"receipt/{ids['cash']}"):
        assert (await owner.get(f"/api/documents/{path}")).status_code == 200
    await _at_the_gate(garage, ids)
    await _in_custody(garage, ids)
    ids["poster"] = f"honest-{garage.id[-12:]}"
    for name in (ids["poster"], f"more-{ids['poster']}"):
        ok(await owner.put("/api/poster", {"name": name}))
    await _asked_the_customer(garage, ids)
    rejected = {"job": ids["other"], "payment": ids["rejected"]}
    asked = Finding(
        ExceptionKind.PAYMENT_REJECTED, ids["rejected"], now(), manager.id, 30_000, rejected, {"receipt": True}
    )
    await db.transaction(lambda session: note(db, session, garage.id, [asked]))
    await Sealer(db).drain()
    await AuditSealer(db).drain()
    return Books(garage, db, ids)


async def _in_custody(garage: Garage, ids: dict[str, str]) -> None:
    owner, manager = garage.owner, garage.manager
    limits = {"amount": 20_000, "age_hours": 48}
    ok(await owner.put("/api/custody/settings", {**limits, "closes_at": "20:30"}))
    ok(await owner.put(f"/api/custody/members/{manager.id}/limits", {"limits": limits}))
    ok(await owner.post(f"/api/custody/members/{manager.id}/allow"))
    ids["count"] = ok(await owner.post("/api/custody/counts", {"member_id": manager.id}))["id"]
    ok(await manager.post(f"/api/custody/counts/{ids['count']}/answer", {"count": {"1": 7}}))
    closed = {"count": {"1": 7}, "reason": "Left it in the other drawer"}
    ids["day"] = ok(await manager.post("/api/custody/days/close", closed))["day"]["id"]
    ids["notes"] = await make_evidence(manager, f"cash-photos/count/{ids['count']}")


async def _asked_the_customer(garage: Garage, ids: dict[str, str]) -> None:
    """Have a customer sign what he approves, twice, by his finger and by his name."""
    owner, manager = garage.owner, garage.manager
    ok(await owner.put("/api/estimates/settings", {"asks_signature": True}))
    job_id = ids["asked"] = await make_job(manager, estimated_amount=1000, vehicle_number="MH14CD9999")
    for number, signed in enumerate(("strokes=10,20+60,90", "signed_name=Asha+Rao"), 1):
        for name in (f"approved {number}", f"declined {number}"):
            ids[name] = await add_service(manager, job_id, name.title(), reason="Worn")
        page = await send_estimate(manager, job_id)
        said = f"version={number}&lang=en&{ids[f'approved {number}']}=approved&{ids[f'declined {number}']}=declined"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await owner.http.post(f"{page}/answer", content=f"{said}&{signed}", headers=headers)
        assert answer.status_code == 303
    answers = ok(await owner.get(f"/api/jobs/{job_id}/estimate"))["answers"]
    ids["drawn"], ids["typed"] = (
        next(answer["id"] for answer in answers if answer["signed"] == how) for how in ("drawn", "typed")
    )
    assert (await owner.http.get(f"{page}/seen.gif")).status_code == 200
    ids["unsent"] = await add_service(manager, job_id, "Not sent yet")
    form = f"payment={await make_payment(manager, job_id, 500)}&says=different&differs=amount&text=I+gave+900"
    assert (await owner.http.post(f"{page}/payment", content=form, headers=headers)).status_code == 303
    ids["word"] = ok(await owner.get("/api/customer-words"))[0]["id"]
    await _inspected(manager, ids)
    await _set_up(garage, ids)


async def _set_up(garage: Garage, ids: dict[str, str]) -> None:
    """Name the price of a usual job, write to customers in own words, and end the link of one."""
    owner = garage.owner
    ids["usual"] = ok(await owner.post("/api/service-templates", {"title": "Brake service", "items": [LABOUR]}))["id"]
    ok(await owner.put("/api/messages/templates", {"event": "ready", "language": "en", "text": "Ready, {customer}."}))
    ok(await owner.put("/api/messages/settings", {"events": {"ready": True}}))
    link = f"/api/jobs/{ids['lines']}/customer-link"
    ids["ended page"] = ok(await garage.manager.put(link))["url"].rpartition("/")[2]
    ok(await garage.manager.delete(link))
    logo = base64.b64encode(picture(size=(60, 60), kind="PNG")).decode()
    ok(await owner.put(f"/api/workshops/{garage.id}/logo", {"image": logo}))


async def _inspected(manager: Person, ids: dict[str, str]) -> None:
    ids["inspection"] = await make_inspection(manager, ids["asked"])
    photo_id = await make_photo(manager, ids["asked"])
    points = f"/api/inspections/{ids['inspection']}"
    ok(await manager.put(f"{points}/points/battery", {"answer": "soon", "note": "Weak", "photo_ids": [photo_id]}))
    ok(await manager.put(f"{points}/points/engine_oil", {"answer": "good"}))
    ok(await manager.put(f"{points}/finish"))


async def _at_the_gate(garage: Garage, ids: dict[str, str]) -> None:
    gate, owner = await make_member(garage.owner, "gate"), garage.owner
    ok(await owner.post(f"/api/jobs/{ids['plain']}/gate/release"))
    code = ok(await owner.put(f"/api/jobs/{ids['plain']}/gate/pass"))["code"]
    plate = (await get_job(owner, ids["plain"]))["vehicle_number"]
    for name, car in (
        ("in", {"plate": plate, "direction": "in", "odometer_km": 48_250}),
        ("out", {"plate": plate, "direction": "out", "odometer_km": 48_390, "pass_code": code}),
        ("stranger", {"plate": "KA05MN0001", "direction": "in"}),
    ):
        ids[name] = ok(await gate.post("/api/gate/sightings", car))["id"]
    ids["car"] = await make_evidence(gate, f"gate/sightings/{ids['out']}/photos")
    today = ok(await gate.get("/api/gate"))["day"]
    ok(await owner.put(f"/api/gate/days/{today}/count", {"cars": 9}))


async def _read_statement(owner: Person, ids: dict[str, str]) -> None:
    await upload(owner, as_text(hdfc(bank_story())))
    seen = ok(await owner.get("/api/bank"))
    ok(await owner.put("/api/bank/matches", {"seen": seen["seen"]}))
    (ids["aside"], ids["credited"]) = (row["id"] for row in seen["credited"])
    ok(await owner.post(f"/api/bank/rows/{ids['aside']}/set-aside", {"why": "interest"}))


async def _count_cash(garage: Garage, ids: dict[str, str]) -> None:
    """Hand over by counts, with a difference that is booked, and reverse another that was received by mistake."""
    owner = garage.owner
    ok(await owner.put(f"/api/workshops/{garage.id}", {"blind_counts": True}))
    ids["counted"] = await hand_over(garage.manager, {"100": 5})
    await receive(owner, ids["counted"], {"100": 3, "50": 2})
    await settle(owner, ids["counted"], "A torn note")
    ids["reversed"] = await hand_over(garage.manager, {"100": 1})
    await receive(owner, ids["reversed"], {"100": 1})
    await reverse(owner, ids["reversed"])


# Of a workshop, found by its own id.
_BY_OWN_ID = ("chain_heads", "workshops", "audit_heads", "photo_usage")
_NOT_BOOKS = ("instances", "leases", "tasks", "idempotency_keys", "throttles", "verifications", "exports")


Kept = dict[str, dict[Any, Document]]


async def all_of(db: Database, workshop_id: str) -> Kept:
    """Read all that a workshop has, by collection and id, in one command: it has something in a third of a hundred
    collections, and an attack changes one or two.
    """
    names = await db.collection("jobs").database.list_collection_names()
    books = sorted(name for name in names if name not in _NOT_BOOKS and not name.startswith("system."))
    mine = {"$match": {"$or": [{"workshop_id": workshop_id}, {"_id": workshop_id}]}}
    unions = [
        {"$unionWith": {"coll": name, "pipeline": [mine, {"$project": {"_id": 0, "of": name, "document": "$$ROOT"}}]}}
        for name in books
    ]
    kept: Kept = {name: {} for name in books}
    async for found in await db.collection("jobs").aggregate([{"$match": {"$expr": False}}, *unions]):
        kept[found["of"]][found["document"]["_id"]] = found["document"]
    return kept


@contextlib.asynccontextmanager
async def put_back(db: Database, workshop_id: str) -> AsyncIterator[Kept]:
    """Put back, at the end, all that a workshop has in the database; yields it as it is before."""
    kept = await all_of(db, workshop_id)
    try:
        yield kept
    finally:
        left = await all_of(db, workshop_id)
        for name in kept.keys() | left.keys():
            were, are = kept.get(name, {}), left.get(name, {})
            if gone_or_new := [key for key in are if are[key] != were.get(key)]:
                await db.collection(name).delete_many({"_id": {"$in": gone_or_new}})
            if missing := [document for key, document in were.items() if are.get(key) != document]:
                await db.collection(name).insert_many(missing)
