"""Versions, answers and services against the journal and each other: none altered, none missing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection

from revops.core.time import millis
from revops.estimates.fields import compare_content
from revops.estimates.row import State, answer_hash, count_services, version_hash
from revops.estimates.signature import digest_of
from revops.journal.erasure import is_erased
from revops.journal.recount import Recount
from revops.mongo.batches import in_batches
from revops.mongo.client import Document

# Between what was sent or answered, and its entry, which is written in the same transaction.
_MAX_APART_MS = 60_000
_OF_ANSWER = ("how", "told", "answered_at")


async def compare_estimates(recount: Recount) -> None:
    """Check what customers were asked and answered in one workshop; differences go into the report."""
    await _check_counts(recount)
    db = recount.db
    await _check_hashes(recount, db.collection("estimate_versions"), "version", version_hash, _version_differs)
    await _check_hashes(recount, db.collection("estimate_answers"), "answer", answer_hash, _answer_differs)
    await _check_services(recount)
    await _check_approved(recount)


_Differs = Callable[[Recount, Mapping[str, Any], Mapping[str, Any]], bool]


async def _check_hashes(
    recount: Recount,
    rows: AsyncCollection[Document],
    what: str,
    hash_of: Callable[[Mapping[str, Any]], str],
    differs: _Differs,
) -> None:
    session, report = recount.session, recount.report
    subject, field = f"estimate_{what}_id", f"changes.{what}_sha256"
    called = f"workshop {recount.workshop_id}: {what} of an estimate"
    recorded: dict[str, Document] = {}
    entries: Document = {"workshop_id": recount.workshop_id, subject: {"$exists": True}}
    shown = (subject, field, "at", "actor_id", "note", "personal.note.salt")
    async for batch in in_batches(recount.db.collection("journal"), entries, shown, session=session):
        recorded |= {entry[subject]: entry for entry in batch if f"{what}_sha256" in entry.get("changes", {})}
    async for batch in in_batches(rows, {"workshop_id": recount.workshop_id}, session=session):
        for row in batch:
            entry = recorded.pop(row["_id"], None)
            if entry is None:
                report.found(f"{called} {row['_id']} has no journal entry")
            elif hash_of(row) != entry["changes"][f"{what}_sha256"][1] or differs(recount, row, entry):
                report.found(f"{called} {row['_id']} is not what it was")
    for missing in recorded:
        report.found(f"{called} {missing} was recorded and is missing")


def _version_differs(_recount: Recount, row: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    return not _is_at_once(row["sent_at"], entry["at"]) or row["sent_by"] != entry["actor_id"]


def _answer_differs(recount: Recount, row: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    signature = row.get("signature")
    if signature is not None and "salt" not in signature and not is_erased(recount.fields, row["job_id"]):
        return True
    # It alone is left when the signature is erased with its customer.
    if signature is not None and signature["sha256"] != digest_of(signature):
        return True
    return not _is_at_once(row["at"], entry["at"]) or row["note"] != entry.get("note")


def _is_at_once(at: Any, written_at: Any) -> bool:
    return abs(millis(at) - millis(written_at)) <= _MAX_APART_MS


async def _check_services(recount: Recount) -> None:
    """Check services against the versions that they were sent in, and the answers that they were given."""
    async for batch in in_batches(
        recount.db.collection("services"), {"workshop_id": recount.workshop_id}, session=recount.session
    ):
        of_jobs: Document = {
            "workshop_id": recount.workshop_id,
            "job_id": {"$in": list({row["job_id"] for row in batch})},
        }
        sent = await _last_of(recount, "estimate_versions", of_jobs, "number", lambda one: one["id"])
        answered = await _last_of(recount, "estimate_answers", of_jobs, "version", lambda one: one["service_id"])
        again = {row["again_in"] for row in batch if "again_in" in row}
        there: Document = {"workshop_id": recount.workshop_id, "_id": {"$in": list(again)}}
        found = recount.db.collection("services").find(there, {"again_of": 1}, session=recount.session)
        again_of = {row["_id"]: row["again_of"] async for row in found}
        for row in batch:
            service_id = row["_id"]
            called = f"workshop {recount.workshop_id}: service {service_id}"
            for name in (
                *_unlike_sent(row, sent.get(service_id)),
                *_unlike_answered(row, answered.get(service_id)),
                *(["again_in"] if "again_in" in row and again_of.get(row["again_in"]) != service_id else []),
            ):
                recount.report.found(f"{called}: its {name} is not what the customer was asked and answered")
            compare_content(recount.fields, row)


async def _check_approved(recount: Recount) -> None:
    """Check what jobs keep of the services that were approved: it says how far the estimate may go down unasked."""
    mine: Document = {"workshop_id": recount.workshop_id}
    approving: Document = {**mine, "$or": [{"approved": {"$exists": True}}, {"estimate_version": {"$gte": 1}}]}
    shown, db, session = ("approved", "estimate_version"), recount.db, recount.session
    async for batch in in_batches(db.collection("jobs"), approving, shown, session=session):
        of_jobs: Document = {**mine, "job_id": {"$in": [job["_id"] for job in batch]}}
        sent: dict[tuple[str, int, str], Document] = {}
        numbers: Counter[str] = Counter()
        async for version in db.collection("estimate_versions").find(of_jobs, session=session):
            job_id, number = version["job_id"], version["number"]
            sent |= {(job_id, number, service["id"]): service for service in version["services"]}
            numbers[job_id] = max(numbers[job_id], number)
        expected: defaultdict[str, list[Document]] = defaultdict(list)
        answers = await db.collection("estimate_answers").find(of_jobs, session=session).to_list()
        for answer in sorted(answers, key=lambda one: (one["version"], one["at"], one["_id"])):
            job_id = answer["job_id"]
            for said in answer["services"]:
                asked = sent.get((job_id, answer["version"], said["service_id"]))
                if said["answer"] == State.APPROVED and asked is not None:
                    kept = {name: asked[name] for name in ("title", "items")}
                    expected[job_id].append({"service_id": said["service_id"], **kept})
        for job in batch:
            called = f"workshop {recount.workshop_id}: job {job['_id']}"
            if job.get("approved", []) != expected[job["_id"]]:
                recount.report.found(f"{called}: what it keeps as approved is not what the customer approved")
            if job.get("estimate_version", 0) != numbers[job["_id"]]:
                recount.report.found(f"{called}: its estimate_version is not that of the last one that was sent")


async def _last_of(
    recount: Recount, name: str, of_jobs: Document, order: str, id_of: Callable[[Document], str]
) -> dict[str, tuple[Document, Document]]:
    """Find the last version or answer of each service, with what it says of it."""
    found: dict[str, tuple[Document, Document]] = {}
    rows = recount.db.collection(name).find(of_jobs, session=recount.session)
    for row in sorted(await rows.to_list(), key=lambda one: (one[order], one.get("at"), one["_id"])):
        found |= {id_of(service): (row, service) for service in row["services"]}
    return found


def _unlike_sent(row: Mapping[str, Any], sent: tuple[Document, Document] | None) -> Iterable[str]:
    """Name what a service does not say as the customer was asked about it last."""
    if sent is None:
        return ["sent_version"] if row["sent_version"] is not None else []
    version, said = sent
    unlike = [name for name in ("title", "reason", "photo_ids", "items") if row[name] != said[name]]
    if row["sent_version"] != version["number"]:
        unlike.append("sent_version")
    return [*unlike, *(["asked_minor"] if row.get("asked_minor") != said["total_minor"] else [])]


def _unlike_answered(row: Mapping[str, Any], answered: tuple[Document, Document] | None) -> Iterable[str]:
    """Name what a service does not say as the customer answered it last; that it was withdrawn an entry says."""
    state = row["state"]
    answer, said = answered if answered is not None else ({}, {"answer": State.PROPOSED.value})
    expected = [answer.get("how"), answer.get("told"), answer.get("at")]
    unlike = [name for name, value in zip(_OF_ANSWER, expected, strict=True) if row.get(name) != value]
    # One that was declined, and changed since, is proposed again.
    may_be = {said["answer"], State.WITHDRAWN.value}
    if said["answer"] == State.DECLINED:
        may_be.add(State.PROPOSED.value)
    if state not in may_be:
        unlike.append("state")
    is_over = state in (State.APPROVED, State.WITHDRAWN)
    if row["waits"] if is_over else not row["waits"] and "again_in" not in row:
        unlike.append("waits")
    return unlike


async def _check_counts(recount: Recount) -> None:
    """Count the services of jobs anew, where a job says how many are answered how."""
    mine: Document = {"workshop_id": recount.workshop_id}
    of_jobs: defaultdict[str, list[Any]] = defaultdict(list)
    async for batch in in_batches(
        recount.db.collection("services"), mine, ("job_id", "state", "sent_version"), session=recount.session
    ):
        for row in batch:
            of_jobs[row["job_id"]].append(row)
    counted: Document = {**mine, "service_counts": {"$exists": True}}
    jobs = recount.db.collection("jobs")
    async for batch in in_batches(jobs, counted, ("service_counts",), session=recount.session):
        for job in batch:
            if job["service_counts"] != count_services(of_jobs[job["_id"]], {}):
                said = f"job {job['_id']} counts its services otherwise than they are"
                recount.report.found(f"workshop {recount.workshop_id}: {said}")
