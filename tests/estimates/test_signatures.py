"""Signatures under what customers approve: asked for where a garage wants them, kept whole, and erased with them."""

import hashlib
from typing import Any
from urllib.parse import urlencode

import httpx2
import orjson
import pytest

from revops.journal.recount import Report
from revops.mongo.client import Database
from revops.rooms import verify_workshop
from tests.customer_page.test_page import give, post, read_page
from tests.estimates.making import add_service, get_estimate, send_estimate
from tests.estimates.test_services import assert_sound
from tests.factories import Garage, get_job, make_job, make_payment, move_job, ok, refused
from tests.papers.test_issue import text_of

pytestmark = pytest.mark.slow

DRAWN = "10,20 60,90 120,40;200,100 260,100"
SETTINGS = "/api/estimates/settings"


async def _asked(garage: Garage) -> tuple[str, str, str]:
    """Return a job, a service of it and the path of its page, in a garage that asks for signatures."""
    ok(await garage.owner.put(SETTINGS, {"asks_signature": True}))
    job_id = await make_job(garage.manager, estimated_amount=1000)
    service = await add_service(garage.manager, job_id)
    return job_id, service, await send_estimate(garage.manager, job_id)


async def _sign(http: httpx2.AsyncClient, page: str, service: str, **signed: str) -> httpx2.Response:
    form = {"version": "1", "lang": "en", service: "approved", **signed}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return await http.post(f"{page}/answer", content=urlencode(form), headers=headers)


async def test_what_is_approved_is_signed_with_a_finger(garage: Garage, http: httpx2.AsyncClient, db: Database) -> None:
    job_id, service, page = await _asked(garage)
    shown = await http.get(f"{page}/review", params={"version": "1", service: "approved"})
    (script,) = [part.partition("</script>")[0] for part in shown.text.split("<script>")[1:]]
    digest = hashlib.sha256(script.encode()).digest()
    assert (
        f"script-src 'sha256-{__import__('base64').b64encode(digest).decode()}'"
        in shown.headers["content-security-policy"]
    )
    assert len(script) < 15_000

    assert (await _sign(http, page, service, strokes=DRAWN, signed_name=" Asha\n Rao ")).status_code == 303
    answer = (await get_estimate(garage.manager, job_id))["answers"][0]
    assert (answer["signed"], answer["approved_amount"]) == ("drawn", 2500)
    signature = ok(await garage.manager.get(f"/api/jobs/{job_id}/estimate/answers/{answer['id']}/signature"))
    path = "M10,20 L60,90 L120,40 M200,100 L260,100"
    assert signature == {"name": "Asha Rao", "path": path, "width": 600, "height": 200}
    text = (await http.get(page)).text
    assert path in text
    assert "You signed on" in text
    for paper in ("job-card", "invoice"):
        response = await garage.manager.get(f"/api/documents/{paper}/{job_id}")
        assert ": Asha Rao" in " ".join(text_of(response.content).split()), paper
    await assert_sound(db, garage.id)


async def test_without_scripts_the_name_is_typed(garage: Garage, http: httpx2.AsyncClient) -> None:
    job_id, service, page = await _asked(garage)
    response = await _sign(http, page, service)
    assert (response.status_code, "Please sign, or type your name" in response.text) == (422, True)
    assert (await get_estimate(garage.manager, job_id))["answers"] == []
    assert (await _sign(http, page, service, signed_name="आशा राव")).status_code == 303
    assert (await get_estimate(garage.manager, job_id))["answers"][0]["signed"] == "typed"


@pytest.mark.parametrize("drawn", ["x", "1,1", "0,0 999,999", "7" * 30_000, "<svg onload=alert(1)>"])
async def test_what_is_no_signature_approves_nothing(garage: Garage, http: httpx2.AsyncClient, drawn: str) -> None:
    job_id, service, page = await _asked(garage)
    assert (await _sign(http, page, service, strokes=drawn)).status_code == 422
    assert (await get_job(garage.manager, job_id))["estimated_amount"] == 1000


async def test_a_signature_of_5_mb_is_refused(garage: Garage, http: httpx2.AsyncClient) -> None:
    job_id, service, page = await _asked(garage)
    response = await _sign(http, page, service, strokes="10,20 " * 870_000)
    assert 400 <= response.status_code < 500
    assert (await get_job(garage.manager, job_id))["estimated_amount"] == 1000


async def test_what_is_declined_is_not_signed(garage: Garage, http: httpx2.AsyncClient) -> None:
    job_id, service, page = await _asked(garage)
    assert "has your answer" in await give(http, page, {service: "declined"})
    assert (await get_estimate(garage.manager, job_id))["answers"][0]["signed"] is None
    answer_id = (await get_estimate(garage.manager, job_id))["answers"][0]["id"]
    refused(await garage.manager.get(f"/api/jobs/{job_id}/estimate/answers/{answer_id}/signature"), 404)


async def test_a_garage_that_asks_for_none_takes_none(garage: Garage, http: httpx2.AsyncClient) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    service = await add_service(garage.manager, job_id)
    page = await send_estimate(garage.manager, job_id)
    text, _ = read_page(await http.get(f"{page}/review", params={"version": "1", service: "approved"}))
    assert "signature" not in text
    form = {"version": "1", service: "approved", "strokes": DRAWN, "signed_name": "Somebody"}
    read_page(await post(http, f"{page}/answer", **form))
    assert (await get_estimate(garage.manager, job_id))["answers"][0]["signed"] is None


@pytest.mark.parametrize(
    "altered",
    [
        {"$set": {"signature.strokes": "0,0 500,100"}},
        {"$set": {"signature.name": "Another"}},
        {"$set": {"signature.strokes": "0,0 500,100"}, "$unset": {"signature.salt": ""}},
        {"$set": {"signature": {"name": None, "strokes": None, "sha256": "0" * 64}}},
        {"$unset": {"signature": ""}},
    ],
)
async def test_an_altered_signature_is_found(
    garage: Garage, http: httpx2.AsyncClient, db: Database, altered: dict[str, Any]
) -> None:
    _, service, page = await _asked(garage)
    assert (await _sign(http, page, service, strokes=DRAWN)).status_code == 303
    await db.collection("estimate_answers").update_one({"workshop_id": garage.id}, altered)
    report = Report()
    await verify_workshop(db, garage.id, report, lambda *_: None)
    assert any("answer of an estimate" in problem and "is not what it was" in problem for problem in report.problems)


async def test_a_signature_is_erased_with_its_customer(garage: Garage, http: httpx2.AsyncClient, db: Database) -> None:
    job_id, service, page = await _asked(garage)
    assert (await _sign(http, page, service, strokes=DRAWN, signed_name="Asha Rao")).status_code == 303
    entries = await db.collection("journal").find({"workshop_id": garage.id}).to_list()
    assert b"Asha Rao" not in orjson.dumps(entries, default=str)
    assert DRAWN.encode() not in orjson.dumps(entries, default=str)
    await make_payment(garage.owner, job_id, 3500)
    await move_job(garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
    customer = (await get_job(garage.manager, job_id))["customer_id"]
    ok(await garage.owner.post(f"/api/customers/{customer}/erase"))
    (answer,) = await db.collection("estimate_answers").find({"workshop_id": garage.id}).to_list()
    assert answer["signature"] == {"name": None, "strokes": None, "sha256": answer["signature"]["sha256"]}
    await assert_sound(db, garage.id)
