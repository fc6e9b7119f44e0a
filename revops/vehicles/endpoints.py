"""/vehicles: what customers bring."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound, StaleVersion
from revops.core.text import Identifier
from revops.deps import Can, RequestOrigin
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.vehicles import service, wire
from revops.vehicles.errors import PlateTaken, ReadingNeedsReason
from revops.vehicles.schemas import VehicleOut, VehicleQuery, VehicleUpdate, VehicleUpdated

router = APIRouter(prefix="/api/vehicles", tags=["vehicles"], route_class=JsonRoute)

CanReadVehicles = Annotated[Caller, Can(Permission.VEHICLES_READ)]
CanUpdateVehicles = Annotated[Caller, Can(Permission.VEHICLES_UPDATE)]


@router.get(
    "",
    operation_id="listVehicles",
    response_model=list[VehicleOut],
    openapi_extra=parameters(VehicleQuery),
)
async def list_vehicles(
    request: Request, caller: CanReadVehicles, query: Annotated[VehicleQuery, QueryOf(VehicleQuery)]
) -> Response:
    """List vehicles of the garage, newest first, with whose they are."""
    rows, cursor = await service.list_vehicles(caller, query)
    return page(request, await wire.vehicles_out(caller, rows), cursor)


@router.patch(
    "/{vehicle_id}",
    operation_id="updateVehicle",
    response_model=VehicleUpdated,
    responses=problems(NotFound, PlateTaken, ReadingNeedsReason, StaleVersion),
)
async def update_vehicle(
    caller: CanUpdateVehicles, origin: RequestOrigin, vehicle_id: Identifier, body: VehicleUpdate
) -> Response:
    """Change a vehicle, or note what its odometer says. Jobs and papers keep what they say."""
    row, warnings = await service.update_vehicle(caller, vehicle_id, body, origin)
    (shown,) = await wire.vehicles_out(caller, [row])
    return Json({"message": "Vehicle updated", "vehicle": shown, "warnings": warnings})
