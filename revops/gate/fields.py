"""Fields of sightings, passes, releases and counts, as entries say they must be."""

from revops.core.text import normalise_plate
from revops.core.time import millis
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_SIGHTING, _PASS, _RELEASE, _COUNT = "sighting", "gate pass", "release", "count of cars"
_SEEN = ("direction", "day", "member_id", "km", "outcome", "pass_id")
_NUMBER = "vehicle_number"


def _seen(entry: Document, fields: Fields) -> None:
    facts, sighting_id = entry["facts"], entry["sighting_id"]
    values = {name: facts[name] for name in _SEEN}
    fields.become(_SIGHTING, sighting_id, values | {"at": facts["seen_at"], "came_at": millis(entry["at"])})
    if _NUMBER in facts:
        fields.become(_SIGHTING, sighting_id, {_NUMBER: facts[_NUMBER]})
    else:
        fields.leave_out_names(_SIGHTING, sighting_id)


def _issued(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    values = {
        "job_id": entry["job_id"],
        "serial": facts["serial"],
        "code_mac": facts["code_mac"],
        "issued_at": millis(entry["at"]),
        "issued_by": entry["actor_id"],
        "sighting_id": None,
        "used_at": None,
    }
    fields.become(_PASS, entry["pass_id"], values)


def _used(entry: Document, fields: Fields) -> None:
    used = {"sighting_id": entry["sighting_id"], "used_at": entry["facts"]["used_at"]}
    fields.change(_PASS, entry["pass_id"], dict.fromkeys(used), used)


def _released(entry: Document, fields: Fields) -> None:
    values = {
        "job_id": entry["job_id"],
        "amount_minor": entry["facts"]["amount_minor"],
        "at": millis(entry["at"]),
        "by": entry["actor_id"],
    }
    fields.become(_RELEASE, entry["release_id"], values)


def _counted(entry: Document, fields: Fields) -> None:
    day = entry["facts"]["day"]
    values = {"day": day, "cars": entry["changes"]["cars"][1], "at": millis(entry["at"]), "by": entry["actor_id"]}
    fields.last[_COUNT][f"{entry['workshop_id']}:{day}"] = values


TOLD = {
    EntryKind.CAR_SEEN.value: _seen,
    EntryKind.PASS_ISSUED.value: _issued,
    EntryKind.PASS_USED.value: _used,
    EntryKind.CREDIT_RELEASED.value: _released,
    EntryKind.CAMERA_COUNTED.value: _counted,
}


async def compare_gate(recount: Recount) -> None:
    """Compare all that the gate keeps with what the journal says of it."""
    fields = recount.fields
    async for row in recount.find("gate_sightings", *_SEEN, "plate", "plate_shown", "at", "came_at"):
        values = {name: row[name] for name in _SEEN} | {"at": millis(row["at"]), "came_at": millis(row["came_at"])}
        fields.compare(_SIGHTING, row["_id"], values, {_NUMBER: row["plate_shown"]})
        # By this its job is found.
        if row["plate"] != normalise_plate(row["plate_shown"]):
            said = f"{_SIGHTING} {row['_id']}: its plate is not that of its number"
            recount.report.found(f"workshop {recount.workshop_id}: {said}")
    async for row in recount.find("gate_passes"):
        plain = ("job_id", "serial", "code_mac", "issued_by", "sighting_id")
        values = {name: row[name] for name in plain} | {"issued_at": millis(row["issued_at"])}
        values["used_at"] = None if row["used_at"] is None else millis(row["used_at"])
        fields.compare(_PASS, row["_id"], values)
    async for row in recount.find("gate_releases"):
        values = {name: row[name] for name in ("job_id", "amount_minor", "by")} | {"at": millis(row["at"])}
        fields.compare(_RELEASE, row["_id"], values)
    await recount.compare_last(
        _COUNT,
        "gate_camera_counts",
        lambda row: {"day": row["day"], "cars": row["cars"], "at": millis(row["at"]), "by": row["by"]},
    )
