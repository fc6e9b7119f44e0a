"""Visits of the demo garage as its customers see them: a car looked over, work proposed and answered, work put off.

All of it is done as the app and the customer's page do it, so the books, the page and the lists agree.
"""

import io
from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

from revops.access.caller import Caller, Services, caller_of
from revops.access.permissions import Permission
from revops.billing.schemas import ItemIn
from revops.core.ids import new_id
from revops.customer_links.service import token_for_job
from revops.customer_page.caller import customer_of
from revops.estimates import answers, asking, service, templates, versions
from revops.estimates.row import How
from revops.estimates.schemas import EstimateSettingsChange, ServiceIn
from revops.inspections import service as inspections
from revops.inspections.row import Answer, points_of
from revops.inspections.schemas import PointAnswer
from revops.jobs.row import JobRow
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey
from revops.mongo.scoped import Scoped, ScopedRows
from revops.photos.row import PhotoKind
from revops.photos.schemas import PhotoQuery
from revops.photos.service import add_photo

_ADVANCE_PERCENT = 30
# Three of those that are here for some days already.
_AMONG = 30
# What was measured, and what is asked about for it; the rest was good.
_MEASURED = {"odometer": 48_200.0, "battery": 12.1, "front_tyres": 4.5, "rear_tyres": 4.0, "front_pads": 2.5}
_WORN = {"front_pads": "std-brake-pads", "battery": "std-battery", "wipers": "std-wipers"}
_SAID = {"std-brake-pads": "approved", "std-battery": "call_me", "std-wipers": "declined"}
_WAITING = ("std-ac", "std-tyres")
_PUT_OFF = ("std-clutch",)
_PHONE = "Mozilla/5.0 (Linux; Android 14) Mobile"


async def add_visits(services: Services, workshop_id: str) -> str | None:
    """Let three customers be asked for work, unless somebody was. Returns what opens the page of the first of them."""
    found = await services.db.collection("workshops").find_one({"_id": workshop_id}, {"owner_id": 1})
    assert found is not None, "made by the demo"
    owner = await _acting(services, found["owner_id"], Permission.WORKSHOP_MANAGE)
    whole = owner.scope.whole_workshop()
    if await Scoped(services.db, "services", whole).count({}, limit=1):
        return None
    here: Document = {"status": {"$in": ["pending", "in_progress"]}, "invoice_id": None, "cancelled_at": None}
    jobs = ScopedRows[JobRow](services.db, "jobs", whole)
    newest = await jobs.find(here, sort=[("created_at", -1), ("_id", -1)], limit=_AMONG).to_list()
    chosen = newest[-3:]
    await asking.change_settings(owner, EstimateSettingsChange(advance_percent=_ADVANCE_PERCENT))
    for job, tell in zip(chosen, (_looked_over, _waiting, _put_off), strict=False):
        manager = await _acting(services, job["manager_id"], Permission.JOBS_UPDATE)
        await tell(manager, job["_id"])
    return await token_for_job(services, whole, chosen[0]["_id"]) if chosen else None


async def _acting(services: Services, user_id: str, permission: Permission) -> Caller:
    user = await services.user(user_id, fresh=True)
    assert user is not None, "made by the demo"
    return await caller_of(services, user, permission)


async def _looked_over(manager: Caller, job_id: str) -> None:
    """Look the car over, propose what was found, and let the customer answer each of it on the page."""
    photos = await _inspect(manager, job_id)
    ids = await _propose(manager, job_id, list(_SAID), photos)
    number = await versions.send(manager, job_id, IdempotencyKey(None, "demo"))
    said = answers.Said(
        {ids[template_id]: answer for template_id, answer in _SAID.items()}, How.CUSTOMER, number, device=_PHONE
    )
    customer = await customer_of(manager.services, manager.workshop.id)
    assert customer is not None, "made by the demo"
    await _answer(customer, job_id, said)


async def _waiting(manager: Caller, job_id: str) -> None:
    """Ask the customer, who has not answered yet."""
    await _propose(manager, job_id, _WAITING, {})
    await versions.send(manager, job_id, IdempotencyKey(None, "demo"))


async def _put_off(manager: Caller, job_id: str) -> None:
    """Note what the customer said by phone: not now. The garage comes back to it."""
    ids = await _propose(manager, job_id, _PUT_OFF, {})
    said = dict.fromkeys(ids.values(), "declined")
    by_phone = answers.Said(said, How.TOLD, told="phone", recorded_by=manager.user.id, note="Next month, he says")
    await _answer(manager, job_id, by_phone)


async def _answer(caller: Caller, job_id: str, said: answers.Said) -> None:
    async def work(session: Session) -> None:
        await answers.record_answers(caller, session, job_id, said)

    await caller.db.transaction(work)


async def _propose(
    manager: Caller, job_id: str, template_ids: Sequence[str], photos: Mapping[str, str]
) -> dict[str, str]:
    """Propose usual jobs with the photos of why; return the service of each."""
    known = {template["id"]: template for template in await templates.list_templates(manager)}
    proposed = {}
    for template_id in template_ids:
        usual = known[template_id]
        body = ServiceIn(
            title=usual["title"],
            reason=usual["reason"],
            items=[ItemIn.model_validate(line) for line in usual["lines"]],
            photo_ids=[photo_id for point, photo_id in photos.items() if _WORN[point] == template_id],
            template_id=template_id,
        )
        proposed[template_id] = await service.propose(manager, job_id, body, IdempotencyKey(None, "demo"))
    return proposed


async def _inspect(manager: Caller, job_id: str) -> dict[str, str]:
    """Answer all points of the quick check; return the photo of each that is worn."""
    row = await inspections.start(manager, job_id, new_id(), "quick")
    photos = {}
    for point in points_of(row["groups"]):
        measured, is_worn = _MEASURED.get(point["id"]), point["id"] in _WORN
        if is_worn:
            photos[point["id"]] = new_id()
            said = PhotoQuery(kind=PhotoKind.BEFORE, caption=point["title"])
            drawn = _close_up(f"{measured:g} {point.get('unit', '')}" if measured is not None else "worn")
            await add_photo(manager, job_id, photos[point["id"]], said, drawn)
        answer = PointAnswer(
            answer=Answer.SOON if is_worn else Answer.GOOD,
            measured=measured,
            photo_ids=[photos[point["id"]]] if is_worn else [],
        )
        await inspections.answer_point(manager, row["_id"], point["id"], answer)
    await inspections.finish(manager, row["_id"])
    return photos


def _close_up(said: str) -> io.BytesIO:
    """Draw what a phone would take under the car: a disc, a pad, and a gauge with what it says."""
    image = Image.new("RGB", (960, 720), "#77736b")
    draw = ImageDraw.Draw(image)
    draw.ellipse((120, 60, 720, 660), fill="#a9adb1", outline="#5d6063", width=10)
    draw.ellipse((340, 280, 500, 440), fill="#3b3d40")
    draw.rounded_rectangle((640, 220, 760, 520), 20, fill="#3a2d26")
    draw.rounded_rectangle((690, 560, 930, 690), 12, fill="#f4ecc8", outline="#17181a", width=4)
    draw.text((720, 600), said, fill="#17181a", font_size=44)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    out.seek(0)
    return out
