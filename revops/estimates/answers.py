"""Answers to an estimate: what is approved becomes part of it, with the postings of any change of an estimate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from revops.access.announcements import Pushed
from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.ids import new_id
from revops.core.time import now
from revops.estimates.errors import AlreadyApproved, EstimateChanged, ServiceGone
from revops.estimates.pricing import basis_of
from revops.estimates.row import (
    ASKED,
    AnswerRow,
    How,
    ServiceRow,
    State,
    VersionRow,
    answer_hash,
    count_services,
)
from revops.estimates.signature import SignatureRow
from revops.estimates.versions import (
    answers_of,
    event_of,
    next_version,
    read_version,
    services_of,
    services_of_job,
    touch,
)
from revops.jobs.lines import priced_of
from revops.jobs.row import JobRow
from revops.jobs.service import WITH_LINES, read, require_open
from revops.jobs.update import change_lines
from revops.journal.entry import EntryKind
from revops.mongo.client import Document, Session


@dataclass(frozen=True, slots=True)
class Said:
    """The answers given, and how they came. Without a version they are about what is proposed now."""

    answers: Mapping[str, str]
    how: How
    version: int | None = None
    told: str | None = None
    note: str | None = None
    recorded_by: str | None = None
    address: str | None = None
    device: str | None = None
    signature: SignatureRow | None = None


async def record_answers(caller: Caller, session: Session, job_id: str, said: Said) -> None:
    """Record answers to services of a job: one entry, and where some are approved the new estimate with it. What was
    answered so before changes nothing.

    Raises NotFound, JobClosed, EstimateChanged, ServiceGone, AlreadyApproved, and Conflict for what the job does not
    allow.
    """
    job = await read(caller, job_id, session, WITH_LINES)
    services = {row["_id"]: row for row in await services_of_job(caller, job_id, session)}
    answered = _new_answers(services, said)
    if not answered:
        return
    require_open(job)
    version, is_new = await _version(caller, session, job, services, said)
    asked = {service["id"]: service for service in version["services"]}
    if not answered.keys() <= asked.keys():
        raise _changed(version["number"])
    basis = await basis_of(caller, job, session)
    approved = [asked[service_id] for service_id, answer in answered.items() if answer == State.APPROVED]
    if any(basis.bill_of_service(service).exact_minor != service["total_minor"] for service in approved):
        raise EstimateChanged("The taxes of this job changed since this was sent. The garage has to send it anew.")
    answer = _answer(job, version, answered, asked, said)
    event = event_of(
        caller,
        job,
        EntryKind.ESTIMATE_ANSWERED,
        about={"estimate_answer": answer["_id"]},
        note=said.note,
        changes={
            "how": (None, said.how.value),
            "services": (None, dict(answered)),
            "answer_sha256": (None, answer_hash(answer)),
            **({} if is_new else {"estimate_version": (version["number"], version["number"])}),
        },
        version=version if is_new else None,
    )
    if said.how is How.CUSTOMER:
        told = caller.notified(Pushed.ESTIMATE_ANSWERED, answer["_id"], to=job["manager_id"])
        event = replace(event, follow_ups=told)
    also: Document = {"service_counts": count_services(services.values(), answered, asked)}
    if is_new:
        also["estimate_version"] = version["number"]
    if approved:
        kept = [
            {"service_id": service["id"], **{name: service[name] for name in ("title", "items")}}
            for service in approved
        ]
        also["approved"] = [*job.get("approved", ()), *kept]
        await change_lines(caller, session, job, priced_of(basis.bill_with(approved)), event, also=also)
    else:
        await touch(caller, session, job, event, also=also)
    await _mark(caller, session, answer, said)
    await answers_of(caller).insert([answer], session)


def _new_answers(services: Mapping[str, ServiceRow], said: Said) -> dict[str, str]:
    """Select the answers that say something new. Raises NotFound, ServiceGone, AlreadyApproved."""
    found = {}
    for service_id, answer in said.answers.items():
        service = services.get(service_id)
        if service is None:
            raise NotFound("service")
        if service["state"] == State.WITHDRAWN:
            raise ServiceGone(f"{service['title']} was withdrawn by the garage. Look at the new estimate.")
        if service["state"] == answer:
            continue
        if service["state"] == State.APPROVED:
            raise AlreadyApproved(f"{service['title']} was approved already. Speak with the garage to change that.")
        found[service_id] = answer
    return found


async def _version(
    caller: Caller, session: Session, job: JobRow, services: Mapping[str, ServiceRow], said: Said
) -> tuple[VersionRow, bool]:
    """Find the version that is answered, and whether it is made now: what nobody has sent is told to the customer, and
    so is a version, too. Raises EstimateChanged.
    """
    number = job.get("estimate_version", 0)
    if said.version is not None:
        if said.version != number:
            raise _changed(number)
        return await read_version(caller, job["_id"], number, session), False
    if number and all(services[service_id]["sent_version"] == number for service_id in said.answers):
        return await read_version(caller, job["_id"], number, session), False
    told = [
        row
        for row in services.values()
        if row["_id"] in said.answers or (row["state"] in ASKED and row["sent_version"] is not None)
    ]
    asked = [row for row in told if row["state"] != State.APPROVED]
    return await next_version(caller, session, job, asked), True


def _changed(number: int) -> EstimateChanged:
    said = "The garage has changed this estimate. Please look at the new one."
    return EstimateChanged(said, extra={"version": number})


def _answer(
    job: JobRow, version: VersionRow, answered: Mapping[str, str], asked: Mapping[str, Mapping[str, Any]], said: Said
) -> AnswerRow:
    services = [
        {
            "service_id": service_id,
            "title": asked[service_id]["title"],
            "answer": answer,
            "minor": asked[service_id]["total_minor"],
        }
        for service_id, answer in answered.items()
    ]
    answer: AnswerRow = {
        "_id": new_id(),
        "workshop_id": job["workshop_id"],
        "job_id": job["_id"],
        "version": version["number"],
        "at": now(),
        "how": said.how.value,
        "told": said.told,
        "recorded_by": said.recorded_by,
        "note": said.note,
        "address": said.address,
        "device": said.device,
        "services": services,
        "approved_minor": sum(one["minor"] for one in services if one["answer"] == State.APPROVED),
    }
    if said.signature is not None:
        answer["signature"] = said.signature
    return answer


async def _mark(caller: Caller, session: Session, answer: AnswerRow, said: Said) -> None:
    """Note on the services what was answered."""
    changes: list[tuple[Document, Document]] = [
        (
            {"_id": one["service_id"]},
            {
                "$set": {
                    "state": one["answer"],
                    "answered_at": answer["at"],
                    "how": said.how.value,
                    "told": said.told,
                    "asked_minor": one["minor"],
                    "waits": one["answer"] != State.APPROVED,
                }
            },
        )
        for one in answer["services"]
    ]
    await services_of(caller).update_each(changes, session)
