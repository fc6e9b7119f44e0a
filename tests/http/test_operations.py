"""What whoever operates the server sees: health, metrics, headers, logs; and the OpenAPI document."""

import asyncio
import re
import threading
from typing import Any

import httpx2
import orjson
import pytest
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from revops import openapi
from revops.main import create_app
from tests.conftest import SettingsMaker, client_of, eventually, running
from tests.factories import (
    PASSWORD,
    Api,
    Garage,
    job_fields,
    make_garage,
    make_job,
    make_payment,
    new_email,
    ok,
    refused,
    registration,
)
from tests.live_server import LiveServer

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


async def test_alive_and_ready(http: httpx2.AsyncClient) -> None:
    assert ok(await http.get("/healthz")) == {"status": "alive"}
    assert ok(await http.get("/readyz")) == {"status": "ready"}
    # As watchers from outside ask.
    for path in ("/healthz", "/readyz"):
        assert (await http.request("HEAD", path)).status_code == 200


async def test_not_ready_without_a_database(app: FastAPI, make_settings: SettingsMaker) -> None:

    starting = create_app(make_settings())  # its lifespan has not run
    async with client_of(starting) as client:
        assert ok(await client.get("/healthz")) == {"status": "alive"}
        response = await client.get("/readyz")
        assert refused(response, 503, "unavailable")["detail"] == "The server is starting."
        assert response.headers["retry-after"] == "2"


async def test_metrics_are_for_this_machine_or_with_the_token(make_settings: SettingsMaker) -> None:
    token = "a-token-for-the-metrics"
    settings = make_settings(metrics_token=token)
    async with running(settings) as near:
        response = await near.get("/metrics")
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/plain")
        # A proxy beside the server hands on what anybody wrote: nobody becomes of this machine by saying so.
        for said in ({"X-Forwarded-For": "127.0.0.1"}, {"X-Real-IP": "::1"}, {"Forwarded": "for=127.0.0.1"}):
            refused(await near.get("/metrics", headers=said), 403, "metrics_token_required")
    async with running(settings, address="203.0.113.7") as far:
        refused(await far.get("/metrics"), 403, "metrics_token_required")
        for wrong in ("", "Bearer ", "Bearer wrong", f"Bearer {token}x", "Bearer é"):
            response = await far.get("/metrics", headers=[(b"authorization", wrong.encode())])
            refused(response, 403, "metrics_token_required")
        assert (await far.get("/metrics", headers={"Authorization": f"Bearer {token}"})).status_code == 200
    async with running(make_settings(), address="203.0.113.7") as far:
        for guess in ("Bearer ", "Bearer None", ""):
            refused(await far.get("/metrics", headers={"Authorization": guess}), 403, "metrics_token_required")


async def test_metrics_name_routes_and_nobody(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    ok(await garage.manager.get(f"/api/jobs/{job_id}"))
    ok(await garage.manager.get("/api/jobs", q="Test Customer"))
    await garage.manager.get("/api/no/such/address/at/all")
    text = (await garage.manager.http.get("/metrics")).text
    assert re.search(r'revops_http_request_duration_seconds_count\{method="GET",route="[^"]*/jobs/\{job_id\}"', text)
    for private in (job_id, garage.manager.id, garage.id, garage.owner.email, "Test Customer", "no/such"):
        assert private not in text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/api/auth/me", 401),
        ("GET", "/api/nothing", 404),
        ("GET", "/api", 404),
        ("GET", "/api/jobs/", 404),
        ("PATCH", "/api/jobs", 405),
        ("DELETE", "/api/payments/x", 404),
        ("TRACE", "/api/jobs", 405),
        ("POST", "/api/auth/login", 400),
        ("GET", "/api/jobs?q=" + "x" * 9000, 414),
    ],
)
async def test_every_answer_has_an_id_and_is_safe_to_show(
    http: httpx2.AsyncClient, method: str, path: str, status: int
) -> None:
    response = await http.request(method, path)
    assert response.status_code == status
    assert len(response.headers["x-request-id"]) == 36
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value
    for policy in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert policy in response.headers["content-security-policy"]
    assert "server" not in response.headers
    assert "access-control-allow-origin" not in response.headers
    if status >= 400:
        refused(response, status)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a" * 8, True), ("01a20339-2dcb-74ab-b9b0-dd6efc014195", True), ("short", False), ("x" * 65, False)],
)
async def test_a_callers_request_id_is_kept_when_it_is_one(http: httpx2.AsyncClient, given: str, kept: bool) -> None:
    response = await http.get("/healthz", headers={"X-Request-ID": given})
    assert (response.headers["x-request-id"] == given) is kept


@pytest.mark.parametrize("given", ["two words", "semi;colon", "<script>", "a\tb-c-d-e-f", '"quoted-id"'])
async def test_a_callers_request_id_brings_nothing_into_the_log(http: httpx2.AsyncClient, given: str) -> None:
    response = await http.get("/healthz", headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] != given


async def test_a_crash_tells_nothing(app: FastAPI, garage: Garage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("revops.jobs.service.normalise_plate", broken)
    response = await garage.manager.post("/api/jobs", job_fields())
    problem = refused(response, 500, "internal_error")
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert problem["detail"] == "Something went wrong on our side. Nothing was half done; please try again."


# --- logs -------------------------------------------------------------------------------------------------------------


async def test_logs_are_json_without_personal_data_or_tokens(wire: httpx2.AsyncClient, live_server: LiveServer) -> None:
    garage = await make_garage(wire)
    job_id = await make_job(
        garage.manager, customer_name="Zyxwv Utsrq", vehicle_number="KL07ZZ9999", phone="+917000012345"
    )
    await make_payment(garage.manager, job_id, 10, notes="Handed over by his cousin", reference="UPI 778899")
    ok(await garage.manager.get("/api/jobs", q="Zyxwv"))
    email = new_email("log-test")
    refused(await wire.post("/api/auth/login", json={"email": email, "password": "my-wrong-passphrase"}), 401)
    refused(await wire.post("/api/auth/register", json=registration(email=garage.owner.email)), 400)
    refused(await wire.post("/api/jobs", json=job_fields(customer_name="Zyxwv Utsrq")), 401)
    refused(await garage.manager.post("/api/jobs", job_fields(customer_name="Zyxwv Utsrq", phone=7)), 422)
    refused(
        await garage.manager.post("/api/payments", {"job_id": job_id, "amount": 10**8, "payment_type": "final"}), 409
    )
    last = await wire.get("/healthz", headers={"X-Request-ID": "the-last-request-of-the-test"})
    assert last.status_code == 200

    async def logged() -> bool:  # an answer leaves before its line is written
        return '"the-last-request-of-the-test"' in live_server.log.read_text()

    await eventually(logged)
    log = live_server.log.read_text()
    lines = [orjson.loads(line) for line in log.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    mine = [line for line in requests if line["user_id"] == garage.manager.id]
    assert {(line["method"], line["status"]) for line in mine} == {
        ("POST", 200),
        ("GET", 200),
        ("POST", 422),
        ("POST", 409),
    }
    assert all(line.keys() >= {"request_id", "route", "ms", "timestamp", "level"} for line in requests)
    assert garage.owner.token is not None
    private = [
        "Zyxwv", "Utsrq", "KL07ZZ9999", "7000012345", "cousin", "778899", email, "my-wrong-passphrase", PASSWORD,
        garage.owner.email, garage.owner.token, garage.manager.token, job_id, "9876543210", "Test Owner", "eyJ",
    ]  # fmt: skip
    assert [text for text in private if str(text) in log] == []


# --- OpenAPI ----------------------------------------------------------------------------------------------------------


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, o) for path, methods in document["paths"].items() for method, o in methods.items()]


@pytest.mark.slow
async def test_the_document_is_made_once_aside_and_sent_as_it_is_kept(
    make_settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Anybody may ask for it, as often as he likes: it was made, and written anew each time, where all are answered.
    made_in: list[threading.Thread] = []

    def make(**options: Any) -> dict[str, Any]:
        made_in.append(threading.current_thread())
        return get_openapi(**options)

    monkeypatch.setattr(openapi, "get_openapi", make)
    async with running(make_settings()) as client:
        plain, *_ = await asyncio.gather(*(client.get("/api/openapi.json") for _ in range(3)))
        assert len(made_in) == 1
        assert made_in[0] is not threading.main_thread()
        assert plain.headers["content-encoding"] == "gzip"
        assert plain.headers["x-content-type-options"] == "nosniff"
        known = await client.get("/api/openapi.json", headers={"If-None-Match": plain.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
        as_it_is = await client.get("/api/openapi.json", headers={"Accept-Encoding": "identity"})
        assert as_it_is.json() == plain.json()
        assert int(as_it_is.headers["content-length"]) > 5 * int(plain.headers["content-length"])
        assert (await client.post("/api/openapi.json")).status_code == 405


async def test_the_document_names_every_operation_once_and_readably(http: httpx2.AsyncClient) -> None:
    document = ok(await http.get("/api/openapi.json"))
    assert document["openapi"].startswith("3.1")
    operations = _operations(document)
    ids = [operation["operationId"] for _, _, operation in operations]
    assert len(set(ids)) == len(ids) >= 27
    assert all(re.fullmatch(r"[a-z][A-Za-z]{3,30}", name) for name in ids), ids
    assert all(path.startswith("/api/") for path, _, _ in operations)
    assert all(operation["summary"] for _, _, operation in operations)
    assert all(operation["description"] for _, _, operation in operations)


def test_every_operation_tells_its_failures(app: FastAPI) -> None:
    for path, method, operation in _operations(app.openapi()):
        responses = operation["responses"]
        expected = {"414", "422", "429", "431", "500", "503"}
        without_session = {"register", "login", "forgotPassword", "resetPassword", "lookAtPasswordLink", "setPassword"}
        without_session |= {"startPasskeyLogin", "logInByPasskey", "verifyWhatsAppWebhook", "takeWhatsAppNews"}
        if operation["operationId"] in without_session:
            assert "security" not in operation
            assert all(parameter["name"] != "X-Workshop" for parameter in operation.get("parameters", []))
        else:
            expected |= {"401", "403"}
            assert operation["security"] == [{"bearer": []}, {"cookie": []}]
        if "requestBody" in operation:
            expected |= {"400", "413", "415"}
        if "{" in path:
            expected |= {"404"}
        assert expected <= responses.keys(), (method, path)
        for status, response in responses.items():
            assert response["description"]
            if status != "200":
                problem, of_codes = response["content"]["application/problem+json"]["schema"]["allOf"]
                assert problem == {"$ref": "#/components/schemas/Problem"}, (method, path, status)
                assert of_codes["properties"]["code"]["enum"], (method, path, status)
        assert "Retry-After" in responses["429"]["headers"]


def test_every_post_takes_an_idempotency_key_and_every_list_a_cursor(app: FastAPI) -> None:
    without_effect = {"login", "logout", "logoutEverywhere", "priceItems", "lookAtTyped", "lookAtPhone"}
    without_effect |= {"lookAtPasswordLink", "checkGatePass"}
    # The same file is one statement, however often it is sent.
    without_effect |= {"readStatement"}
    # A test is meant anew each time.
    without_effect |= {"previewMessage", "testMessageChannel", "testOutside", "testPushDevice"}
    # What Meta sends has names of its own, by which the same again changes nothing.
    without_effect |= {"takeWhatsAppNews"}
    # One code in five minutes, however often it is asked for.
    without_effect |= {"forgotPassword"}
    # A kept answer would keep the secret in it; what was used up once cannot have a second effect.
    secret = {"resetPassword", "setPassword", "startSecondFactor", "confirmSecondFactor", "turnOffSecondFactor"}
    # What a passkey is asked is answered once.
    secret |= {"startPasskey", "addPasskey", "removePasskey", "turnOnPasskeyStep", "turnOffPasskeyStep"}
    secret |= {"startPasskeyProof", "startPasskeyLogin", "logInByPasskey"}
    paged = {"listJobs", "listJobUpdates", "listPayments", "listSettlements", "listDocuments", "listAuditEvents"}
    paged |= {"listMessages"}
    for path, method, operation in _operations(app.openapi()):
        names = {parameter["name"] for parameter in operation.get("parameters", [])}
        if method == "post" and operation["operationId"] not in without_effect | secret:
            assert "Idempotency-Key" in names, path
        if operation["operationId"] in paged:
            assert {"limit", "cursor"} <= names
            assert "Link" in operation["responses"]["200"]["headers"]


def test_every_schema_that_is_named_exists(app: FastAPI) -> None:
    document = app.openapi()
    named = set(re.findall(rb'"#/components/schemas/(\w+)"', orjson.dumps(document)))
    assert {name.decode() for name in named} == set(document["components"]["schemas"])


def test_money_and_times_are_described_as_such(app: FastAPI) -> None:
    schemas = app.openapi()["components"]["schemas"]
    amount = schemas["PaymentCreate"]["properties"]["amount"]
    assert (amount["type"], amount["exclusiveMinimum"], amount["maximum"]) == ("number", 0, 1_000_000_000)
    assert schemas["JobOut"]["properties"]["created_at"]["format"] == "date-time"
    assert schemas["JobOut"]["properties"]["estimated_amount"]["type"] == "number"


async def test_the_documents_own_pages_are_not_served(app: FastAPI, anonymous: Api) -> None:
    for path in ("/api/docs", "/api/redoc"):
        refused(await anonymous.get(path), 404)
    assert not {"/docs", "/redoc", "/openapi.json"} & {getattr(route, "path", "") for route in app.routes}
