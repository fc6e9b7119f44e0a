"""The bank as a witness: what matches is confirmed at once, and what does not is asked about."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from revops.bank.finder import find_unmatched
from revops.core.time import clock, now
from revops.mongo.client import Database
from tests.bank.statements import Money, Story, as_text, hdfc, rrn
from tests.bank.uploads import rows_of, upload
from tests.factories import (
    PASSWORD,
    Garage,
    get_job,
    make_job,
    make_member,
    make_payment,
    ok,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.anyio

FIRST = dt.date(2026, 4, 13)  # a Monday


NOON = dt.datetime(2026, 4, 13, 6, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _that_monday(garage: Garage) -> Iterator[None]:
    """Whoever is signed in is so by the real clock."""
    clock.set(NOON)
    yield
    clock.set(None)


def came(amount: int, number: int = 1, *, name: str = "RAVI KUMAR", days: int = 0) -> Money:
    day = FIRST + dt.timedelta(days=days)
    return Money(day, amount * 100, name, rrn(day, number))


def statement(*moves: Money, until: int = 4) -> bytes:
    """A statement that goes on to a day on which the bank takes its fee."""
    fee = Money(FIRST + dt.timedelta(days=until), -100, "FEE", "000000000000")
    return as_text(hdfc(Story(100_000, sorted([*moves, fee], key=lambda money: money.day), since=FIRST)))


async def bank_of(garage: Garage) -> dict[str, Any]:
    found: dict[str, Any] = ok(await garage.owner.get("/api/bank"))
    return found


async def confirm_all(garage: Garage, **more: Any) -> dict[str, Any]:
    seen = (await bank_of(garage))["seen"]
    answer: dict[str, Any] = ok(await garage.owner.put("/api/bank/matches", {"seen": seen, **more}))
    return answer


async def exceptions(app: FastAPI, db: Database, garage: Garage) -> list[dict[str, Any]]:
    services = app.state.services
    await find_unmatched(services, await services.workshop(garage.id), now())
    found = db.collection("exceptions").find({"workshop_id": garage.id, "state": "open"})
    return await found.sort([("kind", 1), ("amount_minor", 1)]).to_list()


async def test_what_matches_is_confirmed_in_one_go(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000, customer_name="Ravi Kumar")
    by_number = await make_payment(garage.manager, job, 1500, method="upi", reference=rrn(FIRST, 1))
    by_payer = await make_payment(garage.manager, job, 700, method="upi")
    cards = [await make_payment(garage.manager, job, amount, method="card") for amount in (300, 400.5)]
    own = await make_payment(garage.owner, job, 900, method="bank_transfer", reference=rrn(FIRST, 4))
    await make_payment(garage.manager, job, 50)  # cash
    takings = Money(FIRST + dt.timedelta(days=2), 70_050, "CARD TAKINGS", "000000000000")
    await upload(garage.owner, statement(came(1500, 1), came(700, 9, days=1), came(900, 4), takings))

    bank = await bank_of(garage)
    assert {match["how"] for match in bank["matches"]} == {"reference", "payer", "several"}
    assert (bank["match_count"], bank["match_amount"], bank["above_password"]) == (4, 3800.5, False)
    assert (bank["entered"], bank["credited"]) == ([], [])

    answer = await confirm_all(garage)

    assert (answer["confirmed"], answer["left"], answer["message"]) == (4, 0, "4 matches confirmed")
    payments = {payment["id"]: payment for payment in (await get_job(garage.owner, job))["payments"]}
    assert all(payments[each]["verdict"] == "confirmed" for each in (by_number, by_payer, own, *cards))
    entries = db.collection("journal").find({"workshop_id": garage.id, "kind": "bank_matched"})
    said = {tuple(sorted(entry["facts"]["payments"])): entry async for entry in entries}
    assert said.keys() == {(by_number,), (by_payer,), (own,), tuple(sorted(cards))}
    assert said[by_number,]["job_id"] == job
    after = await bank_of(garage)
    assert (after["match_count"], after["entered_count"], after["credited_count"]) == (0, 0, 0)
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_more_than_was_shown_is_not_confirmed(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job, 1500, method="upi", reference=rrn(FIRST, 1))
    await upload(garage.owner, statement(came(1500, 1), came(600, 2)))
    seen = (await bank_of(garage))["seen"]
    await make_payment(garage.manager, job, 600, method="upi", reference=rrn(FIRST, 2))

    refused(await garage.owner.put("/api/bank/matches", {"seen": seen}), 409, "matches_changed")

    assert (await bank_of(garage))["match_count"] == 2
    first, second = await asyncio.gather(*(confirm_all(garage) for _ in range(2)), return_exceptions=True)
    assert {type(first), type(second)} & {dict}
    assert (await bank_of(garage))["match_count"] == 0
    assert await problems(db, garage.id) == []


async def test_a_great_many_are_confirmed_by_asking_again(
    garage: Garage, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("revops.bank.matches._MATCH_BATCH_SIZE", 3)
    monkeypatch.setattr("revops.bank.matches._TOGETHER", 2)
    job = await make_job(garage.manager, estimated_amount=50_000)
    for number in range(5):
        await make_payment(garage.manager, job, 100 + number, method="upi", reference=rrn(FIRST, number))
    await upload(garage.owner, statement(*(came(100 + number, number) for number in range(5))))

    first = await confirm_all(garage)
    second = ok(await garage.owner.put("/api/bank/matches", {"seen": first["seen"]}))

    assert (first["confirmed"], first["left"], second["confirmed"], second["left"]) == (3, 2, 2, 0)
    assert await problems(db, garage.id) == []


async def test_a_sum_above_the_workshops_needs_the_password(garage: Garage) -> None:
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"password_above": 1000}))
    job = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job, 1500, method="upi", reference=rrn(FIRST, 1))
    await upload(garage.owner, statement(came(1500, 1)))
    bank = await bank_of(garage)
    assert bank["above_password"]

    refused(await garage.owner.put("/api/bank/matches", {"seen": bank["seen"]}), 403, "password_needed")

    assert (await confirm_all(garage, password=PASSWORD))["confirmed"] == 1


async def test_nobody_confirms_what_he_took_himself(garage: Garage) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    ok(
        await garage.owner.put(
            f"/api/members/{garage.manager.id}", {"grants": {"payments:review": True, "bank:read": True}}
        )
    )
    await make_payment(garage.manager, job, 1500, method="upi", reference=rrn(FIRST, 1))
    await upload(garage.owner, statement(came(1500, 1)))
    seen = ok(await garage.manager.get("/api/bank"))["seen"]

    refused(await garage.manager.put("/api/bank/matches", {"seen": seen}), 403, "own_money")


async def test_what_was_entered_and_never_came_is_asked_about_after_two_bank_days(
    app: FastAPI, garage: Garage, db: Database
) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    missing = await make_payment(garage.manager, job, 800, method="upi", reference=rrn(FIRST, 7))
    await make_payment(garage.manager, job, 300, method="card")
    await upload(garage.owner, statement(until=1))
    assert [row["is_overdue"] for row in (await bank_of(garage))["entered"]] == [False, False]
    assert await exceptions(app, db, garage) == []

    fee = Money(FIRST + dt.timedelta(days=2), -100, "FEE", "000000000000")
    await upload(garage.owner, as_text(hdfc(Story(99_900, [fee]))))
    (asked,) = await exceptions(app, db, garage)
    await exceptions(app, db, garage)

    assert (asked["kind"], asked["amount_minor"], asked["member_id"]) == (
        "entered_without_credit", 80_000, garage.manager.id,
    )  # fmt: skip
    assert asked["about"] == {"job": job, "payment": missing}
    assert [row["is_overdue"] for row in (await bank_of(garage))["entered"]] == [True, True]
    # The bank was late.
    late = Money(FIRST + dt.timedelta(days=3), 80_000, "RAVI", rrn(FIRST, 7))
    await upload(garage.owner, as_text(hdfc(Story(99_800, [late]))))
    await confirm_all(garage)
    assert await exceptions(app, db, garage) == []
    assert await problems(db, garage.id) == []


async def test_a_payment_that_is_taken_back_is_asked_about_no_more(app: FastAPI, garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    missing = await make_payment(garage.manager, job, 800, method="upi")
    await upload(garage.owner, statement())
    assert [row["kind"] for row in await exceptions(app, db, garage)] == ["entered_without_credit"]

    await reject_payment(garage.owner, missing)

    assert await exceptions(app, db, garage) == []


async def test_what_came_and_was_not_entered_is_asked_about(app: FastAPI, garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    less = await make_payment(garage.manager, job, 400, method="upi", reference=rrn(FIRST, 2))
    rent = Money(FIRST, 900_000, "RENT", "000000000000")
    await upload(garage.owner, statement(came(650, 1), came(500, 2), came(90, 3, days=4), rent))

    bank = await bank_of(garage)
    asked = await exceptions(app, db, garage)

    assert bank["credited_count"] == 4
    (other,) = [row["other_sum"] for row in bank["credited"] if row["other_sum"]]
    assert (other["id"], other["amount"]) == (less, 400)
    found = [(row["kind"], row["amount_minor"], row["facts"].get("entered_minor")) for row in asked]
    assert ("credit_without_entry", 50_000, 40_000) in found
    assert ("credit_without_entry", 65_000, None) in found
    assert ("entered_without_credit", 40_000, None) in found


async def test_a_row_is_set_aside_with_why(app: FastAPI, garage: Garage, db: Database) -> None:
    await upload(garage.owner, statement(came(650, 1)))
    (row,) = (await bank_of(garage))["credited"]
    assert len(await exceptions(app, db, garage)) == 1
    path = f"/api/bank/rows/{row['id']}/set-aside"
    refused(await garage.owner.post(path, {"why": "because"}), 422, field="why")
    refused(await garage.owner.post("/api/bank/rows/nobody/set-aside", {"why": "other"}), 404)

    ok(await garage.owner.post(path, {"why": "own_money"}, key="k"))

    ok(await garage.owner.post(path, {"why": "own_money"}, key="k"))
    refused(await garage.owner.post(path, {"why": "own_money"}), 409, "not_open")
    assert (await bank_of(garage))["credited_count"] == 0
    assert await exceptions(app, db, garage) == []
    assert await problems(db, garage.id) == []


async def test_a_match_by_hand(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    card = await make_payment(garage.manager, job, 1000, method="card")
    cash = await make_payment(garage.manager, job, 1000)
    await upload(garage.owner, statement(came(982, 1, name="CARD TAKINGS LESS FEE", days=1), came(5, 2)))
    row, other = (await bank_of(garage))["credited"]
    refused(await garage.owner.post("/api/bank/matches", {"row_id": row["id"], "payment_ids": [cash]}), 404)
    refused(await garage.owner.post("/api/bank/matches", {"row_id": "nobody", "payment_ids": [card]}), 404)

    ok(await garage.owner.post("/api/bank/matches", {"row_id": row["id"], "payment_ids": [card]}, key="m"))

    ok(await garage.owner.post("/api/bank/matches", {"row_id": row["id"], "payment_ids": [card]}, key="m"))
    refused(
        await garage.owner.post("/api/bank/matches", {"row_id": other["id"], "payment_ids": [card]}), 409, "not_open"
    )
    entry = await db.collection("journal").find_one({"workshop_id": garage.id, "kind": "bank_matched"})
    assert entry is not None
    assert entry["facts"]["difference_minor"] == 1800
    assert [payment["verdict"] for payment in (await get_job(garage.owner, job))["payments"]].count("confirmed") == 1
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_of_two_who_match_a_row_at_once_one_does(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    ids = [await make_payment(garage.manager, job, 1000 + n, method="card") for n in range(4)]
    await upload(garage.owner, statement(came(982, 1, name="TAKINGS", days=1)))
    (row,) = (await bank_of(garage))["credited"]

    answers = await asyncio.gather(
        *(garage.owner.post("/api/bank/matches", {"row_id": row["id"], "payment_ids": [each]}) for each in ids)
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_a_payment_taken_back_lets_go_of_its_row(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    several = [await make_payment(garage.manager, job, amount, method="card") for amount in (300, 400)]
    await upload(garage.owner, statement(came(700, 1, name="TAKINGS", days=1)))
    await confirm_all(garage)

    await reject_payment(garage.owner, several[0])

    bank = await bank_of(garage)
    assert [row["amount"] for row in bank["credited"]] == [700]
    assert [row["id"] for row in bank["entered"]] == [several[1]]
    assert {row["state"] for row in await rows_of(db, garage)} == {"open", "out"}
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_how_much_has_no_proof_by_member_and_month(garage: Garage) -> None:
    clock.set(None)
    cashier = await make_member(garage.owner, "cashier")
    clock.set(NOON)
    job = await make_job(garage.manager, estimated_amount=50_000, customer_name="Ravi")
    await make_payment(garage.manager, job, 100, method="upi", reference=rrn(FIRST, 1))
    await make_payment(garage.manager, job, 200, method="upi", reference="paid")
    await make_payment(garage.manager, job, 250, method="upi")
    await make_payment(garage.manager, job, 300, method="card")
    await make_payment(cashier, job, 400, method="upi")

    def shown(rows: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
        return {(row["member_id"], row["month"], row["payments"], row["without_proof"]) for row in rows}

    before = ok(await garage.owner.get("/api/bank/proofs"))
    assert shown(before) == {(garage.manager.id, "2026-04", 3, 2), (cashier.id, "2026-04", 1, 1)}
    await upload(garage.owner, statement(came(250, 5)))
    await confirm_all(garage)
    after = ok(await garage.owner.get("/api/bank/proofs", from_="2026-04-01", to="2026-04-30"))
    assert shown(after) == {(garage.manager.id, "2026-04", 3, 1), (cashier.id, "2026-04", 1, 1)}
    assert ok(await garage.owner.get("/api/bank/proofs", to="2026-03-31")) == []


async def test_erasing_a_customer_takes_his_words_off_the_statement(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=1500, customer_name="Ravi Kumar")
    await make_payment(garage.manager, job, 1500, method="upi", reference=rrn(FIRST, 1))
    await upload(garage.owner, statement(came(1500, 1), came(70, 2, name="MEENA")))
    await confirm_all(garage)
    for status in ("in_progress", "completed", "delivered"):
        ok(await garage.manager.put(f"/api/jobs/{job}", {"status": status}))
    customer = (await get_job(garage.owner, job))["customer_id"]

    ok(await garage.owner.post(f"/api/customers/{customer}/erase"))

    words = [row.get("narration", "") for row in await rows_of(db, garage)]
    assert not any("RAVI" in text for text in words)
    assert any("MEENA" in text for text in words)
    assert await problems(db, garage.id) == []
