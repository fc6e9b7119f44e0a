"""Estimates that customers approved on their pages, and whose cars were taken in for less."""

from collections.abc import Mapping, Sequence

from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import asked
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind
from revops.mongo.client import Document


async def begun_for_less(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a job that was begun below what the customer approved by his own hand, unless he approved that too."""
    if await look.answers_himself(entry["actor_id"]):
        return []
    of_it = {"job_id": entry["job_id"], "seq": {"$lt": entry["seq"]}}
    answers = await look.entries({**of_it, "kind": EntryKind.QUOTATION_ANSWERED.value}, ("facts.quotation",))
    said = [answer["facts"]["quotation"][1] for answer in answers]
    approved = [one["estimated_minor"] for one in said if (one["state"], one["how"]) == ("approved", "customer")]
    # The job is of the same moment; one whose estimate is to follow has no price yet.
    (created,) = await look.entries({**of_it, "kind": EntryKind.JOB_CREATED.value}, ("postings",))
    owed = [one["amount_minor"] for one in created.get("postings", ()) if one["account"] == Account.RECEIVABLE]
    begun_minor = sum(owed)
    if not approved or begun_minor in approved or max(approved) - begun_minor < max(look.limits.least_minor, 1):
        return []
    facts = {"from_minor": max(approved), "to_minor": begun_minor, "agreed": ["approved"]}
    return [await asked(look, ExceptionKind.ESTIMATE_LOWERED, entry, max(approved) - begun_minor, facts)]


RULES: Mapping[str, tuple[Rule, ...]] = {EntryKind.QUOTATION_BEGUN.value: (begun_for_less,)}
