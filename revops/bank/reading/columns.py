"""The header of a statement, and what its columns are: by what banks call them, or as somebody said by hand."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from revops.bank.reading.tables import Cell, Row
from revops.bank.reading.values import amount_of, day_of_cell

LOOKED_AT = 40
SAMPLE_ROWS = 5


class Column(StrEnum):
    """The parts of a row that are read."""

    DAY = "day"
    VALUE_DAY = "value_day"
    NARRATION = "narration"
    REFERENCE = "reference"
    DEBIT = "debit"
    CREDIT = "credit"
    AMOUNT = "amount"
    # Whether the amount, and the balance, is debit or credit.
    DIRECTION = "direction"
    BALANCE = "balance"
    BALANCE_DIRECTION = "balance_direction"


# Letters and digits only, without the currency.
_CALLED: dict[Column, tuple[str, ...]] = {
    Column.DAY: (
        "date", "txndate", "trandate", "transactiondate", "postdate", "postingdate", "transdate", "dateoftxn",
        "التاريخ", "تاريخالعملية", "تاريخالمعاملة",
    ),
    Column.VALUE_DAY: ("valuedt", "valuedate", "تاريخالقيمة", "تاريخالحق"),
    Column.NARRATION: (
        "narration", "description", "particulars", "transactionremarks", "remarks", "details", "transactiondetails",
        "transactionparticulars", "transactiondescription", "البيان", "الوصف", "التفاصيل", "وصفالعملية",
    ),
    Column.REFERENCE: (
        "chqrefno", "refnochequeno", "chequenumber", "chqno", "chequeno", "refno", "referenceno", "referencenumber",
        "chqrefnumber", "utrnumber", "utrno", "instrumentid", "instrumentno", "transactionid", "tranid", "chequerefno",
        "transactionreference", "المرجع", "رقمالمرجع", "رقمالشيك",
    ),
    Column.DEBIT: (
        "withdrawalamt", "withdrawalamount", "withdrawal", "withdrawals", "debit", "debits", "debitamount", "dr",
        "debitamt", "withdrawaldr", "paidout", "مدين", "المدين", "سحب",
    ),
    Column.CREDIT: (
        "depositamt", "depositamount", "deposit", "deposits", "credit", "credits", "creditamount", "cr", "creditamt",
        "depositcr", "paidin", "دائن", "الدائن", "إيداع",
    ),
    Column.AMOUNT: ("amount", "transactionamount", "txnamount", "amt", "المبلغ"),
    Column.DIRECTION: ("drcr", "crdr", "debitcredit", "type", "transactiontype", "txntype"),
    Column.BALANCE: ("closingbalance", "balance", "bal", "runningbalance", "closingbal", "availablebalance", "الرصيد"),
}  # fmt: skip
_COLUMN_OF = {name: column for column, names in _CALLED.items() for name in names}
_CURRENCY = re.compile(r"(?:inr|rs|aed|sar|qar|usd|omr|kwd|bhd)$")
_BANKS = {
    "hdfc": {"narration", "chqrefno", "valuedt", "withdrawalamt", "depositamt", "closingbalance"},
    "icici": {"transactionremarks", "withdrawalamount", "depositamount", "chequenumber"},
    "sbi": {"txndate", "refnochequeno", "debit", "credit"},
    "axis": {"trandate", "chqno", "particulars", "dr", "cr", "bal"},
    "kotak": {"slno", "transactiondate", "chqrefno", "description"},
}


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a statement: its row, counted from 0, and where each column is."""

    row: int
    columns: Mapping[Column, int]
    bank: str
    # None where nobody has said it: the days themselves tell.
    is_day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A header that somebody must say the columns of: what it is remembered by, its cells, and some rows below it."""

    key: str
    header: list[str]
    sample: list[list[str]] = field(default_factory=list)


def _plain(cell: Cell) -> str:
    letters = re.sub(r"[\W_]", "", str(cell).casefold())
    return letters if letters in _COLUMN_OF else _CURRENCY.sub("", letters)


def key_of(cells: Sequence[Cell]) -> str:
    """Build what a header is remembered by."""
    return hashlib.sha256("|".join(_plain(cell) for cell in cells).strip("|").encode()).hexdigest()


def find_header(table: Sequence[Row], mappings: Mapping[str, Mapping[str, Any]]) -> Header | Unknown:
    """Find the header within the first rows: as it was said by hand before, or by what banks call its columns.

    Raises ValueError where there is nothing like one.
    """
    for number, cells in enumerate(table[:LOOKED_AT]):
        said = mappings.get(key_of(cells))
        if said is not None:
            columns = {Column(name): index for name, index in said["columns"].items()}
            return Header(number, columns, "other", bool(said["is_day_first"]))
    for number, cells in enumerate(table[:LOOKED_AT]):
        columns = _columns_of(cells)
        if is_enough(columns):
            return Header(number, columns, _bank_of(cells))
    return _most_like_one(table)


def is_enough(columns: Mapping[Column, int]) -> bool:
    """Say whether these columns make a statement whose rows can be checked."""
    has_sums = {Column.DEBIT, Column.CREDIT} <= columns.keys() or Column.AMOUNT in columns
    return has_sums and {Column.DAY, Column.NARRATION, Column.BALANCE} <= columns.keys()


def _columns_of(cells: Sequence[Cell]) -> dict[Column, int]:
    columns: dict[Column, int] = {}
    for index, cell in enumerate(cells):
        column = _COLUMN_OF.get(_plain(cell))
        if column is Column.DIRECTION and Column.BALANCE in columns:
            column = Column.BALANCE_DIRECTION  # the same heading stands twice
        if column is not None and column not in columns:
            columns[column] = index
    if Column.DAY not in columns and Column.VALUE_DAY in columns:
        columns[Column.DAY] = columns[Column.VALUE_DAY]
    return columns


def _bank_of(cells: Sequence[Cell]) -> str:
    there = {_plain(cell) for cell in cells}
    return next((bank for bank, named in _BANKS.items() if named <= there), "other")


def _most_like_one(table: Sequence[Row]) -> Unknown:
    best, most = -1, 0
    for number, cells in enumerate(table[:LOOKED_AT]):
        words = sum(1 for cell in cells if isinstance(cell, str) and re.search(r"[^\W\d_]", cell))
        below = table[number + 1 : number + 4]
        if words > most and words >= 3 and any(_is_row(row) for row in below):
            best, most = number, words
    if best < 0:
        raise ValueError(
            "No statement was found in this file: it has no row of headings with dates and amounts below. Download the"
            " statement from your bank as CSV or Excel, and choose that file."
        )
    header = [str(cell)[:60] for cell in table[best]]
    sample = [[str(cell)[:60] for cell in row] for row in table[best + 1 : best + 1 + SAMPLE_ROWS]]
    return Unknown(key_of(table[best]), header, sample)


def _is_row(cells: Sequence[Cell]) -> bool:
    has_day = any(day_of_cell(cell) or day_of_cell(cell, is_day_first=False) for cell in cells)
    return has_day and sum(1 for cell in cells if amount_of(cell, 2) is not None) >= 2
