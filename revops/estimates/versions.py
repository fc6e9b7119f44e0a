"""Versions of an estimate: what the customer is asked about, numbered when it is sent and never changed then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from revops.access.announcements import Announced
from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.ids import new_id
from revops.core.time import now
from revops.estimates.errors import NothingToSend
from revops.estimates.pricing import basis_of
from revops.estimates.row import ASKED, AnswerRow, ServiceRow, VersionRow, count_services, version_hash
from revops.jobs.row import JobRow
from revops.jobs.service import WITH_LINES, jobs_of, read, require_open
from revops.journal.entry import Changes, EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import ScopedRows


def services_of(caller: Caller) -> ScopedRows[ServiceRow]:
    """Return the services of the workshop; whose job a service is of is asked of the job."""
    return ScopedRows(caller.db, "services", caller.scope.whole_workshop())


def versions_of(caller: Caller) -> ScopedRows[VersionRow]:
    """Return the versions of the workshop, likewise."""
    return ScopedRows(caller.db, "estimate_versions", caller.scope.whole_workshop())


def answers_of(caller: Caller) -> ScopedRows[AnswerRow]:
    """Return the answers of the workshop, likewise."""
    return ScopedRows(caller.db, "estimate_answers", caller.scope.whole_workshop())


async def services_of_job(caller: Caller, job_id: str, session: Session | None = None) -> list[ServiceRow]:
    """Read the services of a job, the oldest first."""
    order = [("proposed_at", 1), ("_id", 1)]
    return await services_of(caller).find({"job_id": job_id}, sort=order, limit=500, session=session).to_list()


async def read_version(caller: Caller, job_id: str, number: int, session: Session | None = None) -> VersionRow:
    """Read one version. Raises NotFound."""
    found = await versions_of(caller).find_one({"job_id": job_id, "number": number}, session=session)
    if found is None:
        raise NotFound("version of the estimate")
    return found


async def send(caller: Caller, job_id: str, key: IdempotencyKey) -> int:
    """Make what is proposed on a job a version, which the customer sees from now on. Nothing new makes no new one.

    Returns its number. Raises NotFound, JobClosed, NothingToSend.
    """

    async def work(session: Session) -> Document:
        job = await read(caller, job_id, session, WITH_LINES)
        require_open(job)
        there = await services_of_job(caller, job_id, session)
        asked = [row for row in there if row["state"] in ASKED]
        if not asked:
            raise NothingToSend("There is nothing to ask the customer about. Add a service first.")
        number = job.get("estimate_version", 0)
        if number and all(row["sent_version"] == number for row in asked):
            return {"version": number}
        version = await next_version(caller, session, job, asked)
        about = {"job": job_id, "version": str(version["number"]), "actor": caller.member.id}
        event = event_of(caller, job, EntryKind.ESTIMATE_SENT, version=version)
        event = replace(event, follow_ups=caller.announced([Announced.ESTIMATE_SENT], about))
        await touch(caller, session, job, event, also=sent_of(version, there))
        return {"version": version["number"]}

    number: int = (await once(caller.db, caller.user.id, key, None, work))["version"]
    return number


def sent_of(version: VersionRow, rows: Sequence[ServiceRow]) -> Document:
    """Build what a job says of the version that was sent last, of the services as they are read."""
    sent = {service["id"] for service in version["services"]}
    return {"estimate_version": version["number"], "service_counts": count_services(rows, {}, sent)}


async def next_version(caller: Caller, session: Session, job: JobRow, asked: Sequence[ServiceRow]) -> VersionRow:
    """Keep what the customer is asked about as the next version; whoever calls this moves the job on to it."""
    basis = await basis_of(caller, job, session)
    # Whatever they come to together is looked at before it is sent.
    basis.bill_with(asked)
    version: VersionRow = {
        "_id": new_id(),
        "workshop_id": job["workshop_id"],
        "job_id": job["_id"],
        "number": job.get("estimate_version", 0) + 1,
        "sent_at": now(),
        "sent_by": caller.user.id,
        "services": [
            {
                "id": row["_id"],
                **{name: row[name] for name in ("title", "reason", "photo_ids", "items")},
                "total_minor": basis.bill_of_service(row).exact_minor,
            }
            for row in asked
        ],
        "pricing": {"prices_include_tax": basis.scheme.prices_include_tax, "kind": basis.scheme.kind},
        "terms": basis.biller.settings.terms or "",
    }
    await versions_of(caller).insert([version], session)
    changes: list[tuple[Document, Document]] = [
        (
            {"_id": service["id"]},
            {"$set": {"sent_version": version["number"], "asked_minor": service["total_minor"]}},
        )
        for service in version["services"]
    ]
    await services_of(caller).update_each(changes, session)
    return version


def event_of(
    caller: Caller,
    job: JobRow,
    kind: EntryKind,
    *,
    about: Mapping[str, str] | None = None,
    note: str | None = None,
    changes: Changes | None = None,
    version: VersionRow | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Event:
    """Build the event of what was done to the services of a job, with the version that it made, if any."""
    of_version: Mapping[str, tuple[Any, Any]] = {}
    if version is not None:
        of_version = {
            "estimate_version": (job.get("estimate_version"), version["number"]),
            "version_sha256": (None, version_hash(version)),
        }
    return Event(
        kind,
        caller.user.id,
        job["manager_id"],
        now(),
        about={
            "job": job["_id"],
            **(about or {}),
            **({"estimate_version": version["_id"]} if version is not None else {}),
        },
        note=note,
        changes={**(changes or {}), **of_version},
        facts=facts or {},
    )


async def touch(caller: Caller, session: Session, job: JobRow, event: Event, *, also: Document) -> None:
    """Move a job on without changing what it costs, with the entry of what happened. Two at once run one after the
    other."""
    changed = await jobs_of(caller).update(
        {"_id": job["_id"], "version": job["version"]},
        {"$set": {"updated_at": event.at, **also}, "$inc": {"version": 1}},
        session,
        projection={"_id": 1},
    )
    assert changed is not None, "the transaction's snapshot holds this version"
    await caller.record(session, event)
