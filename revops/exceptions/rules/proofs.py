"""UPI payments that nothing outside the garage can witness: cash is easily called UPI."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from revops.core.rrn import rrns_in
from revops.core.time import zone
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import asked
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

# Now and then a number is forgotten; asked is about a week in which that is much of what came by UPI lately.
_WEEK, _LATELY = dt.timedelta(days=7), dt.timedelta(days=28)
_LEAST_OF_WEEK = 20  # times the least that is worth a question
_SHARE_PERCENT = 10
_MAX_PAYMENTS = 2000
_FEW = 5


def rrn_in(reference: str | None) -> str | None:
    """Find the twelve digits that a bank gives a UPI payment, wherever they stand in a reference."""
    return next(iter(rrns_in(reference or "")), None)


async def without_proof(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a member's UPI payments without a number of the bank, once a week."""
    at, member_id = entry["at"], entry["manager_id"]
    theirs = {"manager_id": member_id, "payment_date": {"$gt": at - _LATELY, "$lte": at}}
    query = {**theirs, "method": "upi", "verdict": {"$ne": "rejected"}}
    fields = dict.fromkeys(("amount_minor", "payment_date", "reference"), 1)
    order = [("payment_date", -1), ("_id", -1)]
    payments = await look.rows("payments").find(query, fields, sort=order, limit=_MAX_PAYMENTS).to_list()
    all_minor = sum(payment["amount_minor"] for payment in payments)
    bare = [payment for payment in payments if rrn_in(payment.get("reference")) is None]
    bare_minor = sum(payment["amount_minor"] for payment in bare)
    of_week = [payment for payment in bare if payment["payment_date"] > at - _WEEK]
    week_minor = sum(payment["amount_minor"] for payment in of_week)
    if week_minor < _LEAST_OF_WEEK * look.limits.least_minor or bare_minor * 100 < _SHARE_PERCENT * all_minor:
        return []
    facts = {"payments": len(of_week), "percent": bare_minor * 100 // all_minor}
    year, week, _ = at.astimezone(zone(look.workshop.timezone)).isocalendar()
    kind = ExceptionKind.UPI_WITHOUT_RRN
    return [await asked(look, kind, entry, week_minor, facts, cause=f"{member_id}:{year}-W{week:02d}")]


async def matched(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a statement by which whoever read it proves payments that he took himself."""
    statement = await look.rows("bank_statements").find_one({"_id": entry["statement_id"]}, {"read_by": 1})
    person = await look.person(statement["read_by"]) if statement is not None else None
    if person is None or await look.answers_himself(person.user_id):
        return []
    those = {"_id": {"$in": entry["facts"]["payments"]}, "collected_by": {"$in": [person.id, person.user_id]}}
    rows = await look.rows("payments").find(those, {"amount_minor": 1}, limit=_MAX_PAYMENTS).to_list()
    if not rows:
        return []
    minor = sum(row["amount_minor"] for row in rows)
    facts, about = {"payments": len(rows)}, {"bank_row": entry["bank_row_id"]}
    finding = await asked(
        look, ExceptionKind.PROVED_BY_HIMSELF, entry, minor, facts, cause=entry["bank_row_id"], about=about
    )
    return [replace(finding, member_id=person.id)]


RULES: Mapping[str, tuple[Rule, ...]] = {EntryKind.BANK_MATCHED.value: (matched,)}


async def used_before(look: Look, entry: Document, rrn: str, minor: int) -> Sequence[Finding]:
    """Ask about a number of the bank that another payment has, or had before it was taken back."""
    payment_id = entry["payment_id"]
    # Jobs are found by what their payments name, also by payments that were taken back.
    jobs = look.rows("jobs").find({"search": rrn}, {"_id": 1}, sort=[("created_at", -1)], limit=_FEW)
    theirs = {"job_id": {"$in": [job["_id"] async for job in jobs]}, "_id": {"$ne": payment_id}}
    shown = dict.fromkeys(("reference", "job_id", "verdict"), 1)
    async for other in look.rows("payments").find({**theirs, "payment_date": {"$lte": entry["at"]}}, shown):
        is_gone, is_here = other["verdict"] == "rejected", other["job_id"] == entry["job_id"]
        # Taken back and recorded anew on its own job, it is the same transfer.
        if rrn_in(other["reference"]) == rrn and not (is_gone and is_here):
            about = {"other_payment": other["_id"], "other_job": other["job_id"]}
            facts = {"taken_back": is_gone}
            kind = ExceptionKind.RRN_TWICE
            return [await asked(look, kind, entry, minor, facts, cause=payment_id, about=about)]
    return []
