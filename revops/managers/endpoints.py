"""/managers: who runs the jobs, for the owner."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, RequestOrigin
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.managers import service
from revops.managers.errors import LastOwner, StillHasCash
from revops.managers.schemas import ManagerOut

router = APIRouter(prefix="/api/managers", tags=["managers"], route_class=JsonRoute)

CanManageManagers = Annotated[Caller, Can(Permission.MEMBERS_MANAGE)]


@router.get("", operation_id="listManagers", response_model=list[ManagerOut])
async def list_managers(caller: CanManageManagers) -> Response:
    """List managers with their jobs, revenue, collections and cash in hand, exact at this instant."""
    return Json(await service.list_managers(caller))


@router.delete(
    "/{manager_id}",
    operation_id="removeManager",
    response_model=Done,
    responses=problems(LastOwner, NotFound, StillHasCash),
)
async def remove_manager(
    caller: CanManageManagers,
    origin: RequestOrigin,
    manager_id: Identifier,
    force: Annotated[bool, Query(description="Remove although cash is in hand; it stays on record.")] = False,
) -> Response:
    """End a manager's access at once. Jobs, payments and cash stay on record."""
    await service.remove(caller, manager_id, origin, force=force)
    return Json({"message": "Manager removed"})
