"""The settings of a garage and the rights of its members, as entries say they must be.

There are few of them, so of each the last word of the journal is kept. It begins with an entry that says them all: of a
new garage its first, of one from before there was such an entry the one that migration 28 writes. A later one of the
kind says nothing new: whoever has the database can have that migration run again.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from revops.access.members import RIGHTS, at_the_start, rights_of
from revops.access.permissions import Role
from revops.core.gstin import compact
from revops.core.time import millis, now
from revops.journal.entry import SYSTEM, EntryKind, Event
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_SETTINGS = (
    "owner_id",
    "name",
    "gst_number",
    "currency",
    "timezone",
    "password_above_minor",
    "managers_see",
    "test_drive_km",
    "blind_counts",
    "digest_at",
    "advance_percent",
    "asks_signature",
    "slug",
)
# Said at the top of its first entry, where they can be erased; of a garage of before, once they are changed.
_CONTACT = ("phone", "address")
_GARAGE, _MEMBER, _POSTER = "garage", "member", "name of a poster"


def state_noted(
    workshop: Mapping[str, Any],
    members: Sequence[Mapping[str, Any]],
    billing: Mapping[str, str] = MappingProxyType({}),
    *,
    set_up_is_told: bool = False,
) -> Event:
    """Build the event that says the settings of a garage and the rights of its members as they are. ``set_up_is_told``
    where whatever it sets up will be in the journal: no older version is running.
    """
    facts = {
        "garage": {name: workshop.get(name) for name in _SETTINGS},
        "members": {member["_id"]: rights_of(member) for member in members},
        "billing": dict(billing),
        **{name: workshop.get(name) for name in _CONTACT},
        # Each erasure is an entry from its first day on.
        "erasures_are_told": True,
        **({"set_up_is_told": True} if set_up_is_told else {}),
    }
    return Event(EntryKind.STATE_NOTED, SYSTEM, None, now(), facts=facts)


def _state_noted(entry: Document, fields: Fields) -> None:
    facts, last = entry["facts"], fields.last
    if entry["workshop_id"] in last[_GARAGE]:
        return
    # Settings of later are not in an entry of before: nobody has made any.
    last[_GARAGE][entry["workshop_id"]] = dict.fromkeys(_SETTINGS) | facts["garage"]
    last[_GARAGE][entry["workshop_id"]] |= {name: facts[name] for name in _CONTACT if name in facts}
    for member_id, rights in facts["members"].items():
        last[_MEMBER][member_id] = dict(rights)


def _workshop_updated(entry: Document, fields: Fields) -> None:
    changes = entry.get("changes", {})
    name = changes.get("slug", (None, None))[1]
    if name is not None:
        fields.last[_POSTER][name] = {}
    garage = fields.last[_GARAGE].get(entry["workshop_id"])
    if garage is None:
        return
    garage |= {name: pair[1] for name, pair in changes.items() if name in (*_SETTINGS, *_CONTACT)}
    if "managers_see" in changes:
        for member in fields.last[_MEMBER].values():
            if member.get("role") == Role.MANAGER and member.get("left_at") is None:
                member["sees"] = changes["managers_see"][1]


def _joined(entry: Document, fields: Fields) -> None:
    facts = entry.get("facts")
    if facts is not None:
        fields.last[_MEMBER][entry["manager_id"]] = dict(facts)
        return
    # By an older version: a member begins with what the role gives, and whom he sees is not said.
    role = Role(entry.get("changes", {}).get("role", (None, Role.MANAGER))[1])
    begins = {**at_the_start(role), "user_id": entry["manager_id"]}
    del begins["sees"], begins["user_id"]
    fields.last[_MEMBER][entry["manager_id"]] = begins


def _member_changed(entry: Document, fields: Fields) -> None:
    member = fields.last[_MEMBER].get(entry["manager_id"])
    if member is not None:
        member |= {name: pair[1] for name, pair in entry["changes"].items() if name in RIGHTS}


def _removed(entry: Document, fields: Fields) -> None:
    member = fields.last[_MEMBER].get(entry["manager_id"])
    if member is not None:
        member["left_at"] = millis(entry["at"])


TOLD = {
    EntryKind.STATE_NOTED.value: _state_noted,
    EntryKind.WORKSHOP_UPDATED.value: _workshop_updated,
    EntryKind.MANAGER_JOINED.value: _joined,
    EntryKind.MEMBER_CHANGED.value: _member_changed,
    EntryKind.MANAGER_REMOVED.value: _removed,
}


async def compare_state(recount: Recount) -> None:
    """Compare settings and rights with the last word of the journal, if there was a first."""
    garage = recount.fields.last[_GARAGE].get(recount.workshop_id)
    if garage is None:
        return
    found = await recount.db.collection("workshops").find_one({"_id": recount.workshop_id}, session=recount.session)
    workshop = found or {}
    # What is printed of the tax number is made of it in the background, where an older version did not.
    printed = {"gstin": compact(garage["gst_number"])} if "gstin" in workshop else {}
    recount.compare_fields(_GARAGE, recount.workshop_id, garage | printed, workshop)
    _compare_posters(recount, workshop.get("slugs", []))
    await recount.compare_last(_MEMBER, "members", rights_of)


def _compare_posters(recount: Recount, stored: Sequence[str]) -> None:
    """Compare the names that lead to a garage with those that it was ever given."""
    given = recount.fields.last[_POSTER]
    said = f"workshop {recount.workshop_id}: {_POSTER}"
    for name in given.keys() - set(stored):
        recount.report.found(f"{said} {name} is missing")
    for name in set(stored) - given.keys():
        recount.report.found(f"{said} {name}: the journal knows none such")
