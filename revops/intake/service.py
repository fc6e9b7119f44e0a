"""Taking a vehicle in, with its advance."""

import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.announcements import Announced
from revops.access.caller import Caller
from revops.access.currency import fix_currency
from revops.access.permissions import Permission
from revops.core.errors import AppError
from revops.core.money import to_minor
from revops.core.text import normalise_plate
from revops.intake.begun import Begun, named_as_begun
from revops.intake.errors import AlreadyOpen
from revops.intake.records import Records
from revops.jobs import service as jobs
from revops.jobs.lines import price_new
from revops.jobs.row import FOLLOWS_SINCE, JobRow
from revops.jobs.schemas import JobCreate
from revops.mongo.client import Document, Session
from revops.mongo.client_ids import NamedThere, mark_of
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.mongo.repeats import Alike
from revops.mongo.scoped import Scoped
from revops.payments import service as payments
from revops.payments.row import PaymentType, new_payment

# Every try finds what the one that was faster made; a second plate or phone may be as new.
_TRIES = 4


async def take_in_job(caller: Caller, body: JobCreate, key: IdempotencyKey) -> Document:
    """Take a vehicle in, with its advance as a payment, in one transaction. Raises InvalidFields and Conflict."""
    body = named_as_begun(body)
    alike = _alike_job(caller, body)
    named = _named(caller, body, key) if body.id is not None else None
    advance_minor = to_minor(body.advance_paid, caller.workshop.currency, "advance_paid")
    payments.require_within_limit(caller, advance_minor, body.advance_method)
    guards = advance_minor > 0 and payments.is_guarded(caller, body.advance_method)
    records, begun = Records(caller, body), Begun(caller, body)
    numbers, workshop_id = caller.services.job_numbers, caller.workshop.id
    if body.estimate_to_follow:
        await require_no_older(caller.db, FOLLOWS_SINCE)
    number = None if body.quotation_id is not None else await numbers.take(workshop_id)
    await records.prepare()
    open_job = await records.open_job() if key.asks and not (body.another or body.repeat) else None

    async def work(session: Session) -> Document:
        if open_job is not None:
            raise _already_open(body, open_job)
        if guards:
            await caller.services.guard_cash(caller, session)
        is_confirmed = caller.may(Permission.PAYMENTS_CONFIRM_OWN)
        job = await begun.build_job(session) if number is None else await _new_job(caller, session, body, number)
        job["confirmed_minor"] = job["advance_minor"] if is_confirmed else 0
        await fix_currency(caller, session)
        await records.name(session, job)
        if named is not None:
            job["request_mark"] = named.mark
        await jobs.jobs_of(caller).insert([job], session)
        events = [jobs.job_created(job, caller.member.id), *await begun.events(session, job)]
        told, about = [Announced.JOB_TAKEN_IN], {"job": job["_id"], "actor": caller.member.id}
        if job["advance_minor"] > 0:
            payment = new_payment(
                job,
                job["advance_minor"],
                type=PaymentType.ADVANCE,
                method=body.advance_method,
                collected_by=caller.member.id,
                is_confirmed=is_confirmed,
                at=job["created_at"],
                timezone=caller.workshop.timezone,
            )
            await payments.payments_of(caller).insert([payment], session)
            as_created = job | {"outstanding_minor": job["estimated_minor"]}
            events += payments.payment_recorded(payment, jobs.money_move(as_created, job["advance_minor"]))
            told += [Announced.PAYMENT_RECEIVED, *([] if is_confirmed else [Announced.PAYMENT_WAITING])]
            about = payments.about_payment(payment)
        events[0] = replace(events[0], follow_ups=caller.announced(told, about))
        await caller.record(session, *events)
        return _created(caller, job)

    shared_in = None if guards or number is None else workshop_id
    try:
        answer = await _with_records(
            lambda: once(caller.db, caller.user.id, key, body, work, shared_in=shared_in, alike=alike, named=named)
        )
    except AppError:
        if number is not None:
            numbers.give_back(workshop_id, number)
        raise
    if number is not None and answer.get("number") != number:  # of the first time, for it was sent again
        numbers.give_back(workshop_id, number)
    if not caller.workshop.has_money:
        caller.services.workshops.drop(caller.workshop.id)
    return answer


async def _new_job(caller: Caller, session: Session, body: JobCreate, number: int) -> JobRow:
    return jobs.build_job(caller, body, number, await price_new(caller, session, body))


def _created(caller: Caller, job: Mapping[str, Any]) -> Document:
    names = {name: job[name] for name in ("number", "customer_id", "vehicle_id")}
    warnings = jobs.warnings_of(job, caller.workshop.currency)
    return {"id": job["_id"], "message": "Job created", **names, "warnings": warnings}


def _named(caller: Caller, body: JobCreate, key: IdempotencyKey) -> NamedThere:
    mark = mark_of(caller.member.id, key.fingerprint(body))

    async def read_named() -> tuple[str | None, Document] | None:
        job = await Scoped(caller.db, "jobs", caller.scope.whole_workshop()).find_one({"_id": body.id})
        # That somebody else has begun it, the quotation says in better words.
        is_theirs = job is not None and body.quotation_id is not None and job.get("request_mark") != mark
        return None if job is None or is_theirs else (job.get("request_mark"), _created(caller, job))

    return NamedThere(mark, read_named)


def _already_open(body: JobCreate, job: Document) -> AlreadyOpen:
    called = f"job {job['number']}" if job["number"] is not None else "a job"
    said = f"{body.vehicle_number} is here already: {called} is open. Open it, or start another job for this car."
    return AlreadyOpen(said, extra={"open_job": job})


async def _with_records(take: Callable[[], Awaitable[Document]]) -> Document:
    """Take a vehicle in, again when another intake made its customer or the vehicle at the same moment."""
    for _ in range(_TRIES - 1):
        with contextlib.suppress(DuplicateKeyError, BulkWriteError):
            return await take()
    return await take()


def _alike_job(caller: Caller, body: JobCreate) -> Alike:
    """Say what makes two intakes the same: the car, whose it is, and what is to be paid and was paid."""
    advance_minor = to_minor(body.advance_paid, caller.workshop.currency, "advance_paid")
    method = body.advance_method if advance_minor else ""
    paid = (
        f" with {payments.paid_text(advance_minor, method, caller.workshop.currency)} in advance"
        if advance_minor
        else ""
    )
    plate, customer = normalise_plate(body.vehicle_number), body.customer_name.casefold()
    estimate = str([(item.quantity, item.unit_price, item.discount) for item in body.items] or body.estimated_amount)

    async def stands(job_id: str) -> bool:
        return await jobs.jobs_of(caller).count({"_id": job_id}, limit=1) == 1

    return Alike(
        ("job", plate, customer, estimate, advance_minor, method),
        f"A job for {body.vehicle_number} was started{paid}",
        "Start another?",
        stands,
        is_meant=body.repeat,
    )
