"""/auth: sign up, sign in, who am I, sign out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from revops.access.caller import SignedInUser
from revops.access.errors import (
    EmailTaken,
    NotAMember,
    PasswordNeeded,
    PhoneTaken,
    WeakPassword,
    WrongPassword,
    WrongRole,
)
from revops.access.permissions import Role
from revops.auth import links, owners, profile, registration, reset, second_factor, service
from revops.auth.dependencies import Counted, Held
from revops.auth.errors import (
    InviteCodeRequired,
    ManagerRemoved,
    NoEmailHere,
    RegistrationClosed,
    SecondFactorIsOff,
    SecondFactorIsOn,
    SecondFactorNotStarted,
    SecondFactorRequired,
    SecondFactorStopped,
    WrongCode,
    WrongCredentials,
    WrongLink,
    WrongLoginCode,
    WrongResetCode,
)
from revops.auth.schemas import (
    Login,
    PasswordByLink,
    PasswordChange,
    PasswordForgotten,
    PasswordLinkOwner,
    PasswordLinkToken,
    PasswordReset,
    PasswordSet,
    PhoneLook,
    PhoneTyped,
    ProfileChange,
    Registration,
    RegistrationState,
    SecondFactorConfirm,
    SecondFactorKey,
    SecondFactorOff,
    SecondFactorStart,
    SecondFactorState,
    SecondFactorTurnedOn,
    SignedIn,
    UserOut,
)
from revops.auth.session_cookie import with_cookie
from revops.deps import (
    COOKIE,
    CurrentSession,
    CurrentUser,
    Idempotency,
    RequestOrigin,
    workshop_named,
)
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.managers.errors import InvalidInviteCode, MemberAlready
from revops.mongo.errors import BeingUpgraded

router = APIRouter(prefix="/api/auth", tags=["auth"], route_class=JsonRoute)


async def _owner(session: CurrentSession) -> SignedInUser:
    if session.user.role is not Role.OWNER and not any(m.role is Role.OWNER for m in session.user.memberships):
        raise WrongRole("Only the owner can do this.")
    return session


Owner = Annotated[SignedInUser, Depends(_owner)]


def _without_cookie(message: str) -> Response:
    response = Json({"message": message})
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


@router.get("/registration", operation_id="getRegistration", response_model=RegistrationState)
async def get_registration(services: Counted) -> Response:
    """Tell a visitor whether a new owner can register here."""
    return Json({"owner_can_register": await owners.is_open(services.db, services.settings.registration)})


@router.post("/look", operation_id="lookAtPhone", response_model=PhoneLook)
async def look_at_phone(_: Counted, body: PhoneTyped) -> Response:
    """Say what looks odd about a visitor's phone number while it is typed. Saves nothing."""
    return Json({"phone": registration.look_at_phone(body.phone, body.currency)})


@router.post(
    "/register",
    operation_id="register",
    response_model=SignedIn,
    responses=problems(
        BeingUpgraded,
        EmailTaken,
        InvalidInviteCode,
        InviteCodeRequired,
        MemberAlready,
        RegistrationClosed,
        WeakPassword,
    ),
)
async def register(
    request: Request, services: Counted, body: Registration, key: Idempotency, origin: RequestOrigin
) -> Response:
    """Open an account: an owner, or a manager with an invite code."""
    return with_cookie(request, services, await registration.register(services, body, key, origin))


@router.post(
    "/login",
    operation_id="login",
    response_model=SignedIn,
    responses=problems(
        BeingUpgraded,
        InvalidInviteCode,
        ManagerRemoved,
        MemberAlready,
        SecondFactorRequired,
        SecondFactorStopped,
        WrongCredentials,
        WrongLoginCode,
    ),
)
async def login(request: Request, services: Counted, body: Login, origin: RequestOrigin) -> Response:
    """Sign in."""
    return with_cookie(request, services, await service.login(services, body, origin))


@router.get("/me", operation_id="getCurrentUser", response_model=UserOut)
async def me(request: Request, services: Held, user: CurrentUser) -> Response:
    """Read the signed-in user, with what may be done in the workshop of ``X-Workshop``, or in the one last used."""
    return Json(await service.me(services, user, workshop_named(request)))


@router.put(
    "/me",
    operation_id="changeProfile",
    response_model=UserOut,
    responses=problems(EmailTaken, NotAMember, PasswordNeeded, PhoneTaken, WrongPassword),
)
async def change_profile(
    services: Held, session: CurrentSession, body: ProfileChange, origin: RequestOrigin
) -> Response:
    """Change one's own name, phone and e-mail address, the last with the password."""
    return Json(await profile.change_profile(services, session, body, origin))


@router.post("/logout", operation_id="logout", response_model=Done)
async def logout(services: Held, session: CurrentSession) -> Response:
    """End this session."""
    await service.logout(services, session)
    return _without_cookie("Signed out")


@router.post("/logout-all", operation_id="logoutEverywhere", response_model=Done)
async def logout_everywhere(services: Held, session: CurrentSession, origin: RequestOrigin) -> Response:
    """End every session of this user, on every device."""
    await service.logout_everywhere(services, session, origin)
    return _without_cookie("Signed out everywhere")


@router.put(
    "/password", operation_id="changePassword", response_model=SignedIn, responses=problems(WeakPassword, WrongPassword)
)
async def change_password(
    request: Request, services: Held, session: CurrentSession, body: PasswordChange, origin: RequestOrigin
) -> Response:
    """Change the password. Other sessions end; this one goes on with the new token."""
    return with_cookie(request, services, await service.change_password(services, session, body, origin))


@router.post("/forgot-password", operation_id="forgotPassword", response_model=Done, responses=problems(NoEmailHere))
async def forgot_password(services: Counted, body: PasswordForgotten) -> Response:
    """Have a code for a new password sent by e-mail, at most one in five minutes. Who has an account is not told."""
    await reset.ask_for_code(services, body)
    return Json({"message": "If this address has an account, a code is on its way"})


@router.post(
    "/reset-password",
    operation_id="resetPassword",
    response_model=Done,
    responses=problems(WeakPassword, WrongResetCode),
)
async def reset_password(services: Counted, body: PasswordReset, origin: RequestOrigin) -> Response:
    """Set a new password with a code that was sent or handed out. Every session of the user ends."""
    await reset.reset_password(services, body, origin)
    return Json({"message": "Password changed"})


@router.post(
    "/password-link",
    operation_id="lookAtPasswordLink",
    response_model=PasswordLinkOwner,
    responses=problems(WrongLink),
)
async def look_at_password_link(services: Counted, body: PasswordLinkToken) -> Response:
    """Say whose link it is, and what he logs in with. Uses nothing up."""
    return Json(await links.look(services, body.token))


@router.post(
    "/set-password",
    operation_id="setPassword",
    response_model=PasswordSet,
    responses=problems(WeakPassword, WrongLink),
)
async def set_password(services: Counted, body: PasswordByLink, origin: RequestOrigin) -> Response:
    """Set a password with a link of the owner. It works once, and ends every session of the user."""
    login = await links.use(services, body.token, body.new_password.get_secret_value(), origin)
    return Json({"message": "Password set", "login": login})


@router.get(
    "/second-factor", operation_id="getSecondFactor", response_model=SecondFactorState, responses=problems(WrongRole)
)
async def get_second_factor(services: Held, session: Owner) -> Response:
    """Say whether the second factor is on."""
    return Json(await second_factor.state(services, session))


# These take no idempotency key: a kept answer would keep the secret that stands in it.
@router.post(
    "/second-factor",
    operation_id="startSecondFactor",
    response_model=SecondFactorKey,
    responses=problems(WrongRole, SecondFactorIsOn, WrongPassword),
)
async def start_second_factor(services: Held, session: Owner, body: SecondFactorStart) -> Response:
    """Return a new key for an authenticator app. Log-ins ask for its codes once the first one is confirmed."""
    return Json(await second_factor.start(services, session, body.password))


@router.post(
    "/second-factor/confirm",
    operation_id="confirmSecondFactor",
    response_model=SecondFactorTurnedOn,
    responses=problems(WrongRole, SecondFactorNotStarted, SecondFactorIsOn, WrongCode),
)
async def confirm_second_factor(
    request: Request, services: Held, session: Owner, body: SecondFactorConfirm, origin: RequestOrigin
) -> Response:
    """Turn the second factor on. Other sessions end; this one goes on with the new token."""
    user, codes = await second_factor.confirm(services, session, body.code, origin)
    return with_cookie(request, services, {**await service.signed_in(services, user), "recovery_codes": codes})


@router.post(
    "/second-factor/off",
    operation_id="turnOffSecondFactor",
    response_model=Done,
    responses=problems(WrongRole, SecondFactorIsOff, SecondFactorStopped, WrongCode, WrongPassword),
)
async def turn_off_second_factor(
    services: Held, session: Owner, body: SecondFactorOff, origin: RequestOrigin
) -> Response:
    """Turn the second factor off, with the password and a code."""
    await second_factor.turn_off(services, session, body.password, body.code, origin)
    return Json({"message": "Two-step login turned off"})
