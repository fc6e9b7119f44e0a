"""The writes that bad input is tried on, and what is wrong for each of their fields."""

from dataclasses import dataclass
from typing import Any

from tests.factories import PASSWORD, job_fields, payment_fields, registration, workshop_fields

OPERATOR = {"$gt": ""}
NO_TEXT: list[Any] = [5, 1.5, True, [], ["a"], {}, OPERATOR, {"$ne": None}, {"$where": "1"}]
CONTROL: list[Any] = ["a\x00bcdefgh", "abcdefgh\x07", "\x1b[31mabcdef", "abcd\x7fefgh"]
NO_NUMBER: list[Any] = ["5", "NaN", "Infinity", "", True, False, [], [5], {}, OPERATOR]
# Also of what nobody can see: blanks, fillers, marks, a Braille pattern without dots.
BLANK: list[Any] = ["", "   ", "\u200b\u200b", "\u3164\u3164", "\u00ad \ufeff", "\u2800\u2800"]
NOTHING: list[Any] = [None]
TOO_LARGE: list[Any] = [1_000_000_000.01, 10**10, 2**63, 2**64, 10**30, 10**300, 1e300, 1.7976931348623157e308]
TOO_FINE: list[Any] = [0.001, 10.005, 1e-9, 5e-324, 123456.789]

TEXT = NO_TEXT + CONTROL + BLANK + ["x" * 5000]
OPTIONAL_TEXT = NO_TEXT + CONTROL + ["x" * 5000]
SECRET = [*NO_TEXT, "", "x" * 129]
AMOUNT = NO_NUMBER + TOO_LARGE + TOO_FINE + [-1, -0.01, -1e300, -(10**30)]
COUNT = [*NO_NUMBER, 1.5, -1, 366, 10**30, 1e300, 2**63]
CHOICE = [*NO_TEXT, "", "other", "\x00", "CASH", "$ne"]
IDENTIFIER = [*NO_TEXT, "", "\x00", "x" * 65]
LIST: list[Any] = ["x", 5, True, {}, OPERATOR, [5], [None], [[]], [OPERATOR], ["\x00"], [""], ["x" * 65], ["x"] * 501]


@dataclass(frozen=True)
class Write:
    """A write, who does it, a body that would be accepted, and what is wrong for each of its fields."""

    name: str
    method: str
    path: str
    who: str
    body: dict[str, Any]
    wrong: dict[str, list[Any]]


_WORKSHOP = {
    "name": TEXT,
    "phone": [*TEXT, "123"],
    "address": OPTIONAL_TEXT,
    "gst_number": OPTIONAL_TEXT,
    "currency": [*CHOICE, "XXX", "inr", "EUR"],
    "timezone": [*TEXT, "Mars/Base", "../../etc/passwd", "asia/kolkata", "IST"],
}
_JOB = {
    "customer_name": TEXT,
    "phone": [*TEXT, "123"],
    "car_model": TEXT,
    "vehicle_number": [*TEXT, "-", "--"],
    "work_description": TEXT,
    "estimated_amount": AMOUNT,
    "planned_completion_days": COUNT,
    "address": OPTIONAL_TEXT,
    "parts_required": OPTIONAL_TEXT,
    "worker_assigned": OPTIONAL_TEXT,
    "internal_notes": OPTIONAL_TEXT,
}
_REASON = {"reason": TEXT + NOTHING}
_VERSION = [*NO_NUMBER, 0, -1, 1.5, 10**30]


def _and_null(wrong: dict[str, list[Any]], *names: str) -> dict[str, list[Any]]:
    return {name: values + NOTHING if name in names else values for name, values in wrong.items()}


WRITES = [
    Write(
        "register",
        "POST",
        "/api/auth/register",
        "anonymous",
        registration(email="bad-input@garage.example"),
        {
            "email": [*TEXT, *NOTHING, "nobody", "a@", "@b.example", "a@b", "a b@c.example", "a@b.example\x00"],
            "password": [*SECRET, *NOTHING, "short"],
            "name": TEXT + NOTHING,
            "phone": [*TEXT, *NOTHING, "123"],
            "role": [*CHOICE, *NOTHING, "admin", "Owner"],
            "invite_code": OPTIONAL_TEXT,
        },
    ),
    Write(
        "login",
        "POST",
        "/api/auth/login",
        "anonymous",
        {"email": "bad-input@garage.example", "password": PASSWORD},
        {"email": [*NO_TEXT, *NOTHING, "", "x" * 255], "password": SECRET + NOTHING},
    ),
    Write(
        "changePassword",
        "PUT",
        "/api/auth/password",
        "owner",
        {"current_password": PASSWORD, "new_password": "green-tempo-17-rain"},
        {"current_password": SECRET + NOTHING, "new_password": [*SECRET, *NOTHING, "short", "12345678"]},
    ),
    Write(
        "createWorkshop",
        "POST",
        "/api/workshops",
        "newcomer",
        workshop_fields(),
        _and_null(_WORKSHOP, "name", "phone", "currency", "timezone"),
    ),
    Write("updateWorkshop", "PUT", "/api/workshops/{workshop_id}", "owner", {}, {**_WORKSHOP, "version": _VERSION}),
    Write(
        "createJob",
        "POST",
        "/api/jobs",
        "manager",
        job_fields(),
        _and_null(
            {**_JOB, "advance_paid": AMOUNT, "advance_method": CHOICE},
            "customer_name",
            "phone",
            "car_model",
            "vehicle_number",
            "work_description",
            "estimated_amount",
            "planned_completion_days",
            "advance_paid",
            "advance_method",
        ),
    ),
    Write(
        "updateJob",
        "PUT",
        "/api/jobs/{job_id}",
        "manager",
        {},
        {**_JOB, "status": [*CHOICE, "in progress", "done"], "version": _VERSION, "undo_of": _VERSION},
    ),
    Write(
        "recordPayment",
        "POST",
        "/api/payments",
        "manager",
        payment_fields("{job_id}", 10),
        {
            "job_id": IDENTIFIER + NOTHING,
            "amount": [*AMOUNT, *NOTHING, 0, -0.0],
            "payment_type": CHOICE + NOTHING,
            "method": CHOICE + NOTHING,
            "notes": OPTIONAL_TEXT,
            "reference": OPTIONAL_TEXT,
        },
    ),
    Write("rejectPayment", "PUT", "/api/payments/{payment_id}/reject", "owner", {"reason": "No"}, _REASON),
    Write(
        "submitSettlement",
        "POST",
        "/api/settlements",
        "manager",
        {"amount": 10, "job_ids": []},
        {"amount": [*AMOUNT, *NOTHING, 0, -0.0], "job_ids": LIST + NOTHING, "notes": OPTIONAL_TEXT},
    ),
    Write("cancelPayment", "POST", "/api/payments/{payment_id}/cancel", "manager", {"reason": "No"}, _REASON),
    Write("cancelSettlement", "POST", "/api/settlements/{settlement_id}/cancel", "manager", {"reason": "No"}, _REASON),
    Write("cancelJob", "POST", "/api/jobs/{job_id}/cancel", "manager", {"reason": "No"}, _REASON),
    Write(
        "reassignJob",
        "POST",
        "/api/jobs/{job_id}/reassign",
        "owner",
        {"manager_id": "nobody"},
        {"manager_id": IDENTIFIER + NOTHING},
    ),
    Write(
        "recordRefund",
        "POST",
        "/api/refunds",
        "manager",
        {"job_id": "{job_id}", "amount": 1, "method": "cash", "reason": "Paid twice"},
        {
            "job_id": IDENTIFIER + NOTHING,
            "amount": [*AMOUNT, *NOTHING, 0, -0.0],
            "method": CHOICE + NOTHING,
            "reason": TEXT + NOTHING,
            "reference": OPTIONAL_TEXT,
        },
    ),
    Write("reverseSettlement", "POST", "/api/settlements/{settlement_id}/reverse", "owner", {"reason": "No"}, _REASON),
    Write(
        "settleDifference", "POST", "/api/settlements/{settlement_id}/difference", "owner", {"reason": "No"}, _REASON
    ),
    Write("rejectSettlement", "PUT", "/api/settlements/{settlement_id}/reject", "owner", {"reason": "No"}, _REASON),
]


def named(value: Any) -> str:
    return value.name if isinstance(value, Write) else str(value)
