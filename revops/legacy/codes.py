"""Invite codes of the original."""

from revops.core.codes import read_code
from revops.core.time import millis
from revops.legacy.convert import derived_id, is_yes, key_of, stored_id
from revops.legacy.people import Known, People
from revops.legacy.record import Record
from revops.legacy.report import Notes
from revops.managers.row import CODE_LIFETIME, InviteRow
from revops.mongo.client import Document


def plan_codes(docs: list[Document], people: People, known: Known, notes: Notes) -> list[InviteRow]:
    """Return the codes to be there. A used one has exactly one user, who is a manager of its workshop."""
    taken: set[str] = set()
    users: set[str] = set()
    planned = []
    # Used ones first: of two with one code, the one that was used is the one with a meaning.
    for doc in sorted(docs, key=lambda doc: _user_key(Record("invite_codes", doc, notes)) is None):
        record = Record("invite_codes", doc, notes)
        code = read_code(record.optional_text("code") or "")
        workshop_id = people.workshop_ids.get(record.key("workshop_id") or "")
        if not code:
            record.left_out("code", "has no code")
        elif workshop_id is None:
            record.left_out("workshop_id", "there is no such workshop", doc.get("workshop_id"))
        elif code in taken or (code in known.codes and known.codes[code][1] != workshop_id):
            record.left_out("code", "another invitation has this code", code)
        else:
            taken.add(code)
            planned.append(_code(record, code, workshop_id, people, users))
    return _with_unique_ids(planned)


def _user_key(record: Record) -> str | None:
    return record.key("used_by", "used_by_user_id", "used_by_manager_id")


def _code(record: Record, code: str, workshop_id: str, people: People, users: set[str]) -> InviteRow:
    workshop = people.workshops[workshop_id]
    created_at = record.time("created_at", instead=workshop["created_at"], called="when the workshop was opened")
    key = _user_key(record)
    user_id = people.crews[workshop_id].get(key) if key else None
    manager = people.managers.get(user_id or "")
    if key is not None and (manager is None or user_id in users):
        why = "is not a manager of this workshop" if manager is None else "used another code"
        record.repaired("used_by", f"who used it {why}; the code is kept as unusable", key)
        user_id = None
    is_used = key is not None or is_yes(record.first("used", "is_used"))
    used_at = None
    if user_id is not None and manager is not None:
        users.add(user_id)
        used_at = record.time("used_at", instead=manager["joined_at"], called="when the manager joined")
    expires_at = record.optional_time("expires_at")
    active = record.first("is_active", "active")
    return {
        "_id": stored_id(key_of(record.doc.get("id")) or record.name),
        "code": code,
        "workshop_id": workshop_id,
        "created_by": people.crews[workshop_id].get(record.key("created_by"), workshop["owner_id"]),
        "created_at": created_at,
        "expires_at": expires_at or created_at + CODE_LIFETIME,
        "used_by": user_id,
        "used_at": used_at,
        "is_active": (active is None or is_yes(active)) and (user_id is not None or not is_used),
    }


def _with_unique_ids(codes: list[InviteRow]) -> list[InviteRow]:
    seen: set[str] = set()
    for code in codes:
        if code["_id"] in seen:
            code["_id"] = derived_id("invite_code", code["code"], str(millis(code["created_at"])))
        seen.add(code["_id"])
    return codes
