"""People of a garage are notified of what waits for them: on their own devices, once, and of what still does."""

import asyncio
import datetime as dt
from typing import Any

import httpx2
import pytest

from revops.core.time import now
from revops.messages import channels
from revops.messages.mail import Mail
from revops.mongo.client import Database
from revops.oversight.rounds import check_round
from revops.rooms import verify_workshop
from revops.settings import Settings
from tests.conftest import eventually
from tests.estimates.making import add_service, send_estimate
from tests.factories import (
    PASSWORD,
    Garage,
    Person,
    confirm_payment,
    login,
    make_garage,
    make_job,
    make_member,
    make_payment,
    make_settlement,
    ok,
    refused,
)
from tests.invariants import assert_invariants
from tests.push.browser import Browser
from tests.push.conftest import PushService, notify_at_any_hour
from tests.sealing import follows_nothing
from tests.settlements.counts import hand_over

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def told(browser: Browser, *titles: str) -> list[dict[str, Any]]:
    """Wait until a browser has been told so much; return what reached it."""

    async def is_told() -> bool:
        return len(browser.titles()) >= len(titles)

    await eventually(is_told)
    assert browser.titles() == list(titles)
    assert browser.refused() == []
    return browser.taken()


async def tasks_of(db: Database, garage: Garage) -> list[dict[str, Any]]:
    """Read the tasks of notifications that are not done."""
    kinds = {"$in": ["push", "send_push"]}
    return await db.collection("tasks").find({"workshop_id": garage.id, "kind": kinds}).to_list()


async def all_done(db: Database, garage: Garage) -> None:
    """Wait until no notification is under way."""

    async def is_done() -> bool:
        return await follows_nothing(db, garage.id) and not await tasks_of(db, garage)

    await eventually(is_done)


async def devices(person: Person) -> list[dict[str, Any]]:
    """Read the devices of somebody."""
    found: list[dict[str, Any]] = ok(await person.get("/api/push"))["devices"]
    return found


async def quiet(person: Person) -> None:
    """Begin quiet hours that last for some hours."""
    hour = now().astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30))).hour
    body = {"quiet_from": f"{(hour - 1) % 24:02d}:00", "quiet_until": f"{(hour + 3) % 24:02d}:00"}
    ok(await person.put("/api/push", body))


async def one_waits(db: Database, garage: Garage, count: int) -> dict[str, Any]:
    """Wait until so many things wait for the end of quiet hours, all in one task; return it."""

    async def is_waiting() -> bool:
        found = await tasks_of(db, garage)
        return [len(task["payload"].get("about") or "") for task in found] == [count]

    await eventually(is_waiting)
    (task,) = await tasks_of(db, garage)
    assert task["kind"] == "send_push"
    assert task["due_at"] > now() + dt.timedelta(hours=1)
    return task


async def end_quiet(person: Person, db: Database, task: dict[str, Any]) -> None:
    """Let the night be over."""
    await notify_at_any_hour(person)
    await db.collection("tasks").update_one({"_id": task["_id"]}, {"$set": {"due_at": now()}})


async def test_a_payment_is_told_to_whoever_confirms_it(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    owners, _ = await push_service.subscribe(garage.owner)
    managers, _ = await push_service.subscribe(garage.manager)
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 800)
    (taken,) = await told(owners, "Payment to confirm, ₹800")
    assert taken["content"] == {
        "title": "Payment to confirm, ₹800",
        "body": "Test Motors",
        "tag": f"payment_waiting:{garage.id}",
        "path": "/payments",
        "workshop": garage.id,
    }
    assert (taken["ttl"], taken["urgency"]) == ("43200", "high")
    await all_done(notifying_db, garage)
    # The next comes in the place of the first, and says all that waits.
    await make_payment(garage.manager, job_id, 200, method="upi")
    _, second = await told(owners, "Payment to confirm, ₹800", "2 payments to confirm, ₹1,000")
    assert second["topic"] == taken["topic"]
    assert second["length"] == taken["length"]
    (device,) = await devices(garage.owner)
    assert device["problem"] is None
    assert device["pushed_at"] is not None
    assert managers.taken() == []
    await assert_invariants(notifying_db, garage.id)


async def test_cash_handed_over_is_told_without_amounts_where_they_are_not_wanted(
    garage: Garage, push_service: PushService
) -> None:
    ok(await garage.owner.put("/api/push", {"shows_amounts": False, "events": {"payment_waiting": False}}))
    browser, _ = await push_service.subscribe(garage.owner)
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 800)
    await make_settlement(garage.manager, 800, [job_id])
    await told(browser, "Cash to receive")


async def test_cash_that_is_to_be_counted_unseen_is_told_without_its_sum(
    garage: Garage, push_service: PushService
) -> None:
    ok(await garage.owner.put("/api/push", {"events": {"payment_waiting": False}}))
    browser, _ = await push_service.subscribe(garage.owner)
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 2000)
    await make_settlement(garage.manager, 800, [job_id])
    await told(browser, "Cash to receive, ₹800")
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"blind_counts": True}))
    await hand_over(garage.manager, {"500": 1})
    await told(browser, "Cash to receive, ₹800", "2 hand-overs to receive")


async def test_an_answer_is_told_to_whoever_has_the_job_and_a_word_to_the_owner(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    owners, _ = await push_service.subscribe(garage.owner)
    managers, _ = await push_service.subscribe(garage.manager)
    job_id = await make_job(garage.manager)
    service = await add_service(garage.manager, job_id)
    page, http = await send_estimate(garage.manager, job_id), garage.manager.http
    await http.post(f"{page}/answer", data={"version": "1", service: "approved"})
    (answered,) = await told(managers, "A customer answered")
    assert answered["content"]["path"] == "/jobs"
    await all_done(notifying_db, garage)
    assert owners.taken() == []
    await http.post(f"{page}/word", data={"rating": "2", "text": "It took long"})
    await told(owners, "A customer tells you something")
    await all_done(notifying_db, garage)
    assert len(managers.taken()) == 1


async def test_a_refund_is_told_apart_from_payments(garage: Garage, push_service: PushService) -> None:
    browser, _ = await push_service.subscribe(garage.owner)
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 800)
    await told(browser, "Payment to confirm, ₹800")
    body = {"job_id": job_id, "amount": 300, "method": "upi", "reason": "Charged twice"}
    ok(await garage.manager.post("/api/refunds", body))
    await told(browser, "Payment to confirm, ₹800", "Refund to confirm, ₹300")


async def test_twenty_payments_of_a_night_are_one_line_in_the_morning(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    await quiet(garage.owner)
    browser, _ = await push_service.subscribe(garage.owner)
    job_id = await make_job(garage.manager, estimated_amount=100_000)
    await asyncio.gather(*(make_payment(garage.manager, job_id, 2000 + n) for n in range(20)))
    task = await one_waits(notifying_db, garage, 20)
    await end_quiet(garage.owner, notifying_db, task)
    await told(browser, "20 payments to confirm, ₹40,190")
    await all_done(notifying_db, garage)
    await told(browser, "20 payments to confirm, ₹40,190")


async def test_what_was_dealt_with_meanwhile_is_not_told(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 100)
    await quiet(garage.owner)
    browser, _ = await push_service.subscribe(garage.owner)
    payment_id = await make_payment(garage.manager, job_id, 800)
    task = await one_waits(notifying_db, garage, 1)
    await confirm_payment(garage.owner, payment_id)
    await end_quiet(garage.owner, notifying_db, task)
    await all_done(notifying_db, garage)
    assert browser.taken() == []


async def test_nobody_is_told_of_his_own_doing_nor_of_another_garage(
    garage: Garage, push_service: PushService, notifying: httpx2.AsyncClient, notifying_db: Database
) -> None:
    """A cashier who may confirm what others take."""
    cashier = await make_member(garage.owner, "cashier")
    grants = {"grants": {"payments:review": True}}
    ok(await garage.owner.put(f"/api/members/{cashier.id}", grants))
    await notify_at_any_hour(cashier)
    other = await make_garage(notifying)
    await notify_at_any_hour(other.owner)
    elsewhere, _ = await push_service.subscribe(other.owner)
    owners, _ = await push_service.subscribe(garage.owner)
    cashiers, _ = await push_service.subscribe(cashier)
    await make_payment(cashier, await make_job(garage.manager), 800)
    await told(owners, "Payment to confirm, ₹800")
    await all_done(notifying_db, garage)
    assert cashiers.taken() == elsewhere.taken() == []


async def test_books_that_do_not_agree_are_told_once(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    ok(await garage.owner.put("/api/push", {"events": {"payment_waiting": False}}))
    browser, _ = await push_service.subscribe(garage.owner)
    payment_id = await make_payment(garage.manager, await make_job(garage.manager), 800)
    payments = notifying_db.collection("payments")
    await payments.update_one({"_id": payment_id}, {"$inc": {"amount_minor": 1}})
    for _ in range(2):
        (report,) = await check_round(notifying_db, [garage.id], verify_workshop)
        assert report.problems
        # A garage is not checked again at once.
        await notifying_db.collection("verifications").update_one({"_id": garage.id}, {"$set": {"seconds": 0.0}})
    (taken,) = await told(browser, "The books do not agree")
    await all_done(notifying_db, garage)
    assert (taken["content"]["path"], taken["urgency"]) == ("/checks", "normal")
    assert len(browser.taken()) == 1


async def test_a_way_to_send_messages_that_has_stopped_is_told_once_to_whom_it_concerns(
    garage: Garage, push_service: PushService, notifying: httpx2.AsyncClient, notifying_db: Database
) -> None:
    other = await make_garage(notifying)
    await notify_at_any_hour(other.owner)
    elsewhere, _ = await push_service.subscribe(other.owner)
    ok(await garage.owner.put("/api/messages/settings", {"events": {"ready": True}}))
    browser, _ = await push_service.subscribe(garage.owner)
    mail = Mail(Settings(_env_file=None))
    try:
        for _ in range(2):
            await channels.stop(notifying_db, mail, garage.id, "The mail server does not take the password.")
        await told(browser, "Messages have stopped")
        await all_done(notifying_db, garage)
    finally:
        await channels.go_on(notifying_db, mail, garage.id)
    assert len(browser.taken()) == 1
    # It writes to nobody.
    assert elsewhere.taken() == []


async def test_without_devices_no_payment_writes_a_task(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 100)
    assert await follows_nothing(notifying_db, garage.id)
    assert await tasks_of(notifying_db, garage) == []
    _, device_id = await push_service.subscribe(garage.owner)
    ok(await garage.owner.delete(f"/api/push/devices/{device_id}"))
    refused(await garage.owner.delete(f"/api/push/devices/{device_id}"), 404)
    await make_payment(garage.manager, job_id, 200)
    await all_done(notifying_db, garage)
    workshop = await notifying_db.collection("workshops").find_one({"_id": garage.id})
    assert workshop is not None
    assert workshop["is_notified"] is False
    # Whoever turns them on again is told again.
    browser, _ = await push_service.subscribe(garage.owner)
    await make_payment(garage.manager, job_id, 300)
    await told(browser, "3 payments to confirm, ₹600")


@pytest.mark.parametrize("kind", ["busy", "broken", "cut", "slow"])
async def test_a_service_that_is_away_for_a_while_loses_nothing(
    garage: Garage, push_service: PushService, kind: str
) -> None:
    browser, _ = await push_service.subscribe(garage.owner, kind)
    await make_payment(garage.manager, await make_job(garage.manager), 800)

    async def is_told() -> bool:
        return browser.titles() == ["Payment to confirm, ₹800"]

    await eventually(is_told)


@pytest.mark.parametrize("kind", ["gone-404", "gone-410"])
async def test_a_browser_that_is_gone_is_forgotten(
    garage: Garage, push_service: PushService, notifying_db: Database, kind: str
) -> None:
    gone, _ = await push_service.subscribe(garage.owner, kind)
    here, device_id = await push_service.subscribe(garage.owner)
    await make_payment(garage.manager, await make_job(garage.manager), 800)
    await told(here, "Payment to confirm, ₹800")
    await all_done(notifying_db, garage)
    assert [device["id"] for device in await devices(garage.owner)] == [device_id]
    assert gone.taken() == []


REASONS = {
    "large": "The push service refused the notification: too large (413).",
    "elsewhere": "The push service refused the notification: elsewhere (307).",
    "bloated": "The push service refused the notification: ",
}


@pytest.mark.parametrize("kind", REASONS)
async def test_what_a_service_refuses_is_said_on_the_device_and_by_the_test(
    garage: Garage, push_service: PushService, notifying_db: Database, kind: str
) -> None:
    _, device_id = await push_service.subscribe(garage.owner, kind)
    await make_payment(garage.manager, await make_job(garage.manager), 800)
    await all_done(notifying_db, garage)
    (device,) = await devices(garage.owner)
    assert device["problem"].startswith(REASONS[kind])
    assert len(device["problem"]) < 200
    problem = refused(await garage.owner.post(f"/api/push/devices/{device_id}/test"), 409, "push_failed")
    assert problem["detail"].startswith(REASONS[kind])


async def test_the_test_reaches_the_device_and_nobody_elses(garage: Garage, push_service: PushService) -> None:
    browser, device_id = await push_service.subscribe(garage.owner)
    ok(await garage.owner.post(f"/api/push/devices/{device_id}/test"))
    (taken,) = await told(browser, "Notifications work")
    assert taken["content"]["path"] == "/settings"
    refused(await garage.manager.post(f"/api/push/devices/{device_id}/test"), 404)
    refused(await garage.manager.delete(f"/api/push/devices/{device_id}"), 404)
    _, gone_id = await push_service.subscribe(garage.owner, "gone-410")
    problem = refused(await garage.owner.post(f"/api/push/devices/{gone_id}/test"), 409, "push_failed")
    assert problem["detail"] == "This device has stopped notifications. Turn them on again there."
    assert [device["id"] for device in await devices(garage.owner)] == [device_id]


async def test_a_device_ends_with_its_session(
    garage: Garage, push_service: PushService, notifying: httpx2.AsyncClient
) -> None:
    phone, tablet = await login(notifying, garage.owner.email), await login(notifying, garage.owner.email)
    await push_service.subscribe(phone)
    _, of_tablet = await push_service.subscribe(tablet)
    ok(await phone.post("/api/auth/logout"))
    assert [device["id"] for device in await devices(tablet)] == [of_tablet]
    body = {"current_password": PASSWORD, "new_password": "green-tram-17-herons"}  # pragma: allowlist secret
    again = Person(notifying, ok(await tablet.put("/api/auth/password", body)))
    assert await devices(again) == []


async def test_whoever_is_removed_is_told_nothing_more(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    accountant = await make_member(garage.owner, "accountant")
    await push_service.subscribe(accountant)
    ok(await garage.owner.delete(f"/api/members/{accountant.id}"))
    assert await notifying_db.collection("push_subscriptions").count_documents({"user_id": accountant.id}) == 0


@pytest.mark.parametrize("what", ["session_version", "session_id", "server_key"])
async def test_a_device_of_another_time_is_told_nothing(
    garage: Garage, push_service: PushService, notifying_db: Database, what: str
) -> None:
    """Of an ended session that an older version ended, or of another secret key, as after a restore elsewhere."""
    browser, device_id = await push_service.subscribe(garage.owner)
    changed: Any = {"session_version": 0, "server_key": "another", "session_id": "ended"}[what]
    subscriptions = notifying_db.collection("push_subscriptions")
    await subscriptions.update_one({"_id": device_id}, {"$set": {what: changed}})
    if what == "session_id":
        ended = {"token_id": "ended", "expires_at": now() + dt.timedelta(days=1)}
        users = notifying_db.collection("users")
        await users.update_one({"_id": garage.owner.id}, {"$push": {"revoked": ended}})
    await make_payment(garage.manager, await make_job(garage.manager), 800)
    await all_done(notifying_db, garage)
    assert browser.taken() == []
    assert await devices(garage.owner) == []


async def test_a_browser_is_whose_session_it_has(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    browser, device_id = await push_service.subscribe(garage.owner)
    kept = ok(await garage.manager.put("/api/push/devices", browser.subscription))
    assert kept["device_id"] == device_id
    assert await devices(garage.owner) == []
    assert [device["id"] for device in await devices(garage.manager)] == [device_id]
    await make_payment(garage.manager, await make_job(garage.manager), 800)
    await all_done(notifying_db, garage)
    assert browser.taken() == []


async def test_the_oldest_of_too_many_devices_makes_room(garage: Garage, push_service: PushService) -> None:
    made = [(await push_service.subscribe(garage.owner))[1] for _ in range(11)]
    assert {device["id"] for device in await devices(garage.owner)} == set(made[1:])


async def test_what_is_no_subscription_is_refused(garage: Garage, push_service: PushService) -> None:
    browser, _ = await push_service.subscribe(garage.owner)
    sound = browser.subscription
    ends = "https://127.0.0.1/x\r\nHost: y"
    for endpoint in (
        "http://127.0.0.1:1/x",
        "https://a@127.0.0.1/x",
        "https://127.0.0.1:port/x",
        "not an address",
        ends,
    ):
        refused(await garage.owner.put("/api/push/devices", {**sound, "endpoint": endpoint}), 422, field="endpoint")
    for name, value in (("p256dh", "A" * 87), ("auth", "A" * 30), ("p256dh", "A" * 65), ("auth", "-" * 21)):
        keys = {**sound["keys"], name: value}
        refused(await garage.owner.put("/api/push/devices", {**sound, "keys": keys}), 422, field="keys")


async def test_where_nothing_is_pushed_that_is_said(http: httpx2.AsyncClient) -> None:
    garage = await make_garage(http)
    assert ok(await garage.owner.get("/api/push"))["public_key"] is None
    endpoint = "https://push.example.net/x"
    keys = {"p256dh": "A" * 87, "auth": "A" * 22}
    problem = refused(
        await garage.owner.put("/api/push/devices", {"endpoint": endpoint, "keys": keys}), 409, "push_off"
    )
    assert problem["detail"] == "Notifications are not set up on this server. Whoever runs it can turn them on."


async def test_each_is_asked_about_what_he_may_see(garage: Garage) -> None:
    assert set(ok(await garage.owner.get("/api/push"))["events"]) == {
        "payment_waiting", "settlement_submitted", "refund_waiting", "discount_asked", "channel_stopped",
        "check_failed",
        "cash_over_limit", "estimate_answered", "customer_word", "question_presses",
    }  # fmt: skip
    assert ok(await garage.manager.get("/api/push"))["events"] == {"count_asked": True, "estimate_answered": True}
