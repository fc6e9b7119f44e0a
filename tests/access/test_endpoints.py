"""Who may call what: every operation of the API by nobody, by the wrong role and from another workshop."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi import FastAPI

from revops.mongo.client import Database
from tests.access.furnishing import (
    furnished_device,
    furnished_discount,
    furnished_exception,
    furnished_passkey,
    furnished_word,
)
from tests.conftest import eventually
from tests.factories import (
    PASSWORD,
    Api,
    Garage,
    job_fields,
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
DRAFT = {"channel": "whatsapp", "text": "Taken over", "is_draft": True}
INSPECTION_TEMPLATE = {"name": "Taken over", "groups": [{"title": "All", "points": [{"id": "oil", "title": "Oil"}]}]}
REMINDER = {"title": "Engine oil and filter", "months": 6}
SERVICE = {"title": "Oil", "items": [{"kind": "labour", "description": "Oil change", "unit_price": 100}]}
ANSWERS = {"answers": {"no-such": "approved"}, "told": "phone"}
CONSENT = {"channel": "whatsapp", "address": "+919123456789", "is_given": False}
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
    Operation("forgotPassword", "POST", "/api/auth/forgot-password", body={}, public=True),
    Operation("resetPassword", "POST", "/api/auth/reset-password", body={}, public=True),
    Operation("lookAtPasswordLink", "POST", "/api/auth/password-link", body={}, public=True),
    Operation("setPassword", "POST", "/api/auth/set-password", body={}, public=True),
    Operation("getSecondFactor", "GET", "/api/auth/second-factor", ("owner",)),
    Operation("startSecondFactor", "POST", "/api/auth/second-factor", ("owner",), {}),
    Operation("confirmSecondFactor", "POST", "/api/auth/second-factor/confirm", ("owner",), {}),
    Operation("turnOffSecondFactor", "POST", "/api/auth/second-factor/off", ("owner",), {}),
    Operation("listPasskeys", "GET", "/api/auth/passkeys"),
    Operation("startPasskey", "POST", "/api/auth/passkeys/options", body={}),
    Operation("addPasskey", "POST", "/api/auth/passkeys", body={}),
    Operation("renamePasskey", "PUT", "/api/auth/passkeys/{passkey_id}", body={"name": "Taken over"}),
    Operation("removePasskey", "POST", "/api/auth/passkeys/{passkey_id}/remove", body={"password": PASSWORD}),
    Operation("turnOnPasskeyStep", "POST", "/api/auth/passkeys/second-step", body={}),
    Operation("turnOffPasskeyStep", "POST", "/api/auth/passkeys/second-step/off", body={}),
    Operation("startPasskeyProof", "POST", "/api/auth/passkeys/confirm/options"),
    Operation("startPasskeyLogin", "POST", "/api/auth/passkeys/log-in/options", public=True),
    Operation("logInByPasskey", "POST", "/api/auth/passkeys/log-in", body={}, public=True),
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
    Operation("createMember", "POST", "/api/members", ("owner",), {"name": "Taken Over", "phone": "+919800000001"}),
    Operation("makePasswordLink", "PUT", "/api/members/{member_id}/password-link", ("owner",)),
    Operation("revokePasswordLink", "DELETE", "/api/members/{member_id}/password-link", ("owner",)),
    Operation("sendPasswordLink", "POST", "/api/members/{member_id}/password-link/send", ("owner",)),
    Operation("changeMember", "PUT", "/api/members/{member_id}", ("owner",), {"sees": "all"}),
    Operation("removeMember", "DELETE", "/api/members/{member_id}", ("owner",)),
    Operation("listTakers", "GET", "/api/members/takers"),
    Operation("joinWorkshop", "POST", "/api/members/join", body={}),
    Operation("handOverJobs", "POST", "/api/members/{member_id}/hand-over", ("owner",), {"to": "no-such"}),
    Operation("createJob", "POST", "/api/jobs", body=job_fields()),
    Operation("listJobs", "GET", "/api/jobs"),
    Operation("getJob", "GET", "/api/jobs/{job_id}"),
    Operation("listJobUpdates", "GET", "/api/jobs/{job_id}/updates"),
    Operation("updateJob", "PUT", "/api/jobs/{job_id}", body={"status": "closed", "internal_notes": "Seen"}),
    Operation("reassignJob", "POST", "/api/jobs/{job_id}/reassign", body={"manager_id": "no-such"}),
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
    Operation("cancelJob", "POST", "/api/jobs/{job_id}/cancel", body=REASON),
    Operation("listWork", "GET", "/api/work", ("owner",)),
    Operation("updateWork", "PUT", "/api/work/{job_id}", ("owner",), {"status": "in_progress"}),
    Operation("recordPayment", "POST", "/api/payments", body={"amount": 1, "payment_type": "partial"}),
    Operation("recordRefund", "POST", "/api/refunds", body={"amount": 1, "method": "cash", **REASON}),
    Operation("listPayments", "GET", "/api/payments"),
    Operation("confirmPayment", "PUT", "/api/payments/{payment_id}/confirm", ("owner",)),
    Operation("rejectPayment", "PUT", "/api/payments/{payment_id}/reject", ("owner",), REASON),
    Operation("cancelPayment", "POST", "/api/payments/{payment_id}/cancel", body=REASON),
    Operation("submitSettlement", "POST", "/api/settlements", ("manager",), {"amount": 1, "job_ids": []}),
    Operation("listSettlements", "GET", "/api/settlements"),
    Operation("getMyCash", "GET", "/api/settlements/cash"),
    Operation("confirmSettlement", "PUT", "/api/settlements/{settlement_id}/confirm", ("owner",)),
    Operation("rejectSettlement", "PUT", "/api/settlements/{settlement_id}/reject", ("owner",), REASON),
    Operation("cancelSettlement", "POST", "/api/settlements/{settlement_id}/cancel", ("manager",), REASON),
    Operation("getSettlement", "GET", "/api/settlements/{settlement_id}"),
    Operation("settleDifference", "POST", "/api/settlements/{settlement_id}/difference", ("owner",), REASON),
    Operation("reverseSettlement", "POST", "/api/settlements/{settlement_id}/reverse", ("owner",), REASON),
    Operation("receiveCash", "POST", "/api/settlements/received", ("owner",), {"member_id": "no-such", "amount": 1}),
    Operation("getDashboard", "GET", "/api/analytics/dashboard", ("owner",)),
    Operation("listFigureEntries", "GET", "/api/analytics/entries", ("owner",)),
    Operation("getForecast", "GET", "/api/analytics/forecast", ("owner",)),
    Operation("exportWorkbook", "GET", "/api/analytics/export", ("owner",)),
    Operation("getExportProgress", "GET", "/api/analytics/exports/{export_id}", ("owner",)),
    Operation("getToday", "GET", "/api/today", ("owner",)),
    Operation("putSetUpAway", "PUT", "/api/today/set-up", ("owner",), {"is_put_away": False}),
    Operation("declineTwoSteps", "PUT", "/api/today/two-steps-offer/decline", ("owner",)),
    Operation("getMyDay", "GET", "/api/analytics/mine", ("manager",)),
    Operation("markRejectionsSeen", "PUT", "/api/analytics/mine/seen", ("manager",), {"payment_ids": ["no-such"]}),
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
    Operation("listOutside", "GET", "/api/outside", ("owner",)),
    Operation("testOutside", "POST", "/api/outside/{service_name}/test", ("owner",)),
    Operation("streamEvents", "GET", "/api/events"),
    Operation("getVerification", "GET", "/api/verification", ("owner",)),
    Operation("getSeal", "GET", "/api/verification/seal", ("owner",)),
    Operation("listLeaves", "GET", "/api/verification/leaves", ("owner",)),
    Operation("listAuditEvents", "GET", "/api/audit", ("owner",)),
    Operation("listNotices", "GET", "/api/audit/notices", ("owner",)),
    Operation("markNoticesSeen", "PUT", "/api/audit/notices/seen", ("owner",), {"until": "2026-11-28T08:00:00Z"}),
    Operation("getDocument", "GET", "/api/documents/{document_id}/pdf"),
    Operation("listMessages", "GET", "/api/messages"),
    Operation("listReplies", "GET", "/api/messages/replies"),
    Operation("getWhatsApp", "GET", "/api/messages/whatsapp", ("owner",)),
    Operation("verifyWhatsAppWebhook", "GET", "/api/webhooks/whatsapp", public=True),
    Operation("takeWhatsAppNews", "POST", "/api/webhooks/whatsapp", public=True),
    Operation("getMessageSettings", "GET", "/api/messages/settings", ("owner",)),
    Operation("changeMessageSettings", "PUT", "/api/messages/settings", ("owner",), {"language": "hi"}),
    Operation("listMessageTemplates", "GET", "/api/messages/templates", ("owner",)),
    Operation(
        "changeMessageTemplate",
        "PUT",
        "/api/messages/templates",
        ("owner",),
        {"event": "ready", "language": "en", "text": "Taken over"},
    ),
    Operation("previewMessage", "POST", "/api/messages/preview", body={"event": "ready"}),
    Operation("sendMessage", "POST", "/api/jobs/{job_id}/messages", body=DRAFT),
    Operation("planReminders", "GET", "/api/messages/reminders", ("owner",)),
    Operation("sendReminders", "POST", "/api/messages/reminders", ("owner",), {"at_most": 1}),
    Operation("retryMessage", "POST", "/api/messages/{message_id}/retry"),
    Operation("testMessageChannel", "POST", "/api/messages/channels/{channel}/test", ("owner",)),
    Operation("listConsents", "GET", "/api/customers/{customer_id}/consents"),
    Operation("giveConsent", "PUT", "/api/customers/{customer_id}/consents", body=CONSENT),
    Operation("getPush", "GET", "/api/push"),
    Operation("changePush", "PUT", "/api/push", body={"shows_amounts": False}),
    Operation("keepPushDevice", "PUT", "/api/push/devices", body={}),
    Operation("removePushDevice", "DELETE", "/api/push/devices/{device_id}"),
    Operation("testPushDevice", "POST", "/api/push/devices/{device_id}/test"),
    Operation("listPhotos", "GET", "/api/jobs/{job_id}/photos"),
    Operation("addPhoto", "PUT", "/api/jobs/{job_id}/photos/{photo_id}"),
    Operation("getPhoto", "GET", "/api/photos/{photo_id}/{size}"),
    Operation("changePhoto", "PUT", "/api/photos/{photo_id}", body={"caption": "Taken over"}),
    Operation("deletePhoto", "DELETE", "/api/photos/{photo_id}"),
    Operation("restorePhoto", "PUT", "/api/photos/{photo_id}/restore"),
    Operation("getEstimate", "GET", "/api/jobs/{job_id}/estimate"),
    Operation("addService", "POST", "/api/jobs/{job_id}/services", body=SERVICE),
    Operation("changeService", "PUT", "/api/jobs/{job_id}/services/{service_id}", body={"title": "Taken over"}),
    Operation("withdrawService", "DELETE", "/api/jobs/{job_id}/services/{service_id}"),
    Operation("sendEstimate", "POST", "/api/jobs/{job_id}/estimate/send"),
    Operation("recordAnswers", "POST", "/api/jobs/{job_id}/estimate/answers", body=ANSWERS),
    Operation("getEstimateVersion", "GET", "/api/jobs/{job_id}/estimate/versions/{number}"),
    Operation("listDeferredServices", "GET", "/api/services/deferred"),
    Operation("countToldAnswers", "GET", "/api/estimates/told", ("owner",)),
    Operation("listServiceTemplates", "GET", "/api/service-templates"),
    Operation("createServiceTemplate", "POST", "/api/service-templates", ("owner",), SERVICE),
    Operation("changeServiceTemplate", "PUT", "/api/service-templates/{template_id}", ("owner",), SERVICE),
    Operation("hideServiceTemplate", "DELETE", "/api/service-templates/{template_id}", ("owner",)),
    Operation("listServiceReminders", "GET", "/api/service-reminders"),
    Operation("listUsualReminders", "GET", "/api/service-reminders/usual"),
    Operation("setServiceReminder", "POST", "/api/jobs/{job_id}/service-reminders", body=REMINDER),
    Operation(
        "answerServiceReminder", "PUT", "/api/service-reminders/{reminder_id}/answer", body={"answer": "not_needed"}
    ),
    Operation("showCustomerLink", "PUT", "/api/jobs/{job_id}/customer-link"),
    Operation("revokeCustomerLink", "DELETE", "/api/jobs/{job_id}/customer-link"),
    Operation("listCustomerWords", "GET", "/api/customer-words", ("owner",)),
    Operation("listShownWords", "GET", "/api/jobs/{job_id}/customer-words"),
    Operation("resolveCustomerWord", "POST", "/api/customer-words/{word_id}/resolve", ("owner",), {"note": "Seen"}),
    Operation("showCustomerWord", "POST", "/api/customer-words/{word_id}/show", ("owner",)),
    Operation("listDiscountRequests", "GET", "/api/discount-requests"),
    Operation("askForDiscount", "POST", "/api/jobs/{job_id}/discount-requests", body={"items": SERVICE["items"]}),
    Operation(
        "answerDiscountRequest", "POST", "/api/discount-requests/{request_id}/answer", ("owner",), {"granted": False}
    ),
    Operation("listExceptions", "GET", "/api/exceptions", ("owner",)),
    Operation("countExceptions", "GET", "/api/exceptions/counts", ("owner",)),
    Operation("getExceptionSettings", "GET", "/api/exceptions/settings", ("owner",)),
    Operation("changeExceptionSettings", "PUT", "/api/exceptions/settings", ("owner",), {"late_hours": 48}),
    Operation("answerException", "POST", "/api/exceptions/{exception_id}/answer", ("owner",), {"verdict": "not_fine"}),
    Operation("getPhotoUsage", "GET", "/api/photos/usage"),
    Operation("listInspectionTemplates", "GET", "/api/inspections/templates"),
    Operation(
        "changeInspectionTemplate", "PUT", "/api/inspections/templates/{template_key}", ("owner",), INSPECTION_TEMPLATE
    ),
    Operation("resetInspectionTemplate", "DELETE", "/api/inspections/templates/{template_key}", ("owner",)),
    Operation("listInspections", "GET", "/api/jobs/{job_id}/inspections"),
    Operation(
        "startInspection", "PUT", "/api/jobs/{job_id}/inspections/{inspection_id}", body={"template_id": "quick"}
    ),
    Operation(
        "answerInspectionPoint",
        "PUT",
        "/api/inspections/{inspection_id}/points/{point_id}",
        body={"answer": "good"},
    ),
    Operation("finishInspection", "PUT", "/api/inspections/{inspection_id}/finish"),
    Operation("discardInspection", "DELETE", "/api/inspections/{inspection_id}"),
    Operation("getGate", "GET", "/api/gate", ("owner",)),
    Operation("recordSighting", "POST", "/api/gate/sightings", ("owner",), {"plate": "MH12AB1234", "direction": "in"}),
    Operation("checkGatePass", "POST", "/api/gate/passes/check", ("owner",), {"code": "no-such"}),
    Operation("getDayAtGate", "GET", "/api/gate/days/{day}", ("owner",)),
    Operation("countCars", "PUT", "/api/gate/days/{day}/count", ("owner",), {"cars": 3}),
    Operation("getGateSettings", "GET", "/api/gate/settings", ("owner",)),
    Operation("changeGateSettings", "PUT", "/api/gate/settings", ("owner",), {"test_drive_km": 900}),
    Operation("getJobAtGate", "GET", "/api/jobs/{job_id}/gate"),
    Operation("showGatePass", "PUT", "/api/jobs/{job_id}/gate/pass"),
    Operation("releaseCredit", "POST", "/api/jobs/{job_id}/gate/release", ("owner",)),
]
# About the account, whoever that is and wherever.
OF_ACCOUNTS = {"createWorkshop", "lookAtTyped", "joinWorkshop"}
# Which name a job in their body.
OF_A_JOB = {"recordPayment", "recordRefund"}
PRIVATE = [operation for operation in OPERATIONS if not operation.public]
# In an address, and no workshop's own.
OF_HOST = {"channel": "email", "service_name": "bucket", "template_key": "quick", "day": "2026-11-28"}
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
        "task_id": await make_dead_task(db, garage.id),
        "message_id": ok(await garage.manager.post(f"/api/jobs/{job_id}/messages", DRAFT))["id"],
        "photo_id": await make_photo(garage.manager, job_id),
        "size": "320",
        "inspection_id": await make_inspection(garage.manager, job_id),
        "point_id": "battery",
        "service_id": ok(await garage.manager.post(f"/api/jobs/{job_id}/services", SERVICE))["id"],
        "template_id": ok(await garage.owner.post("/api/service-templates", SERVICE))["id"],
        "reminder_id": ok(await garage.manager.post(f"/api/jobs/{job_id}/service-reminders", REMINDER))["id"],
        "number": "1",
        "request_id": await furnished_discount(db, garage, job_id),
        "exception_id": await furnished_exception(db, garage.id),
        "word_id": await furnished_word(db, garage.id, job_id),
        "device_id": await furnished_device(db, garage.owner.id),
        "passkey_id": await furnished_passkey(db, garage.owner.id),
    }

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
    return await person.request(operation.method, operation.path.format(**OF_HOST, **ids), **options)


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
        path = operation.path.format(**OF_HOST, **ids)
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
