"""/auth/passkeys: log in and confirm by what a device keeps, instead of by what a person remembers."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from revops.access.errors import WrongPassword
from revops.auth.dependencies import Counted, Held
from revops.auth.errors import (
    ManagerRemoved,
    PasskeyKnown,
    PasskeyNeeded,
    SecondFactorIsOff,
    SecondFactorIsOn,
    SecondFactorStopped,
    TooManyPasskeys,
    WrongCode,
    WrongLoginPasskey,
    WrongPasskey,
)
from revops.auth.passkeys import service
from revops.auth.passkeys.ceremony import Site, site_of
from revops.auth.passkeys.schemas import (
    NewPasskey,
    Passkey,
    PasskeyLogin,
    PasskeyOptions,
    PasskeyRename,
    Passkeys,
    Proof,
)
from revops.auth.schemas import SecondFactorTurnedOn, SignedIn
from revops.auth.service import signed_in
from revops.auth.session_cookie import with_cookie
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import CurrentSession, RequestOrigin, services_of
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done

router = APIRouter(prefix="/api/auth/passkeys", tags=["auth"], route_class=JsonRoute)


async def _site(request: Request) -> Site:
    public = services_of(request).settings.public_url
    return site_of(public or f"{request.url.scheme}://{request.url.netloc}")


Here = Annotated[Site, Depends(_site)]
_OF_A_PROOF = (SecondFactorStopped, WrongCode, WrongPasskey, WrongPassword)


@router.get("", operation_id="listPasskeys", response_model=Passkeys)
async def list_passkeys(services: Held, session: CurrentSession, site: Here, origin: RequestOrigin) -> Response:
    """Read one's passkeys, and what is asked for beside the password."""
    return Json(await service.overview(services, session, site, origin))


# These take no idempotency key: what the browser is asked is good for one answer, and that for one use.
@router.post(
    "/options",
    operation_id="startPasskey",
    response_model=PasskeyOptions,
    responses=problems(TooManyPasskeys, *_OF_A_PROOF),
)
async def start_passkey(
    services: Held, session: CurrentSession, site: Here, body: Proof, origin: RequestOrigin
) -> Response:
    """Begin to add a passkey: build what the browser is asked. Needs the password, and a second step where it is on."""
    return Json({"options": await service.start(services, session, body, site, origin)})


@router.post(
    "",
    operation_id="addPasskey",
    response_model=Passkey,
    responses=problems(PasskeyKnown, TooManyPasskeys, WrongPasskey),
)
async def add_passkey(
    services: Held, session: CurrentSession, site: Here, body: NewPasskey, origin: RequestOrigin
) -> Response:
    """Keep a passkey that the browser has made. It logs in from now on."""
    return Json(await service.add(services, session, body, site, origin))


@router.put("/{passkey_id}", operation_id="renamePasskey", response_model=Passkey, responses=problems(NotFound))
async def rename_passkey(
    services: Held, session: CurrentSession, passkey_id: Identifier, body: PasskeyRename
) -> Response:
    """Give a passkey another name."""
    return Json(await service.rename(services, session, passkey_id, body.name))


@router.post(
    "/{passkey_id}/remove",
    operation_id="removePasskey",
    response_model=Done,
    responses=problems(NotFound, PasskeyNeeded, *_OF_A_PROOF),
)
async def remove_passkey(
    services: Held, session: CurrentSession, site: Here, passkey_id: Identifier, body: Proof, origin: RequestOrigin
) -> Response:
    """Remove a passkey: it logs in no more. Not the last one while it is the second step."""
    await service.remove(services, session, passkey_id, body, site, origin)
    return Json({"message": "Passkey removed"})


@router.post(
    "/second-step",
    operation_id="turnOnPasskeyStep",
    response_model=SecondFactorTurnedOn,
    responses=problems(PasskeyNeeded, SecondFactorIsOn, *_OF_A_PROOF),
)
async def turn_on_passkey_step(
    request: Request, services: Held, session: CurrentSession, site: Here, body: Proof, origin: RequestOrigin
) -> Response:
    """Let the password alone let in no more. Other sessions end; this one goes on with the new token."""
    user, codes = await service.turn_second_step_on(services, session, body, site, origin)
    return with_cookie(request, services, {**await signed_in(services, user), "recovery_codes": codes})


@router.post(
    "/second-step/off",
    operation_id="turnOffPasskeyStep",
    response_model=Done,
    responses=problems(SecondFactorIsOff, *_OF_A_PROOF),
)
async def turn_off_passkey_step(
    services: Held, session: CurrentSession, site: Here, body: Proof, origin: RequestOrigin
) -> Response:
    """Let the password alone let in again."""
    await service.turn_second_step_off(services, session, body, site, origin)
    return Json({"message": "Two-step login turned off"})


@router.post(
    "/confirm/options",
    operation_id="startPasskeyProof",
    response_model=PasskeyOptions,
    responses=problems(PasskeyNeeded),
)
async def start_passkey_proof(services: Held, session: CurrentSession, site: Here) -> Response:
    """Build what the browser is asked to show one of one's own passkeys, beside the password, to confirm a change."""
    return Json({"options": await service.ask_to_confirm(services, session, site)})


@router.post("/log-in/options", operation_id="startPasskeyLogin", response_model=PasskeyOptions)
async def start_passkey_login(services: Counted, site: Here) -> Response:
    """Build what the browser of a visitor is asked to show a passkey. Nobody is named."""
    return Json({"options": await service.ask_to_log_in(services, site)})


@router.post(
    "/log-in",
    operation_id="logInByPasskey",
    response_model=SignedIn,
    responses=problems(ManagerRemoved, WrongLoginPasskey),
)
async def log_in_by_passkey(
    request: Request, services: Counted, site: Here, body: PasskeyLogin, origin: RequestOrigin
) -> Response:
    """Sign in with a passkey, which is both steps in one."""
    return with_cookie(request, services, await service.log_in(services, body.credential, site, origin))
