"""Ids and queries that cannot be, operators of the database in them, and addresses that are too long."""

from typing import Any

import pytest

from tests.bad_input.conftest import Place
from tests.factories import ok, refused

pytestmark = pytest.mark.slow

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
        (["/api/jobs", "/api/payments", "/api/analytics/dashboard", "/api/bank/proofs"], day, value)
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
