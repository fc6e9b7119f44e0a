"""Which rows are which payments: by number, by payer, several at once; and what is left to people."""

import datetime as dt
from typing import Any

import pytest

from revops.bank.days import Covered, after_bank_days, is_bank_day
from revops.bank.matching import Credit, Entered, How, Left, Match, by_payer_and_several, by_reference, is_from_customer

DAY = dt.date(2026, 4, 21)
ONE = dt.timedelta(days=1)


def credit(row_id: str, amount: int, *rrns: str, text: str = "", day: dt.date = DAY) -> Credit:
    return Credit(row_id, day, amount, rrns, text)


def entered(payment_id: str, amount: int, rrn: str | None = None, **more: object) -> Entered:
    fields = {"day": DAY, "method": "upi", "job_id": f"job of {payment_id}", "name": "", **more}
    return Entered(payment_id, rrn=rrn, amount_minor=amount, **fields)  # type: ignore[arg-type]


def matched(came_in: list[Credit], payments: list[Entered]) -> Left:
    return by_payer_and_several(by_reference(came_in, payments))


def test_number_and_sum() -> None:
    left = matched(
        [credit("a", 500, "611100000001"), credit("b", 600, "611100000002"), credit("c", 700, "1" * 12, "2" * 12)],
        [entered("p", 500, "611100000001"), entered("q", 550, "611100000002"), entered("r", 700, "2" * 12)],
    )
    assert left.matches == [Match("a", ("p",), How.REFERENCE), Match("c", ("r",), How.REFERENCE)]
    assert [each.id for each in left.credits] == ["b"]
    assert [each.id for each in left.entered] == ["q"]
    # The customer paid 600, and 550 were entered.
    assert left.other_sum["b"].id == "q"


def test_a_number_is_matched_once() -> None:
    rows = [credit("a", 500, "611100000001"), credit("b", 500, "611100000001")]
    left = matched(rows, [entered("p", 500, "611100000001")])
    assert left.matches == [Match("a", ("p",), How.REFERENCE)]


def test_sum_day_and_payer() -> None:
    text = "UPI-RAVI KUMAR-ravi@ybl"
    rows = [credit("a", 500, text=text, day=DAY + ONE), credit("b", 600, text=text), credit("c", 700, text=text)]
    payments = [
        entered("p", 500, name="Ravi Patil"),
        entered("q", 600, name="Meena Iyer"),
        entered("r", 700, name="Ravi Kumar", day=DAY - 2 * ONE),
    ]
    left = matched(rows, payments)
    assert left.matches == [Match("a", ("p",), How.PAYER)]


@pytest.mark.parametrize(("off", "is_his"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_payer_is_known_on_the_day_and_the_one_beside_it(off: int, is_his: bool) -> None:
    row = credit("a", 500, text="NEFT/RAVI KUMAR", day=DAY + off * ONE)
    assert bool(matched([row], [entered("p", 500, name="Ravi")]).matches) is is_his


@pytest.mark.parametrize(("name", "is_known"), [("Ram", True), ("Om", False), ("12345", False), ("Om Ram", True)])
def test_a_name_of_two_letters_or_of_figures_says_nothing(name: str, is_known: bool) -> None:
    row = credit("a", 500, text="NEFT/om ram 12345")
    assert bool(matched([row], [entered("p", 500, name=name)]).matches) is is_known


@pytest.mark.parametrize(("off", "is_his"), [(-1, False), (0, True), (2, True), (3, False)])
def test_takings_by_card_come_in_within_two_days(off: int, is_his: bool) -> None:
    cards = [entered(each, 500, method="card") for each in "pq"]
    assert bool(matched([credit("a", 1000, day=DAY + off * ONE)], cards).matches) is is_his


@pytest.mark.parametrize(
    ("rrns", "text", "is_one"),
    [(["1" * 12], "UPI/1", True), (["1" * 12], "imps-1", True), (["1" * 12], "NEFT", False), ([], "UPI", False)],
)
def test_a_credit_of_a_customer_has_a_number_of_upi_or_imps(rrns: list[str], text: str, is_one: bool) -> None:
    assert is_from_customer(rrns, text) is is_one


def test_two_of_one_name_and_sum_are_left_to_people() -> None:
    rows = [credit("a", 500, text="UPI/ravi"), credit("b", 500, text="UPI/ravi", day=DAY + ONE)]
    assert matched(rows, [entered("p", 500, name="Ravi")]).matches == []
    assert matched(rows[:1], [entered(each, 500, name="Ravi") for each in "pq"]).matches == []


def test_a_payment_with_another_number_is_not_taken_for_it() -> None:
    row = credit("a", 500, "611100000001", text="UPI/ravi")
    assert matched([row], [entered("p", 500, "611100000002", name="Ravi")]).matches == []
    assert matched([row], [entered("p", 500, name="Ravi")]).matches == [Match("a", ("p",), How.PAYER)]


def test_several_payments_are_one_credit() -> None:
    cards = [entered(each, amount, method="card") for each, amount in (("p", 500), ("q", 700))]
    of_job = [entered(each, amount, job_id="one") for each, amount in (("r", 250), ("s", 300))]
    rows = [credit("a", 1200, day=DAY + 2 * ONE), credit("b", 550)]
    left = matched(rows, [*cards, *of_job])
    assert left.matches == [Match("a", ("p", "q"), How.SEVERAL), Match("b", ("r", "s"), How.SEVERAL)]
    assert (left.credits, left.entered) == ([], [])


def test_bank_days() -> None:
    # The second and fourth Saturday of April 2026 are the 11th and the 25th.
    assert [day for day in range(1, 31) if not is_bank_day(dt.date(2026, 4, day))] == [5, 11, 12, 19, 25, 26]
    assert after_bank_days(dt.date(2026, 4, 10), 2) == dt.date(2026, 4, 14)
    assert after_bank_days(dt.date(2026, 4, 17), 2) == dt.date(2026, 4, 20)


def test_days_are_covered_when_all_accounts_are() -> None:
    def statement(account: str, first: str, last: str, opening: int = 0, closing: int = 1) -> dict[str, Any]:
        balances = {"opening_minor": opening, "closing_minor": closing}
        return {"account_id": account, "first_day": f"2026-04-{first}", "last_day": f"2026-04-{last}", **balances}

    def april(day: int) -> dt.date:
        return dt.date(2026, 4, day)

    one = Covered([statement("a", "01", "05"), statement("a", "06", "10"), statement("a", "14", "20")])
    assert (one.first_day, one.last_day) == (april(1), april(20))
    assert one.holds(april(4), april(8))
    assert not one.holds(april(9), april(12))
    ((_, before, after),) = one.gaps()
    assert (before.last, after.first) == (april(10), april(14))
    # Nothing moved between: one begins with what the other ends with.
    quiet = Covered([statement("a", "14", "20", opening=1), statement("a", "01", "10")])
    assert (quiet.holds(april(9), april(16)), list(quiet.gaps())) == (True, [])
    both = Covered([statement("a", "01", "20"), statement("b", "05", "08")])
    assert both.last_day == april(8)
    assert not both.holds(april(6), april(9))
    assert not Covered([]).holds(april(1), april(1))
