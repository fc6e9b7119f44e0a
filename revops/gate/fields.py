"""What was seen at the gate, passes, releases and counts, as entries say they must be."""

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
    }
    fields.become(_PASS, entry["pass_id"], values)


def _used(entry: Document, fields: Fields) -> None:
    fields.change(_PASS, entry["pass_id"], {"sighting_id": None}, {"sighting_id": entry["sighting_id"]})


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
    values = {"cars": entry["changes"]["cars"][1], "at": millis(entry["at"]), "by": entry["actor_id"]}
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
    async for row in recount.find("gate_sightings", *_SEEN, "plate_shown", "at", "came_at"):
        values = {name: row[name] for name in _SEEN} | {"at": millis(row["at"]), "came_at": millis(row["came_at"])}
        fields.compare(_SIGHTING, row["_id"], values, {_NUMBER: row["plate_shown"]})
    async for row in recount.find("gate_passes"):
        plain = ("job_id", "serial", "code_mac", "issued_by", "sighting_id")
        values = {name: row[name] for name in plain} | {"issued_at": millis(row["issued_at"])}
        fields.compare(_PASS, row["_id"], values)
        if (row["used_at"] is None) != (row["sighting_id"] is None):
            problem = f"{_PASS} {row['_id']}: used, and no car left with it, or the other way round"
            recount.report.found(f"workshop {recount.workshop_id}: {problem}")
    async for row in recount.find("gate_releases"):
        plain = ("job_id", "amount_minor", "by")
        fields.compare(_RELEASE, row["_id"], {name: row[name] for name in plain} | {"at": millis(row["at"])})
    await recount.compare_last(
        _COUNT,
        "gate_camera_counts",
        lambda row: {"cars": row["cars"], "at": millis(row["at"]), "by": row["by"]},
    )


