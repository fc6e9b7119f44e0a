"""The whole OpenAPI document, fuzzed over the wire as the owner, as a manager and as nobody.

Whatever is sent, the answer is one that the document describes: status, content type, headers and form.
"""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any

import httpx2
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from revops.main import create_app
from revops.settings import Settings
from tests.access.operations import OPERATIONS
from tests.conftest import SECRET_KEY, no_cookies
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
ROLES = {o.id: (*PEOPLE, "anonymous") if o.public else o.roles for o in OPERATIONS}

_document = create_app(
    Settings(_env_file=None, mongo_url="mongodb://nowhere", data=Path(), secret_key=SECRET_KEY)
).openapi()
_cases = itertools.count()
schema = schemathesis.openapi.from_dict(_document)


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


@pytest.mark.parametrize("role", [*PEOPLE, "anonymous"])
@schema.parametrize()
@settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_documented(case: Any, fuzzed: Place, role: str) -> None:
    operation_id = case.operation.definition.raw["operationId"]
    # Half of the cases are about things that exist.
    for name, value in (case.path_parameters or {}).items():
        if name in fuzzed.ids and len(str(value)) % 2 == 0:
            case.path_parameters[name] = fuzzed.ids[name]
    headers = {}
    if role not in ROLES.get(operation_id, PEOPLE) and next(_cases) % 4:
        return  # Whoever may not gets no further than that, so that some of the cases say enough.
    if operation_id == "exportWorkbook" and len(str(case.query)) % 3:
        return  # Each starts a process of its own.
    if operation_id == "streamEvents":
        case.query = {**(case.query or {}), "seconds": 0}  # Without, it does not end.
    if role != "anonymous":
        headers["Authorization"] = f"Bearer {fuzzed.session(operation_id, role).token}"
    case.call_and_validate(base_url=fuzzed.url, session=fuzzed.wire, headers=headers, checks=CHECKS, timeout=60)
