"""Settings of the garage: what is saved on any page of them holds from the next request on."""

import pytest
from fastapi import FastAPI

from revops.access.caller import Services
from tests.factories import Garage, ok


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/digest/settings", {"at": "20:30"}),
        ("/api/gate/settings", {"test_drive_km": 40}),
        ("/api/estimates/settings", {"advance_percent": 50, "asks_signature": False}),
        ("/api/exceptions/settings", {"late_hours": 12}),
        ("/api/custody/settings", {"amount": 20000, "age_hours": 48}),
        ("/api/messages/settings", {"daily_limit": 90}),
        ("/api/workshops/{id}", {"name": "Rao Motors"}),
    ],
)
async def test_what_is_saved_is_read_anew(garage: Garage, app: FastAPI, path: str, body: dict[str, object]) -> None:
    services: Services = app.state.services
    dropped: list[str] = []
    services.workshops.listeners.append(dropped.append)
    try:
        ok(await garage.owner.put(path.format(id=garage.id), body))
        # The change stream says it a moment later to all; whoever saved it is not to wait for that.
        assert garage.id in dropped
    finally:
        services.workshops.listeners.remove(dropped.append)
