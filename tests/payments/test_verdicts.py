"""The owner's verdicts: from which device they came, and the password above a sum that the owner sets."""

import asyncio
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import SettingsMaker, running
from tests.factories import (
    PASSWORD,
    Garage,
    confirm_payment,
    get_job,
    make_garage,
    make_job,
    make_payment,
    make_settlement,
    ok,
    refused,
    reject_payment,
    reject_settlement,
)
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow


async def _set_sum(garage: Garage, amount: Any, **fields: Any) -> httpx2.Response:
    return await garage.owner.put(f"/api/workshops/{garage.id}", {"password_above": amount, **fields})


async def test_each_verdict_is_in_the_log_with_session_and_device(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=9000)
    first, second = [await make_payment(garage.manager, job_id, amount) for amount in (2000, 1000)]
    given, refused_one = [await make_settlement(garage.manager, amount) for amount in (500, 400)]
    await confirm_payment(garage.owner, first)
    await confirm_payment(garage.owner, first)
    await reject_payment(garage.owner, second)
    ok(await garage.owner.put(f"/api/settlements/{given}/confirm"))
    await reject_settlement(garage.owner, refused_one)
    events = ok(await garage.owner.get("/api/audit"))
    verdicts = {event["kind"]: event for event in events if event["subject_id"]}
    assert {kind: event["subject_id"] for kind, event in verdicts.items()} == {
        "payment_confirmed": first,
        "payment_rejected": second,
        "settlement_confirmed": given,
        "settlement_rejected": refused_one,
    }
    assert [event["kind"] for event in events].count("payment_confirmed") == 1
    assert len({event["session_id"] for event in verdicts.values()} - {None}) == 1
    for event in verdicts.values():
        assert (event["user_id"], event["network"], event["times"]) == (garage.owner.id, "127.0.0.0/24", 1)
        assert event["device"]
    stored = await db.collection("payments").find_one({"_id": first})
    assert stored is not None
    assert stored["judged_from"]["session_id"] == verdicts["payment_confirmed"]["session_id"]
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize("what", ["payments", "settlements"])
async def test_above_the_sum_the_password_is_asked_for(garage: Garage, db: Database, what: str) -> None:
    job_id = await make_job(garage.manager, estimated_amount=90_000)
    for_cash = await make_payment(garage.manager, job_id, 9000)
    if what == "payments":
        small, large = [await make_payment(garage.manager, job_id, amount) for amount in (2000, 2000.01)]
    else:
        small, large = [await make_settlement(garage.manager, amount) for amount in (2000, 2000.01)]
    assert ok(await _set_sum(garage, 2000))["password_above"] == 2000
    address = f"/api/{what}/{large}/confirm"
    ok(await garage.owner.put(f"/api/{what}/{small}/confirm"))
    async with unchanged(db, garage.id):
        for nothing in (None, {}, {"password": None}):
            problem = refused(await garage.owner.put(address, nothing), 403, "password_needed")
        assert "2,000" in problem["detail"]
        refused(
            await garage.owner.put(address, {"password": "not-the-password"}), 422, "wrong_password", field="password"
        )
    answers = await asyncio.gather(*(garage.owner.put(address, {"password": PASSWORD}) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {200}
    ok(await garage.owner.put(address))  # confirmed already: nothing changes, nothing is asked
    assert for_cash in str(await get_job(garage.owner, job_id))
    await assert_invariants(db, garage.id)


async def test_where_it_is_off_any_plain_put_confirms(garage: Garage) -> None:
    job_id = await make_job(garage.manager, estimated_amount=90_000)
    for headers, content in (
        ({}, b""),
        ({"Content-Type": "application/json"}, b""),
        ({"Content-Type": "application/json"}, b"null"),
        ({"Content-Type": "application/json"}, b"{}"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b""),
        ({"Content-Type": "text/plain"}, b"anything"),
    ):
        payment_id = await make_payment(garage.manager, job_id, 100)
        ok(await garage.owner.request("PUT", f"/api/payments/{payment_id}/confirm", headers=headers, content=content))


async def test_asking_less_often_needs_the_password(garage: Garage) -> None:
    ok(await _set_sum(garage, 5000))
    ok(await _set_sum(garage, 1000))
    for more in (1000.5, None):
        refused(await _set_sum(garage, more), 403, "password_needed")
        refused(await _set_sum(garage, more, password="not-the-password"), 422, "wrong_password", field="password")
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"address": "Elsewhere"}))
    assert ok(await garage.owner.get("/api/workshops/me"))["password_above"] == 1000
    assert ok(await _set_sum(garage, None, password=PASSWORD))["password_above"] is None
    for wrong in (-1, "x", 10**12):
        refused(await _set_sum(garage, wrong), 422, field="password_above")


async def test_the_sum_keeps_its_worth_when_the_currency_changes(http: httpx2.AsyncClient) -> None:
    garage = await make_garage(http)
    ok(await _set_sum(garage, 150.5))
    answer = ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "KWD"}))
    assert (answer["currency"], answer["password_above"]) == ("KWD", 150.5)


async def test_guesses_at_the_password_of_a_verdict_are_counted(make_settings: SettingsMaker) -> None:
    async with running(make_settings(login_failures_per_account=2)) as client:
        garage = await make_garage(client)
        ok(await _set_sum(garage, 10))
        payment_id = await make_payment(garage.manager, await make_job(garage.manager), 100)
        address = f"/api/payments/{payment_id}/confirm"
        for status in (422, 422, 429):
            refused(await garage.owner.put(address, {"password": "not-the-password"}), status)
        refused(await garage.owner.put(address, {"password": PASSWORD}), 429)
