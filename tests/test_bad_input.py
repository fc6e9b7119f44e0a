"""Whatever is sent: a clear 4xx that names the field, never a 5xx, and nothing written."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from revops.core.money import label
from revops.mongo.client import Database
from tests.conftest import LiveServer
from tests.factories import (
    PASSWORD,
    Api,
    Garage,
    job_fields,
    make_garage,
    make_job,
    make_owner,
    make_payment,
    make_settlement,
    ok,
    payment_fields,
    refused,
    registration,
    workshop_fields,
)
from tests.invariants import assert_invariants, unchanged


@dataclass
class Place:
    """A workshop with one of everything, an owner without one, and somebody who is nobody."""

    garage: Garage
    newcomer: Api
    anonymous: Api
    ids: dict[str, str]

    def who(self, name: str) -> Api:
        """Return the one who acts."""
        found: Api = {"anonymous": self.anonymous, "newcomer": self.newcomer}.get(name) or getattr(self.garage, name)
        return found


@pytest.fixture(scope="module")
async def place(http: httpx2.AsyncClient) -> Place:
    garage = await make_garage(http)
    job_id = await make_job(garage.manager, estimated_amount=5000)
    ids = {
        "workshop_id": garage.id,
        "job_id": job_id,
        "payment_id": await make_payment(garage.manager, job_id, 1000),
        "settlement_id": await make_settlement(garage.manager, 100, [job_id]),
    }
    return Place(garage, await make_owner(http), Api(http), ids)


@pytest.fixture
async def nothing_written(place: Place, db: Database) -> AsyncIterator[None]:
    """Assert that the test left no trace."""
    async with unchanged(db, place.garage.id):
        yield
    await assert_invariants(db, place.garage.id)


pytestmark = pytest.mark.usefixtures("nothing_written")

# --- fields -----------------------------------------------------------------------------------------------------------

OPERATOR = {"$gt": ""}
NO_TEXT: list[Any] = [5, 1.5, True, [], ["a"], {}, OPERATOR, {"$ne": None}, {"$where": "1"}]
CONTROL: list[Any] = ["a\x00bcdefgh", "abcdefgh\x07", "\x1b[31mabcdef", "abcd\x7fefgh"]
NO_NUMBER: list[Any] = ["5", "NaN", "Infinity", "", True, False, [], [5], {}, OPERATOR]
BLANK: list[Any] = ["", "   "]
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
        {**_JOB, "status": [*CHOICE, "in progress", "done"], "version": _VERSION},
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
    Write("rejectSettlement", "PUT", "/api/settlements/{settlement_id}/reject", "owner", {"reason": "No"}, _REASON),
]
FIELDS = [(write, name) for write in WRITES for name in write.wrong]


def _named(value: Any) -> str:
    return value.name if isinstance(value, Write) else str(value)


async def test_two_wrong_values_are_two_sentences(place: Place) -> None:
    job_id = place.ids["job_id"]
    problem = refused(await place.who("manager").post("/api/payments", {"job_id": job_id, "amount": "12.345"}), 422)
    assert problem["detail"] == "Amount must be a number. Payment type is required."


@pytest.mark.parametrize(("write", "field"), FIELDS, ids=_named)
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


@pytest.mark.parametrize("write", [write for write in WRITES if write.body], ids=_named)
async def test_a_field_that_is_missing_is_named(place: Place, write: Write) -> None:
    required = [name for name, wrong in write.wrong.items() if name in write.body and None in wrong]
    optional = {"currency", "timezone", "method", "address", "gst_number"}
    for field in [name for name in required if name not in optional]:
        body = {name: value for name, value in write.body.items() if name != field}
        response = await place.who(write.who).request(write.method, write.path.format(**place.ids), json=body)
        problem = refused(response, 422)
        assert {"field": field, "message": f"{label(field)} is required."} in problem["errors"]


# --- bodies -----------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("write", WRITES, ids=_named)
async def test_what_is_not_json_is_malformed(place: Place, write: Write) -> None:
    for content in MALFORMED:
        problem = refused(await _raw(place, write, content), 400, "malformed_json")
        assert problem["detail"] == "The data that was sent is not valid JSON."


@pytest.mark.parametrize("write", WRITES, ids=_named)
async def test_json_that_is_no_object_is_malformed(place: Place, write: Write) -> None:
    for content in (b"[]", b"null", b'"text"', b"5", b"true", b"[{}]", b'[{"a": 1}]', b""):
        problem = refused(await _raw(place, write, content), 400, "malformed_body")
        assert problem["detail"] == "Send the data as one JSON object."


@pytest.mark.parametrize("write", WRITES, ids=_named)
async def test_numbers_that_json_does_not_have(place: Place, write: Write) -> None:
    for field in ("amount", "estimated_amount", "advance_paid", "planned_completion_days", "version"):
        if field in write.wrong:
            for token in ("NaN", "Infinity", "-Infinity", "1e400", "+1", ".5", "0x10"):
                body = json.dumps({**write.body, field: "TOKEN"}).replace('"TOKEN"', token)
                refused(await _raw(place, write, body.encode()), 400, "malformed_json")


@pytest.mark.parametrize("write", WRITES, ids=_named)
async def test_half_a_character_is_refused_in_every_text(place: Place, write: Write) -> None:
    for field in write.wrong:
        for broken in ("\\ud800", "abc\\udfffdef", "\\ud83d"):
            body = json.dumps({**write.body, field: "TEXT"}).replace("TEXT", broken)
            refused(await _raw(place, write, body.encode()), 400, "malformed_json")


@pytest.mark.parametrize("write", WRITES, ids=_named)
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


@pytest.mark.parametrize("write", WRITES, ids=_named)
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


# --- addresses --------------------------------------------------------------------------------------------------------

PATHS = [
    ("GET", "/api/jobs/{}", "owner", None),
    ("PUT", "/api/jobs/{}", "manager", {"status": "completed"}),
    ("PUT", "/api/payments/{}/confirm", "owner", None),
    ("PUT", "/api/payments/{}/reject", "owner", {"reason": "No"}),
    ("PUT", "/api/settlements/{}/confirm", "owner", None),
    ("PUT", "/api/settlements/{}/reject", "owner", {"reason": "No"}),
    ("PUT", "/api/workshops/{}", "owner", {"name": "Other"}),
    ("POST", "/api/workshops/{}/invite-codes", "owner", None),
    ("GET", "/api/workshops/{}/invite-codes", "owner", None),
    ("DELETE", "/api/managers/{}", "owner", None),
]
IDS = {
    "%7B%22%24gt%22%3A%22%22%7D": {404},
    "%7B%22%24ne%22%3Anull%7D": {404},
    "%24where": {404},
    "[$ne]": {404},
    "..%2f..%2fetc%2fpasswd": {404, 405},
    "null": {404},
    "%00": {422},
    "a%00b": {422},
    "%0a": {404, 422},
    "%ff%fe": {404},
    "%ed%a0%80": {404},
    "%F0%9F%9A%97": {404},
    "x" * 65: {422},
    "x" * 3000: {422},
    "' OR '1'='1": {404},
    "<script>alert(1)</script>": {404, 405},
}


@pytest.mark.parametrize(("method", "path", "who", "body"), PATHS, ids=lambda value: str(value)[:40])
async def test_ids_that_are_none(place: Place, method: str, path: str, who: str, body: Any) -> None:
    for identifier, statuses in IDS.items():
        options = {} if body is None else {"json": body}
        response = await place.who(who).request(method, path.format(identifier), **options)
        assert response.status_code in statuses, (identifier, response.text)
        refused(response, response.status_code)


LISTS = ["/api/jobs", "/api/payments", "/api/settlements"]
QUERIES: list[tuple[list[str], str, str]] = [
    *[(LISTS, "limit", value) for value in ("0", "201", "-1", "1.5", "ten", "1e2", "9" * 30, '{"$gt":0}')],
    *[
        (LISTS, "cursor", value)
        for value in (
            "x", "!!!", "null", "W10", "bnVsbA", "eyIkZ3QiOiAiIn0", "é", "x" * 401, "../..", '{"$gt":""}',
            "WyItY3JlYXRlZF9hdCIsIDEsIDJd", "WyItY3JlYXRlZF9hdCIsIDEuNSwgImEiXQ",  # pragma: allowlist secret
            "WyItY3JlYXRlZF9hdCIsOTk5OTk5OTk5OTk5OTk5OTk5LCJhIl0",
        )
    ],
    *[(["/api/jobs"], "status", value) for value in ("done", '{"$ne":"closed"}', "\x00", "PENDING")],
    *[(["/api/jobs"], "sort", value) for value in ("name", "$natural", '{"$gt":1}')],
    *[(["/api/jobs"], "outstanding", value) for value in ("maybe", '{"$gt":1}', "2")],
    *[(["/api/jobs"], "q", value) for value in ("a\x00b", "x" * 1000, "\x1b[2J")],
    *[(["/api/jobs", "/api/payments"], "manager_id", value) for value in ("x" * 65, "a\x00")],
    *[(["/api/payments"], "job_id", value) for value in ("x" * 65, "a\x00")],
    *[(["/api/payments"], "method", value) for value in ("gold", '{"$ne":"cash"}')],
    *[(["/api/payments", "/api/settlements"], "confirmed", value) for value in ("perhaps", '{"$ne":1}')],
    *[(["/api/payments", "/api/settlements"], "rejected", value) for value in ("perhaps", '{"$ne":1}')],
    *[
        (["/api/jobs", "/api/payments", "/api/analytics/dashboard"], day, value)
        for day in ("from", "to")
        for value in ("today", "2026-02-30", "2026-13-01", "10/03/2026", "0000-00-00", '{"$gt":""}', "20260310",
                      "1773100800", "-1", "0001-01-01", "9999-12-31", "99999-01-01")
    ],
]  # fmt: skip


@pytest.mark.parametrize(("paths", "name", "value"), QUERIES, ids=lambda value: repr(value)[:30])
async def test_queries_that_cannot_be(place: Place, paths: list[str], name: str, value: str) -> None:
    for path in paths:
        response = await place.garage.owner.request("GET", path, params={name: value})
        (error,) = refused(response, 422, "invalid_fields")["errors"]
        assert error["field"].partition(".")[0] == name
        assert error["message"].endswith(".") or ":" in error["message"]


async def test_an_empty_value_in_a_query_is_none(place: Place) -> None:
    for path in LISTS:
        whole = ok(await place.garage.owner.get(path))
        for name in ("status", "manager_id", "q", "outstanding", "confirmed", "rejected", "limit", "from", "sort"):
            response = await place.garage.owner.request("GET", path, params={name: ""})
            assert response.status_code == 422 or ok(response) == whole


async def test_operators_in_queries_find_nothing(place: Place) -> None:
    for path, name in (("/api/jobs", "manager_id"), ("/api/payments", "job_id"), ("/api/settlements", "manager_id")):
        for value in ('{"$gt":""}', '{"$ne":null}', "$ne", "[$ne]=", "true, $where: '1 == 1'"):
            assert ok(await place.garage.owner.request("GET", path, params={name: value})) == []
    whole = ok(await place.garage.owner.get("/api/jobs"))
    for name in ("status[$ne]", "manager_id[$gt]", "$where", "workshop_id"):
        assert ok(await place.garage.owner.request("GET", "/api/jobs", params={name: "x"})) == whole


async def test_a_long_list_of_statuses_is_refused(place: Place) -> None:
    query = "&".join(["status=pending"] * 8)
    refused(await place.garage.owner.request("GET", f"/api/jobs?{query}"), 422, field="status")


@pytest.mark.parametrize("path", [*LISTS, "/api/auth/me", "/api/analytics/dashboard", "/healthz", "/api/nothing"])
async def test_a_query_that_is_too_long_is_refused(place: Place, path: str) -> None:
    for person in (place.garage.owner, place.anonymous):
        refused(await person.request("GET", f"{path}?q={'x' * 60_000}"), 414, "uri_too_long")


async def _answer_to(live_server: LiveServer, request: bytes) -> bytes:
    """Send bytes to the live server; return the first bytes of its answer."""
    address = urlsplit(live_server.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(request)
    answer = await asyncio.wait_for(reader.read(4096), 20)
    writer.close()
    return answer


async def test_a_query_of_100_kb_is_refused_on_the_wire(live_server: LiveServer, wire: httpx2.AsyncClient) -> None:
    request = b"GET /api/jobs?q=" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: revops.test\r\n\r\n"
    answer = await _answer_to(live_server, request)
    assert answer.startswith((b"HTTP/1.1 414 ", b"HTTP/1.1 400 ", b"HTTP/1.1 431 ")), answer[:200]
    ok(await wire.get("/healthz"))


@pytest.mark.parametrize(
    "request_text",
    [
        "nonsense\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        "GET /api/auth/me HTTP/1.1\r\nHost: x\r\nX-Bad\x00: y\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused_on_the_wire(
    live_server: LiveServer, wire: httpx2.AsyncClient, request_text: str
) -> None:
    answer = await _answer_to(live_server, request_text.encode())
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer[:200]
    ok(await wire.get("/healthz"))


async def test_headers_of_100_kb_are_refused(place: Place) -> None:
    response = await place.garage.owner.request("GET", "/api/jobs", headers={"X-Filler": "x" * 100_000})
    refused(response, 431, "headers_too_large")


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "PROPFIND"])
async def test_methods_that_an_address_does_not_take(place: Place, method: str) -> None:
    response = await place.garage.owner.request(method, "/api/jobs")
    assert response.status_code == 405
    assert set(response.headers["allow"].replace(" ", "").split(",")) <= {"GET", "POST", "HEAD"}


async def test_a_huge_body_is_refused_on_the_wire(wire: httpx2.AsyncClient) -> None:
    body = b'{"email": "' + b"x" * 10_000_000 + b'"}'
    response = await wire.post("/api/auth/login", content=body, headers={"Content-Type": "application/json"})
    refused(response, 413, "too_large")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    response = await wire.post("/api/auth/login", content=endless(), headers={"Content-Type": "application/json"})
    refused(response, 413)
    ok(await wire.get("/healthz"))
