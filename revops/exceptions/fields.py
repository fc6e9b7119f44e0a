"""Exceptions as entries say they must be: none deleted, none altered, none answered by anybody but the owner."""

from collections.abc import Mapping
from typing import Any

from revops.core.time import millis
from revops.exceptions.row import State
from revops.exceptions.settings import CAPS, NAMES, STORED_AS
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "exception"
_NOT_ANSWERED = {"verdict": None, "reason": None, "answered_by": None, "answered_at": None}


def _noted(entry: Document, fields: Fields) -> None:
    last = fields.last[_KIND]
    if "changes" in entry:
        last[entry["exception_id"]]["state"] = entry["changes"]["state"][1]
    else:
        last[entry["exception_id"]] = {**entry["facts"], "state": State.OPEN.value, **_NOT_ANSWERED}


def _withdrawn(entry: Document, fields: Fields) -> None:
    fields.last[_KIND][entry["exception_id"]]["state"] = entry["changes"]["state"][1]


def _answered(entry: Document, fields: Fields) -> None:
    changes = entry["changes"]
    fields.last[_KIND][entry["exception_id"]] |= {
        "state": State.ANSWERED.value,
        "verdict": changes["verdict"][1],
        "reason": entry.get("note"),
        "answered_by": entry["actor_id"],
        "answered_at": millis(entry["at"]),
    }


_SETTINGS = "settings of questions"
_NAMES = (*NAMES, "muted", CAPS)


def _settings_changed(entry: Document, fields: Fields) -> None:
    said = fields.last[_SETTINGS].setdefault(entry["workshop_id"], {})
    said |= {name: pair[1] for name, pair in entry["changes"].items()}


TOLD = {
    EntryKind.EXCEPTION_SETTINGS_CHANGED.value: _settings_changed,
    EntryKind.EXCEPTION_NOTED.value: _noted,
    EntryKind.EXCEPTION_WITHDRAWN.value: _withdrawn,
    EntryKind.EXCEPTION_ANSWERED.value: _answered,
}


async def compare_exceptions(recount: Recount) -> None:
    """Compare exceptions, and what is asked about at all, with the last word of the journal on each."""
    await recount.compare_last(_KIND, "exceptions", _said_by)
    mine = {"_id": recount.workshop_id}
    workshop = await recount.db.collection("workshops").find_one(mine, session=recount.session) or {}
    stored = {**workshop.get(STORED_AS, {}), CAPS: workshop.get(CAPS)}
    said = recount.fields.last[_SETTINGS].get(recount.workshop_id, {})
    recount.compare_fields(_SETTINGS, recount.workshop_id, {name: said.get(name) for name in _NAMES}, stored)


def _said_by(row: Mapping[str, Any]) -> Document:
    plain = ("kind", "cause", "member_id", "amount_minor", "about", "facts", "state")
    said = {name: row[name] for name in plain} | {"at": millis(row["at"])} | _NOT_ANSWERED
    answer = row["answer"]
    if answer is not None:
        said |= {"verdict": answer["verdict"], "reason": answer["reason"]}
        said |= {"answered_by": answer["by"], "answered_at": millis(answer["at"])}
    return said
