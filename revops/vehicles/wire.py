"""Vehicles as the wire shows them, with the names of their keepers."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.customers.row import CustomerRow
from revops.customers.service import read_by_ids
from revops.mongo.client import Document
from revops.vehicles.row import Keeper, Reading, VehicleRow

_SAME = ("make", "model", "year", "fuel", "vin", "colour", "created_at", "updated_at", "version")
Customers = Mapping[str, CustomerRow]


async def vehicles_out(caller: Caller, rows: Sequence[VehicleRow]) -> list[Document]:
    """Build vehicles with whose they are now."""
    customers = await read_by_ids(caller, {row["keeper_id"] for row in rows})
    return [vehicle_out(row, customers) for row in rows]


def vehicle_out(row: VehicleRow, customers: Customers) -> Document:
    """Build a vehicle with whose it is now."""
    by_name: Mapping[str, Any] = row
    readings = row["readings"]
    return {
        "id": row["_id"],
        "vehicle_number": row["plate_shown"],
        **{name: by_name[name] for name in _SAME},
        "keeper": keeper_out(row["keepers"][-1], customers),
        "odometer_km": readings[-1]["km"] if readings else None,
    }


def keeper_out(keeper: Keeper, customers: Customers) -> Document:
    """Build a keeper with what he is called, if the caller is shown him."""
    customer = customers.get(keeper["customer_id"])
    return {
        **keeper,
        "customer_id": customer["_id"] if customer else keeper["customer_id"],
        "name": customer["name"] if customer else None,
        "phones": customer["phones"] if customer else [],
    }


def reading_out(reading: Reading) -> Document:
    """Build what the odometer said."""
    return {"reason": None, "is_marked": False, **reading}
