"""Personal data of entries, which a chain holds by digests only: it can be erased, and the chain stands.

An entry of rules 2 keeps of each such part a digest with a salt of its own. What the entry says is read as ever, and
altering it shows; without the salt the digest tells nothing. The audit log does the same (decision 0039).
"""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

import orjson

from revops.core.ids import is_id
from revops.mongo.client import Database, Document, Session

# Of what was changed: what says who somebody is, or what somebody wrote about them.
PERSONAL_FIELDS = frozenset(
    {"customer_name", "phone", "address", "customer_gst_number", "vehicle_number", "internal_notes"}
)
# What is left of whoever was erased.
ERASED_NAME, ERASED_PHONE = "Erased customer", "-"
WHOSE = ("customer", "name")


def seal_personal(entry: Document) -> Document:
    """Build what an entry keeps under ``personal``: a salt and a digest for each part that it has; empty for none."""
    kept = {}
    for part in ("note", "changes", "facts", "owed"):
        value = _part(entry, part)
        if value and (part != "owed" or _names_phones(entry)):
            salt = secrets.token_hex(16)
            kept[part] = {"salt": salt, "sha256": _digest(salt, value)}
    return {"personal": kept} if kept else {}


def without_personal(entry: Document) -> Document:
    """Build the content of an entry that its chain holds: digests in the place of personal data."""
    kept = entry.get("personal")
    if kept is None:
        return entry
    content = {**entry, "personal": {part: seal["sha256"] for part, seal in kept.items()}}
    if "note" in kept:
        content.pop("note", None)
    for part in ("changes", "facts"):
        if part in kept:
            said = entry.get(part, {})
            content[part] = {name: value for name, value in said.items() if name not in PERSONAL_FIELDS}
    if "owed" in kept:
        content["owed"] = [
            {name: value for name, value in owed.items() if name not in WHOSE} for owed in entry.get("owed", ())
        ]
    return content


def is_as_sealed(entry: Document) -> bool:
    """Say whether each part is what was sealed, or erased as a whole."""
    for part, seal in entry.get("personal", {}).items():
        value = _part(entry, part)
        if "salt" in seal:
            is_right = _digest(seal["salt"], value) == seal["sha256"]
        else:
            is_right = not (_names_phones(entry) if part == "owed" else value)
        if not is_right:
            return False
    return True


async def erase_changes(db: Database, session: Session, workshop_id: str, job_ids: Sequence[str]) -> int:
    """Erase who is named in the changes of jobs, from the entries that can bear it: those sealed so, and those not
    sealed yet. Return how many had any.
    """
    can_bear_it: Document = {
        "$or": [*({f"personal.{part}.salt": {"$exists": True}} for part in ("changes", "facts")), {"unsealed": True}]
    }
    theirs: Document = {"workshop_id": workshop_id, "job_id": {"$in": list(job_ids)}, **can_bear_it}
    gone = {
        f"{place}": ""
        for part in ("changes", "facts")
        for place in (f"personal.{part}.salt", *(f"{part}.{name}" for name in sorted(PERSONAL_FIELDS)))
    }
    return (await db.collection("journal").update_many(theirs, {"$unset": gone}, session=session)).modified_count


def _part(entry: Document, part: str) -> Any:
    if part in ("changes", "facts"):
        return {name: value for name, value in entry.get(part, {}).items() if name in PERSONAL_FIELDS}
    if part == "owed":
        return [[owed.get(name) for name in WHOSE] for owed in entry.get("owed", ())]
    # Papers are noted by their number.
    return None if "document_id" in entry else entry.get("note")


def _names_phones(entry: Document) -> bool:
    """Tell whether what was owed is of phone numbers, as in an earlier release; an id says of nobody who he is."""
    said = [(owed.get("customer"), owed.get("name")) for owed in entry.get("owed", ())]
    return any(name or (customer is not None and not is_id(customer)) for customer, name in said)


def _digest(salt: str, value: Any) -> str:
    return hashlib.sha256(salt.encode() + orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()
