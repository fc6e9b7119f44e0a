"""Payments that were taken back, entered late, or that nobody outside the garage can witness."""

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from revops.core.ids import made_at
from revops.core.time import day_of
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import asked
from revops.exceptions.rules.proofs import rrn_in, used_before, without_proof
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

_MONEY = (Account.BANK.value, Account.OWNER_CASH.value, Account.CASH_IN_HAND.value)
_SOON = dt.timedelta(days=2)
# So many late payments one after the other, each later than the one before.
_GROWING = 3
_MAX_PARTS, _MAX_JOBS = 200, 50
# The same money within a tenth of it.
_ABOUT_PERCENT = 90
# What is typed wrongly is seen by whoever typed it, soon.
_SEEN_MINUTES = 60
_WEEK = dt.timedelta(days=7)


def amount_of(entry: Document) -> int:
    """Read how much money an entry says came, or went back."""
    moved: int = sum(p["amount_minor"] for p in entry.get("postings", ()) if p["account"] in _MONEY)
    return abs(moved)


async def rejected(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a payment that was rejected: money was said to be there and was not."""
    return await taken_back(look, entry, ExceptionKind.PAYMENT_REJECTED)


async def cancelled(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a payment that was cancelled after its receipt was handed out, or the pass with which the car may
    leave; or so long after it was recorded that it was not typed wrongly.
    """
    if await look.answers_himself(entry["actor_id"]):
        return []
    of_job = {"job_id": entry["job_id"], "seq": {"$lt": entry["seq"]}}
    of_payment = {"payment_id": entry["payment_id"], "kind": EntryKind.PAYMENT_RECORDED.value}
    recorded_by = await look.entries({**of_job, **of_payment}, limit=1)
    first = recorded_by[0] if recorded_by else entry
    minutes = int((entry["at"] - first["at"]).total_seconds() // 60)
    passes = {**of_job, "kind": EntryKind.PASS_ISSUED.value, "seq": {"$gt": first["seq"], "$lt": entry["seq"]}}
    left = bool(await look.entries(passes, limit=1))
    found = await taken_back(look, entry, ExceptionKind.PAYMENT_CANCELLED)
    is_late = minutes >= _SEEN_MINUTES and amount_of(entry) >= look.limits.least_minor
    said = {"pass": left, "minutes": minutes}
    return [replace(one, facts={**one.facts, **said}) for one in found if one.facts["receipt"] or left or is_late]


async def taken_back(look: Look, entry: Document, kind: ExceptionKind) -> list[Finding]:
    """Build the question about a payment that was taken back, to whoever took it; and who took it back, if another."""
    payment = await look.rows("payments").find_one({"_id": entry["payment_id"]}, {"collected_by": 1, "method": 1})
    before = {"job_id": entry["job_id"], "kind": EntryKind.RECEIPT_ISSUED.value, "payment_id": entry["payment_id"]}
    receipts = await look.entries({**before, "seq": {"$lt": entry["seq"]}}, limit=1)
    facts = {"receipt": bool(receipts), "method": payment["method"] if payment is not None else None}
    asks = await asked(look, kind, entry, amount_of(entry), facts, cause=entry["payment_id"])
    who = payment["collected_by"] if payment is not None else asks.member_id
    if asks.member_id != who and not await look.answers_himself(entry["actor_id"]):
        facts["by"] = asks.member_id
    return [Finding(kind, asks.cause, asks.at, who, asks.amount_minor, asks.about, facts)]


async def recorded(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a new payment: its method, its proof, when it was written down."""
    minor = amount_of(entry)
    if minor < look.limits.least_minor or await look.answers_himself(entry["actor_id"]):
        return []
    facts = entry.get("facts", {})
    found = [*await _other_method(look, entry, facts, minor), *await _late(look, entry, minor)]
    if facts.get("method") == "cash":
        found += [*await _on_credit(look, entry, minor), *await _split(look, entry, minor)]
    elif facts.get("method") == "upi":
        rrn = rrn_in(facts.get("reference"))
        found += await (without_proof(look, entry) if rrn is None else used_before(look, entry, rrn, minor))
    return found


async def _other_method(look: Look, entry: Document, facts: Document, minor: int) -> list[Finding]:
    """Ask about the same money that was taken back shortly before, when it was paid otherwise; also where it comes
    again in parts, or is a little more or less.
    """
    kinds = [EntryKind.PAYMENT_CANCELLED.value, EntryKind.PAYMENT_REJECTED.value]
    lately = {"job_id": entry["job_id"], "kind": {"$in": kinds}, "at": {"$gte": entry["at"] - _SOON}}
    for gone in await look.entries({**lately, "seq": {"$lt": entry["seq"]}}, ("payment_id", "postings")):
        earlier = await look.rows("payments").find_one({"_id": gone["payment_id"]}, {"method": 1})
        if earlier is None or earlier["method"] == facts.get("method"):
            continue
        gone_minor, again_minor = amount_of(gone), minor
        if minor * 100 < _ABOUT_PERCENT * gone_minor:
            again_minor += await _otherwise_since(look, entry, gone, earlier["method"])
        is_same = _ABOUT_PERCENT * gone_minor <= again_minor * 100 <= (200 - _ABOUT_PERCENT) * gone_minor
        if is_same and (again_minor - minor) * 100 < _ABOUT_PERCENT * gone_minor:
            said = {"from_method": earlier["method"], "to_method": facts.get("method")}
            cause = entry["payment_id"]
            return [await asked(look, ExceptionKind.METHOD_CHANGED, entry, again_minor, said, cause=cause)]
    return []


async def _otherwise_since(look: Look, entry: Document, gone: Document, method: str) -> int:
    """Add up what was paid on a job in other ways since a payment was taken back, before this one."""
    between = {"$gt": gone["seq"], "$lt": entry["seq"]}
    recorded = {"job_id": entry["job_id"], "kind": EntryKind.PAYMENT_RECORDED.value, "seq": between}
    since = await look.entries(recorded, ("facts.method", "postings"), limit=_MAX_PARTS)
    return sum(amount_of(one) for one in since if one.get("facts", {}).get("method") != method)


async def recorded_late(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask of a new payment only when it was written down."""
    minor = amount_of(entry)
    if minor < look.limits.least_minor or await look.answers_himself(entry["actor_id"]):
        return []
    return await _late(look, entry, minor)


def hours_before(entry: Document) -> int:
    """Compute for how long a device had a payment before it sent it; 0 where nobody knows."""
    try:
        made = made_at(entry["payment_id"])
    except ValueError:
        return 0
    return int((entry["at"].timestamp() - made) // 3600)


async def _late(look: Look, entry: Document, minor: int) -> list[Finding]:
    """Ask about a payment that a device had for long before it sent it."""
    hours = hours_before(entry)
    if hours < look.limits.late_hours:
        return []
    return [await asked(look, ExceptionKind.ENTERED_LATE, entry, minor, {"hours": hours}, cause=entry["payment_id"])]


async def _on_credit(look: Look, entry: Document, minor: int) -> list[Finding]:
    """Ask about cash on a job that was delivered days ago on credit; and whether a newer one was left on credit for it,
    or whether each comes later than the one before.
    """
    left = {"job_id": entry["job_id"], "changes.status.1": "credit_pending", "seq": {"$lt": entry["seq"]}}
    moves = await look.entries(left, limit=1)
    days = (entry["at"] - moves[0]["at"]).days if moves else 0
    if days < 1:
        return []
    cause = entry["payment_id"]
    facts = {"days": days, "day": day_of(moves[0]["at"], look.workshop.timezone)}
    found = [await asked(look, ExceptionKind.CASH_ON_CREDIT, entry, minor, facts, cause=cause)]
    newer = await look.rows("jobs").find_one(
        {
            "manager_id": entry["manager_id"],
            "status": "credit_pending",
            "_id": {"$ne": entry["job_id"]},
            "updated_at": {"$gte": entry["at"] - _SOON},
            "created_at": {"$gt": moves[0]["at"], "$lte": entry["at"]},
        },
        {"outstanding_minor": 1},
    )
    if newer is not None:
        said = {**facts, "newer_minor": newer["outstanding_minor"]}
        about = {"newer_job": newer["_id"]}
        kind = ExceptionKind.CASH_ON_OLDER_JOB
        found.append(await asked(look, kind, entry, minor, said, cause=cause, about=about))
    return [*found, *await _later_each_time(look, entry, found[0], days, minor)]


async def _later_each_time(look: Look, entry: Document, last: Finding, days: int, minor: int) -> list[Finding]:
    kind, member_id = ExceptionKind.CASH_ON_CREDIT, last.member_id
    earlier = {"kind": kind.value, "member_id": member_id, "at": {"$lt": entry["at"]}}
    rows = await look.rows("exceptions").find(earlier, {"facts": 1}, sort=[("at", -1)], limit=_GROWING - 1).to_list()
    just_now = [one for one in look.found if (one.kind, one.member_id) == (kind, member_id)]
    lags = [row["facts"]["days"] for row in reversed(rows)] + [one.facts["days"] for one in just_now] + [days]
    lags = lags[-_GROWING:]
    if len(lags) < _GROWING or any(one >= other for one, other in itertools.pairwise(lags)):
        return []
    more = ExceptionKind.ENTERED_LATE_MORE
    return [await asked(look, more, entry, minor, {"days": lags}, cause=entry["payment_id"])]


async def _split(look: Look, entry: Document, minor: int) -> list[Finding]:
    """Ask about cash of a customer in parts, each of which a member may take, and which together he may not; on one
    job, or on several.
    """
    person = await look.person(entry["actor_id"])
    limit_minor = person.cash_payment_minor if person is not None else None
    if limit_minor is None or minor > limit_minor:
        return []
    of_a_day = {"$gt": entry["at"] - dt.timedelta(days=1), "$lte": entry["at"]}
    on = {"job_id": {"$in": await _jobs_of_same(look, entry["job_id"])}}
    theirs = {**on, "method": "cash", "payment_date": of_a_day, "verdict": {"$ne": "rejected"}}
    shown = {"amount_minor": 1, "job_id": 1}
    rows = await look.rows("payments").find(theirs, shown, limit=_MAX_PARTS).to_list()
    parts = [row["amount_minor"] for row in rows if row["amount_minor"] > 0]
    if len(parts) < 2 or sum(parts) <= limit_minor:
        return []
    jobs = {row["job_id"] for row in rows}
    facts = {"payments": len(parts), "limit_minor": limit_minor, **({"jobs": len(jobs)} if len(jobs) > 1 else {})}
    return [await asked(look, ExceptionKind.PAYMENTS_SPLIT, entry, sum(parts), facts, cause=min(jobs))]


async def _jobs_of_same(look: Look, job_id: str) -> list[str]:
    """List the newest jobs of whoever brought one."""
    job = await look.job(job_id)
    if job is None or job.get("customer_id") is None:
        return [job_id]
    theirs = look.rows("jobs").find(
        {"customer_id": job["customer_id"]}, {"_id": 1}, sort=[("created_at", -1), ("_id", -1)], limit=_MAX_JOBS
    )
    return [job_id, *[row["_id"] async for row in theirs if row["_id"] != job_id]]


async def refunded(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about money that went back to a customer: he may never have seen it. Sums of a week that are each too small
    to be asked about add up.
    """
    minor = amount_of(entry)
    if await look.answers_himself(entry["actor_id"]):
        return []
    if minor < look.limits.least_minor:
        minor = await _small_refunds(look, entry)
        if not minor:
            return []
    facts = {"method": entry.get("facts", {}).get("method")}
    return [await asked(look, ExceptionKind.REFUNDED, entry, minor, facts, cause=entry["payment_id"])]


async def _small_refunds(look: Look, entry: Document) -> int:
    """Add up what a member paid back in a week in small sums, since it was asked about last; 0 where it is little."""
    of_week = {"$gt": entry["at"] - _WEEK, "$lte": entry["at"]}
    theirs = {
        "manager_id": entry["manager_id"],
        "payment_date": of_week,
        "type": "refund",
        "verdict": {"$ne": "rejected"},
    }
    order = [("payment_date", 1), ("_id", 1)]
    least_minor, sum_minor = look.limits.least_minor, 0
    async for row in look.rows("payments").find(theirs, {"amount_minor": 1}, sort=order, limit=_MAX_PARTS):
        if -row["amount_minor"] < least_minor:
            sum_minor = -row["amount_minor"] if sum_minor >= least_minor else sum_minor - row["amount_minor"]
    return sum_minor if sum_minor >= least_minor else 0


RULES: Mapping[str, tuple[Rule, ...]] = {
    EntryKind.REFUND_RECORDED.value: (refunded,),
    EntryKind.PAYMENT_RECORDED.value: (recorded,),
    EntryKind.PAYMENT_REJECTED.value: (rejected,),
    EntryKind.PAYMENT_CANCELLED.value: (cancelled,),
}
