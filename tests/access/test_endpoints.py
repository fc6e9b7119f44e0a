"""Who may call what: every operation of the API by nobody, by the wrong role and from another workshop."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from revops.mongo.client import Database
from tests.access.furnishing import (
    furnished_bank_row,
    furnished_device,
    furnished_discount,
    furnished_evidence,
    furnished_exception,
    furnished_passkey,
    furnished_word,
)
from tests.access.operations import DRAFT, OPERATIONS, QUOTATION, REMINDER, SERVICE, Operation
from tests.conftest import eventually
from tests.factories import (
    Api,
    Garage,
    make_dead_task,
    make_garage,
    make_inspection,
    make_invite_code,
    make_job,
    make_payment,
    make_photo,
    make_settlement,
    ok,
    refused,
)
from tests.invariants import unchanged

pytestmark = pytest.mark.slow


# About the account, whoever that is and wherever.
OF_ACCOUNTS = {"createWorkshop", "lookAtTyped", "joinWorkshop"}
# Which name a job in their body.
OF_A_JOB = {"recordPayment", "recordRefund"}
PRIVATE = [operation for operation in OPERATIONS if not operation.public]
# In an address, and no workshop's own.
OF_HOST = {"channel": "email", "service_name": "bucket", "template_key": "quick", "day": "2026-11-28"}
# In an address beside ids: a word of a few.
WORDS = {"of": "count"}
NAMING = [
    operation
    for operation in OPERATIONS
    if ("{" in operation.path and not any(f"{{{name}}}" in operation.path for name in OF_HOST))
    or operation.id in OF_A_JOB
]


async def furnished(http: Any, db: Database) -> tuple[Garage, dict[str, str]]:
    """Return a workshop with one of everything, and the ids."""
    garage = await make_garage(http)
    job_id = await make_job(garage.manager, estimated_amount=5000)
    job = ok(await garage.manager.get(f"/api/jobs/{job_id}"))
    payment_id = await make_payment(garage.manager, job_id, 1000)
    export_id = "0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"
    assert (await garage.owner.get("/api/analytics/export", progress=export_id)).status_code == 200
    ids = {
        "export_id": export_id,
        "workshop_id": garage.id,
        "code": await make_invite_code(garage.owner),
        "manager_id": garage.manager.id,
        "member_id": garage.manager.id,
        "job_id": job_id,
        "customer_id": job["customer_id"],
        "vehicle_id": job["vehicle_id"],
        "payment_id": payment_id,
        "document_id": ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"))["id"],
        "settlement_id": await make_settlement(garage.manager, 100, [job_id]),
        "count_id": ok(await garage.owner.post("/api/custody/counts", {"member_id": garage.manager.id}))["id"],
        "task_id": await make_dead_task(db, garage.id),
        "message_id": ok(await garage.manager.post(f"/api/jobs/{job_id}/messages", DRAFT))["id"],
        "photo_id": await make_photo(garage.manager, job_id),
        "size": "320",
        "inspection_id": await make_inspection(garage.manager, job_id),
        "point_id": "battery",
        "service_id": ok(await garage.manager.post(f"/api/jobs/{job_id}/services", SERVICE))["id"],
        "quotation_id": ok(await garage.manager.post("/api/quotations", QUOTATION))["id"],
        "template_id": ok(await garage.owner.post("/api/service-templates", SERVICE))["id"],
        "reminder_id": ok(await garage.manager.post(f"/api/jobs/{job_id}/service-reminders", REMINDER))["id"],
        "number": "1",
        "answer_id": "no-such",
        "request_id": await furnished_discount(db, garage, job_id),
        "exception_id": await furnished_exception(db, garage.id),
        "word_id": await furnished_word(db, garage.id, job_id),
        "device_id": await furnished_device(db, garage.owner.id),
        "passkey_id": await furnished_passkey(db, garage.owner.id),
        "row_id": await furnished_bank_row(garage),
    }
    ids |= await furnished_evidence(garage, ids["settlement_id"])

    async def is_kept() -> bool:
        return await db.collection("journal").find_one({"workshop_id": garage.id, "kind": "paper_kept"}) is not None

    # The invoice's bytes are kept beside the requests; its entry is not to be taken for somebody's trace.
    await eventually(is_kept)
    return garage, ids


@pytest.fixture(scope="module")
async def place(http: Any, db: Database) -> tuple[Garage, dict[str, str]]:
    """A workshop with one of everything, and the ids."""
    return await furnished(http, db)


@pytest.fixture(scope="module")
async def stranger(http: Any) -> Garage:
    """Another workshop."""
    return await make_garage(http)


async def call(person: Api, operation: Operation, ids: dict[str, str], *, workshop_id: str | None = None) -> Any:
    """Call an operation about the things of ``ids``, in the workshop named if one is."""
    body = operation.body
    if operation.id in OF_A_JOB:
        body = {**(body or {}), "job_id": ids["job_id"]}
    options: dict[str, Any] = {} if body is None else {"json": body}
    if workshop_id is not None:
        options["headers"] = {"X-Workshop": workshop_id}
    if operation.id == "streamEvents":
        options["params"] = {"seconds": 0}
    return await person.request(operation.method, operation.path.format(**OF_HOST, **WORDS, **ids), **options)


def _operations_of(app: FastAPI) -> Iterator[tuple[str, str, str]]:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            yield operation["operationId"], method.upper(), path


def test_the_table_is_the_whole_api(app: FastAPI) -> None:
    listed = {(operation.id, operation.method, operation.path) for operation in OPERATIONS}
    assert set(_operations_of(app)) == listed


@pytest.mark.parametrize("operation", PRIVATE, ids=lambda operation: operation.id)
async def test_nobody_gets_in_without_signing_in(
    place: tuple[Garage, dict[str, str]], anonymous: Api, db: Database, operation: Operation
) -> None:
    garage, ids = place
    async with unchanged(db, garage.id):
        response = await call(anonymous, operation, ids)
    assert refused(response, 401, "not_signed_in")["detail"] == "Please sign in."
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("operation", "role"),
    [(o, role) for o in PRIVATE for role in ("owner", "manager") if role not in o.roles],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
async def test_the_wrong_role_is_refused(
    place: tuple[Garage, dict[str, str]], db: Database, operation: Operation, role: str
) -> None:
    garage, ids = place
    async with unchanged(db, garage.id):
        problem = refused(await call(getattr(garage, role), operation, ids), 403, "wrong_role")
    assert re.fullmatch(rf"Only the {operation.roles[0]}\b.* can do this\.", problem["detail"])
    assert role not in problem["detail"]


@pytest.mark.parametrize(
    ("operation", "role"),
    [(operation, role) for operation in NAMING for role in operation.roles],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
async def test_another_workshops_things_do_not_exist(
    place: tuple[Garage, dict[str, str]], stranger: Garage, db: Database, operation: Operation, role: str
) -> None:
    garage, ids = place
    async with unchanged(db, garage.id, stranger.id):
        problem = refused(await call(getattr(stranger, role), operation, ids), 404, "not_found")
        missing = refused(
            await call(getattr(stranger, role), operation, dict.fromkeys(ids, "00000000-no-such-thing")), 404
        )
    # Nothing tells a thing of another workshop from one that never was.
    assert problem | {"request_id": ""} == missing | {"request_id": ""}


async def test_whatever_the_wrong_role_sends_is_not_looked_at_first(
    place: tuple[Garage, dict[str, str]], anonymous: Api
) -> None:
    garage, ids = place
    for operation in PRIVATE:
        if operation.body is None:
            continue
        path = operation.path.format(**OF_HOST, **WORDS, **ids)
        refused(await anonymous.request(operation.method, path, json={"nonsense": True}), 401)
        for role in ("owner", "manager"):
            if role not in operation.roles and operation.id != "createWorkshop":
                person = getattr(garage, role)
                refused(await person.request(operation.method, path, json={"nonsense": True}), 403, "wrong_role")


async def test_the_lists_of_two_workshops_share_nothing(place: tuple[Garage, dict[str, str]], stranger: Garage) -> None:
    garage, _ = place
    for path in ("/api/jobs", "/api/payments", "/api/settlements", "/api/managers", "/api/documents"):
        mine = {row["id"] for row in ok(await garage.owner.get(path))}
        theirs = {row["id"] for row in ok(await stranger.owner.get(path))}
        assert mine
        assert not mine & theirs
