"""Settings that the gate checks by, as the owner sets them."""

from revops.access.caller import Caller
from revops.gate.odometers import longest_test_drive
from revops.mongo.client import Document
from revops.workshops.settings import change_fields


async def read_settings(caller: Caller) -> Document:
    """Read the limits that the gate checks by."""
    return {"test_drive_km": await longest_test_drive(caller.db, caller.workshop.id)}


async def change_settings(caller: Caller, km: int) -> Document:
    """Set how far a car is driven to try it. The same again changes nothing."""
    await change_fields(caller, {"test_drive_km": km})
    return {"test_drive_km": km}
