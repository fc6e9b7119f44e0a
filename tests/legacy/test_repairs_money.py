"""Dirt in payments, settlements and updates: what becomes of it, and what the report says."""

import datetime as dt
from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError

from tests.legacy.conftest import CREATED, DAY, JOB, PAYMENT, SETTLEMENT, Import, reported, stand_in_of

pytestmark = pytest.mark.slow

# --- payments ---------------------------------------------------------------------------------------------------------


async def test_more_paid_than_estimated(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"estimated_amount": 2500.0, "status": "delivered", "completed_at": DAY})
    late = PAYMENT | {"id": "p-2", "payment_date": "2024-01-18T14:00:00Z"}
    await original.add("payments", PAYMENT, late, PAYMENT | {"id": "p-3", "payment_date": "2024-01-19T14:00:00Z"})
    rows = await original.run()
    job = await original.one("jobs", "job-1")
    assert (job["estimated_minor"], job["paid_minor"], job["outstanding_minor"]) == (600_000, 600_000, 0)
    assert job["status"] == "delivered"
    (raised,) = [e for e in await original.all("journal", kind="job_updated") if "estimated_minor" in e["changes"]]
    assert raised["changes"] == {"estimated_minor": [250_000, 600_000]}
    assert raised["postings"] == [
        {"account": "receivable", "amount_minor": 350_000},
        {"account": "sales", "amount_minor": -350_000},
    ]
    assert raised["at"] == dt.datetime(2024, 1, 18, 14, tzinfo=dt.UTC)
    reason = "more was paid than estimated; raised by 3500.00 to what was paid"
    assert reported(rows, "jobs", "job-1") == {"estimated_amount": ("repaired", reason)}


async def test_an_advance_is_counted_once(original: Import) -> None:
    cases: list[tuple[list[float], int, int]] = [
        ([], 100_000, 1),  # nothing recorded: the advance becomes a payment
        ([1000.0], 100_000, 0),  # it is that payment
        ([400.0, 600.0], 100_000, 0),  # it is those two
        ([700.0], 170_000, 1),  # that was another one
    ]
    await original.add_garage()
    for number, (amounts, _, _) in enumerate(cases):
        job_id = f"j-{number}"
        await original.add("jobs", JOB | {"id": job_id, "advance_paid": 1000.0})
        for amount in amounts:
            paid = {"id": f"p-{number}-{amount}", "job_id": job_id, "payment_type": "advance", "amount": amount}
            await original.add("payments", PAYMENT | paid)
    rows = await original.run()
    assert original.summary.advances == 2
    for number, (amounts, paid_minor, advances) in enumerate(cases):
        job = await original.one("jobs", f"j-{number}")
        assert (job["advance_minor"], job["paid_minor"]) == (100_000, paid_minor)
        assert len(await original.all("payments", job_id=job["_id"])) == len(amounts) + advances
        assert bool(reported(rows, "jobs", job["_id"])) == (advances == 0)


async def test_payments_of_nothing_are_left_out(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB)
    amounts = (0, -5.0, None, "much", float("nan"), 1e12)
    await original.add("payments", *(PAYMENT | {"id": f"p-{n}", "amount": each} for n, each in enumerate(amounts)))
    await original.add("payments", PAYMENT | {"id": "stray", "job_id": "gone"})
    rows = await original.run()
    assert await original.all("payments") == []
    for number in range(len(amounts)):
        assert reported(rows, "payments", f"p-{number}")["amount"] == ("left_out", "is not an amount above 0")
    assert reported(rows, "payments", "stray")["job_id"] == ("left_out", "there is no such job")
    assert original.summary.collections["payments"].left_out == len(amounts) + 1
    assert original.summary.collections["payments"].repaired == 0


WRONG_PAYMENTS: list[tuple[str, Any, str, Any]] = [
    ("payment_type", "token", "type", "partial"),
    ("collected_by_manager_id", None, "collected_by", "manager-1"),
    ("collected_by_manager_id", "owner-1", "account", "owner_cash"),
    ("collected_by_manager_id", "owner-1", "manager_id", "manager-1"),
    ("collected_by_manager_id", "owner-1", "verdict", "confirmed"),
    ("payment_date", "31/12/2024", "payment_date", CREATED),
    ("amount", "2,000", "amount_minor", 200_000),
    ("confirmed_by_owner", True, "confirmation_date", dt.datetime(2024, 1, 16, 14, tzinfo=dt.UTC)),
    ("method", "barter", "method", "cash"),
    ("notes", "paid by GPay", "method", "upi"),
    ("notes", "NEFT ref 5", "account", "bank"),
    ("notes", "credit card", "method", "card"),
]


async def test_payments_with_one_thing_wrong(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"estimated_amount": 100_000})
    paid = (PAYMENT | {"id": f"p-{n}", case[0]: case[1]} for n, case in enumerate(WRONG_PAYMENTS))
    await original.add("payments", *paid)
    rows = await original.run()
    for number, (field, value, stored, is_now) in enumerate(WRONG_PAYMENTS):
        assert (await original.one("payments", f"p-{number}"))[stored] == is_now, (field, value)
        ((action, _),) = reported(rows, "payments", f"p-{number}").values()
        assert action == "repaired"


async def test_cash_collected_by_somebody_who_is_missing(original: Import) -> None:
    """It stands in no other manager's hand: a stand-in has it."""
    await original.add_garage()
    await original.add("jobs", JOB)
    await original.add("payments", PAYMENT | {"collected_by_manager_id": "gone"})
    (row,) = await original.run()
    assert (row["collection"], row["id"], row["old_value"]) == ("managers", "gone", "gone")
    await stand_in_of(original, "gone")
    payment = await original.one("payments", "payment-1")
    assert (payment["manager_id"], payment["collected_by"]) == ("gone", "gone")
    (total,) = await original.all("totals", manager_id="gone", day="all")
    assert total["accounts"]["cash_in_hand"] == 200_000
    # What is owed belongs to the job's manager, whoever was paid.
    assert "receivable" not in total["accounts"]
    (of_job,) = await original.all("totals", manager_id="manager-1", day="all")
    assert (of_job["accounts"]["receivable"], of_job["counts"]["jobs_owing"]) == (300_000, 1)
    (by_age,) = await original.all("totals", manager_id="manager-1", day="owed:2024-01-16")
    assert (by_age["accounts"], by_age["counts"]) == ({"receivable": 300_000}, {"jobs_owing": 1})
    assert await original.all("totals", manager_id="gone", day="owed:2024-01-16") == []


async def test_notes_that_do_not_name_one_method_mean_cash(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"estimated_amount": 100_000})
    notes = ("for job card 17", "Cash payment", "half cash, half UPI", None)
    await original.add("payments", *(PAYMENT | {"id": f"p-{n}", "notes": text} for n, text in enumerate(notes)))
    assert await original.run() == []
    assert [payment["account"] for payment in await original.all("payments")] == ["cash_in_hand"] * 4


async def test_payments_that_came_after_their_job_was_imported_are_reported(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB)
    await original.run()
    await original.add("payments", PAYMENT)
    await original.add("settlements", SETTLEMENT)
    rows = await original.run()
    assert [(row["collection"], row["action"], row["reason"]) for row in rows] == [
        ("payments", "left_out", "its job was imported without it"),
        (
            "settlements",
            "left_out",
            "cash of this manager was used here meanwhile, so it cannot be taken over any more",
        ),
    ]
    assert (await original.one("jobs", "job-1"))["paid_minor"] == 0


# --- settlements and updates ------------------------------------------------------------------------------------------


async def test_settlements_never_exceed_the_cash(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB)
    await original.add("payments", PAYMENT)
    later = {"confirmation_date": "2024-02-01T00:00:00Z"}
    await original.add(
        "settlements",
        SETTLEMENT | {"id": "s-waits", "amount": 900.0, "confirmed_by_owner": False},
        SETTLEMENT | {"id": "s-late", "amount": 700.0} | later,
        SETTLEMENT | {"id": "s-first", "amount": 1500.0, "job_ids": ["job-1", "gone"]},
        SETTLEMENT | {"id": "s-none", "amount": 0},
        SETTLEMENT | {"id": "s-who", "manager_id": "gone"},
        SETTLEMENT | {"id": "s-where", "workshop_id": None, "amount": 1.0, "confirmed_by_owner": False},
    )
    rows = await original.run()
    found = {s["_id"]: (s["verdict"], s["amount_minor"]) for s in await original.all("settlements")}
    assert found == {"s-first": ("confirmed", 150_000), "s-late": ("confirmed", 50_000)}
    said = {(row["id"], row["action"], row["reason"]) for row in rows}
    assert said == {
        ("s-first", "repaired", "there is no such job in this workshop"),
        ("s-late", "repaired", "only 500.00 was left in hand"),
        ("s-waits", "left_out", "the manager has no cash left to hand over"),
        ("s-where", "left_out", "the manager has no cash left to hand over"),
        ("s-none", "left_out", "is not an amount above 0"),
        ("s-who", "left_out", "is not a manager of a workshop; the amount was 500.0"),
    }


async def test_updates_that_say_nothing_or_belong_nowhere(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"status": "pending"})
    await original.add(
        "job_updates", {"id": "u-1", "job_id": "job-1", "created_at": DAY}, {"id": "u-2", "job_id": "gone"}
    )
    rows = await original.run()
    assert {(row["id"], row["action"]) for row in rows} == {("u-1", "left_out"), ("u-2", "left_out")}
    assert len(await original.all("journal", job_id="job-1")) == 1


async def test_the_report_is_safe_to_open_in_a_spreadsheet(original: Import) -> None:
    await original.add_garage()
    await original.add(
        "jobs", JOB | {"status": '=HYPERLINK("http://x")'}, JOB | {"id": "j-2", "estimated_amount": -5.5}
    )
    rows = await original.run()
    assert {row["old_value"] for row in rows} == {'\'=HYPERLINK("http://x")', "-5.5"}


async def test_the_reference_of_a_upi_payment_is_used_once_from_then_on(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB)
    by_upi = PAYMENT | {"method": "upi", "amount": 500.0, "reference": "UPI/633312345671"}
    twins = [by_upi | {"id": f"p-{number}", "payment_date": f"2024-01-2{number}T09:00:00Z"} for number in (1, 2)]
    await original.add("payments", *twins, PAYMENT | {"id": "p-3", "reference": "633312345672", "method": "cash"})
    await original.run()
    assert [paid.get("rrn") for paid in await original.all("payments")] == ["633312345671", None, None]
    (first, _, _) = await original.all("payments")
    with pytest.raises(DuplicateKeyError, match="rrn_once"):
        await original.db.collection("payments").insert_one({**first, "_id": "again"})
    before = await original.contents()
    await original.run()
    assert await original.contents() == before
