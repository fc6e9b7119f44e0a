"""Each field of each write with what is wrong for it, and without it: the answer names the field."""

import pytest

from revops.core.labels import label
from tests.bad_input.conftest import Place
from tests.bad_input.writes import WRITES, Write, named
from tests.factories import refused

pytestmark = pytest.mark.slow

FIELDS = [(write, name) for write in WRITES for name in write.wrong]


async def test_two_wrong_values_are_two_sentences(place: Place) -> None:
    job_id = place.ids["job_id"]
    problem = refused(await place.who("manager").post("/api/payments", {"job_id": job_id, "amount": "12.345"}), 422)
    assert problem["detail"] == "Amount must be a number. Kind of payment is required."


@pytest.mark.parametrize(("write", "field"), FIELDS, ids=named)
async def test_a_wrong_value_is_refused_and_its_field_is_named(place: Place, write: Write, field: str) -> None:
    accepted = []
    for value in write.wrong[field]:
        body = {**write.body, field: value}
        if "job_id" in body and field != "job_id":
            body["job_id"] = place.ids["job_id"]
        response = await place.who(write.who).request(write.method, write.path.format(**place.ids), json=body)
        if response.status_code == 200:
            accepted.append(value)
            continue
        problem = refused(response, 422)
        (error,) = problem["errors"]
        assert error["field"].partition(".")[0] == field, (value, problem)
        assert label(field).lower() in error["message"].lower() or field in {"password", "new_password"}, problem
        assert error["message"].endswith((".", ";")) or ":" in error["message"], problem
        assert problem["detail"] == error["message"]
        assert len(response.content) < 1500
    assert accepted == []


@pytest.mark.parametrize("write", [write for write in WRITES if write.body], ids=named)
async def test_a_field_that_is_missing_is_named(place: Place, write: Write) -> None:
    required = [name for name, wrong in write.wrong.items() if name in write.body and None in wrong]
    optional = {"currency", "timezone", "method", "address", "gst_number"}
    for field in [name for name in required if name not in optional]:
        body = {name: value for name, value in write.body.items() if name != field}
        response = await place.who(write.who).request(write.method, write.path.format(**place.ids), json=body)
        problem = refused(response, 422)
        assert {"field": field, "message": f"{label(field)} is required."} in problem["errors"]
