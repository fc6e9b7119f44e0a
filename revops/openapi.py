"""The OpenAPI document: the source of typed clients. Adds what every endpoint shares."""

import asyncio
import gzip
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.types import Receive, Scope, Send

from revops.access.errors import CrossOrigin, NotAMember, NoWorkshop, SessionEnded, SignedInAsAnother, WrongRole
from revops.core.errors import AppError, InvalidFields, NotSignedIn, TooManyRequests, Unavailable
from revops.http.errors import (
    BadContentLength,
    HeadersTooLarge,
    HttpsRequired,
    IncompleteBody,
    InternalError,
    MalformedBody,
    MalformedJson,
    MethodNotAllowed,
    MetricsTokenRequired,
    NothingHere,
    NotJson,
    TooLarge,
    TooSlow,
    UriTooLong,
)
from revops.http.kept_files import ASK_FIRST, KeptFile
from revops.http.middleware import CONTENT_POLICY, OWN_POLICY
from revops.http.problems import MEDIA_TYPE, Problem, codes_of, problem_with, problems
from revops.mongo.errors import IdempotencyKeyReused

# Asked by nobody who is signed in; Meta signs what it tells.
_PUBLIC = {
    "register", "login", "forgotPassword", "resetPassword", "lookAtPasswordLink", "setPassword",
    "startPasskeyLogin", "logInByPasskey",
    "verifyWhatsAppWebhook", "takeWhatsAppNews",
}  # fmt: skip
# About the account, whichever garage is worked in.
_OF_NO_WORKSHOP = {
    "changeProfile", "logout", "logoutEverywhere", "changePassword", "getSecondFactor", "startSecondFactor",
    "confirmSecondFactor", "turnOffSecondFactor", "createWorkshop", "lookAtTyped", "joinWorkshop", "listPasskeys",
    "startPasskey", "addPasskey", "renamePasskey", "removePasskey", "turnOnPasskeyStep", "turnOffPasskeyStep",
    "startPasskeyProof",
}  # fmt: skip
_X_WORKSHOP = {
    "name": "X-Workshop",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The workshop to act in, by its id, for who belongs to several; the one last used without it.",
}
_WORKSHOP_OF_LINK = {
    "name": "workshop",
    "in": "query",
    "required": False,
    "schema": {"type": "string"},
    "description": "As `X-Workshop`, for links that a browser opens; the header wins.",
}
# What any endpoint answers with, beside its own refusals.
_ALWAYS = {
    HttpsRequired,
    UriTooLong,
    InvalidFields,
    TooManyRequests,
    HeadersTooLarge,
    InternalError,
    Unavailable,
    # Of a body, which may come where none is asked for.
    BadContentLength,
    IncompleteBody,
    TooSlow,
    TooLarge,
}
_WITH_BODY = {MalformedJson, MalformedBody, NotJson}
_WITH_KEY = {IdempotencyKeyReused}
_SIGNED_IN = {NotSignedIn, SessionEnded}
_CHANGE_SIGNED_IN = {CrossOrigin, SignedInAsAnother}
_IN_WORKSHOP = {WrongRole, NotAMember, NoWorkshop}
# Of addresses that are no endpoint of this document.
_ELSEWHERE = {NothingHere, MethodNotAllowed, MetricsTokenRequired}
_DESCRIPTION = (
    "Money is a JSON number in the workshop's currency, with no more decimals than the currency has. Times are RFC 3339"
    " in UTC; a day is a day in the workshop's time zone. Lists are arrays, newest first; the next page is in the"
    " `Link` header. Every POST takes an `Idempotency-Key`."
)


class Document:
    """The document as it is asked for by anybody: made once, aside of what others ask, and kept as it is sent.

    Making it takes a second, and writing it as JSON as long as many requests.
    """

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._file: KeptFile | None = None
        self._making = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the document."""
        async with self._making:
            if self._file is None:
                self._file = await asyncio.to_thread(self._make)
        scope[OWN_POLICY] = True
        await self._file.answer(scope, send)

    def _make(self) -> KeptFile:
        plain = orjson.dumps(describe(self._app))
        smaller = {"gzip": gzip.compress(plain, mtime=0)}
        return KeptFile.made_of(plain, smaller, media_type="application/json", cached=ASK_FIRST, policy=CONTENT_POLICY)


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the document, built once."""
    if app.openapi_schema is None:
        document = get_openapi(title="RevOps", version=app.version, description=_DESCRIPTION, routes=app.routes)
        components = document.setdefault("components", {})
        _, definitions = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
        schemas = components.setdefault("schemas", {})
        schemas.update(definitions["$defs"])
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        components["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            "cookie": {"type": "apiKey", "in": "cookie", "name": "revops_session"},
        }
        for path in document["paths"].values():
            for method, operation in path.items():
                _complete(operation, method)
        schemas["ErrorCode"] = {"type": "string", "title": "ErrorCode", "enum": sorted(_all_codes(document))}
        schemas["Problem"]["properties"]["code"] = {"$ref": "#/components/schemas/ErrorCode"}
        app.openapi_schema = document
    return app.openapi_schema


def _all_codes(document: dict[str, Any]) -> set[str]:
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    listed = [codes_of(described) for operation in operations for described in operation["responses"].values()]
    return set().union(*listed, (refusal.code for refusal in _ELSEWHERE))


def _complete(operation: dict[str, Any], method: str) -> None:
    refusals: set[type[AppError]] = set(_ALWAYS)
    if operation["operationId"] not in _PUBLIC:
        refusals |= _SIGNED_IN
        if method != "get":
            refusals |= _CHANGE_SIGNED_IN
        operation["security"] = [{"bearer": []}, {"cookie": []}]
    if any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", [])):
        refusals |= _WITH_KEY
    if operation["operationId"] not in _PUBLIC | _OF_NO_WORKSHOP:
        refusals |= _IN_WORKSHOP
        operation.setdefault("parameters", []).append(_X_WORKSHOP)
        if method == "get":
            operation["parameters"].append(_WORKSHOP_OF_LINK)
    if "requestBody" in operation:
        refusals |= _WITH_BODY
    responses = operation["responses"]
    # FastAPI describes 422 in its own way where an endpoint does not.
    if MEDIA_TYPE not in responses.get("422", {}).get("content", {}):
        responses.pop("422", None)
    for status, described in problems(*refusals).items():
        codes = codes_of(described) | codes_of(responses.get(str(status), {}))
        responses[str(status)] = problem_with(int(status), codes)
    if "503" in responses:
        retry = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
        responses["503"]["headers"] = responses["429"]["headers"] = retry
    operation["responses"] = dict(sorted(responses.items()))
    success = operation["responses"]["200"]
    success["description"] = "Done"
    if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", [])):
        success["headers"] = {
            "Link": {"schema": {"type": "string"}, "description": 'The next page, rel="next", when there is one.'}
        }
