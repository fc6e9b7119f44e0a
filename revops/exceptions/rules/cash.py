"""Hand-overs that leave older cash, or nearly all of it, in the hand, or all of it again."""

import datetime as dt
from collections.abc import Mapping, Sequence

from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import asked
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

# Cash that is so much older than the oldest handed over was kept back for newer cash.
_OLDER = dt.timedelta(days=2)
_LOOK_BACK = dt.timedelta(days=90)
_MAX_ROWS_READ = 1000
# A wrong sum is seen before that.
_WAITED_HOURS = 2


async def submitted(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a hand-over that names newer jobs while older cash is held, or names jobs that paid far more."""
    facts = entry.get("facts", {})
    named = set(facts.get("job_ids", ()))
    if not named or await look.answers_himself(entry["actor_id"]):
        return []
    member_id, amount_minor = entry["manager_id"], facts["amount_minor"]
    taken = await _cash_of(look, entry, member_id)
    done = await _handed_over_before(look, entry, member_id)
    held = [payment for payment in taken if payment["payment_date"] > done.get(payment["job_id"], _NEVER)]
    theirs = [payment for payment in held if payment["job_id"] in named]
    others = [payment for payment in held if payment["job_id"] not in named]
    found: list[Finding] = []
    from_minor = sum(payment["amount_minor"] for payment in theirs)
    if from_minor - amount_minor >= look.limits.least_minor and amount_minor * 2 < from_minor:
        said = {"jobs": len(named), "paid_minor": from_minor, "amount_minor": amount_minor}
        found.append(await asked(look, ExceptionKind.HANDED_OVER_LITTLE, entry, from_minor - amount_minor, said))
    if theirs:
        first = min(payment["payment_date"] for payment in theirs)
        older = [payment for payment in others if first - payment["payment_date"] >= _OLDER]
        kept_minor = sum(payment["amount_minor"] for payment in older)
        if kept_minor >= look.limits.least_minor:
            days = (entry["at"] - min(payment["payment_date"] for payment in older)).days
            said = {"held_minor": kept_minor, "days": days, "jobs": len({payment["job_id"] for payment in older})}
            found.append(await asked(look, ExceptionKind.HANDED_OVER_LATE, entry, kept_minor, said))
    return found


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


async def _cash_of(look: Look, entry: Document, member_id: str) -> list[Document]:
    lately = {"manager_id": member_id, "payment_date": {"$gte": entry["at"] - _LOOK_BACK, "$lte": entry["at"]}}
    query = {**lately, "account": Account.CASH_IN_HAND.value, "verdict": {"$ne": "rejected"}}
    fields = dict.fromkeys(("job_id", "amount_minor", "payment_date"), 1)
    order = [("payment_date", -1), ("_id", -1)]
    return await look.rows("payments").find(query, fields, sort=order, limit=_MAX_ROWS_READ).to_list()


async def _handed_over_before(look: Look, entry: Document, member_id: str) -> dict[str, dt.datetime]:
    """Find when each job was last named in an earlier hand-over that counts."""
    lately = {"manager_id": member_id, "submitted_date": {"$gte": entry["at"] - _LOOK_BACK, "$lte": entry["at"]}}
    query = {**lately, "_id": {"$ne": entry["settlement_id"]}, "verdict": {"$ne": "rejected"}}
    found: dict[str, dt.datetime] = {}
    order = [("submitted_date", 1)]
    async for row in look.rows("settlements").find(
        query, {"job_ids": 1, "submitted_date": 1}, sort=order, limit=_MAX_ROWS_READ
    ):
        found |= dict.fromkeys(row["job_ids"], row["submitted_date"])
    return found


async def taken_back(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a hand-over that a member took back himself after it had waited: meanwhile its cash had no age."""
    if await look.answers_himself(entry["actor_id"]):
        return []
    mine = {"_id": entry["settlement_id"]}
    row = await look.rows("settlements").find_one(mine, {"amount_minor": 1, "submitted_date": 1})
    hours = int((entry["at"] - row["submitted_date"]).total_seconds() // 3600) if row is not None else 0
    if row is None or hours < _WAITED_HOURS or row["amount_minor"] < look.limits.least_minor:
        return []
    kind, facts = ExceptionKind.SETTLEMENT_REVERSED, {"waited_hours": hours}
    return [await asked(look, kind, entry, row["amount_minor"], facts, cause=entry["settlement_id"])]


RULES: Mapping[str, tuple[Rule, ...]] = {
    EntryKind.SETTLEMENT_SUBMITTED.value: (submitted,),
    EntryKind.SETTLEMENT_CANCELLED.value: (taken_back,),
}
