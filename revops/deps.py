"""Dependencies of endpoints: Db, CurrentUser and Can(permission), read from the request."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Header, Request
from pydantic import StringConstraints
from starlette.types import Scope

from revops.access.audit import Origin
from revops.access.caller import Caller, Principal, Services, SignedInUser, caller_of
from revops.access.errors import CrossOrigin, SignedInAsAnother
from revops.access.permissions import Permission
from revops.access.tokens import Claims, Tokens
from revops.core.addresses import is_of_own_network
from revops.core.errors import NotAllowed, NotSignedIn
from revops.http.concurrency_limit import SAFE_METHODS
from revops.http.problems import request_id_of
from revops.mongo.client import Database
from revops.mongo.idempotency import IdempotencyKey
from revops.mongo.repeats import CLIENT_HEADER, WEB_APP

COOKIE = "revops_session"
# Whom a page takes itself for: the tabs of a browser share one cookie, and another may have logged in since.
ACTING_HEADER = "x-signed-in-as"
DEVICE_COOKIE = "revops_device"
# Tells the pages of customers that somebody of a garage has logged in on this browser, and nothing else.
WORKS_HERE_COOKIE = "revops_works_here"
CUSTOMER_PAGES = "/c"
# In which of several garages somebody acts; without it in the one last used. A link that a browser opens can send no
# header, so what only reads may say it in the address.
WORKSHOP_HEADER, WORKSHOP_PARAMETER = "x-workshop", "workshop"


def services_of(request: Request) -> Services:
    """Return the open resources of the application."""
    services: Services = request.app.state.services
    return services


async def _database(request: Request) -> Database:
    return services_of(request).db


def user_of(scope: Scope, tokens: Tokens) -> str:
    """Return the id of the user whose token came with a request, as far as the token tells. Raises NotSignedIn."""
    request = Request(scope)
    try:
        return _session_claims(request, tokens).user_id
    except NotAllowed:  # somebody's cookie all the same; whoever answers will refuse it, and write that down
        return str(scope["revops.user_id"])


def _session_claims(request: Request, tokens: Tokens) -> Claims:
    """Return the claims of the request's token. Raises NotSignedIn, or NotAllowed for a cookie from another site."""
    authorization = request.headers.get("authorization")
    if authorization is not None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotSignedIn
        return tokens.read(token)
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise NotSignedIn
    claims = tokens.read(cookie)
    if request.method not in SAFE_METHODS and not _is_same_origin(request):
        request.scope["revops.user_id"] = claims.user_id
        raise CrossOrigin("This request came from another website, so it was refused.")
    return claims


def _is_same_origin(request: Request) -> bool:
    """A cookie is sent by the browser whoever asks, so a change must show that our own page asked."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


def workshop_named(request: Request) -> str | None:
    """Read the garage that a request names: in the header, or in the address of a link."""
    named = request.headers.get(WORKSHOP_HEADER)
    if named is None and request.method in SAFE_METHODS and request.scope["query_string"]:
        return request.query_params.get(WORKSHOP_PARAMETER)
    return named


async def _session(request: Request) -> SignedInUser:
    services = services_of(request)
    claims = _session_claims(request, services.tokens)
    # A change asks the database; a read may believe the cache, which a change stream empties.
    is_change = request.method not in SAFE_METHODS
    user = await services.session_user(claims, fresh=is_change)
    if is_change and request.headers.get(ACTING_HEADER, user.id) != user.id:
        raise SignedInAsAnother(
            f"{user.name} is logged in now, from another tab of this browser, so nothing was saved. Reload the page to"
            f" go on as {user.name}.",
            extra={"signed_in_as": {"id": user.id, "name": user.name}},
        )
    request.scope["revops.user_id"] = user.id
    request.scope["revops.session_id"] = claims.token_id
    services.throttles.user(user.id)
    return SignedInUser(user, claims)


async def _current_user(request: Request) -> Principal:
    return (await _session(request)).user


def Can(permission: Permission) -> Any:  # noqa: N802  (reads as a type in signatures)
    """Return the dependency that lets in whoever has the permission, as a Caller with their scope."""

    async def caller(request: Request) -> Caller:
        user = await _current_user(request)
        return await caller_of(services_of(request), user, permission, workshop_named(request))

    return Depends(caller)


def client_address(request: Request) -> str:
    """Return the address a request came from, as far as trusted proxies tell."""
    return request.client.host if request.client else "unknown"


def base_url_of(request: Request) -> str:
    """Build the address at which people reach RevOps: the one of the settings, or that of this request."""
    return services_of(request).settings.public_url or f"{request.url.scheme}://{request.url.netloc}"


def printed_base_url_of(request: Request) -> str | None:
    """Build the same address for what is printed and handed out. A name of the internet is taken from the settings
    alone: whoever asks for a paper can write any into his request, and its code would lead the customer there.
    """
    if services_of(request).settings.public_url is None and not is_of_own_network(request.url.hostname or ""):
        return None
    return base_url_of(request)


async def _origin(request: Request) -> Origin:
    return origin_of(request)


def origin_of(request: Request) -> Origin:
    """Describe the origin of a request for the audit log."""
    return Origin.of(
        client_address(request),
        request.headers.get("user-agent", ""),
        request_id_of(request),
        request.scope.get("revops.session_id"),
        request.cookies.get(DEVICE_COOKIE),
    )


_KeyHeader = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")] | None,
    Header(
        alias="Idempotency-Key",
        description="Any text unique to this action. Sent again with the same body within 24 hours, the first answer"
        " comes back and nothing happens twice.",
    ),
]


# Dependencies are coroutines throughout: FastAPI sends plain functions through a thread, which costs more than they do.
async def _idempotency_key(request: Request, key: _KeyHeader = None) -> IdempotencyKey:
    asks = request.headers.get(CLIENT_HEADER) == WEB_APP
    # The same in another garage is something else.
    where = request.headers.get(WORKSHOP_HEADER, "")
    return IdempotencyKey(key, f"{request.method} {request.scope['path']} {where}".rstrip(), asks=asks)


RequestOrigin = Annotated[Origin, Depends(_origin)]
Db = Annotated[Database, Depends(_database)]
CurrentUser = Annotated[Principal, Depends(_current_user)]
CurrentSession = Annotated[SignedInUser, Depends(_session)]
Idempotency = Annotated[IdempotencyKey, Depends(_idempotency_key)]
