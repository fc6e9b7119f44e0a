"""Questions of the gate, once a day after the garage's evening: cars without a job, jobs without a car, cars that
left unpaid, and kilometres that nobody drove for the customer.

The days before are gone through again: phones without a network tell late, and jobs are taken in late.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from revops.access.caller import Services, WorkshopContext
from revops.core.time import start_of_day, zone
from revops.exceptions.finding import Finding, exceptions_of, note, withdraw
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.row import State
from revops.gate import camera, odometers
from revops.gate.days import JobFacts, Seen, read_seen, utc
from revops.gate.passes import passes_of, releases_of
from revops.gate.plates import looks
from revops.gate.row import Direction, PassOutcome, ReleaseRow, SightingRow
from revops.jobs.row import is_to_follow
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.payments.row import Decision

# By then the last car has left; what happens later is of the next evening.
_EVENING = dt.time(22)
_DAYS_AGAIN = 3
_MAX_ROWS_READ = 5000
_PASSES_USED_WITHIN = dt.timedelta(days=30)
_EXPLAINED_LATER = (ExceptionKind.SEEN_WITHOUT_JOB, ExceptionKind.JOB_NEVER_SEEN, ExceptionKind.GATE_SILENT)


async def find(services: Services, workshop: WorkshopContext, at: dt.datetime) -> None:
    """Go through the last days at the gate of a garage, once after each evening."""
    day = _due_day(at, workshop.timezone)
    checks = services.db.collection("gate_checks")
    mine = {"_id": workshop.id, "workshop_id": workshop.id}
    done = await checks.find_one(mine, {"day": 1})
    if done is not None and done["day"] >= day.isoformat():
        return
    await go_through(services.db, workshop, day)
    await checks.update_one(mine, {"$set": {"day": day.isoformat()}}, upsert=True)


def _due_day(at: dt.datetime, timezone: str) -> dt.date:
    """Tell the last day whose evening has come."""
    local = at.astimezone(zone(timezone))
    return local.date() if local.time() >= _EVENING else local.date() - dt.timedelta(days=1)


async def go_through(db: Database, workshop: WorkshopContext, last: dt.date) -> None:
    """Note the questions about the days up to one, and withdraw what has found its answer."""
    first = last - dt.timedelta(days=_DAYS_AGAIN - 1)
    # Before the transaction, whose time is short: what comes meanwhile is met the next evening.
    seen = await read_seen(db, workshop.id, workshop.timezone, first, last)

    async def work(session: Session) -> None:
        await _compare_counts(db, session, workshop, first)
        if not seen.sightings and not await _was_watched(db, session, workshop, first):
            return
        findings = [
            *_without_job(seen, first, last),
            *_never_seen(seen, first, last, workshop.timezone),
            *_silent(seen, first, last, workshop.timezone),
            *await _unpaid(db, session, workshop.id, seen, first, last),
            *await odometers.find_gaps(db, session, workshop, seen, first, last),
        ]
        await note(db, session, workshop.id, findings)
        await _withdraw_answered(db, session, workshop, first, findings)

    await db.transaction(work)


async def _was_watched(db: Database, session: Session, workshop: WorkshopContext, first: dt.date) -> bool:
    """Say whether somebody wrote down the cars in the week before."""
    until = start_of_day(first, workshop.timezone)
    before: Document = {"at": {"$gte": until - dt.timedelta(days=7), "$lt": until}}
    return await Scoped(db, "gate_sightings", TenantScope(workshop.id)).count(before, limit=1, session=session) > 0


async def _compare_counts(db: Database, session: Session, workshop: WorkshopContext, first: dt.date) -> None:
    since: Document = {"day": {"$gte": first.isoformat()}}
    for row in await camera.counts_of(db, workshop.id).find(since, limit=_DAYS_AGAIN, session=session).to_list():
        day = dt.date.fromisoformat(row["day"])
        jobs = await camera.jobs_of_day(db, workshop.id, workshop.timezone, day, session)
        await camera.compare(db, session, row, jobs)


def _of_days(seen: Seen, first: dt.date, last: dt.date) -> list[SightingRow]:
    return [row for row in seen.sightings if first.isoformat() <= row["day"] <= last.isoformat()]


def _without_job(seen: Seen, first: dt.date, last: dt.date) -> list[Finding]:
    """Find the cars of each day that no job is for. Asked about under what came first of them."""
    found: dict[tuple[str, str], list[SightingRow]] = defaultdict(list)
    for row in _of_days(seen, first, last):
        if seen.job_of(row) is None:
            found[row["day"], looks(row["plate"])].append(row)
    findings = []
    for (day, _), rows in found.items():
        told = min(rows, key=lambda row: (row["came_at"], row["_id"]))
        facts = {"day": day, "times": len(rows)}
        about = {"sighting": told["_id"]}
        findings.append(Finding(ExceptionKind.SEEN_WITHOUT_JOB, told["_id"], told["at"], about=about, facts=facts))
    return findings


def _never_seen(seen: Seen, first: dt.date, last: dt.date, timezone: str) -> list[Finding]:
    """Find the jobs that were taken in on days on which somebody wrote down the cars, and not theirs."""
    watched = {row["day"] for row in seen.sightings}
    findings = []
    for day, job in seen.taken_in(first, last, timezone):
        if day.isoformat() in watched and not seen.was_seen(job):
            facts = {"day": day.isoformat()}
            at, about = utc(job["created_at"]), {"job": job["_id"]}
            kind, amount = ExceptionKind.JOB_NEVER_SEEN, job["outstanding_minor"]
            findings.append(Finding(kind, job["_id"], at, job["manager_id"], amount, about, facts))
    return findings


def _silent(seen: Seen, first: dt.date, last: dt.date, timezone: str) -> list[Finding]:
    """Find the days of work on which nobody wrote down a car, in a garage where somebody does."""
    watched = {row["day"] for row in seen.sightings}
    begun = min(watched, default="")
    jobs = Counter(day for day, _ in seen.taken_in(first, last, timezone))
    findings = []
    for day in sorted(jobs):
        if day.isoformat() not in watched and begun < day.isoformat():
            facts = {"day": day.isoformat(), "jobs": jobs[day]}
            kind, at = ExceptionKind.GATE_SILENT, start_of_day(day, timezone)
            findings.append(Finding(kind, day.isoformat(), at, facts=facts))
    return findings


async def _unpaid(
    db: Database, session: Session, workshop_id: str, seen: Seen, first: dt.date, last: dt.date
) -> list[Finding]:
    """Find the cars that went out and stayed out while their job was neither paid nor released; and, where cars leave
    with passes, those that were paid and left without.
    """
    gone = [
        (row, job)
        for row in _of_days(seen, first, last)
        if row["direction"] == Direction.OUT and row["outcome"] != PassOutcome.USED and not seen.came_back(row)
        if (job := seen.job_of(row)) is not None
    ]
    ids = [job["_id"] for _, job in gone]
    paid_later = await _paid_later(db, session, workshop_id, ids)
    releases = releases_of(db, workshop_id).find({"job_id": {"$in": ids}}, limit=_MAX_ROWS_READ, session=session)
    released = await releases.to_list()
    has_passes = await _uses_passes(db, session, workshop_id, first)
    findings = []
    for row, job in gone:
        owed_minor = job["outstanding_minor"] + sum(
            minor for job_id, at, minor in paid_later if job_id == job["_id"] and at > row["at"]
        )
        if (owed_minor > 0 or is_to_follow(job)) and not _is_released(released, row, job, owed_minor):
            facts = {"owed_minor": owed_minor, "estimate_to_follow": is_to_follow(job)}
            findings.append(_out(ExceptionKind.OUT_UNPAID, row, job, owed_minor, facts))
        elif has_passes and row["outcome"] is None:
            findings.append(_out(ExceptionKind.OUT_WITHOUT_PASS, row, job, 0, {"day": row["day"]}))
    return findings


def _out(kind: ExceptionKind, row: SightingRow, job: JobFacts, amount_minor: int, facts: Document) -> Finding:
    about = {"sighting": row["_id"], "job": job["_id"]}
    return Finding(kind, row["_id"], row["at"], job["manager_id"], amount_minor, about, facts)


async def _uses_passes(db: Database, session: Session, workshop_id: str, first: dt.date) -> bool:
    """Say whether a car left with a pass in the weeks before these days."""
    since = dt.datetime.combine(first, dt.time(), dt.UTC) - _PASSES_USED_WITHIN
    until = dt.datetime.combine(first, dt.time(), dt.UTC)
    used: Document = {"used_at": {"$gte": since, "$lt": until}}
    return await passes_of(db, workshop_id).count(used, limit=1, session=session) > 0


async def _paid_later(
    db: Database, session: Session, workshop_id: str, job_ids: Sequence[str]
) -> list[tuple[str, dt.datetime, int]]:
    payments = Scoped(db, "payments", TenantScope(workshop_id))
    of_these: Document = {"job_id": {"$in": list(job_ids)}, "verdict": {"$ne": Decision.REJECTED.value}}
    fields = dict.fromkeys(("job_id", "payment_date", "amount_minor"), 1)
    rows = await payments.find(of_these, fields, limit=_MAX_ROWS_READ, session=session).to_list()
    return [(row["job_id"], utc(row["payment_date"]), row["amount_minor"]) for row in rows]


def _is_released(released: Sequence[ReleaseRow], gone: SightingRow, job: JobFacts, owed_minor: int) -> bool:
    return any(
        row["job_id"] == job["_id"] and row["at"] <= gone["at"] and row["amount_minor"] >= owed_minor
        for row in released
    )


async def _withdraw_answered(
    db: Database, session: Session, workshop: WorkshopContext, first: dt.date, findings: Sequence[Finding]
) -> None:
    """Withdraw what was asked about these days and is explained by now: the job was taken in, the car was told late."""
    still = {(finding.kind.value, finding.cause) for finding in findings}
    kinds = [kind.value for kind in _EXPLAINED_LATER]
    since = start_of_day(first, workshop.timezone)
    wanted: Document = {"kind": {"$in": kinds}, "state": State.OPEN.value, "at": {"$gte": since}}
    for row in await exceptions_of(db, workshop.id).find(wanted, limit=_MAX_ROWS_READ, session=session).to_list():
        if (row["kind"], row["cause"]) not in still:
            await withdraw(db, session, workshop.id, ExceptionKind(row["kind"]), row["cause"])
