"""A statement, read from the bytes of a file: run by ``core.helping`` in a process of its own.

The question is the file, and after it a line of JSON that says how to read it. The answer is a line that says what was
found, and then its rows, some hundreds to a line, so that whoever hears it never has much to read at once.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import orjson

from revops.bank.reading.balance import Line, sign_lines
from revops.bank.reading.columns import LOOKED_AT, SAMPLE_ROWS, Column, Header, Unknown, find_header
from revops.bank.reading.tables import TOO_LARGE, Cell, Row, rows_of
from revops.bank.reading.values import amount_of, day_of_cell, is_day_first_in, is_like_a_day
from revops.core.money import shown
from revops.core.rrn import rrns_in

ROWS_IN_A_LINE = 250
_OPENING = re.compile(r"opening\s+bal|balance\s+b/?f|\bb/?f\b|brought\s+forward", re.IGNORECASE)
_ACCOUNT = re.compile(r"a(?:ccount|/?c)\s*(?:no|number|num|#)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9Xx*]{4,20}[0-9]{3,20}(?![0-9])|(?<![0-9A-Za-z])[0-9]{6,20}(?![0-9])")
_DAY = r"(\d{1,4}[-/. ][0-9A-Za-z]{1,9}[-/., ]+\d{2,4})"
_PERIOD = re.compile(rf"(?:from|between|period)\W+{_DAY}\W+(?:to|and)\W+{_DAY}", re.IGNORECASE)
_MAX_TEXT_LENGTH = 300
_Columns = Mapping[Column, int]


def answer(question: bytes) -> bytes:
    """Read a statement. Raises ValueError, in words for whoever sent it, for what is none or does not add up."""
    raw, _, asked = question.rpartition(b"\n")
    said = orjson.loads(asked)
    del question  # it may be long
    try:
        return _answer(raw, said)
    except MemoryError:
        raise ValueError(TOO_LARGE) from None


def _answer(raw: bytes, said: Mapping[str, Any]) -> bytes:
    rows = rows_of(raw)
    above = list(itertools.islice(rows, LOOKED_AT + SAMPLE_ROWS))
    header = find_header(above, said["mappings"])
    if isinstance(header, Unknown):
        return orjson.dumps({"unknown": asdict(header)})
    if header.is_day_first is None:
        header = replace(header, is_day_first=_is_day_first(raw, header, said["currency"]))
    below = itertools.chain(above[header.row + 1 :], rows)
    lines, opening = _lines_of(below, header, said["digits"])
    if not lines:
        raise ValueError("This statement has no transactions. Choose one of days on which money moved.")
    moved, opening_minor = sign_lines(lines, opening, lambda minor: shown(minor, said["currency"]))
    if not moved:
        raise ValueError("This statement has no transactions. Choose one of days on which money moved.")
    found = {
        "bank": header.bank,
        "account": _account_in(above[: header.row]),
        "period": _period_in(above[: header.row], is_day_first=header.is_day_first is not False),
        "opening_minor": opening_minor,
        "closing_minor": moved[-1].balance,
        "rows": len(moved),
    }
    return b"\n".join([orjson.dumps(found), *_told(moved, header.bank)])


def _told(lines: Sequence[Line], bank: str) -> Iterator[bytes]:
    for start in range(0, len(lines), ROWS_IN_A_LINE):
        yield orjson.dumps(
            [
                [
                    line.row,
                    line.day,
                    line.amount,
                    line.balance,
                    line.narration,
                    line.reference,
                    _rrns(line, bank),
                ]
                for line in lines[start : start + ROWS_IN_A_LINE]
            ]
        )


def _rrns(line: Line, bank: str) -> list[str]:
    in_reference = rrns_in(line.reference)
    # Kotak's narration has a number of its own, which is nobody's.
    return in_reference if bank == "kotak" and in_reference else rrns_in(line.reference, line.narration)


def _is_day_first(raw: bytes, header: Header, currency: str) -> bool:
    """Say whether days stand before months: the first that can be read in one way only tells it of all. Where there is
    none, it is as in the country of the garage.
    """
    days = (_at(cells, header.columns, Column.DAY) for cells in itertools.islice(rows_of(raw), header.row + 1, None))
    told = (is_day_first_in(day) for day in days)
    return next((one for one in told if one is not None), currency != "USD")


def _lines_of(below: Iterable[Row], header: Header, digits: int) -> tuple[list[Line], int | None]:
    """Read the rows below the header, and the balance before them where a row says it.

    What is no row is left out: asterisks, narrations that go on, which belong to the row above, and the summary below.
    """
    columns, opening = header.columns, None
    lines: list[Line] = []
    is_below = False
    for number, cells in enumerate(below, header.row + 2):
        cell = _at(cells, columns, Column.DAY)
        day = day_of_cell(cell, is_day_first=header.is_day_first is not False)
        text = _text(cells, columns, Column.NARRATION)
        balance = _balance(cells, columns, digits)
        if day is None:
            if balance is not None and is_like_a_day(cell):
                # Left out at an end, it would be missed by nobody: the others add up.
                raise ValueError(f"Row {number} has a day that cannot be read: {str(cell)[:40]}")
            if balance is not None and not lines and any(_OPENING.search(str(cell)) for cell in cells):
                opening = balance
            elif not is_below and lines and text and balance is None and _is_continued(cells, columns):
                lines[-1].narration = f"{lines[-1].narration} {text}"[:_MAX_TEXT_LENGTH]
            else:
                is_below = is_below or bool(lines)
            continue
        is_below = False
        debit, credit = _sums(cells, columns, digits, number)
        if balance is None and not debit and not credit:
            continue
        if balance is None:
            _refuse_digits(_at(cells, columns, Column.BALANCE), number)
            raise ValueError(f"Row {number} has no balance, so it cannot be checked. Send the statement as it came.")
        if not debit and not credit and not lines and _OPENING.search(text):
            opening = balance
            continue
        lines.append(
            Line(
                row=number,
                day=day.isoformat(),
                debit=debit,
                credit=credit,
                balance=balance,
                narration=text[:_MAX_TEXT_LENGTH],
                reference=_text(cells, columns, Column.REFERENCE)[:_MAX_TEXT_LENGTH],
            )
        )
    return lines, opening


def _at(cells: Sequence[Cell], columns: _Columns, column: Column) -> Cell:
    index = columns.get(column)
    return "" if index is None or index >= len(cells) else cells[index]


def _text(cells: Sequence[Cell], columns: _Columns, column: Column) -> str:
    cell = _at(cells, columns, column)
    # A workbook may hold a reference as a number, whose zeros are gone.
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _is_continued(cells: Sequence[Cell], columns: _Columns) -> bool:
    """Say whether nothing but narration stands in a row."""
    return all(not str(cell).strip() for index, cell in enumerate(cells) if index != columns[Column.NARRATION])


def _balance(cells: Sequence[Cell], columns: _Columns, digits: int) -> int | None:
    balance = amount_of(_at(cells, columns, Column.BALANCE), digits)
    side = _text(cells, columns, Column.BALANCE_DIRECTION).casefold()
    return -abs(balance) if balance is not None and side.startswith("d") else balance


def _sums(cells: Sequence[Cell], columns: _Columns, digits: int, number: int) -> tuple[int, int]:
    """Read what the row says of debit and credit, without signs."""
    if Column.AMOUNT not in columns:
        sides = [_sum(cells, columns, column, digits, number) for column in (Column.DEBIT, Column.CREDIT)]
        return abs(sides[0]), abs(sides[1])
    amount = _sum(cells, columns, Column.AMOUNT, digits, number)
    side = _text(cells, columns, Column.DIRECTION).casefold()
    is_debit = side.startswith("d") or side == "w" or (not side and amount < 0)
    return (abs(amount), 0) if is_debit else (0, abs(amount))


def _sum(cells: Sequence[Cell], columns: _Columns, column: Column, digits: int, number: int) -> int:
    cell = _at(cells, columns, column)
    amount = amount_of(cell, digits)
    if amount is None:
        _refuse_digits(cell, number)
    return amount or 0


def _refuse_digits(cell: Cell, number: int) -> None:
    if any(sign.isdigit() for sign in str(cell)):
        raise ValueError(f"Row {number} has an amount that cannot be read: {str(cell)[:40]}")


def _account_in(above: Sequence[Row]) -> str | None:
    """Find the last four digits of the account's number above the header; banks may print the rest as X."""
    for cells in above:
        for index, cell in enumerate(cells):
            found = _ACCOUNT.search(str(cell))
            if found is None:
                continue
            for text in (str(cell)[found.end() :], *(_whole(other) for other in cells[index + 1 : index + 4])):
                if number := _NUMBER.search(text):
                    return number[0][-4:]
    return None


def _period_in(above: Sequence[Row], *, is_day_first: bool) -> list[str] | None:
    """Find the days that the statement is of above the header: nothing may have moved on the last of them."""
    for cells in above:
        found = _PERIOD.search(" ".join(_whole(cell) for cell in cells))
        if found is not None:
            first, last = (day_of_cell(text.strip(), is_day_first=is_day_first) for text in found.groups())
            if first is not None and last is not None and first <= last:
                return [first.isoformat(), last.isoformat()]
    return None


def _whole(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
