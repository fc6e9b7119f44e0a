"""Service reminders as the wire shows them, with the vehicle and its keeper of now."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.customers.service import read_by_ids
from revops.messages.settings import language_of, settings_of
from revops.mongo.client import Document
from revops.mongo.scoped import ScopedRows
from revops.service_reminders.draft import draft
from revops.service_reminders.row import ReminderRow
from revops.vehicles.row import VehicleRow

_VEHICLE: Document = {"plate_shown": 1, "make": 1, "model": 1, "keeper_id": 1}


async def reminders_out(caller: Caller, rows: Sequence[ReminderRow]) -> list[Document]:
    """Build reminders. Whose the vehicle is now is told to whoever is shown him."""
    vehicles = ScopedRows[VehicleRow](caller.db, "vehicles", caller.scope.whole_workshop())
    wanted = {"_id": {"$in": list({row["vehicle_id"] for row in rows})}}
    by_id = {row["_id"]: row for row in await vehicles.find(wanted, _VEHICLE, limit=1000).to_list()}
    customers = await read_by_ids(caller, {row["keeper_id"] for row in by_id.values()})
    settings = await settings_of(caller.db, caller.workshop.id)
    shown = []
    for row in rows:
        vehicle = by_id[row["vehicle_id"]]
        customer = customers.get(vehicle["keeper_id"])
        may_be_reminded = bool(customer and customer["consents"].get("marketing"))
        model = " ".join(part for part in (vehicle["make"], vehicle["model"]) if part)
        message = None
        if customer is not None and may_be_reminded:
            whose = {"garage": caller.workshop.name, "customer": customer["name"]}
            called = f"{model} {vehicle['plate_shown']}".strip()
            message = draft(language_of(customer, settings), row, caller.workshop.currency, **whose, vehicle=called)
        shown.append(
            {
                "id": row["_id"],
                **{
                    name: row[name]
                    for name in ("title", "job_id", "vehicle_id", "due_on", "due_km", "expected_on", "made_at")
                },
                "vehicle_number": vehicle["plate_shown"],
                "car_model": model or None,
                "customer_id": customer["_id"] if customer else None,
                "customer_name": customer["name"] if customer else None,
                "phone": customer["phones"][0] if customer and customer["phones"] else None,
                "may_be_reminded": may_be_reminded,
                "message": message,
            }
        )
    return shown
