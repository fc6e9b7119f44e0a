"""More of what happens in a garage than attacks by hand are tried on: a bit of everything that is kept of it."""

import base64

from fastapi import FastAPI

from revops.access.audit_chain import AuditSealer
from revops.core.time import now
from revops.demo.messages import add_messages
from revops.demo.photos import add_photos
from revops.digest.making import Digests
from revops.journal.sealer import Sealer
from revops.messages.channels import channels_of
from revops.mongo.client import Database
from tests.access.furnishing import furnished_device, furnished_passkey
from tests.estimates.making import PADS, add_service, send_estimate, told
from tests.exceptions.asking import Asked
from tests.factories import (
    Garage,
    get_job,
    job_fields,
    make_inspection,
    make_invite_code,
    make_job,
    make_manager,
    make_payment,
    make_photo,
    move_job,
    ok,
    picture,
)
from tests.trust.attacks.honest import Books, honest_work

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_STROKES = "10,20 60,90 120,40;200,100 260,100"


async def busy_work(garage: Garage, app: FastAPI, db: Database) -> Books:
    """Do a bit of everything, and seal it."""
    books = await honest_work(garage, db)
    await _with_the_customer(garage, books)
    await _settings(garage)
    await _people(garage, db)
    await _jobs(garage)
    services = app.state.services
    await add_messages(db, garage.id)
    await add_photos(db, services.files, garage.id)
    asked = Asked(app, db)
    await asked.follow(garage)
    for question in ok(await garage.owner.get("/api/exceptions"))[:1]:
        ok(await garage.owner.post(f"/api/exceptions/{question['id']}/answer", {"verdict": "not_fine"}))
    services.workshops.drop(garage.id)
    await Digests(services, channels_of(services)).make(await services.workshop(garage.id), now())
    await services.audit.flush()
    await Sealer(db).drain()
    await AuditSealer(db).drain()
    return books


async def _with_the_customer(garage: Garage, books: Books) -> None:
    owner, manager, http = garage.owner, garage.manager, garage.owner.http
    ok(await owner.put("/api/estimates/settings", {"asks_signature": True, "advance_percent": 20}))
    job_id = await make_job(manager, estimated_amount=1000, phone="+919123450077", odometer_km=42_000)
    inspection = await make_inspection(manager, job_id)
    photo = await make_photo(manager, job_id)
    point = {"answer": "soon", "measured": 12.1, "note": "Weak", "photo_ids": [photo]}
    ok(await manager.put(f"/api/inspections/{inspection}/points/battery", point))
    ok(await manager.put(f"/api/inspections/{inspection}/finish"))
    first = await add_service(manager, job_id, photo_ids=[photo], reason="Worn")
    second = await add_service(manager, job_id, "Battery")
    page = await send_estimate(manager, job_id)
    for service in (first, second):
        form = f"version=1&lang=en&{service}={'approved' if service == first else 'declined'}"
        signed = f"&signed_name=Asha+Rao&strokes={_STROKES.replace(' ', '+')}"
        assert (await http.post(f"{page}/answer", content=form + signed, headers=_FORM)).status_code == 303
    third = await add_service(manager, job_id, "Wipers")
    await send_estimate(manager, job_id)
    await told(manager, job_id, {third: "approved"}, note="By phone")
    payment = await make_payment(manager, job_id, 500)
    form = f"payment={payment}&says=different&differs=amount&text=I+gave+900"
    assert (await http.post(f"{page}/payment", content=form, headers=_FORM)).status_code == 303
    word = next(w for w in ok(await owner.get("/api/customer-words")) if w["kind"] == "different")
    ok(await owner.post(f"/api/customer-words/{word['id']}/resolve", {"note": "Spoke to him"}))
    other = await make_payment(manager, job_id, 100)
    form = f"payment={other}&says=right"
    assert (await http.post(f"{page}/payment", content=form, headers=_FORM)).status_code == 303
    reminder = ok(await manager.post(f"/api/jobs/{job_id}/service-reminders", {"title": "Oil", "months": 6}))
    ok(await manager.post(f"/api/jobs/{job_id}/service-reminders", {"title": "Brake fluid", "months": 12}))
    ok(await manager.put(f"/api/service-reminders/{reminder['id']}/answer", {"answer": "not_needed"}))
    customer = (await get_job(manager, job_id))["customer_id"]
    ok(await owner.request("PATCH", f"/api/customers/{customer}", json={"consents": {"marketing": True}}))
    ok(await manager.request("PATCH", f"/api/customers/{customer}", json={"notes": "Prefers calls"}))
    vehicle = (await get_job(manager, job_id))["vehicle_id"]
    ok(await manager.request("PATCH", f"/api/vehicles/{vehicle}", json={"colour": "Red"}))
    made = {"asked": job_id, "service": first, "declined": second, "word": word["id"], "reminder": reminder["id"]}
    books.ids.update(made)


async def _settings(garage: Garage) -> None:
    owner = garage.owner
    ok(await owner.put("/api/poster", {"name": f"busy-{garage.id[-12:]}"}))
    ok(await owner.put("/api/poster", {"name": f"busier-{garage.id[-12:]}"}))
    logo = base64.b64encode(picture(size=(200, 200), kind="PNG")).decode()
    ok(await owner.put(f"/api/workshops/{garage.id}/logo", {"image": logo}))
    ok(await owner.post("/api/service-templates", {"title": "Brake pads", "items": [PADS]}))
    text = {"event": "ready", "language": "en", "text": "Your car is ready."}
    ok(await owner.put("/api/messages/templates", text))
    ok(await owner.put("/api/messages/settings", {"language": "hi"}))
    ok(await owner.put("/api/push", {"shows_amounts": False}))
    ok(await owner.put("/api/exceptions/settings", {"discount_caps": {"manager": 10}, "muted": ["upi_without_rrn"]}))
    ok(await owner.put("/api/gate/settings", {"test_drive_km": 12}))
    ok(await owner.put("/api/digest/settings", {"at": "21:00"}))


async def _people(garage: Garage, db: Database) -> None:
    owner = garage.owner
    await make_invite_code(owner)
    gone = await make_manager(owner)
    ok(await owner.delete(f"/api/members/{gone.id}"))
    await furnished_device(db, owner.id)
    await furnished_passkey(db, owner.id)


async def _jobs(garage: Garage) -> None:
    owner, manager = garage.owner, garage.manager
    other = await make_manager(owner)
    given = await make_job(manager, estimated_amount=700, phone="+919123450078")
    ok(await owner.post(f"/api/jobs/{given}/reassign", {"manager_id": other.id}))
    cancelled = await make_job(manager, estimated_amount=700, phone="+919123450079")
    ok(await manager.post(f"/api/jobs/{cancelled}/cancel", {"reason": "Did not come"}))
    owing = await make_job(manager, estimated_amount=700, phone="+919123450080")
    await move_job(manager, owing, "in_progress", "completed", "delivered")
    ok(await owner.post(f"/api/jobs/{owing}/write-off", {"reason": "Too little to ask for"}))
    twice = await make_job(manager, estimated_amount=300, phone="+919123450081", vehicle_number="MH12AB2222")
    ids = [(await get_job(owner, job_id))["customer_id"] for job_id in (given, twice)]
    ok(await owner.post(f"/api/customers/{ids[0]}/merge", {"customer_id": ids[1]}))
    part = {"kind": "part", "description": "Brake pads", "unit_price": 2000, "tax_rate_bp": 1800}
    lines = await make_job(manager, items=[part], estimated_amount=None, phone="+919123450082")
    body = {"items": [{**part, "discount": 900}], "note": "He waited"}
    for granted in (True, None):
        request = ok(await manager.post(f"/api/jobs/{lines}/discount-requests", body))["id"]
        if granted:
            ok(await owner.post(f"/api/discount-requests/{request}/answer", {"granted": True}))
        body["items"] = [{**part, "discount": 1500}]
    to_follow = job_fields(estimated_amount=None, estimate_to_follow=True, items=[], phone="+919123450083")
    ok(await manager.post("/api/jobs", to_follow))
    await make_payment(owner, lines, 500)
    ok(await owner.post(f"/api/documents/invoice/{lines}/issue"))
    ok(await owner.post(f"/api/documents/credit-note/{lines}/issue", {"reason": "Wrong part"}))
    ok(await manager.post(f"/api/jobs/{twice}/messages", {"channel": "whatsapp", "text": "Ready.", "is_draft": True}))
