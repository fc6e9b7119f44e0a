"""Statements of a story of money, written as each bank writes them, with every trap that banks set."""

import csv
import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlwt
from xlwt.CompoundDoc import XlsDoc

DAY = dt.timedelta(days=1)
NAMES = ("RAVI KUMAR", "SUNITA PATIL", "ABDUL REHMAN", "JOSEPH DSOUZA", "MEENA IYER", "HARPREET SINGH")


@dataclass(frozen=True)
class Money:
    """Money that came or, negative, went; minor units."""

    day: dt.date
    amount: int
    name: str
    rrn: str
    kind: str = "upi"


@dataclass(frozen=True)
class Story:
    """What happened on an account."""

    opening: int
    moves: Sequence[Money]
    account: str = "50100012341234"
    # The first day that the statement is of, where that is before the first move.
    since: dt.date | None = None

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Return the days that the statement is of."""
        return self.since or self.moves[0].day, self.moves[-1].day

    def balances(self) -> list[int]:
        """Return the balance after each."""
        balance, found = self.opening, []
        for money in self.moves:
            balance += money.amount
            found.append(balance)
        return found


def rrn(day: dt.date, number: int) -> str:
    """Make a number as banks do."""
    return f"{day.year % 10}{day.timetuple().tm_yday:03}{number:08}"


def story(seed: int, rows: int = 40, first: dt.date = dt.date(2026, 4, 1), opening: int = 10_000_00) -> Story:
    """Make up a story: several on a day, some going out, the same sum more than once."""
    rng = random.Random(seed)
    moves, day, balance = [], first, opening
    for number in range(rows):
        day += DAY * (rng.random() < 0.3)
        amount = rng.choice((50_000, 150_000, 118_050, rng.randrange(100, 900_000)))
        if rng.random() < 0.25 and balance > amount:
            amount = -amount
        balance += amount
        moves.append(Money(day, amount, rng.choice(NAMES), rrn(day, rng.randrange(10**8))))
        if number % 7 == 3:  # the same comes, goes, and comes again: rows with one key but for their number
            for sign in (-1, 1):
                moves.append(Money(day, sign * amount, rng.choice(NAMES), rrn(day, rng.randrange(10**8))))
    return Story(opening, moves)


def grouped(minor: int) -> str:
    """Write a sum with commas as India does."""
    whole, part = divmod(abs(minor), 100)
    text = str(whole)
    if len(text) > 3:
        head, tail = text[:-3], text[-3:]
        pieces: list[str] = []
        while head:
            pieces.insert(0, head[-2:])
            head = head[:-2]
        text = ",".join([*pieces, tail])
    return f"{'-' if minor < 0 else ''}{text}.{part:02}"


def plain(minor: int) -> str:
    """Write a sum without commas."""
    return f"{minor / 100:.2f}"


def _sides(money: Money, write: Callable[[int], str]) -> list[str]:
    return [write(-money.amount), ""] if money.amount < 0 else ["", write(money.amount)]


Rows = list[list[str]]


def hdfc(told: Story) -> Rows:
    """Two-digit years, a row of asterisks, references filled up to sixteen digits, a summary below."""
    rows: Rows = [
        ["HDFC BANK Ltd."],
        ["M/S. TEST MOTORS", "", "", "Account No :", told.account, "OTHER"],
        [f"Statement From : {told.days[0]:%d/%m/%Y} To : {told.days[1]:%d/%m/%Y}"],
        [],
        ["Date", "Narration", "Chq./Ref.No.", "Value Dt", "Withdrawal Amt.", "Deposit Amt.", "Closing Balance"],
        ["********"] * 7,
    ]
    for money, balance in zip(told.moves, told.balances(), strict=True):
        user = money.name.split()[0].lower()
        text = f"UPI-{money.name}-{user}@ybl-YESB0YBLUPI-{money.rrn}-SERVICE"
        day = f"{money.day:%d/%m/%y}"
        rows.append([day, text, f"0000{money.rrn}", day, *_sides(money, plain), plain(balance)])
    gone = [money.amount for money in told.moves if money.amount < 0]
    came = [money.amount for money in told.moves if money.amount > 0]
    rows += [
        ["********"] * 7,
        ["STATEMENT SUMMARY  :-"],
        ["Opening Balance", "Dr Count", "Cr Count", "Debits", "Credits", "Closing Bal"],
        [
            plain(told.opening),
            str(len(gone)),
            str(len(came)),
            plain(-sum(gone)),
            plain(sum(came)),
            plain(told.balances()[-1]),
        ],
        ["Generated On: 01-JUL-2026"],
    ]
    return rows


def icici(told: Story) -> Rows:
    """A preamble, a blank first column, and headings with a blank before the bracket."""
    rows: Rows = [
        ["", "DETAILED STATEMENT"],
        ["", "Account Number", told.account[-12:], "( INR ) - TEST MOTORS"],
        ["", "Transaction Period", f"From {told.days[0]:%d/%m/%Y} To {told.days[1]:%d/%m/%Y}"],
        [""],
        ["", "S No.", "Value Date", "Transaction Date", "Cheque Number", "Transaction Remarks",
         "Withdrawal Amount (INR )", "Deposit Amount (INR )", "Balance (INR )"],
    ]  # fmt: skip
    for number, (money, balance) in enumerate(zip(told.moves, told.balances(), strict=True), 1):
        text = f"UPI/{money.rrn}/SERVICE/{money.name.lower()}/YES BANK/"
        day = f"{money.day:%d/%m/%Y}"
        sides = [side or "0.0" for side in _sides(money, plain)]
        rows.append(["", str(number), day, day, "-", text, *sides, plain(balance)])
    rows += [[""], ["", "Legends Used in Account Statement"], ["", "1. UPI - Unified Payments Interface"]]
    return rows


def sbi(told: Story) -> Rows:
    """Days with the month's name, an opening row, and the number inside the description only."""
    rows: Rows = [
        ["Account Name       :", "TEST MOTORS"],
        ["Account Number     :", f"_{told.account}"],
        ["Balance as on 1 Apr 2026   :", grouped(told.opening)],
        [],
        ["Txn Date", "Value Date", "Description", "Ref No./Cheque No.", "Debit", "Credit", "Balance"],
    ]
    for money, balance in zip(told.moves, told.balances(), strict=True):
        text = f"BY TRANSFER-UPI/CR/{money.rrn}/{money.name[:8]}/HDFC/{money.name.split()[0].lower()}/Payment--"
        day = f"{money.day.day} {money.day:%b %Y}"
        rows.append([day, day, text, "TRANSFER FROM 4897691162095", *_sides(money, grouped), grouped(balance)])
    rows.append(["**This is a computer generated statement"])
    return rows


def axis(told: Story, *, swapped: bool = False) -> Rows:
    """Padded amounts, and headings of debit and credit that changed places."""
    rows: Rows = [
        ["Name :- TEST MOTORS"],
        [
            f"Statement of Account No - {told.account} for the period"
            f" (From : {told.days[0]:%d-%m-%Y} To : {told.days[1]:%d-%m-%Y})"
        ],
        [],
        ["Tran Date", "CHQNO", "PARTICULARS", *(("CR", "DR") if swapped else ("DR", "CR")), "BAL", "SOL"],
        ["", "", "OPENING BALANCE", "", "", plain(told.opening), ""],
    ]
    for money, balance in zip(told.moves, told.balances(), strict=True):
        text = f"UPI/P2M/{money.rrn}/{money.name}/service/YES BANK"
        rows.append(
            [
                f"{money.day:%d-%m-%Y}",
                "-",
                text,
                *(f"{side:>20}" for side in _sides(money, plain)),
                f"{plain(balance):>20}",
                "1234",
            ]
        )
    rows += [["", "", "TRANSACTION TOTAL", plain(1), plain(2), "", ""], ["Unless the constituent notifies the bank"]]
    return rows


def kotak(told: Story) -> Rows:
    """One amount, the heading "Dr / Cr" twice, times behind days, and the true number in the reference only."""
    rows: Rows = [
        ["Account Statement"],
        ["Account No.", f"XXXXXXXX{told.account[-4:]}"],
        [],
        [
            "Sl. No.",
            "Transaction Date",
            "Value Date",
            "Description",
            "Chq / Ref No.",
            "Amount",
            "Dr / Cr",
            "Balance",
            "Dr / Cr",
        ],
    ]
    for number, (money, balance) in enumerate(zip(told.moves, told.balances(), strict=True), 1):
        other = str(int(money.rrn) ^ 1_000_003).zfill(12)
        day = f"{money.day:%d-%m-%Y}"
        rows.append(
            [str(number), f"{day} 14:05:33", day, f"UPI/{money.name}/{other}/service", f"UPI-{money.rrn}",
             grouped(abs(money.amount)), "DR" if money.amount < 0 else "CR", grouped(abs(balance)),
             "DR" if balance < 0 else "CR"]
        )  # fmt: skip
    return rows


LAYOUTS: dict[str, Callable[[Story], Rows]] = {
    "hdfc": hdfc,
    "icici": icici,
    "sbi": sbi,
    "axis": axis,
    "kotak": kotak,
}
HEADER_ROW = {"hdfc": 4, "icici": 4, "sbi": 4, "axis": 3, "kotak": 3}


def as_text(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Write rows as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def as_xls(rows: Rows, *, cells: bool = False, is_locked: bool = False) -> bytes:
    """Write rows as a workbook of the years before 2007; sums and days as such when asked, with a password when asked.

    An empty sheet stands before them, as in what some banks hand out.
    """
    book = xlwt.Workbook()
    book.add_sheet("Summary")
    sheet = book.add_sheet("Statement")
    as_day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            day = _day(text) if cells else None
            if day is not None:
                sheet.write(number, index, day, as_day)
            elif text:
                sheet.write(number, index, _number(text) if cells else text)
    raw = book.get_biff_data()
    if is_locked:
        # What says that all that follows is encrypted stands behind the beginning of the workbook.
        begins = 4 + int.from_bytes(raw[2:4], "little")
        raw = raw[:begins] + b"\x2f\x00\x06\x00" + bytes(6) + raw[begins:]
    out = io.BytesIO()
    XlsDoc().save(out, raw)
    return out.getvalue()


def _day(text: str) -> dt.date | None:
    for written in ("%d/%m/%y", "%d/%m/%Y", "%d-%m-%Y", "%d %b %Y"):
        try:
            return dt.datetime.strptime(text, written).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None


def as_xlsx(rows: Rows, *, numbers: bool = False) -> bytes:
    """Write rows as a workbook, numbers as such when asked."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append([_number(cell) if numbers else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_misplaced_xlsx(*places: str) -> bytes:
    """Write a workbook of some bytes, of one cell a row, which by their own word stand where they are told."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx([["Date"] for _ in places]))) as plain, zipfile.ZipFile(out, "w") as moved:
        for part in plain.infolist():
            content = plain.read(part)
            for row, place in enumerate(places, 1):
                content = content.replace(f'r="A{row}"'.encode(), f'r="{place}"'.encode())
            moved.writestr(part, content)
    return out.getvalue()


def _number(cell: str) -> str | float:
    try:
        return float(cell.replace(",", "")) if "." in cell and cell.strip() else cell
    except ValueError:
        return cell
