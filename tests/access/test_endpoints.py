"""Who may call what: every operation of the API by nobody, by the wrong role and from another workshop."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi import FastAPI

from revops.mongo.client import Database
from tests.factories import (
    Api,
    Garage,
    job_fields,
    make_dead_task,
    make_garage,
    make_invite_code,
    make_job,
    make_payment,
    make_settlement,
    ok,
    refused,
    workshop_fields,
)
from tests.invariants import unchanged

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Operation:
    """One operation: who may, what it is sent, and whether its address names something of a workshop."""

    id: str
    method: str
    path: str
    roles: tuple[str, ...] = ("owner", "manager")
    body: dict[str, Any] | None = field(default=None, hash=False)
    public: bool = False


REASON = {"reason": "For the test"}
OPERATIONS = [
    Operation("getRegistration", "GET", "/api/auth/registration", public=True),
    Operation("register", "POST", "/api/auth/register", body={}, public=True),
    Operation("lookAtPhone", "POST", "/api/auth/look", body={}, public=True),
    Operation("login", "POST", "/api/auth/login", body={}, public=True),
    Operation("getCurrentUser", "GET", "/api/auth/me"),
    Operation("changeProfile", "PUT", "/api/auth/me", body={"name": "Somebody Else"}),
    Operation("logout", "POST", "/api/auth/logout"),
    Operation("logoutEverywhere", "POST", "/api/auth/logout-all"),
    Operation("changePassword", "PUT", "/api/auth/password", body={}),
    Operation("resetPassword", "POST", "/api/auth/reset-password", body={}, public=True),
    Operation("getSecondFactor", "GET", "/api/auth/second-factor", ("owner",)),
    Operation("startSecondFactor", "POST", "/api/auth/second-factor", ("owner",), {}),
    Operation("confirmSecondFactor", "POST", "/api/auth/second-factor/confirm", ("owner",), {}),
    Operation("turnOffSecondFactor", "POST", "/api/auth/second-factor/off", ("owner",), {}),
    Operation("createWorkshop", "POST", "/api/workshops", ("owner",), workshop_fields()),
    Operation("lookAtTyped", "POST", "/api/workshops/look", body={}),
    Operation("getMyWorkshop", "GET", "/api/workshops/me"),
    Operation("updateWorkshop", "PUT", "/api/workshops/{workshop_id}", ("owner",), {"name": "Taken over"}),
    Operation("createInviteCode", "POST", "/api/workshops/{workshop_id}/invite-codes", ("owner",)),
    Operation("listInviteCodes", "GET", "/api/workshops/{workshop_id}/invite-codes", ("owner",)),
    Operation("revokeInviteCode", "DELETE", "/api/workshops/{workshop_id}/invite-codes/{code}", ("owner",)),
    Operation("listManagers", "GET", "/api/managers", ("owner",)),
    Operation("removeManager", "DELETE", "/api/managers/{manager_id}", ("owner",)),
    Operation("listMembers", "GET", "/api/members", ("owner",)),
    Operation("changeMember", "PUT", "/api/members/{member_id}", ("owner",), {"sees": "all"}),
    Operation("removeMember", "DELETE", "/api/members/{member_id}", ("owner",)),
    Operation("joinWorkshop", "POST", "/api/members/join", body={}),
    Operation("handOverJobs", "POST", "/api/members/{member_id}/hand-over", ("owner",), {"to": "no-such"}),
    Operation("createJob", "POST", "/api/jobs", ("manager",), job_fields()),
    Operation("listJobs", "GET", "/api/jobs"),
    Operation("getJob", "GET", "/api/jobs/{job_id}"),
    Operation("listJobUpdates", "GET", "/api/jobs/{job_id}/updates"),
    Operation("updateJob", "PUT", "/api/jobs/{job_id}", body={"status": "closed", "internal_notes": "Seen"}),
    Operation("findKnown", "GET", "/api/intake/known"),
    Operation("listCustomers", "GET", "/api/customers"),
    Operation("getCustomer", "GET", "/api/customers/{customer_id}"),
    Operation("updateCustomer", "PATCH", "/api/customers/{customer_id}", body={"notes": "Taken over"}),
    Operation("mergeCustomers", "POST", "/api/customers/{customer_id}/merge", ("owner",), {"customer_id": "no-such"}),
    Operation("undoMerge", "POST", "/api/customers/{customer_id}/merge/undo", ("owner",), {"customer_id": "no-such"}),
    Operation("eraseCustomer", "POST", "/api/customers/{customer_id}/erase", ("owner",)),
    Operation("listVehicles", "GET", "/api/vehicles"),
    Operation("getVehicle", "GET", "/api/vehicles/{vehicle_id}"),
    Operation("updateVehicle", "PATCH", "/api/vehicles/{vehicle_id}", body={"colour": "Taken over"}),
    Operation("writeOffJob", "POST", "/api/jobs/{job_id}/write-off", ("owner",), REASON),
    Operation("listWork", "GET", "/api/work", ("owner",)),
    Operation("updateWork", "PUT", "/api/work/{job_id}", ("owner",), {"status": "in_progress"}),
    Operation("recordPayment", "POST", "/api/payments", body={"amount": 1, "payment_type": "partial"}),
    Operation("listPayments", "GET", "/api/payments"),
    Operation("confirmPayment", "PUT", "/api/payments/{payment_id}/confirm", ("owner",)),
    Operation("rejectPayment", "PUT", "/api/payments/{payment_id}/reject", ("owner",), REASON),
    Operation("submitSettlement", "POST", "/api/settlements", ("manager",), {"amount": 1, "job_ids": []}),
    Operation("listSettlements", "GET", "/api/settlements"),
    Operation("getMyCash", "GET", "/api/settlements/cash"),
    Operation("confirmSettlement", "PUT", "/api/settlements/{settlement_id}/confirm", ("owner",)),
    Operation("rejectSettlement", "PUT", "/api/settlements/{settlement_id}/reject", ("owner",), REASON),
    Operation("receiveCash", "POST", "/api/settlements/received", ("owner",), {"member_id": "no-such", "amount": 1}),
    Operation("getDashboard", "GET", "/api/analytics/dashboard", ("owner",)),
    Operation("listFigureEntries", "GET", "/api/analytics/entries", ("owner",)),
    Operation("getForecast", "GET", "/api/analytics/forecast", ("owner",)),
    Operation("exportWorkbook", "GET", "/api/analytics/export", ("owner",)),
    Operation("getExportProgress", "GET", "/api/analytics/exports/{export_id}", ("owner",)),
    Operation("getMyDay", "GET", "/api/analytics/mine", ("manager",)),
    Operation("getBilling", "GET", "/api/workshops/me/billing"),
    Operation("changeBilling", "POST", "/api/workshops/{workshop_id}/billing", ("owner",), {"vpa": "taken@over"}),
    Operation("getLogo", "GET", "/api/workshops/me/logo"),
    Operation("setLogo", "PUT", "/api/workshops/{workshop_id}/logo", ("owner",), {"image": "A" * 100}),
    Operation("removeLogo", "DELETE", "/api/workshops/{workshop_id}/logo", ("owner",)),
    Operation("priceItems", "POST", "/api/jobs/price", body={"items": []}),
    Operation("listDocuments", "GET", "/api/documents"),
    Operation("getJobCard", "GET", "/api/documents/job-card/{job_id}"),
    Operation("getInvoice", "GET", "/api/documents/invoice/{job_id}"),
    Operation("issueInvoice", "POST", "/api/documents/invoice/{job_id}/issue"),
    Operation("issueCreditNote", "POST", "/api/documents/credit-note/{job_id}/issue", ("owner",), REASON),
    Operation("getReceipt", "GET", "/api/documents/receipt/{payment_id}"),
    Operation("issueReceipt", "POST", "/api/documents/receipt/{payment_id}/issue"),
    Operation("getPaymentStatement", "GET", "/api/documents/statement/{job_id}"),
    Operation("issueRefundVoucher", "POST", "/api/documents/refund-voucher/{payment_id}/issue", ("owner",)),
    Operation("getUpiCode", "GET", "/api/documents/upi-code/{job_id}"),
    Operation("listDeadTasks", "GET", "/api/tasks/dead", ("owner",)),
    Operation("retryTask", "POST", "/api/tasks/{task_id}/retry", ("owner",)),
    Operation("getVerification", "GET", "/api/verification", ("owner",)),
    Operation("listAuditEvents", "GET", "/api/audit", ("owner",)),
    Operation("listNotices", "GET", "/api/audit/notices", ("owner",)),
    Operation("markNoticesSeen", "PUT", "/api/audit/notices/seen", ("owner",), {"until": "2026-11-28T08:00:00Z"}),
    Operation("getDocument", "GET", "/api/documents/{document_id}/pdf"),
]
# What the roles may that are neither owner nor manager, besides what concerns their account.
OTHER_ROLES = {
    "accountant": {
        "getMyWorkshop", "listJobs", "getJob", "listJobUpdates", "listPayments", "listSettlements", "getMyCash",
        "getDashboard", "listFigureEntries", "getForecast", "exportWorkbook", "getExportProgress", "getBilling",
        "getLogo", "listDocuments", "getJobCard", "getInvoice", "getReceipt", "getPaymentStatement", "getUpiCode",
        "getDocument", "findKnown", "listCustomers", "getCustomer", "listVehicles", "getVehicle",
    },
    "cashier": {
        "getMyWorkshop", "listJobs", "getJob", "listJobUpdates", "recordPayment", "listPayments", "submitSettlement",
        "listSettlements", "getMyCash", "getMyDay", "getBilling", "getLogo", "listDocuments", "getJobCard",
        "getInvoice", "getReceipt", "getPaymentStatement", "getUpiCode", "getDocument", "findKnown", "listCustomers",
        "getCustomer", "listVehicles", "getVehicle",
    },
    "technician": {"getMyWorkshop", "getBilling", "getLogo", "listWork", "updateWork"},
    "gate": set(),
}  # fmt: skip
# About the account, whoever that is and wherever.
OF_ACCOUNTS = {"createWorkshop", "lookAtTyped", "joinWorkshop"}
PRIVATE = [operation for operation in OPERATIONS if not operation.public]
NAMING = [operation for operation in OPERATIONS if "{" in operation.path or operation.id == "recordPayment"]


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
        "task_id": await make_dead_task(db, garage.id),
    }
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
    if operation.id == "recordPayment":
        body = {**(body or {}), "job_id": ids["job_id"]}
    options: dict[str, Any] = {} if body is None else {"json": body}
    if workshop_id is not None:
        options["headers"] = {"X-Workshop": workshop_id}
    return await person.request(operation.method, operation.path.format(**ids), **options)


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
    assert problem["detail"] == f"Only the {operation.roles[0]} can do this."


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
        path = operation.path.format(**ids)
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
