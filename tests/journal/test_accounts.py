"""The table of accounts: every account has its terms, and what is derived from them is what it was by hand."""

from revops.journal.accounts import ACCOUNTS, FED_BY, Account, AccountType, Figure, PlainFigure, is_account
from revops.journal.periods import SUMMED


def test_every_account_has_terms() -> None:
    assert set(ACCOUNTS) == set(Account)


def test_figures_of_the_first_release_are_fed_as_before() -> None:
    assert ("sales", -1) in FED_BY[Figure.REVENUE]
    assert FED_BY[Figure.COLLECTED] == (
        *(("bank", 1), ("owner_cash", 1), ("cash_in_hand", 1)),
        # Of what was collected, and nobody posted anything to it in the first release.
        ("cash_difference", 1),
    )
    assert FED_BY[Figure.OUTSTANDING] == (("receivable", 1),)
    assert FED_BY[Figure.CASH_IN_HAND] == (("cash_in_hand", 1),)
    assert {"accounts.sales", "accounts.bank", "accounts.owner_cash", "accounts.cash_in_hand"} <= SUMMED
    assert "accounts.receivable" not in SUMMED


def test_revenue_is_what_is_earned_and_the_tax_in_it() -> None:
    assert set(FED_BY[Figure.REVENUE]) == set(FED_BY[PlainFigure.NET_REVENUE]) | set(FED_BY[PlainFigure.TAX])
    assert not set(FED_BY[PlainFigure.NET_REVENUE]) & set(FED_BY[PlainFigure.TAX])
    earned = {account for account, terms in ACCOUNTS.items() if terms.type is AccountType.INCOME}
    assert {account for account, _ in FED_BY[PlainFigure.NET_REVENUE]} == earned


def test_an_account_is_known_by_its_name_and_expenses_by_category() -> None:
    assert is_account("sales")
    assert is_account("tax_payable:igst")
    assert is_account("expense:rent")
    assert not is_account("slush_fund")
    assert not is_account("tax_payable")
