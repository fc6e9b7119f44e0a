"""Customers: approvals nobody saw, names and phones that changed when money was in it, phones that are not theirs."""

from collections.abc import Mapping, Sequence

from revops.core.phones import read_phone
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import asked
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

_TAX_NUMBER = "customer_gst_number"
_WHO = ("customer_name", "phone", "vehicle_number", _TAX_NUMBER)
_TOLD = "told"
_LEFT = ["delivered", "credit_pending", "closed"]
_MAX_JOBS = 500
_PAPERS = [EntryKind.RECEIPT_ISSUED.value, EntryKind.INVOICE_ISSUED.value]


async def approved(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about an approval that a member says was given, where the customer never opened the page of the job."""
    changes = entry.get("changes", {})
    answers = dict(changes.get("services", (None, {}))[1] or {})
    if changes.get("how", (None, None))[1] != _TOLD or "approved" not in answers.values():
        return []
    if await look.answers_himself(entry["actor_id"]):
        return []
    opened = {"job_id": entry["job_id"], "first_seen_at": {"$lte": entry["at"]}}
    if await look.rows("customer_links").find_one(opened, {"_id": 1}) is not None:
        return []
    old, new = changes.get("estimated_minor", (0, 0))
    facts = {"services": sum(answer == "approved" for answer in answers.values()), "from_minor": old, "to_minor": new}
    return [await asked(look, ExceptionKind.APPROVED_UNSEEN, entry, max(new - old, 0), facts)]


async def renamed(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a customer, phone or plate that changed after the job owed, or around a paper in a name."""
    changes = entry.get("changes", {})
    which = [name for name in _WHO if name in changes]
    if not which or await look.answers_himself(entry["actor_id"]):
        return []
    job = await look.job(entry["job_id"])
    if job is None:
        return []
    earlier = {"job_id": entry["job_id"], "seq": {"$lt": entry["seq"]}}
    left = {**earlier, "changes.status.1": {"$in": _LEFT}}
    has_left = bool(await look.entries(left, limit=1))
    # An invoice to a business is asked for at the counter; once the car has gone it may be sold to another.
    if which == [_TAX_NUMBER] and not changes[_TAX_NUMBER][0] and not has_left:
        return []
    papers = await look.entries({**earlier, "kind": {"$in": _PAPERS}}, limit=1)
    owes = job["outstanding_minor"] if has_left else 0
    of_names = {"$or": [{f"changes.{name}": {"$exists": True}} for name in which]}
    before = await look.entries({**earlier, **of_names}, ("changes",))
    back = [c for c in before if any(c["changes"].get(name, (None,))[0] == changes[name][1] for name in which)]
    is_back = bool(back)
    # A receipt went to whoever it named meanwhile.
    between = {**earlier, "kind": EntryKind.PAYMENT_RECORDED.value}
    paid = await look.entries({**between, "seq": {"$gt": back[-1]["seq"], "$lt": entry["seq"]}}) if back else []
    # Its plate alone is what lets a car go out, and what its next visit is compared with.
    after = "left" if has_left and {"vehicle_number", _TAX_NUMBER} & {*which} else None
    if after is None and "vehicle_number" in which:
        after = await _has_pass(look, earlier)
    if not papers and not owes and not paid and after is None:
        return []
    facts = {"changed": which, "paper": bool(papers), "owed_minor": owes, "put_back": is_back}
    if not papers and not owes:
        facts |= {"payments": len(paid)} if paid else {"after": after}
    return [await asked(look, ExceptionKind.CUSTOMER_CHANGED, entry, owes or job["paid_minor"], facts)]


async def _has_pass(look: Look, earlier: Document) -> str | None:
    """Say whether the plate of a job counts already: its gate pass is made out."""
    return "pass" if await look.entries({**earlier, "kind": EntryKind.PASS_ISSUED.value}, limit=1) else None


async def reached(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a phone that is a member's own, or that many vehicles have."""
    pair = entry.get("changes", {}).get("phone")
    is_new = entry["kind"] == EntryKind.JOB_CREATED
    phone = entry.get("facts", {}).get("phone") if is_new else pair[1] if pair else None
    if phone is None or await look.answers_himself(entry["actor_id"]):
        return []
    found: list[Finding] = []
    owner_of_phone = await _member_with(look, phone)
    if owner_of_phone is not None:
        facts: Document = {"whose": owner_of_phone}
        found.append(await asked(look, ExceptionKind.STAFF_PHONE, entry, 0, facts, cause=entry["job_id"]))
    job = await look.job(entry["job_id"])
    if job is not None and job.get("customer_id") is not None:
        most = look.limits.plates_of_phone
        theirs = {"customer_id": job["customer_id"], "phone": phone, "created_at": {"$lte": entry["at"]}}
        rows = look.rows("jobs").find(theirs, {"vehicle_id": 1}, sort=[("created_at", -1)], limit=_MAX_JOBS)
        plates = {row.get("vehicle_id") async for row in rows}
        if len(plates) > most:
            facts = {"plates": len(plates)}
            cause = f"{job['customer_id']}:{most}"
            kind = ExceptionKind.PHONE_ON_MANY_PLATES
            found.append(await asked(look, kind, entry, 0, facts, cause=cause, about={"customer": job["customer_id"]}))
    return found


async def _member_with(look: Look, phone: str) -> str | None:
    """Find the member whose own phone it is; an owner's is nobody's to collect by."""
    stored = read_phone(phone, look.workshop.currency).stored
    by_user = {person.user_id: person for person in await look.people() if person.left_at is None}
    users = look.db.collection("users").find({"_id": {"$in": list(by_user)}, "phone": stored}, {"_id": 1})
    async for user in users:
        return by_user[user["_id"]].id
    return None


async def said_different(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a payment that its customer says is different."""
    changes = entry.get("changes", {})
    payment_id = changes.get("of_payment", (None, None))[1]
    if changes.get("word", (None, None))[1] != "different" or payment_id is None:
        return []
    payment = await look.rows("payments").find_one({"_id": payment_id})
    minor = abs(payment["amount_minor"]) if payment is not None else 0
    facts = {"differs": changes["differs"][1], "method": payment["method"] if payment is not None else None}
    about = {"job": changes["of_job"][1], "payment": payment_id}
    who = payment["collected_by"] if payment is not None else None
    kind = ExceptionKind.CUSTOMER_SAYS_DIFFERENT
    return [Finding(kind, entry["word_id"], entry["at"], who, minor, about, facts)]


RULES: Mapping[str, tuple[Rule, ...]] = {
    EntryKind.ESTIMATE_ANSWERED.value: (approved,),
    EntryKind.JOB_CREATED.value: (reached,),
    EntryKind.JOB_UPDATED.value: (renamed, reached),
    EntryKind.CUSTOMER_WORD.value: (said_different,),
}
