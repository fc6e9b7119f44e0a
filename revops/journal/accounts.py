"""The accounts of the books: one table, and all that is derived from it.

Balances are kept as postings write them: debits positive, credits negative. A figure shows the balances of the accounts
that feed it with the sign of their type, so what was earned is positive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AccountType(StrEnum):
    """The types of accounts."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def sign(self) -> int:
        """The sign that makes a usual balance positive: -1 where that is a credit."""
        return -1 if self in {AccountType.LIABILITY, AccountType.INCOME} else 1


class Holder(StrEnum):
    """Whose balance an account keeps."""

    WORKSHOP = "workshop"
    # The member of the entry; of a job's account the member who has the job.
    MEMBER = "member"
    JOB_MEMBER = "job_member"
    SUPPLIER = "supplier"


class Figure(StrEnum):
    """Figures of the owner's dashboard that can be traced to entries."""

    JOBS = "jobs"
    REVENUE = "revenue"
    COLLECTED = "collected"
    OUTSTANDING = "outstanding"
    CASH_IN_HAND = "cash_in_hand"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    COMPLETED = "completed"
    ON_TIME = "on_time"


class PlainFigure(StrEnum):
    """Figures that are computed and not traced: entries are not marked with them."""

    # Revenue without the tax that invoices say is in it.
    NET_REVENUE = "net_revenue"
    TAX = "tax"
    WRITTEN_OFF = "written_off"
    CASH_DIFFERENCE = "cash_difference"


class Account(StrEnum):
    """The accounts. Expenses have one for each category besides: ``expense:<category>``."""

    RECEIVABLE = "receivable"
    BANK = "bank"
    OWNER_CASH = "owner_cash"
    CASH_IN_HAND = "cash_in_hand"
    # What was paid on a job before another took it over: the money stays with whom it was paid to, the job does not.
    HANDED_OVER = "handed_over"
    PETTY_CASH = "petty_cash"
    STOCK = "stock"
    INPUT_TAX = "input_tax"
    # What jobs are to bring, tax included, until an invoice says what it is made of.
    SALES = "sales"
    LABOUR_SALES = "labour_sales"
    PARTS_SALES = "parts_sales"
    ROUND_OFF = "round_off"
    DISCOUNTS = "discounts"
    TAX_CGST = "tax_payable:cgst"
    TAX_SGST = "tax_payable:sgst"
    TAX_UTGST = "tax_payable:utgst"
    TAX_IGST = "tax_payable:igst"
    TAX_VAT = "tax_payable:vat"
    # What was paid on jobs before their estimate was known.
    CUSTOMER_ADVANCES = "customer_advances"
    PAYABLE = "payable"
    COST_OF_PARTS = "cost_of_parts"
    WRITE_OFF = "write_off"
    # What was missing when handed-over cash was counted, less what was too much.
    CASH_DIFFERENCE = "cash_difference"


@dataclass(frozen=True, slots=True)
class Terms:
    """The type of an account, whose balance it keeps, and the figures that it feeds."""

    type: AccountType
    holder: Holder
    feeds: tuple[str, ...] = ()


_A, _T, _H, _F, _P = Account, AccountType, Holder, Figure, PlainFigure
_EARNED = (_F.REVENUE, _P.NET_REVENUE)
_TAX = Terms(_T.LIABILITY, _H.MEMBER, (_F.REVENUE, _P.TAX))

ACCOUNTS: dict[Account, Terms] = {
    _A.RECEIVABLE: Terms(_T.ASSET, _H.JOB_MEMBER, (_F.OUTSTANDING,)),
    _A.BANK: Terms(_T.ASSET, _H.MEMBER, (_F.COLLECTED,)),
    _A.OWNER_CASH: Terms(_T.ASSET, _H.MEMBER, (_F.COLLECTED,)),
    _A.CASH_IN_HAND: Terms(_T.ASSET, _H.MEMBER, (_F.COLLECTED, _F.CASH_IN_HAND)),
    _A.HANDED_OVER: Terms(_T.ASSET, _H.MEMBER),
    _A.PETTY_CASH: Terms(_T.ASSET, _H.MEMBER),
    _A.STOCK: Terms(_T.ASSET, _H.WORKSHOP),
    _A.INPUT_TAX: Terms(_T.ASSET, _H.WORKSHOP),
    _A.SALES: Terms(_T.INCOME, _H.MEMBER, _EARNED),
    _A.LABOUR_SALES: Terms(_T.INCOME, _H.MEMBER, _EARNED),
    _A.PARTS_SALES: Terms(_T.INCOME, _H.MEMBER, _EARNED),
    _A.ROUND_OFF: Terms(_T.INCOME, _H.MEMBER, _EARNED),
    _A.DISCOUNTS: Terms(_T.INCOME, _H.MEMBER, _EARNED),
    _A.TAX_CGST: _TAX,
    _A.TAX_SGST: _TAX,
    _A.TAX_UTGST: _TAX,
    _A.TAX_IGST: _TAX,
    _A.TAX_VAT: _TAX,
    _A.CUSTOMER_ADVANCES: Terms(_T.LIABILITY, _H.JOB_MEMBER),
    _A.PAYABLE: Terms(_T.LIABILITY, _H.SUPPLIER),
    _A.COST_OF_PARTS: Terms(_T.EXPENSE, _H.WORKSHOP),
    _A.WRITE_OFF: Terms(_T.EXPENSE, _H.MEMBER, (_P.WRITTEN_OFF,)),
    # What customers paid stays collected, whatever became of the notes.
    _A.CASH_DIFFERENCE: Terms(_T.EXPENSE, _H.MEMBER, (_F.COLLECTED, _P.CASH_DIFFERENCE)),
}
# What comes before the category: its balances are the workshop's, and of the type expense.
_EXPENSES = "expense:"
_NAMES = frozenset(account.value for account in Account)


def is_account(name: str) -> bool:
    """Say whether the books have an account of this name."""
    return name in _NAMES or name.startswith(_EXPENSES)


def feeding(*figures: str) -> tuple[Account, ...]:
    """List the accounts that feed any of these figures."""
    return tuple(account for account, terms in ACCOUNTS.items() if set(figures) & set(terms.feeds))


def held_by(*holders: Holder) -> tuple[Account, ...]:
    """List the accounts that keep the balances of such holders."""
    return tuple(account for account, terms in ACCOUNTS.items() if terms.holder in holders)


def _signed(accounts: Iterable[Account]) -> tuple[tuple[str, int], ...]:
    return tuple((account.value, ACCOUNTS[account].type.sign) for account in accounts)


# By figure: the accounts that feed it, each with the sign that it is added with.
FED_BY: dict[str, tuple[tuple[str, int], ...]] = {
    figure: _signed(feeding(figure)) for figure in (*Figure, *PlainFigure) if feeding(figure)
}
# Figures of a period; the others are of now, whatever the period.
OF_PERIODS = (_F.REVENUE, _F.COLLECTED, *_P)
