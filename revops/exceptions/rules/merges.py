"""Customers who are made one by a member: what one of them owes is found under the other's name from then on."""

from collections.abc import Mapping, Sequence

from revops.access.audit import AuditKind
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.mongo.client import Document


async def merged(look: Look, line: Document) -> Sequence[Finding]:
    """Ask about a customer with debts who became another one, by somebody else than an owner."""
    person = await look.person(line["actor_id"])
    if person is None or line.get("about") is None or await look.answers_himself(person.id):
        return []
    gone = await look.rows("customer_records").find_one({"_id": line["about"]}, {"merged_from": 1})
    ids = [line["about"], *(gone or {}).get("merged_from", ())]
    owing = {"customer_id": {"$in": ids}, "outstanding_minor": {"$gt": 0}}
    owed_minor = sum(one["sum"] for one in await look.rows("jobs").sums(owing, "customer_id", "outstanding_minor"))
    if owed_minor < max(look.limits.least_minor, 1):
        return []
    facts: Document = {"changed": ["merged"], "owed_minor": owed_minor}
    about = {"customer": line["subject_id"]}
    kind = ExceptionKind.CUSTOMER_CHANGED
    return [Finding(kind, line["_id"], line["at"], person.id, owed_minor, about, facts)]


RULES: Mapping[str, tuple[Rule, ...]] = {AuditKind.CUSTOMERS_MERGED.value: (merged,)}
