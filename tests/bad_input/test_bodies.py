"""Bodies that are no JSON, no object, of another type or too large, and fields that nobody knows."""

import json
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.bad_input.conftest import Place
from tests.bad_input.writes import WRITES, Write, named
from tests.factories import ok, refused

pytestmark = pytest.mark.slow


async def _raw(
    place: Place, write: Write, content: bytes, content_type: str | None = "application/json"
) -> httpx2.Response:
    headers = {"Content-Type": content_type} if content_type else {}
    return await place.who(write.who).request(
        write.method, write.path.format(**place.ids), content=content, headers=headers
    )


MALFORMED = [
    b"{",
    b"not json",
    b"{'name': 'x'}",
    b'{"name": }',
    b'{"name": "x"} trailing',
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"a": -Infinity}',
    b'{"a": 1e400}',
    b'{"a": -1e400}',
    b'{"a": 01}',
    b'{"a": "\\ud800"}',
    b'{"a": "\\udc00\\ud800"}',
    b'{"a": "\xff\xfe"}',
    b'{"a": "\xed\xa0\x80"}',
    b'{"a": "line\nbreak"}',
    b"\xef\xbb\xbf{}",
    '{"a": 1}'.encode("utf-16"),
    b'{"a":' * 2000 + b"1" + b"}" * 2000,
    b"[" * 100_000,
    b"\x00",
]


@pytest.mark.parametrize("write", WRITES, ids=named)
async def test_what_is_not_json_is_malformed(place: Place, write: Write) -> None:
    for content in MALFORMED:
        problem = refused(await _raw(place, write, content), 400, "malformed_json")
        assert problem["detail"] == "The data that was sent is not valid JSON."


@pytest.mark.parametrize("write", WRITES, ids=named)
async def test_json_that_is_no_object_is_malformed(place: Place, write: Write) -> None:
    for content in (b"[]", b"null", b'"text"', b"5", b"true", b"[{}]", b'[{"a": 1}]', b""):
        problem = refused(await _raw(place, write, content), 400, "malformed_body")
        assert problem["detail"] == "Send the data as one JSON object."


@pytest.mark.parametrize("write", WRITES, ids=named)
async def test_numbers_that_json_does_not_have(place: Place, write: Write) -> None:
    for field in ("amount", "estimated_amount", "advance_paid", "planned_completion_days", "version"):
        if field in write.wrong:
            for token in ("NaN", "Infinity", "-Infinity", "1e400", "+1", ".5", "0x10"):
                body = json.dumps({**write.body, field: "TOKEN"}).replace('"TOKEN"', token)
                refused(await _raw(place, write, body.encode()), 400, "malformed_json")


@pytest.mark.parametrize("write", WRITES, ids=named)
async def test_half_a_character_is_refused_in_every_text(place: Place, write: Write) -> None:
    for field in write.wrong:
        for broken in ("\\ud800", "abc\\udfffdef", "\\ud83d"):
            body = json.dumps({**write.body, field: "TEXT"}).replace("TEXT", broken)
            refused(await _raw(place, write, body.encode()), 400, "malformed_json")


@pytest.mark.parametrize("write", WRITES, ids=named)
async def test_other_content_types_are_refused(place: Place, write: Write) -> None:
    content = json.dumps(write.body).encode()
    for content_type in (
        None,
        "",
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/jsonp",
        "application/problem+json",
    ):
        refused(await _raw(place, write, content, content_type), 415, "not_json")


async def test_the_declared_character_set_does_not_matter(place: Place) -> None:
    for content_type in ("application/json; charset=utf-8", "Application/JSON"):
        response = await place.garage.owner.request(
            "PUT", f"/api/workshops/{place.garage.id}", content=b"{}", headers={"Content-Type": content_type}
        )
        ok(response)


@pytest.mark.parametrize("write", WRITES, ids=named)
async def test_a_huge_body_is_refused(place: Place, write: Write) -> None:
    content = b'{"name": "' + b"x" * 10_000_000 + b'"}'
    problem = refused(await _raw(place, write, content), 413, "too_large")
    assert "256 kB" in problem["detail"]


async def test_a_huge_body_without_a_length_is_refused(place: Place) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'{"customer_name": "'
        for _ in range(200):
            yield b"x" * 50_000

    for path, who in (("/api/jobs", "manager"), ("/api/auth/login", "anonymous")):
        response = await place.who(who).request(
            "POST", path, content=endless(), headers={"Content-Type": "application/json"}
        )
        refused(response, 413)


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "", "9" * 5000, "²"])
async def test_a_content_length_that_is_no_number(place: Place, length: str) -> None:
    request = place.anonymous.http.build_request("POST", "/api/auth/login", json={})
    headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"content-length"]
    request.headers = httpx2.Headers([*headers, (b"content-length", length.encode())])
    response = await place.anonymous.http.send(request)
    assert response.status_code in {400, 413}
    refused(response, response.status_code)


async def test_unknown_fields_change_nothing(place: Place) -> None:
    body = {"_id": "x", "workshop_id": "x", "$set": {"status": "closed"}, "paid_minor": 5, "constructor": {}}
    before = ok(await place.garage.manager.get(f"/api/jobs/{place.ids['job_id']}"))
    ok(await place.garage.manager.put(f"/api/jobs/{place.ids['job_id']}", body))
    assert ok(await place.garage.manager.get(f"/api/jobs/{place.ids['job_id']}")) == before
