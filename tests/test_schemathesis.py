"""The whole OpenAPI document, fuzzed over the wire as the owner, as a manager and as nobody.

Whatever is sent, the answer is one that the document describes: status, content type, headers and form. What is sent
is the same each time: some hundred cases of each operation, one for each way in which a field can be wrong, and a few
that are drawn. Each is sent as one of those who call it, chosen by the case, and each operation hears all of them;
with REVOPS_TESTS_EVERY_ROLE (``make test-nightly``) each is sent as every one.
"""

import asyncio
import os
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import httpx2
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.access.operations import OPERATIONS
from tests.conftest import no_cookies
from tests.factories import (
    Garage,
    Person,
    login,
    make_garage,
    make_invite_code,
    make_job,
    make_manager,
    make_owner,
    make_payment,
    make_settlement,
)
from tests.live_server import LiveServer
from tests.refusals import document

pytestmark = pytest.mark.slow

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# These end the session of whoever calls them, so each case gets a session of its own, of somebody kept for that.
ENDING = {"logout", "logoutEverywhere"}
PEOPLE = ("owner", "manager")
EVERYBODY = (*PEOPLE, "anonymous")
AS_EVERYBODY = "REVOPS_TESTS_EVERY_ROLE" in os.environ
# Whoever may not gets no further than that, so that some of the cases say enough.
AS_WHO_MAY_NOT = 5
_tried: Counter[str] = Counter()
ROLES = {o.id: EVERYBODY if o.public else o.roles for o in OPERATIONS}

LABELS = [f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods]


def _alone(label: str) -> BaseSchema:
    """Return the document of one operation, with those components alone that it names: whoever checks an answer
    compiles all there are, each time.
    """
    whole = document()
    method, path = label.split(" ", 1)
    paths = {path: {method.lower(): whole["paths"][path][method.lower()]}}
    components: dict[str, dict[str, Any]] = {"securitySchemes": whole["components"]["securitySchemes"]}
    left = {*_named_in(paths)}
    while left:
        kind, name = left.pop()
        if name not in components.setdefault(kind, {}):
            components[kind][name] = whole["components"][kind][name]
            left |= {*_named_in(components[kind][name])}
    return schemathesis.openapi.from_dict({**whole, "paths": paths, "components": components})


def _named_in(part: Any) -> Iterator[tuple[str, str]]:
    """Find the components that a part of the document names, as kind and name."""
    if isinstance(part, dict):
        if isinstance(ref := part.get("$ref"), str):
            _, _, kind, name = ref.split("/")
            yield kind, name
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _named_in(inner)


@dataclass
class Place:
    """A workshop to fuzz, with real ids, and the loop that its HTTP client lives in."""

    url: str
    garage: Garage
    ids: dict[str, str]
    spare: dict[str, Person]
    runner: asyncio.Runner
    wire: requests.Session

    def session(self, operation_id: str, role: str) -> Person:
        """Return who calls an operation."""
        if operation_id in ENDING:
            spare = self.spare[role]
            return self.runner.run(login(spare.http, spare.email))
        if operation_id == "changePassword" or (operation_id, role) == ("createWorkshop", "owner"):
            return self.spare["another " + role]
        person: Person = getattr(self.garage, role)
        return person


async def _furnish(url: str) -> tuple[Garage, dict[str, str], dict[str, Person]]:
    http = httpx2.AsyncClient(base_url=url, cookies=no_cookies(), timeout=60)
    garage = await make_garage(http)
    job_id = await make_job(garage.manager, estimated_amount=5000)
    spare = {
        "owner": await make_owner(http),
        "manager": await make_manager(garage.owner),
        "another owner": await make_owner(http),
        "another manager": await make_manager(garage.owner),
    }
    ids = {
        "workshop_id": garage.id,
        "job_id": job_id,
        "payment_id": await make_payment(garage.manager, job_id, 1000),
        "settlement_id": await make_settlement(garage.manager, 100, [job_id]),
        "manager_id": (await make_manager(garage.owner)).id,
        "code": await make_invite_code(garage.owner),
    }
    return garage, ids, spare


@pytest.fixture(scope="session")
def fuzzed(live_server: LiveServer) -> Iterator[Place]:
    with asyncio.Runner() as runner, requests.Session() as wire:
        wire.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        garage, ids, spare = runner.run(_furnish(live_server.url))
        yield Place(live_server.url, garage, ids, spare, runner, wire)
        runner.run(garage.owner.http.aclose())


def _roles_of(case: Any, operation_id: str) -> tuple[str, ...]:
    """Choose as whom a case is sent, the same on every day: the first two of an operation, which may have no more, as
    everybody, the others by what they are, but for their digits.
    """
    _tried[operation_id] += 1
    if AS_EVERYBODY or _tried[operation_id] <= 2:
        return EVERYBODY
    body = None if isinstance(case.body, NotSet) else case.body
    said = f"{case.method} {case.path_parameters} {case.query} {case.headers} {body}"
    number = zlib.crc32(re.sub(r"\d", "0", said).encode(errors="replace"))
    allowed = ROLES.get(operation_id, PEOPLE)
    others = [role for role in EVERYBODY if role not in allowed]
    turn, number = number % AS_WHO_MAY_NOT, number // AS_WHO_MAY_NOT
    chosen = others if others and turn == 0 else allowed
    return (chosen[number % len(chosen)],)


@settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def _is_as_documented(case: Any, fuzzed: Place) -> None:
    operation_id = case.operation.definition.raw["operationId"]
    roles = _roles_of(case, operation_id)
    # Half of the cases are about things that exist.
    for name, value in (case.path_parameters or {}).items():
        if name in fuzzed.ids and len(str(value)) % 2 == 0:
            case.path_parameters[name] = fuzzed.ids[name]
    if operation_id == "exportWorkbook" and len(str(case.query)) % 3:
        return  # Each starts a process of its own.
    if operation_id == "streamEvents":
        case.query = {**(case.query or {}), "seconds": 0}  # Without, it does not end.
    for role in roles:
        headers = {}
        if role != "anonymous":
            headers["Authorization"] = f"Bearer {fuzzed.session(operation_id, role).token}"
        case.call_and_validate(base_url=fuzzed.url, session=fuzzed.wire, headers=headers, checks=CHECKS, timeout=60)


# Not by `schema.parametrize()`, which makes the cases of all operations as the tests are collected, in every worker.
@pytest.mark.parametrize("label", LABELS)
def test_every_answer_is_as_documented(label: str, fuzzed: Place) -> None:
    _tried.clear()
    schema = _alone(label)
    (found,) = schema.get_all_operations()
    assert isinstance(found, Ok), found.err()
    build_operation_test(
        config=schema.config,
        operation=found.ok(),
        test_func=_is_as_documented,
        given_kwargs={},
        feedback=FeedbackSources(),
    )(fuzzed=fuzzed)
