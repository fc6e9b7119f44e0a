"""What messages call a field is what the screen calls it."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from revops.core.labels import STATUSES, label
from revops.jobs.status import JobStatus

WEB = Path(__file__).parents[2] / "web/src"
_MACHINE = re.compile(r"_|\b(?:vpa|gst|sac|hsn|bp|id|ids|minor)\b")
# Where people fill them in: the field's name is the box's.
IN_FORMS = {
    "features/jobs/job-fields.tsx": (
        *("customer_name", "phone", "car_model", "vehicle_number", "work_description"),
        *("parts_required", "worker_assigned", "address", "internal_notes"),
    ),
    "features/jobs/days-choice.tsx": ("planned_completion_days",),
    "features/jobs/invoice-details.tsx": ("place_of_supply",),
    "features/payments/payment-fields.tsx": ("amount", "method", "payment_type", "reference", "notes"),
    "features/workshops/workshop-form.tsx": ("name", "address", "currency", "timezone"),
    "domain/country.ts": ("gst_number", "customer_gst_number"),
    "features/billing/billing-fields.tsx": (
        *("vpa", "terms", "effective_from", "labour_sac", "part_hsn", "labour_tax_rate_bp", "part_tax_rate_bp"),
    ),
}


def _fields(schema: Any, found: set[str]) -> None:
    if isinstance(schema, dict):
        found.update(schema.get("properties", {}))
        for part in schema.values():
            _fields(part, found)
    elif isinstance(schema, list):
        for part in schema:
            _fields(part, found)


def test_no_field_of_a_request_is_called_in_the_machines_words(app: FastAPI) -> None:
    document = app.openapi()
    fields: set[str] = set()
    for path in document["paths"].values():
        for operation in path.values():
            fields.update(parameter["name"] for parameter in operation.get("parameters", ()))
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            reference = body.get("$ref", "").rpartition("/")[2]
            _fields(document["components"]["schemas"].get(reference, body), fields)
    fields = {field for field in fields if not field[0].isupper()}
    assert len(fields) > 50
    assert {field: label(field) for field in fields if _MACHINE.search(label(field))} == {}


@pytest.mark.parametrize("file", IN_FORMS)
def test_a_message_calls_a_field_as_its_form_does(file: str) -> None:
    source = (WEB / file).read_text()
    assert [label(field) for field in IN_FORMS[file] if label(field) not in source] == []


def test_statuses_are_called_as_on_the_screen() -> None:
    assert set(STATUSES) == {status.value for status in JobStatus}
    source = (WEB / "domain/job-status.ts").read_text()
    assert [words for words in STATUSES.values() if f"label: '{words.capitalize()}'" not in source] == []
