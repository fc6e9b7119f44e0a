"""The digest in words: what a minute holds, and a short one of a quiet day."""

import datetime as dt

from revops.digest.row import DigestRow, digest_hash
from revops.digest.text import subject_of, text_of
from revops.journal.witness import Seal

QUIET: DigestRow = {
    "_id": "w:2026-03-10",
    "workshop_id": "w",
    "day": "2026-03-10",
    "made_at": dt.datetime(2026, 3, 10, 15, tzinfo=dt.UTC),
    "currency": "INR",
    "cash": {},
    "cash_since": {},
    "collected_minor": 0,
    "collected_by": {},
    "payments_waiting": 0,
    "payments_waiting_minor": 0,
    "settlements_waiting": 0,
    "settlements_waiting_minor": 0,
    "exceptions": {},
    "cars_seen": 0,
    "cars_counted": None,
    "jobs_taken_in": 0,
    "promised": [],
    "seal_number": 12,
    "seal_hash": "9f2c" * 16,
}


def test_a_quiet_day_is_short() -> None:
    text = text_of(QUIET, "Pro Auto", {}, [])
    assert text.splitlines()[:3] == ["Pro Auto, 10 March", "", "A quiet day: nothing was collected, and no car came."]
    assert "Questions" not in text
    seal = Seal.of_text(next(line.split(": ", 1)[1] for line in text.splitlines() if line.startswith("Seal")))
    assert seal is not None
    assert (seal.number, seal.hash) == (12, "9f2c" * 16)


def test_a_day_of_work_is_read_in_a_minute() -> None:
    row: DigestRow = {
        **QUIET,
        "cash": {"a": 120_000, "b": 50_000},
        "cash_since": {"a": "2026-03-07", "b": "2026-03-10"},
        "collected_minor": 185_000,
        "collected_by": {"cash": 120_000, "upi": 95_000},
        "payments_waiting": 2,
        "payments_waiting_minor": 95_000,
        "exceptions": {"out_unpaid": 1, "seen_without_job": 2},
        "cars_seen": 5,
        "cars_counted": 6,
        "jobs_taken_in": 4,
        "promised": ["one", "two"],
    }
    names = {"a": "Anita", "b": "Bala"}
    text = text_of(row, "Pro Auto", names, [{"vehicle_number": "MH12AB1234"}, {"vehicle_number": "MH14CD5678"}])
    assert text.startswith(
        "Pro Auto, 10 March\n\nCollected: ₹1,850 (₹1,200 cash, ₹950 UPI, -₹300 corrections of other days)\n"
    ), text
    assert "Cars: 5 cars seen at the gate, 6 cars counted on the camera, 4 jobs taken in" in text
    assert "Questions: out unpaid 1, seen without job 2" in text
    assert "Cash in hand: ₹1,700\nAnita: ₹1,200, the oldest since 7 March\nBala: ₹500" in text
    assert "Waiting for you: 2 payments, ₹950" in text
    assert "Promised for tomorrow: MH12AB1234, MH14CD5678" in text
    assert len(text.split()) < 120
    assert subject_of(row, "Pro Auto") == "Pro Auto, 10 March: ₹1,850 collected, 3 questions"


def test_the_hash_is_of_all_that_it_says() -> None:
    assert digest_hash(QUIET) != digest_hash({**QUIET, "collected_minor": 1})
    assert digest_hash(QUIET) == digest_hash({**QUIET})
