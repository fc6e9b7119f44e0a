"""The stored form of a vehicle, and the one place that makes it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from revops.core.ids import new_id
from revops.core.text import normalise_plate
from revops.jobs.search import search_tokens


class Reading(TypedDict):
    """A reading of the odometer. One that is lower than before or absurd has a reason, and is marked."""

    km: int
    at: dt.datetime
    job_id: str | None
    reason: NotRequired[str]
    is_marked: NotRequired[bool]


class Keeper(TypedDict):
    """Whose a vehicle was, from when to when."""

    customer_id: str
    since: dt.datetime
    until: dt.datetime | None


class VehicleRow(TypedDict):
    """A vehicle as it is stored: one of each plate in a workshop."""

    _id: str
    workshop_id: str
    plate: str
    plate_shown: str
    make: str | None
    model: str | None
    year: int | None
    fuel: str | None
    vin: str | None
    colour: str | None
    readings: list[Reading]
    keepers: list[Keeper]
    # The last of the keepers.
    keeper_id: str
    # The members who have, or had, jobs of this vehicle.
    manager_ids: list[str]
    search: list[str]
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


def new_vehicle(
    workshop_id: str, plate_shown: str, model: str, keeper_id: str, manager_id: str, at: dt.datetime
) -> VehicleRow:
    """Build a vehicle that is seen for the first time."""
    row: VehicleRow = {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "plate": normalise_plate(plate_shown),
        "plate_shown": plate_shown,
        "make": None,
        "model": model,
        "year": None,
        "fuel": None,
        "vin": None,
        "colour": None,
        "readings": [],
        "keepers": [{"customer_id": keeper_id, "since": at, "until": None}],
        "keeper_id": keeper_id,
        "manager_ids": [manager_id],
        "search": [],
        "created_at": at,
        "updated_at": at,
        "version": 1,
    }
    row["search"] = vehicle_tokens(row)
    return row


def vehicle_tokens(row: Mapping[str, Any]) -> list[str]:
    """Build what a vehicle is found by: its plate in any writing, its make and model."""
    model = " ".join(part for part in (row["make"], row["model"]) if part)
    said = {"customer_name": row["vin"] or "", "vehicle_number": row["plate_shown"], "car_model": model, "phone": ""}
    return search_tokens(said)
