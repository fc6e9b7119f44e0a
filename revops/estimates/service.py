"""Services of a job: proposed, changed and withdrawn. What was sent is sent anew by a change, as the next version."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.billing.pricing import biller_of, read_items
from revops.billing.schemas import ItemIn
from revops.billing.stored import stored_items
from revops.core.errors import InvalidFields, NotFound, StaleVersion
from revops.core.time import now
from revops.estimates.errors import ServiceGone, TooManyServices
from revops.estimates.fields import content_hash
from revops.estimates.pricing import basis_of, current_totals
from revops.estimates.row import ASKED, ServiceRow, State, count_services, new_service
from revops.estimates.schemas import ServiceIn, ServiceUpdate
from revops.estimates.templates import lines_of_template
from revops.estimates.versions import event_of, next_version, sent_of, services_of, services_of_job, touch
from revops.jobs.discounts import require_within_cap
from revops.jobs.lines import approved_change, priced_of
from revops.jobs.row import SERVICES_SINCE, JobRow
from revops.jobs.service import WITH_LINES, read, require_open
from revops.jobs.update import change_lines
from revops.journal.entry import EntryKind
from revops.mongo.client import Document, Session
from revops.mongo.client_ids import NamedThere, mark_of
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.mongo.repeats import Alike
from revops.photos.row import SHOWN
from revops.photos.service import photos_of

MAX_SERVICES = 100


async def propose(caller: Caller, job_id: str, body: ServiceIn, key: IdempotencyKey) -> str:
    """Add a service to a job, which the customer is asked about once it is sent. Returns its id.

    Raises NotFound, InvalidFields, JobClosed, TooManyServices.
    """
    await require_no_older(caller.db, SERVICES_SINCE)

    async def work(session: Session) -> Document:
        job = await read(caller, job_id, session, WITH_LINES)
        require_open(job)
        there = await services_of_job(caller, job_id, session)
        if len(there) >= MAX_SERVICES:
            raise TooManyServices(f"This job has {MAX_SERVICES} services, which is as many as a job can have.")
        earlier = await _earlier(caller, session, body.again_of) if body.again_of is not None else None
        items = await _lines(caller, session, body, earlier)
        await _require_photos(caller, session, job_id, body.photo_ids)
        title = body.title or (earlier["title"] if earlier is not None else None)
        if title is None:
            raise InvalidFields({"title": "Title is required."})
        service = new_service(
            job,
            service_id=body.id,
            title=title,
            reason=body.reason or (earlier["reason"] if earlier is not None else None),
            photo_ids=body.photo_ids,
            items=items,
            template_id=body.template_id or (earlier["template_id"] if earlier is not None else None),
            again_of=body.again_of,
            proposed_by=caller.user.id,
            at=now(),
        )
        if named is not None:
            service["request_mark"] = named.mark
        basis = await basis_of(caller, job, session)
        total_minor = basis.bill_with([*(row for row in there if row["state"] in ASKED), service]).total_minor
        assert total_minor >= 0
        await services_of(caller).insert([service], session)
        if earlier is not None:
            again = {"$set": {"again_in": service["_id"], "waits": False}}
            await services_of(caller).update({"_id": earlier["_id"]}, again, session, projection={"_id": 1})
        event = event_of(
            caller,
            job,
            EntryKind.SERVICE_PROPOSED,
            about={"service": service["_id"]},
            note=service["title"],
            facts={"content": [None, content_hash(service)]},
        )
        await caller.record(session, event)
        return {"id": service["_id"]}

    named = _named(caller, body, key) if body.id is not None else None
    content = body.model_dump_json(include={"title", "items", "again_of"})
    alike = Alike(
        ("service", job_id, content),
        "The same was added to this job",
        "Add it once more?",
        stands=lambda service_id: _stands(caller, service_id),
        is_meant=body.repeat,
    )
    answer = await once(caller.db, caller.user.id, key, body, work, alike=alike, named=named)
    service_id: str = answer["id"]
    return service_id


async def _stands(caller: Caller, service_id: str) -> bool:
    service = await services_of(caller).find_one({"_id": service_id}, {"state": 1})
    return service is not None and service["state"] != State.WITHDRAWN


def _named(caller: Caller, body: ServiceIn, key: IdempotencyKey) -> NamedThere:
    async def read_named() -> tuple[str | None, Document] | None:
        service = await services_of(caller).find_one({"_id": body.id})
        return None if service is None else (service.get("request_mark"), {"id": service["_id"]})

    return NamedThere(mark_of(caller.member.id, key.fingerprint(body)), read_named)


async def _earlier(caller: Caller, session: Session, service_id: str) -> ServiceRow:
    """Read a service that is to be proposed again. Raises NotFound, ServiceGone where it no longer waits."""
    earlier = await services_of(caller).find_one({"_id": service_id}, session=session)
    if earlier is None:
        raise NotFound("service")
    if not earlier["waits"]:
        raise ServiceGone("This was proposed again already, or approved. Look at the list anew.")
    return earlier


async def _lines(caller: Caller, session: Session, body: ServiceIn, earlier: ServiceRow | None) -> list[Document]:
    """Build the lines of a new service; of one that is proposed again, at the template's prices of now."""
    if body.items:
        return await _read_lines(caller, session, body.items)
    if earlier is None:
        raise InvalidFields({"items": "Add at least one line of labour or parts."})
    template_id = earlier["template_id"]
    of_now = await lines_of_template(caller, session, template_id) if template_id is not None else None
    return earlier["items"] if of_now is None else await _read_lines(caller, session, of_now)


async def _read_lines(
    caller: Caller, session: Session, items: Sequence[ItemIn], before: Sequence[Document] = ()
) -> list[Document]:
    from_wire = [item.model_copy(update={"service": None}) for item in items]
    lines = stored_items(read_items(from_wire, await biller_of(caller, session)))
    require_within_cap(caller, before, lines, "The owner can give more.")
    return lines


async def _require_photos(caller: Caller, session: Session, job_id: str, photo_ids: Sequence[str]) -> None:
    """Raise InvalidFields for photos that are not on the job."""
    wanted = {"_id": {"$in": list(photo_ids)}, "job_id": job_id, **SHOWN}
    if photo_ids and await photos_of(caller).count(wanted, limit=100, session=session) != len(set(photo_ids)):
        raise InvalidFields({"photo_ids": "Some of these photos are not on this job. Add them to the job first."})


async def change(caller: Caller, job_id: str, service_id: str, body: ServiceUpdate) -> None:
    """Change a service. One that was sent is sent anew as the next version; of an approved one less may be charged, and
    what was approved is kept.

    Raises NotFound, InvalidFields, StaleVersion, JobClosed, ServiceGone, NeedsApproval, and Conflict for what the job
    does not allow.
    """

    async def work(session: Session) -> None:
        job, service = await _read_both(caller, session, job_id, service_id)
        if body.revision not in (None, service["revision"]):
            raise StaleVersion("Somebody changed this service meanwhile. Look at it, then change it.")
        if service["state"] == State.WITHDRAWN:
            raise ServiceGone("This service was withdrawn. Add it again.")
        said = body.model_dump(exclude_unset=True, exclude={"items", "revision"})
        changed: Document = {name: value for name, value in said.items() if value is not None or name == "reason"}
        if body.photo_ids is not None:
            await _require_photos(caller, session, job_id, body.photo_ids)
        if body.items is not None:
            if not body.items:
                raise InvalidFields({"items": "Add at least one line, or withdraw the service."})
            changed["items"] = await _read_lines(caller, session, body.items, service["items"])
        changed = {name: value for name, value in changed.items() if value != service[name]}  # type: ignore[literal-required]
        if service["state"] == State.APPROVED:
            await _charge_less(caller, session, job, service, changed)
            return
        if not changed:
            return
        if service["state"] == State.DECLINED:
            changed |= {"state": State.PROPOSED.value}
        change = {"$set": changed, "$inc": {"revision": 1}}
        await services_of(caller).update({"_id": service_id}, change, session, projection={"_id": 1})
        content = [content_hash(service), content_hash({**service, **changed})]
        await _told(caller, session, job, service, EntryKind.SERVICE_CHANGED, {"content": content})

    await caller.db.transaction(work)


async def withdraw(caller: Caller, job_id: str, service_id: str) -> None:
    """Withdraw a service; the lines of an approved one leave the estimate. Again is the same.

    Raises NotFound, JobClosed, and Conflict for what the job does not allow.
    """

    async def work(session: Session) -> None:
        job, service = await _read_both(caller, session, job_id, service_id)
        if service["state"] == State.WITHDRAWN:
            return
        gone = {"$set": {"state": State.WITHDRAWN.value, "waits": False}, "$inc": {"revision": 1}}
        await services_of(caller).update({"_id": service_id}, gone, session, projection={"_id": 1})
        if service["state"] == State.APPROVED:
            await _charge(caller, session, job, service, [], EntryKind.SERVICE_WITHDRAWN)
        else:
            await _told(caller, session, job, service, EntryKind.SERVICE_WITHDRAWN)

    await caller.db.transaction(work)


async def _read_both(caller: Caller, session: Session, job_id: str, service_id: str) -> tuple[JobRow, ServiceRow]:
    job = await read(caller, job_id, session, WITH_LINES)
    service = await services_of(caller).find_one({"_id": service_id, "job_id": job_id}, session=session)
    if service is None:
        raise NotFound("service")
    require_open(job)
    return job, service


async def _told(
    caller: Caller, session: Session, job: JobRow, service: ServiceRow, kind: EntryKind, facts: Document | None = None
) -> None:
    """Write what was done to a service that is not approved; where the customer has it, it makes the next version."""
    about = {"service": service["_id"]}
    if service["sent_version"] is None or service["state"] not in (*ASKED, State.DECLINED):
        event = event_of(caller, job, kind, about=about, note=service["title"], facts=facts)
        await caller.record(session, event)
        return
    rows = await services_of_job(caller, job["_id"], session)
    asked = [row for row in rows if row["state"] in ASKED and row["sent_version"] is not None]
    version = await next_version(caller, session, job, asked)
    event = event_of(caller, job, kind, about=about, note=service["title"], version=version, facts=facts)
    await touch(caller, session, job, event, also=sent_of(version, rows))


async def _charge_less(
    caller: Caller, session: Session, job: JobRow, service: ServiceRow, changed: Mapping[str, Any]
) -> None:
    """Charge less of what was approved; its words stay as the customer read them."""
    if changed.keys() - {"items"}:
        raise InvalidFields(dict.fromkeys(changed, "The customer approved this as it is. Only its lines can change."))
    if "items" in changed:
        await _charge(caller, session, job, service, changed["items"], EntryKind.SERVICE_CHANGED)


async def _charge(
    caller: Caller,
    session: Session,
    job: JobRow,
    service: ServiceRow,
    items: list[Document],
    kind: EntryKind,
) -> None:
    """Put lines in the place of those of an approved service, with their entry."""
    service_id = service["_id"]
    before = current_totals(job).get(service_id, ([], 0))[1]
    place = next((at for at, item in enumerate(job["items"]) if item.get("service") == service_id), len(job["items"]))
    mine = [{**item, "service": service_id} for item in items]
    others = [item for item in job["items"] if item.get("service") != service_id]
    lines = [*others[:place], *mine, *others[place:]]
    basis = await basis_of(caller, {**job, "items": lines}, session)
    bill = basis.bill_with([]) if lines else None
    said = approved_change(job, bill) if bill is not None else {"approved_minor": (before, 0)}
    event = event_of(caller, job, kind, about={"service": service_id}, note=service["title"], changes=said)
    priced = priced_of(bill) if bill is not None else None
    counts = count_services(await services_of_job(caller, job["_id"], session), {})
    await change_lines(caller, session, job, priced, event, also={"service_counts": counts})
