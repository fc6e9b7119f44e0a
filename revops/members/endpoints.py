"""/members: who belongs to a garage, as what, and what that allows."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged, MemberLeft, PhoneTaken
from revops.access.permissions import Permission
from revops.auth import links
from revops.auth.errors import LinkNotForThis, NoEmailHere
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, CurrentUser, Idempotency, RequestOrigin, base_url_of, services_of
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.jobs import handover
from revops.jobs.errors import HasNoJobs
from revops.managers import service as managers
from revops.managers.errors import InvalidInviteCode, LastOwner, MemberAlready, StillHasCash
from revops.members import service
from revops.members.schemas import (
    HandedOver,
    HandOver,
    Join,
    Joined,
    MemberChange,
    MemberChanged,
    MemberMade,
    MemberOut,
    NewMember,
    PasswordLink,
    RoleOut,
    Taker,
)
from revops.mongo.errors import BeingUpgraded

router = APIRouter(prefix="/api/members", tags=["members"], route_class=JsonRoute)

CanManageMembers = Annotated[Caller, Can(Permission.MEMBERS_MANAGE)]
CanUpdateJobs = Annotated[Caller, Can(Permission.JOBS_UPDATE)]
CanHandOver = Annotated[Caller, Can(Permission.JOBS_HAND_OVER)]


@router.get("", operation_id="listMembers", response_model=list[MemberOut])
async def list_members(caller: CanManageMembers) -> Response:
    """List members with their role, rights, open jobs and cash in hand; those who left come last."""
    return Json(await service.list_members(caller))


@router.get("/takers", operation_id="listTakers", response_model=list[Taker])
async def list_takers(caller: CanUpdateJobs) -> Response:
    """List to whom the caller can give a job: nobody where he sees his own jobs only."""
    return Json(await handover.list_takers(caller))


@router.get("/roles", operation_id="listRoles", response_model=list[RoleOut])
async def list_roles(caller: CanManageMembers) -> Response:
    """List what comes with each role: whose jobs and payments it sees, and what it may do."""
    return Json(service.list_roles(caller))


@router.post(
    "",
    operation_id="createMember",
    response_model=MemberMade,
    responses=problems(BeingUpgraded, CurrencyChanged, PhoneTaken),
)
async def create_member(caller: CanManageMembers, origin: RequestOrigin, body: NewMember, key: Idempotency) -> Response:
    """Make somebody a member by name and phone number. A link sets the password; the number logs in."""
    return Json(await service.create(caller, body, key, origin))


@router.put(
    "/{member_id}",
    operation_id="changeMember",
    response_model=MemberChanged,
    responses=problems(BeingUpgraded, CurrencyChanged, LastOwner, MemberLeft, NotFound),
)
async def change_member(
    caller: CanManageMembers, origin: RequestOrigin, member_id: Identifier, body: MemberChange
) -> Response:
    """Change the role and rights of a member, from the next request on."""
    return Json({"message": "Member changed", "member": await service.change(caller, member_id, body, origin)})


@router.delete(
    "/{member_id}",
    operation_id="removeMember",
    response_model=Done,
    responses=problems(LastOwner, NotFound, StillHasCash),
)
async def remove_member(
    caller: CanManageMembers,
    origin: RequestOrigin,
    member_id: Identifier,
    force: Annotated[bool, Query(description="Remove although cash is in hand; it stays on record.")] = False,
) -> Response:
    """End a member's access at once. Jobs, payments and cash stay on record; a new code brings the member back."""
    await managers.remove(caller, member_id, origin, force=force, may_be_owner=True)
    return Json({"message": "Member removed"})


# Again is another link, which ends the one before; so it takes no key, whose kept answer would keep the secret.
@router.put(
    "/{member_id}/password-link",
    operation_id="makePasswordLink",
    response_model=PasswordLink,
    responses=problems(LinkNotForThis, MemberLeft, NotFound),
)
async def make_password_link(
    request: Request, caller: CanManageMembers, origin: RequestOrigin, member_id: Identifier
) -> Response:
    """Make a link that sets a member's password once, for 24 hours; it ends his sessions. Not for owners."""
    return Json(await links.make(caller, member_id, base_url_of(request), origin))


@router.delete(
    "/{member_id}/password-link",
    operation_id="revokePasswordLink",
    response_model=Done,
    responses=problems(NotFound),
)
async def revoke_password_link(caller: CanManageMembers, origin: RequestOrigin, member_id: Identifier) -> Response:
    """End the open link of a member."""
    await links.revoke(caller, member_id, origin)
    return Json({"message": "The link no longer works"})


@router.post(
    "/{member_id}/password-link/send",
    operation_id="sendPasswordLink",
    response_model=Done,
    responses=problems(LinkNotForThis, MemberLeft, NoEmailHere, NotFound),
)
async def send_password_link(caller: CanManageMembers, member_id: Identifier, key: Idempotency) -> Response:
    """Send a member a link that sets his password by e-mail; one made before ends."""
    return Json(await links.send(caller, member_id, key))


@router.post(
    "/join",
    operation_id="joinWorkshop",
    response_model=Joined,
    responses=problems(BeingUpgraded, InvalidInviteCode, MemberAlready),
)
async def join_workshop(
    request: Request, user: CurrentUser, body: Join, key: Idempotency, origin: RequestOrigin
) -> Response:
    """Join a further garage, or one that one left, by its invite code. It is the one worked in from then on."""
    return Json(await service.join(services_of(request), user, body, key, origin))


@router.post(
    "/{member_id}/hand-over",
    operation_id="handOverJobs",
    response_model=HandedOver,
    responses=problems(HasNoJobs, MemberLeft, NotFound),
)
async def hand_over_jobs(caller: CanHandOver, member_id: Identifier, body: HandOver, key: Idempotency) -> Response:
    """Give all open jobs of a member to another. What is owed on them goes with them; money taken stays where it is."""
    return Json(await service.hand_over_all(caller, member_id, body, key))
