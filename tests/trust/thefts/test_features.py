"""Thefts by what the app offers to honest people: gate passes, customer pages, messages, refunds, statements, undo."""

import datetime as dt

import httpx2
import pytest

from revops.gate import nightly
from tests.bank.statements import Money, Story, as_text, hdfc
from tests.bank.uploads import upload
from tests.conftest import Clock
from tests.custody.making import notes
from tests.estimates.making import add_service, send_estimate, told
from tests.factories import (
    Person,
    get_job,
    make_job,
    make_member,
    make_payment,
    make_photo,
    make_settlement,
    move_job,
    ok,
    refused,
)
from tests.gate.test_gate import gate_pass, seen
from tests.trust.thefts.scene import Scene

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

MORNING = "2026-03-10T05:00:00Z"
RRN = "612345678901"


async def cancel(person: Person, payment_id: str, reason: str = "Typed wrongly") -> None:
    ok(await person.post(f"/api/payments/{payment_id}/cancel", {"reason": reason}))


async def open_page(scene: Scene, http: httpx2.AsyncClient, job_id: str) -> None:
    """Have the customer open his page."""
    path = httpx2.URL(ok(await scene.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    # By the picture on it, which previews of links do not load.
    assert (await http.get(f"{path}/seen.gif", headers={"user-agent": "His phone"})).status_code == 200


async def test_a_payment_is_cancelled_once_the_car_has_its_pass(scene: Scene) -> None:
    """The customer pays in cash, has his pass and leaves; what he paid was typed wrongly, it is said."""
    job_id = await make_job(scene.manager, estimated_amount=9000)
    payment_id = await make_payment(scene.manager, job_id, 9000)
    await gate_pass(scene.manager, job_id)
    await cancel(scene.manager, payment_id)
    await scene.names("payment_cancelled", 9000, receipt=False, **{"pass": True})


async def test_a_payment_is_cancelled_in_the_evening(scene: Scene, clock: Clock) -> None:
    """When the customer is gone the cash is taken out of the books; the job stands on credit."""
    clock.set(MORNING)
    job_id = await make_job(scene.manager, estimated_amount=7000)
    payment_id = await make_payment(scene.manager, job_id, 7000)
    await move_job(scene.manager, job_id, "completed", "delivered")
    clock.advance(hours=6)
    await cancel(scene.manager, payment_id)
    await scene.names("payment_cancelled", 7000, receipt=False, minutes=360)


async def test_a_payment_typed_wrongly_is_no_question(scene: Scene, clock: Clock) -> None:
    clock.set(MORNING)
    payment_id = await make_payment(scene.manager, await make_job(scene.manager), 700)
    clock.advance(minutes=5)
    await cancel(scene.manager, payment_id)
    await scene.names_nothing()


async def test_small_sums_are_paid_back_to_himself(scene: Scene) -> None:
    """Each is too small to be asked about; together they are not."""
    job_id = await make_job(scene.manager, estimated_amount=5000)
    await make_payment(scene.manager, job_id, 5000)
    for amount in (90, 80, 70):
        back = {"job_id": job_id, "amount": amount, "method": "cash", "reason": "Change"}
        ok(await scene.manager.post("/api/refunds", back))
    await scene.names("refunded", 170, method="cash")


async def test_a_message_leads_the_customer_to_the_managers_own_upi(scene: Scene) -> None:
    ok(await scene.owner.post(f"/api/workshops/{scene.garage.id}/billing", {"vpa": "garage@okhdfc"}))
    job_id = await make_job(scene.manager, estimated_amount=6500)
    for text in ("Please pay to garage@okhdfc. Mail: office@garage.example", "Please pay to anil99@okaxis, thank you"):
        draft = {"channel": "whatsapp", "text": text, "is_draft": True}
        ok(await scene.manager.post(f"/api/jobs/{job_id}/messages", draft))
    question = await scene.names("other_upi_address", 6500, where="message")
    assert question["job"]["id"] == job_id


async def test_the_printed_bill_leads_to_the_managers_own_upi(scene: Scene) -> None:
    """Words of a line are on the pro-forma, the invoice and the customer's page."""
    line = {"kind": "labour", "description": "Service. Pay to anil99@okaxis", "unit_price": 4000, "tax_rate_bp": 1800}
    job_id = await make_job(scene.manager, items=[line], estimated_amount=None)
    due = (await get_job(scene.manager, job_id))["remaining_amount"]
    await scene.names("other_upi_address", due, where="job")


async def test_the_customers_page_leads_to_the_managers_own_upi(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=3000)
    await add_service(scene.manager, job_id, reason="Advance to anil99@okaxis please")
    await send_estimate(scene.manager, job_id)
    await scene.names("other_upi_address", 3000, where="job")


async def test_the_customers_page_is_closed_before_less_is_booked(scene: Scene, http: httpx2.AsyncClient) -> None:
    """He could have seen on it that less is booked than he paid."""
    job_id = await make_job(scene.manager, estimated_amount=8000)
    await open_page(scene, http, job_id)
    ok(await scene.manager.delete(f"/api/jobs/{job_id}/customer-link"))
    await scene.names("page_closed", 8000)


async def test_a_page_sent_to_a_wrong_number_is_no_question(scene: Scene) -> None:
    job_id = await make_job(scene.manager)
    ok(await scene.manager.put(f"/api/jobs/{job_id}/customer-link"))
    ok(await scene.manager.delete(f"/api/jobs/{job_id}/customer-link"))
    await scene.names_nothing()


async def test_the_phone_is_another_one_while_less_is_booked(scene: Scene) -> None:
    """The customer's messages about the payment go to nobody, and his number is put back."""
    job_id = await make_job(scene.manager, estimated_amount=4000)
    for phone in ("+919800000123", "+919123456789"):
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"phone": phone}))
        if phone.endswith("123"):
            await make_payment(scene.manager, job_id, 4000)
    await scene.names("customer_changed", 4000, put_back=True, payments=1)


@pytest.mark.parametrize("way", ["address", "customer"])
async def test_the_customers_messages_are_stopped_while_less_is_booked(scene: Scene, way: str) -> None:
    """He would read in them what was recorded; afterwards they go on."""
    job_id = await make_job(scene.manager, estimated_amount=6000, phone="+919123450066")
    customer = f"/api/customers/{(await get_job(scene.manager, job_id))['customer_id']}"

    async def wants(is_given: bool) -> None:
        if way == "address":
            said = {"channel": "whatsapp", "address": "+919123450066", "is_given": is_given}
            ok(await scene.manager.put(f"{customer}/consents", said))
        else:
            said = {"consents": {"service": is_given}}
            ok(await scene.manager.request("PATCH", customer, json=said))

    await wants(False)
    # That he wanted none when he was first asked is no question.
    await scene.names_nothing()
    for is_given in (True, False, True):
        await wants(is_given)
    await scene.names("customer_changed", 6000, changed=["messages"])


async def test_a_job_that_was_photographed_did_not_come(scene: Scene) -> None:
    """The work is done while the job stands at the beginning; then the customer did not come, it is said."""
    job_id = await make_job(scene.manager, estimated_amount=12_000)
    await make_photo(scene.manager, job_id)
    ok(await scene.manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "Did not come"}))
    await scene.names("job_cancelled", 12_000, status="pending")


async def test_two_jobs_for_one_car_of_which_the_dearer_goes(scene: Scene) -> None:
    """The customer is sent the dear one and pays it; the cheap one is booked, and the other was a duplicate."""
    dear = await make_job(scene.manager, estimated_amount=0, vehicle_number="MH12AB7777")
    service = await add_service(scene.manager, dear)
    await send_estimate(scene.manager, dear)
    await told(scene.manager, dear, {service: "approved"})
    cheap = await make_job(scene.manager, estimated_amount=900, vehicle_number="MH12AB7777")
    await make_payment(scene.manager, cheap, 900)
    ok(await scene.manager.post(f"/api/jobs/{dear}/cancel", {"reason": "Duplicate"}))
    await scene.names("job_cancelled", 2500, agreed=["approved", "sent"])


async def test_an_approved_service_is_taken_off_when_it_is_paid(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=1000)
    service = await add_service(scene.manager, job_id)
    await send_estimate(scene.manager, job_id)
    await told(scene.manager, job_id, {service: "approved"})
    await move_job(scene.manager, job_id, "in_progress", "completed")
    ok(await scene.manager.delete(f"/api/jobs/{job_id}/services/{service}"))
    await scene.names("estimate_lowered", 2500, from_amount=3500, to_amount=1000)


async def test_a_line_is_made_cheaper_after_the_bill_was_printed(scene: Scene) -> None:
    part = {"kind": "part", "description": "Clutch plate", "unit_price": 9000, "tax_rate_bp": 1800}
    job_id = await make_job(scene.manager, items=[part], estimated_amount=None)
    assert (await scene.manager.get(f"/api/documents/invoice/{job_id}")).status_code == 200
    before = (await get_job(scene.manager, job_id))["estimated_amount"]
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"items": [{**part, "unit_price": 4000}]}))
    after = (await get_job(scene.manager, job_id))["estimated_amount"]
    await scene.names("estimate_lowered", before - after, agreed=["printed"])


async def test_a_statement_that_he_made_himself_proves_his_own_payments(scene: Scene, clock: Clock) -> None:
    """He may upload statements and confirm payments: a file that adds up is made in a minute."""
    clock.set("2026-03-02T06:30:00+00:00")
    rights = {"bank:upload": True, "bank:read": True}
    job_id = await make_job(scene.manager, estimated_amount=7000)
    await make_payment(scene.manager, job_id, 7000, method="upi", reference=RRN)
    ok(await scene.owner.put(f"/api/members/{scene.manager.id}", {"grants": rights}))
    day = dt.date(2026, 3, 2)
    await upload(scene.manager, as_text(hdfc(Story(100_000, [Money(day, 700_000, "RAVI", RRN)]))))
    books = ok(await scene.owner.get("/api/bank"))
    ok(await scene.owner.put("/api/bank/matches", {"seen": books["seen"]}))
    await scene.names("proved_by_himself", 7000, payments=1)


async def test_a_hand_over_is_submitted_in_the_evening_and_taken_back(scene: Scene, clock: Clock) -> None:
    """While it waits for an owner who is away its cash is said to be on the way, and has no age."""
    clock.set(MORNING)
    await make_payment(scene.manager, await make_job(scene.manager), 4000)
    settlement_id = await make_settlement(scene.manager, 4000)
    clock.advance(hours=14)
    ok(await scene.manager.post(f"/api/settlements/{settlement_id}/cancel", {"reason": "Tomorrow"}))
    await make_settlement(scene.manager, 4000)
    await scene.names("settlement_reversed", 4000, waited_hours=14)


async def test_a_hand_over_of_a_wrong_sum_is_no_question(scene: Scene, clock: Clock) -> None:
    clock.set(MORNING)
    await make_payment(scene.manager, await make_job(scene.manager), 4000)
    settlement_id = await make_settlement(scene.manager, 400)
    clock.advance(minutes=3)
    ok(await scene.manager.post(f"/api/settlements/{settlement_id}/cancel", {"reason": "A nought is missing"}))
    await scene.names_nothing()


async def test_the_float_is_smaller_in_the_morning(scene: Scene, clock: Clock) -> None:
    """What was counted in the evening is not there when the next day is opened."""
    clock.set("2026-03-10T04:00:00Z")
    await make_payment(scene.manager, await make_job(scene.manager), 4000)
    ok(await scene.manager.post("/api/custody/days/close", {"count": notes(4000)}))
    clock.set("2026-03-11T04:00:00Z")
    ok(await scene.manager.post("/api/custody/days/open", {"count": notes(2500), "reason": "Bought tea"}))
    await scene.names("count_difference", 1500)


async def test_cash_is_booked_as_card(scene: Scene, clock: Clock) -> None:
    """It waits for the owner's word, and no statement has it."""
    clock.set("2026-03-02T06:30:00+00:00")
    job_id = await make_job(scene.manager, estimated_amount=7000)
    await make_payment(scene.manager, job_id, 7000, method="card")
    today = ok(await scene.owner.get("/api/today"))
    counts = {action["kind"]: action["amount"] for action in today["actions"] if action.get("amount")}
    assert 7000 in counts.values()


async def test_a_car_leaves_at_night_with_the_pass_of_a_cancelled_payment(scene: Scene, clock: Clock) -> None:
    gate = await make_member(scene.owner, "gate")
    clock.set(MORNING)
    job_id = await make_job(scene.manager, vehicle_number="MH12AB1111", estimated_amount=5000)
    await seen(gate, "MH12AB1111")
    payment_id = await make_payment(scene.manager, job_id, 5000)
    code = await gate_pass(scene.manager, job_id)
    await cancel(scene.manager, payment_id)
    clock.set("2026-03-10T09:00:00Z")
    await seen(gate, "MH12AB1111", "out", pass_code=code)
    clock.set("2026-03-10T16:45:00Z")
    await scene.evening(nightly.find)
    sums = {question["kind"]: question["amount"] for question in await scene.questions()}
    assert sums["payment_cancelled"] == 5000
    assert sums["out_unpaid"] == 5000


async def test_an_accountant_takes_no_money_and_alters_none(scene: Scene) -> None:
    accountant = await make_member(scene.owner, "accountant")
    job_id = await make_job(scene.manager, estimated_amount=5000)
    payment_id = await make_payment(scene.manager, job_id, 1000, method="upi", reference=RRN)
    for method, path, body in (
        ("POST", "/api/payments", {"job_id": job_id, "amount": 1, "payment_type": "partial", "method": "cash"}),
        ("PUT", f"/api/payments/{payment_id}/confirm", {}),
        ("POST", f"/api/payments/{payment_id}/cancel", {"reason": "x"}),
        ("POST", "/api/refunds", {"job_id": job_id, "amount": 1, "method": "cash", "reason": "x"}),
        ("PUT", f"/api/jobs/{job_id}", {"estimated_amount": 1}),
    ):
        refused(await accountant.request(method, path, json=body), 403)
