"""Limits, days and counts, as entries say they must be."""

from collections.abc import Mapping
from typing import Any

from revops.access.custody import CustodySettings, settings_of
from revops.core.time import millis
from revops.custody.row import CountRow, CountState, DayRow, TallyRow, member_custody
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_LIMITS, _OWN_LIMITS, _DAY, _COUNT = "cash limits", "cash limits of member", "cash day", "cash count"
_NOT_CLOSED = {"closed_at": None, "closing": None}
_NOT_MADE = {"state": CountState.ASKED.value, "made_at": None, "tally": None}
_NOT_BOOKED = {"booked_by": None, "booked_at": None, "booked_reason": None}


def tally_facts(tally: TallyRow) -> Document:
    """Build what an entry says of a tally; the reason is the entry's note."""
    return {name: value for name, value in tally.items() if name != "reason"}


def day_facts(day: DayRow) -> Document:
    """Build what the first entry of a day says that the rest of the entry does not."""
    return {"of_day": day["day"], "float_minor": day["float_minor"]}


def count_facts(count: CountRow) -> Document:
    """Build what the first entry of a count says that the rest of the entry does not."""
    return {"due_at": millis(count["due_at"]), "plan": count.get("plan")}


def _with_reason(entry: Document, tally: Document) -> Document:
    return {**tally, "reason": entry.get("note")}


def _limits_changed(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    if entry["manager_id"] is None:
        fields.last[_LIMITS][entry["workshop_id"]] = dict(facts["limits"])
    else:
        fields.last[_OWN_LIMITS][entry["manager_id"]] = dict(facts)


def _as_begun(entry: Document, facts: Document) -> Document:
    return {
        "manager_id": entry["manager_id"],
        "day": facts["of_day"],
        "float_minor": facts["float_minor"],
        **_NOT_CLOSED,
        **_NOT_BOOKED,
    }


def _day_opened(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    opened = {"opened_at": millis(entry["at"]), "opening": _with_reason(entry, facts["opening"])}
    fields.become(_DAY, entry["cash_day_id"], {**_as_begun(entry, facts), **opened})


def _day_closed(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    closed = {"closed_at": millis(entry["at"]), "closing": _with_reason(entry, facts["closing"])}
    if "of_day" in facts:  # it was not opened
        never = {"opened_at": None, "opening": None}
        fields.become(_DAY, entry["cash_day_id"], {**_as_begun(entry, facts), **never, **closed})
    else:
        fields.change(_DAY, entry["cash_day_id"], _NOT_CLOSED, closed)


def _count_asked(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    asked = {
        "manager_id": entry["manager_id"],
        "asked_by": entry["actor_id"],
        "asked_at": millis(entry["at"]),
        "due_at": facts["due_at"],
        "plan": facts["plan"],
    }
    fields.become(_COUNT, entry["cash_count_id"], {**asked, **_NOT_MADE, **_NOT_BOOKED})


def _count_made(entry: Document, fields: Fields) -> None:
    tally = _with_reason(entry, entry["facts"]["tally"])
    made = {"state": CountState.MADE.value, "made_at": millis(entry["at"]), "tally": tally}
    fields.change(_COUNT, entry["cash_count_id"], _NOT_MADE, made)


def _count_missed(entry: Document, fields: Fields) -> None:
    fields.change(_COUNT, entry["cash_count_id"], {"state": CountState.ASKED.value}, {"state": CountState.MISSED.value})


def _booked(entry: Document, fields: Fields) -> None:
    kind, name = (_DAY, "cash_day_id") if "cash_day_id" in entry else (_COUNT, "cash_count_id")
    booked = {
        "booked_by": entry["actor_id"],
        "booked_at": millis(entry["at"]),
        "booked_reason": entry.get("note"),
    }
    fields.change(kind, entry[name], _NOT_BOOKED, booked)


TOLD = {
    EntryKind.LIMITS_CHANGED.value: _limits_changed,
    EntryKind.CASH_ALLOWED.value: _limits_changed,
    EntryKind.DAY_OPENED.value: _day_opened,
    EntryKind.DAY_CLOSED.value: _day_closed,
    EntryKind.COUNT_ASKED.value: _count_asked,
    EntryKind.COUNT_MADE.value: _count_made,
    EntryKind.COUNT_MISSED.value: _count_missed,
    EntryKind.CASH_DIFFERENCE_BOOKED.value: _booked,
}


def _booked_of(row: Mapping[str, Any]) -> Document:
    booked = row["booked"]
    if booked is None:
        return _NOT_BOOKED
    return {"booked_by": booked["by"], "booked_at": millis(booked["at"]), "booked_reason": booked["reason"]}


def compare_day(day: Mapping[str, Any], fields: Fields) -> None:
    """Compare what is stored of a day."""
    values = {name: day[name] for name in ("manager_id", "day", "float_minor", "opening", "closing")}
    for name in ("opened_at", "closed_at"):
        values[name] = None if day[name] is None else millis(day[name])
    fields.compare(_DAY, day["_id"], values | _booked_of(day))


def compare_count(count: Mapping[str, Any], fields: Fields) -> None:
    """Compare what is stored of a count."""
    values = {name: count[name] for name in ("manager_id", "asked_by", "state", "tally")}
    for name in ("asked_at", "due_at", "made_at"):
        values[name] = None if count[name] is None else millis(count[name])
    fields.compare(_COUNT, count["_id"], values | {"plan": count.get("plan")} | _booked_of(count))


async def compare_limits(recount: Recount) -> None:
    """Compare limits with the last word of the journal; where it has none there are none."""
    mine = {"_id": recount.workshop_id}
    workshop = await recount.db.collection("workshops").find_one(mine, session=recount.session)
    said = recount.fields.last[_LIMITS].get(recount.workshop_id, CustodySettings().stored())
    recount.compare_fields(_LIMITS, recount.workshop_id, said, settings_of(workshop or {}).stored())
    own = recount.fields.last[_OWN_LIMITS]
    async for member in recount.find("members", "custody"):
        nothing = member_custody(None, None)
        stored = member.get("custody") or nothing
        recount.compare_fields(_OWN_LIMITS, member["_id"], own.get(member["_id"], nothing), stored)
