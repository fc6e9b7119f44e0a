"""/push: notifications on one's own devices."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response

from revops.access.caller import Caller, caller_of
from revops.access.permissions import Permission
from revops.access.tokens import Claims
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import CurrentSession, RequestOrigin, services_of, workshop_named
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.push import service
from revops.push.errors import PushFailed, PushOff
from revops.push.schemas import PushOut, PushUpdate, SubscriptionIn, SubscriptionKept

router = APIRouter(prefix="/api/push", tags=["push"], route_class=JsonRoute)


class AtWork(NamedTuple):
    """Whoever works in a garage, whatever his role, with the session that he is in."""

    caller: Caller
    claims: Claims


async def _at_work(request: Request, session: CurrentSession) -> AtWork:
    named = workshop_named(request)
    caller = await caller_of(services_of(request), session.user, Permission.WORKSHOP_READ, named)
    return AtWork(caller, session.claims)


Member = Annotated[AtWork, Depends(_at_work)]


@router.get("", operation_id="getPush", response_model=PushOut)
async def get_push(member: Member) -> Response:
    """Read what the caller is notified of in the garage here, and his devices."""
    return Json(await service.read(*member))


@router.put("", operation_id="changePush", response_model=PushOut)
async def change_push(member: Member, body: PushUpdate) -> Response:
    """Change what the caller is notified of in the garage here."""
    await service.change(member.caller, body)
    return Json(await service.read(*member))


@router.put(
    "/devices",
    operation_id="keepPushDevice",
    response_model=SubscriptionKept,
    responses=problems(PushOff),
)
async def keep_device(member: Member, body: SubscriptionIn, origin: RequestOrigin) -> Response:
    """Notify the caller on a browser from now on, until this session ends. A browser that somebody else had notified is
    his no longer.
    """
    device_id = await service.subscribe(*member, body, origin.device or "A device")
    return Json({"message": "Notifications are on", "device_id": device_id})


@router.delete(
    "/devices/{device_id}", operation_id="removePushDevice", response_model=Done, responses=problems(NotFound)
)
async def remove_device(member: Member, device_id: Identifier) -> Response:
    """Notify a device of the caller no more."""
    await service.remove(member.caller, device_id)
    return Json({"message": "Notifications are off on this device"})


@router.post(
    "/devices/{device_id}/test",
    operation_id="testPushDevice",
    response_model=Done,
    responses=problems(NotFound, PushFailed, PushOff),
)
async def test_device(member: Member, device_id: Identifier) -> Response:
    """Send a notification to a device of the caller; the refusal says what is wrong."""
    await service.test(member.caller, device_id)
    return Json({"message": "A notification is on its way"})
