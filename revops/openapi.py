"""The OpenAPI document: the source of typed clients. Adds what every endpoint shares."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from revops.http.problems import Problem, problems

_PUBLIC = {"register", "login", "resetPassword"}
# About the account, whichever garage is worked in.
_OF_NO_WORKSHOP = {
    "changeProfile", "logout", "logoutEverywhere", "changePassword", "getSecondFactor", "startSecondFactor",
    "confirmSecondFactor", "turnOffSecondFactor", "createWorkshop", "lookAtTyped", "joinWorkshop",
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
_ALWAYS = (414, 422, 429, 431, 500, 503)
_SIGNED_IN = (401, 403)
_WITH_BODY = (400, 413, 415)
_DESCRIPTION = (
    "Money is a JSON number in the workshop's currency, with no more decimals than the currency has. Times are RFC 3339"
    " in UTC; a day is a day in the workshop's time zone. Lists are arrays, newest first; the next page is in the"
    " `Link` header. Every POST takes an `Idempotency-Key`."
)


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
        app.openapi_schema = document
    return app.openapi_schema


def _complete(operation: dict[str, Any], method: str) -> None:
    statuses = set(_ALWAYS)
    if operation["operationId"] not in _PUBLIC:
        statuses.update(_SIGNED_IN)
        operation["security"] = [{"bearer": []}, {"cookie": []}]
    if operation["operationId"] not in _PUBLIC | _OF_NO_WORKSHOP:
        operation.setdefault("parameters", []).append(_X_WORKSHOP)
        if method == "get":
            operation["parameters"].append(_WORKSHOP_OF_LINK)
    if "requestBody" in operation:
        statuses.update(_WITH_BODY)
    responses = operation["responses"]
    responses.pop("422", None)
    for status, description in problems(*statuses).items():
        responses.setdefault(str(status), description)
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
