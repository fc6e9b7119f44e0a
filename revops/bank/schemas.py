"""Bank statements and matches on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from revops.bank.matching import How
from revops.bank.reading.columns import Column, is_enough
from revops.core.text import Identifier
from revops.http.query import FromDay, QueryModel, ToDay
from revops.http.wire import Confirmation, Created, PaymentMethod, Verdict


class StatementQuery(QueryModel):
    """The account that a statement is of, where the file does not say it."""

    account: Annotated[
        Identifier | None,
        Field(description="The id of a bank account, or `new` for one that was not there before.", examples=["new"]),
    ] = None


def _enough(columns: dict[Column, int]) -> dict[Column, int]:
    if not is_enough(columns):
        raise PydanticCustomError(
            "columns", "must name the day, the narration, the balance, and debit and credit or an amount"
        )
    if len(set(columns.values())) < len(columns):
        raise PydanticCustomError("columns", "must name each column once")
    return columns


class LayoutCreate(BaseModel):
    """The columns of a statement that RevOps does not know: remembered by its header."""

    key: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="From the answer `layout_unknown`.")]
    columns: Annotated[
        dict[Column, Annotated[int, Field(strict=True, ge=0, lt=60)]],
        AfterValidator(_enough),
        Field(
            description="Where each is, counted from 0: at least the day, the narration, the balance, and either debit"
            " and credit or an amount.",
            examples=[{"day": 0, "narration": 1, "debit": 2, "credit": 3, "balance": 4}],
        ),
    ]
    is_day_first: Annotated[bool, Field(description="Whether 01/04 is the first of April.")] = True


class BankAccountOut(BaseModel):
    """A bank account, called by its bank and the end of its number."""

    id: str
    name: Annotated[str, Field(examples=["HDFC Bank ··1234"])]


class Reworded(BaseModel):
    """A row that an earlier file has in other words."""

    row: int
    day: dt.date
    narration: str


class StatementRead(Created):
    """A statement that was read. ``is_repeated``: all of its rows were read before, and are there once."""

    is_repeated: bool
    account: BankAccountOut
    rows: int
    new_rows: int
    first_day: dt.date
    last_day: dt.date
    closing_balance: float
    reworded: list[Reworded]


class BankRowOut(BaseModel):
    """A row that came in. Its words are None once they were erased."""

    id: str
    account: str
    day: dt.date
    amount: float
    narration: str | None
    reference: str | None


class BankPayment(BaseModel):
    """A payment that was entered, other than in cash."""

    id: str
    job_id: str
    job_number: int | None
    customer_name: str
    vehicle_number: str
    collected_by_name: str | None
    day: dt.date
    amount: float
    method: PaymentMethod
    verdict: Verdict
    reference: str | None
    hint: Annotated[str | None, Field(description="The reference looks like one of another day.")]
    is_overdue: Annotated[bool, Field(description="Two bank days have gone by since.")] = False


class MatchOut(BaseModel):
    """A row of the bank, the payments that it is, and what that goes by."""

    row: BankRowOut
    payments: list[BankPayment]
    how: How


class CreditOut(BankRowOut):
    """Money that came in without an entry."""

    other_sum: Annotated[
        BankPayment | None, Field(description="The payment that has its number, and says another sum.")
    ] = None


class GapOut(BaseModel):
    """Days of an account between two statements, of which nothing is known."""

    account: str
    after: dt.date
    before: dt.date


class AccountCovered(BankAccountOut):
    """A bank account, and up to which day and which balance it is known."""

    first_day: dt.date
    last_day: dt.date
    balance: float
    read_at: dt.datetime


class BankOut(BaseModel):
    """The bank and what was entered, side by side. Lists show the newest 100; counts are of all."""

    accounts: list[AccountCovered]
    gaps: list[GapOut]
    first_day: dt.date | None
    last_day: Annotated[dt.date | None, Field(description="Up to here the statements of all accounts go.")]
    seen: Annotated[str, Field(description="Stands for all that matches; confirming them says it.")]
    matches: list[MatchOut]
    match_count: int
    match_amount: float
    above_password: Annotated[bool, Field(description="Whether confirming them needs the password.")]
    entered: list[BankPayment]
    entered_count: int
    entered_amount: float
    credited: list[CreditOut]
    credited_count: int
    credited_amount: float


class MatchAll(Confirmation):
    """All that match, as they were shown."""

    seen: Annotated[str, Field(min_length=1, max_length=64)]


class MatchesConfirmed(BaseModel):
    """The matches that were confirmed, and those that are left: they are confirmed by asking again."""

    message: Annotated[str, Field(examples=["31 matches confirmed"])]
    confirmed: int
    left: int
    seen: str


class MatchOne(Confirmation):
    """A row of the bank, and the payments that it is."""

    row_id: Identifier
    payment_ids: Annotated[list[Identifier], Field(min_length=1, max_length=100)]


Why = Literal["own_money", "cash_paid_in", "interest", "refund", "other"]


class SetAside(BaseModel):
    """The reason why a row is no customer's money."""

    why: Why


class UpiProofQuery(QueryModel):
    """The days whose payments to look at."""

    first_day: FromDay = None
    last_day: ToDay = None


class UpiProof(BaseModel):
    """A member's payments by UPI in a month, and how many of them have no proof: no number, and no row of the bank."""

    month: Annotated[str, Field(examples=["2026-04"])]
    member_id: str
    member_name: str | None
    payments: int
    amount: float
    without_proof: int
    without_proof_amount: float
