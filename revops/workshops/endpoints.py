"""/workshops: the garage itself and its invite codes."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged, PasswordNeeded, WrongPassword, WrongRole
from revops.access.permissions import Permission
from revops.core.errors import NotFound, StaleVersion
from revops.core.text import Identifier
from revops.deps import Can, CurrentUser, Idempotency, RequestOrigin, services_of
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.mongo.errors import BeingUpgraded, LooksRepeated
from revops.workshops import service
from revops.workshops.errors import CodeUsed, CurrencyFixed, TooManyCodes, WorkshopExists
from revops.workshops.schemas import (
    InviteCodeCreate,
    InviteCodeOut,
    Typed,
    TypedLook,
    WorkshopCreate,
    WorkshopOut,
    WorkshopUpdate,
    WorkshopUpdated,
)

router = APIRouter(prefix="/api/workshops", tags=["workshops"], route_class=JsonRoute)

CanReadWorkshop = Annotated[Caller, Can(Permission.WORKSHOP_READ)]
CanManageWorkshop = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]


@router.post(
    "",
    operation_id="createWorkshop",
    response_model=WorkshopOut,
    responses=problems(BeingUpgraded, LooksRepeated, WorkshopExists, WrongRole),
)
async def create_workshop(
    request: Request, user: CurrentUser, body: WorkshopCreate, key: Idempotency, origin: RequestOrigin
) -> Response:
    """Open an owner's workshop; a further one only when it is meant as such."""
    return Json(await service.create(services_of(request), user, body, key, origin))


@router.post("/look", operation_id="lookAtTyped", response_model=TypedLook)
async def look_at_typed(_: CurrentUser, body: Typed) -> Response:
    """Say what looks odd about a phone, a vehicle number or a GST number while it is typed. Saves nothing."""
    return Json(service.look_at(body))


@router.get("/me", operation_id="getMyWorkshop", response_model=WorkshopOut, responses=problems(NotFound))
async def get_my_workshop(caller: CanReadWorkshop) -> Response:
    """Return the workshop of the signed-in user."""
    return Json(await service.read(caller.db, caller.workshop.id))


@router.put(
    "/{workshop_id}",
    operation_id="updateWorkshop",
    response_model=WorkshopUpdated,
    responses=problems(BeingUpgraded, CurrencyFixed, NotFound, PasswordNeeded, StaleVersion, WrongPassword),
)
async def update_workshop(
    caller: CanManageWorkshop, workshop_id: Identifier, body: WorkshopUpdate, origin: RequestOrigin
) -> Response:
    """Change the workshop. The currency is fixed once money is recorded."""
    return Json({"message": "Workshop updated", **await service.update(caller, workshop_id, body, origin)})


@router.post(
    "/{workshop_id}/invite-codes",
    operation_id="createInviteCode",
    response_model=InviteCodeOut,
    responses=problems(BeingUpgraded, CurrencyChanged, NotFound, TooManyCodes),
)
async def create_invite_code(
    caller: CanManageWorkshop, workshop_id: Identifier, key: Idempotency, body: InviteCodeCreate | None = None
) -> Response:
    """Make a single-use code for a new member, a manager unless said otherwise, good for seven days."""
    return Json(await service.create_invite_code(caller, workshop_id, body or InviteCodeCreate(), key))


@router.get(
    "/{workshop_id}/invite-codes",
    operation_id="listInviteCodes",
    response_model=list[InviteCodeOut],
    responses=problems(NotFound),
)
async def list_invite_codes(caller: CanManageWorkshop, workshop_id: Identifier) -> Response:
    """List codes, newest first."""
    return Json(await service.list_invite_codes(caller, workshop_id))


@router.delete(
    "/{workshop_id}/invite-codes/{code}",
    operation_id="revokeInviteCode",
    response_model=Done,
    responses=problems(CodeUsed, NotFound),
)
async def revoke_invite_code(caller: CanManageWorkshop, workshop_id: Identifier, code: Identifier) -> Response:
    """Make an unused code unusable."""
    await service.revoke_invite_code(caller, workshop_id, code)
    return Json({"message": "Code revoked"})
