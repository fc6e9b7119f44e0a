"""Statements of five banks, in every kind of file and with every trap, are read exactly, or refused with where."""

import random
import re
import tracemalloc
from collections.abc import Mapping

import orjson
import pytest

from revops.bank.reading import tables
from revops.bank.reading.statement import answer
from tests.bank.statements import (
    HEADER_ROW,
    LAYOUTS,
    Rows,
    Story,
    as_misplaced_xlsx,
    as_text,
    as_xls,
    as_xlsx,
    axis,
    hdfc,
    kotak,
    sbi,
    story,
)

BANKS = sorted(LAYOUTS)


def read(
    file: bytes, mappings: Mapping[str, object] | None = None, *, digits: int = 2, currency: str = "INR"
) -> tuple[dict[str, object], list[list[object]]]:
    asked = orjson.dumps({"mappings": dict(mappings or {}), "digits": digits, "currency": currency})
    head, *pieces = answer(file + b"\n" + asked).split(b"\n")
    return orjson.loads(head), [row for piece in pieces for row in orjson.loads(piece)]


SAYS_PERIOD = {"hdfc", "icici", "axis"}


def assert_told(file: bytes, told: Story, bank: str) -> None:
    head, rows = read(file)
    assert head == {
        "bank": bank,
        "account": told.account[-4:],
        "period": [day.isoformat() for day in told.days] if bank in SAYS_PERIOD else None,
        "opening_minor": told.opening,
        "closing_minor": told.balances()[-1],
        "rows": len(told.moves),
    }
    assert [(row[1], row[2], row[3]) for row in rows] == [
        (money.day.isoformat(), money.amount, balance)
        for money, balance in zip(told.moves, told.balances(), strict=True)
    ]
    assert [row[6] for row in rows] == [[money.rrn] for money in told.moves]


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("seed", range(4))
def test_each_bank_is_read_exactly(bank: str, seed: int) -> None:
    told = story(seed)
    assert_told(as_text(LAYOUTS[bank](told)), told, bank)


@pytest.mark.parametrize("bank", BANKS)
def test_newest_first_is_read_as_oldest_first(bank: str) -> None:
    told = story(5)
    rows = LAYOUTS[bank](told)
    start = HEADER_ROW[bank] + 1 + (bank in {"hdfc", "axis"})
    count = len(told.moves)
    turned = rows[:start] + rows[start : start + count][::-1] + rows[start + count :]
    if bank == "axis":  # the opening balance stands below then, and is not looked for there
        turned.insert(start + count, turned.pop(start - 1))
    assert_told(as_text(turned), told, bank)


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_and_delimiter(bank: str, encoding: str) -> None:
    told = story(6)
    rows = [[cell.replace("SERVICE", "Café") for cell in row] for row in LAYOUTS[bank](told)]
    for delimiter in (",", "\t", ";", "|"):
        assert_told(as_text(rows, delimiter, encoding), told, bank)


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("numbers", [False, True])
def test_workbooks(bank: str, numbers: bool) -> None:
    told = story(7)
    assert_told(as_xlsx(LAYOUTS[bank](told), numbers=numbers), told, bank)


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("cells", [False, True])
def test_old_workbooks(bank: str, cells: bool) -> None:
    told = story(7)
    assert_told(as_xls(LAYOUTS[bank](told), cells=cells), told, bank)


@pytest.mark.parametrize("bank", BANKS)
def test_what_is_wrong_in_an_old_workbook_is_found_with_its_row(bank: str) -> None:
    rows = LAYOUTS[bank](story(3))
    gone = row_of(rows, bank, 5)
    number = rows.index(gone) + 1
    rows.remove(gone)
    with pytest.raises(ValueError, match=rf"Row {number} does not add up"):
        read(as_xls(rows, cells=True))


def test_an_old_workbook_with_a_password_or_cut_off_is_refused_in_words() -> None:
    whole = as_xls(hdfc(story(4)))
    renamed = whole.replace("Workbook".encode("utf-16-le"), "Encrypte".encode("utf-16-le"))
    for file in (as_xls(hdfc(story(4)), is_locked=True), renamed, whole[: len(whole) // 2], whole[:600]):
        with pytest.raises(ValueError, match="locked by a password or damaged"):
            read(file)


def test_a_long_file_takes_little_more_memory_than_it_has_bytes() -> None:
    rows = hdfc(story(13, rows=1500))
    for row in rows[6:-5]:
        row[1] += " " + "x" * 3000
    file = as_text(rows)
    tracemalloc.start()
    head, _ = read(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert head["rows"] == len(rows) - 11
    assert most < 3.5 * len(file)  # twice as it is: as it was asked, and without the question


def test_more_rows_than_are_read_and_a_line_without_an_end() -> None:
    for file in (as_text(hdfc(story(1, rows=60))), as_xls(hdfc(story(1, rows=60)))):
        with pytest.raises(ValueError, match=r"rows\. Download the statement for fewer days"):
            list(tables.rows_of(file, max_rows=50))
    with pytest.raises(ValueError, match="a line of it has no end"):
        read(b"Date,Narration," + b"x," * 200_000)


def test_headings_of_debit_and_credit_that_changed_places_are_seen_through() -> None:
    told = story(8)
    assert_told(as_text(axis(told, swapped=True)), told, "axis")
    without_opening = [row for row in axis(told, swapped=True) if "OPENING BALANCE" not in row]
    assert_told(as_text(without_opening), told, "axis")


def test_an_overdrawn_account_of_kotak() -> None:
    told = story(9, opening=-500_000_00)
    assert_told(as_text(kotak(told)), told, "kotak")


def test_a_narration_that_goes_on_below_belongs_to_its_row() -> None:
    told = story(10, rows=3)
    rows = hdfc(told)
    rows.insert(7, ["", "OF THE BLUE CAR", "", "", "", "", ""])
    _, found = read(as_text(rows))
    assert str(found[0][4]).endswith("-SERVICE OF THE BLUE CAR")


def row_of(rows: Rows, bank: str, index: int) -> list[str]:
    return rows[HEADER_ROW[bank] + 1 + (bank in {"hdfc", "axis"}) + index]


AMOUNTS = {"hdfc": (4, 5), "icici": (6, 7), "sbi": (4, 5), "axis": (3, 4), "kotak": (5,)}


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("seed", range(3))
def test_one_changed_sum_is_found_with_its_row(bank: str, seed: int) -> None:
    told = story(seed)
    rows = LAYOUTS[bank](told)
    index = random.Random(seed).randrange(1, len(told.moves))
    cells = row_of(rows, bank, index)
    for column in AMOUNTS[bank]:
        if cells[column].strip() not in {"", "0.0"}:
            cells[column] = f"{float(cells[column].replace(',', '')) + 1:.2f}"
    number = rows.index(cells) + 1
    with pytest.raises(ValueError, match=rf"Row {number} does not add up: .*₹.* make ₹.*, and the statement says ₹"):
        read(as_text(rows))


@pytest.mark.parametrize("bank", BANKS)
def test_a_row_taken_out_is_found(bank: str) -> None:
    told = story(12)
    rows = LAYOUTS[bank](told)
    gone = row_of(rows, bank, 10)
    number = rows.index(gone) + 1
    rows.remove(gone)
    with pytest.raises(ValueError, match=rf"Row {number} does not add up"):
        read(as_text(rows))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "picture"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(100), "picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>Date</td></tr></table></html>", "web page"),
        (b"PK\x03\x04" + bytes(50), "locked by a password or damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked by a password or damaged"),
        (bytes(range(1, 256)) * 5, "no statement"),
        (b"a,b,c\n1,2,3\n", "No statement was found"),
        (b"", "No statement was found"),
        (b"Dear customer,\n\nthank you", "No statement"),
        (as_misplaced_xlsx("A4294967295"), "more than 100,000 rows"),
    ],
)
def test_what_is_no_statement_is_refused_in_words(file: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(file)


def test_a_statement_without_transactions() -> None:
    told = story(1, rows=1)
    with pytest.raises(ValueError, match="no transactions"):
        read(as_text(hdfc(told)[:6]))


def test_a_balance_that_cannot_be_checked_and_a_sum_that_cannot_be_read() -> None:
    rows = hdfc(story(2))
    row_of(rows, "hdfc", 3)[6] = ""
    with pytest.raises(ValueError, match=r"Row 10 has no balance"):
        read(as_text(rows))
    rows = hdfc(story(2))
    row_of(rows, "hdfc", 3)[4:6] = ["12.345", ""]
    with pytest.raises(ValueError, match=r"Row 10 has an amount that cannot be read: 12\.345"):
        read(as_text(rows))
    rows = hdfc(story(2))
    for written in ("1.234,50", "1234,50"):
        row_of(rows, "hdfc", 3)[6] = written
        with pytest.raises(ValueError, match=rf"Row 10 has an amount that cannot be read: {re.escape(written)}"):
            read(as_text(rows))


@pytest.mark.parametrize("column", range(7))
@pytest.mark.parametrize("index", [3, 51])
def test_a_quotation_mark_without_an_end_swallows_no_rows(column: int, index: int) -> None:
    """Not all banks double what stands in a narration: the rows behind it would be a part of its cell."""
    rows = sbi(story(3))
    cells = row_of(rows, "sbi", index)
    cells[column] = f'"{cells[column]}'
    raw = "\r\n".join("\t".join(row) for row in rows).encode()
    with pytest.raises(ValueError, match=r"Row \d+ "):
        read(raw)


AMERICAN = [
    ["Date", "Description", "Amount", "Balance"],
    ["11/01/2026", "DEPOSIT", "100.00", "1,100.00"],
    ["11/13/2026", "FEE", "10.00-", "1,090.00"],
]


def test_days_tell_whether_they_stand_before_months() -> None:
    _, rows = read(as_text(AMERICAN))
    assert [(row[1], row[2]) for row in rows] == [("2026-11-01", 10_000), ("2026-11-13", -1000)]
    # Where they do not, as in the country of the garage.
    for currency, day in (("USD", "2026-11-01"), ("AED", "2026-01-11")):
        _, rows = read(as_text(AMERICAN[:2]), currency=currency)
        assert [row[1] for row in rows] == [day]


@pytest.mark.parametrize("day", ["31/11/2026", "13/13/2026", "12-Nvo-2026", "Nov 31, 2026", "31.11.2026"])
def test_a_row_whose_day_cannot_be_read_is_not_left_out(day: str) -> None:
    last = [day, "CHEQUE", "-90.00", "1,000.00"]
    with pytest.raises(ValueError, match=rf"Row 4 has a day that cannot be read: {day}"):
        read(as_text([*AMERICAN[:2], ["Nov 2, 2026", "FEE", "-10.00", "1,090.00"], last]))


@pytest.mark.parametrize("opening", ["10,000.00", "1,00,000.00", "10,00,000", "₹ 10,000.00"])
def test_a_summary_whose_sums_stand_below_day_and_balance_is_no_row(opening: str) -> None:
    told = story(4)
    rows = hdfc(told)
    heads = ["Opening Balance", "", "Dr Count", "Cr Count", "Debits", "Credits", "Closing Bal"]
    sums = [opening, "", "3", "9", "50,000.00", "70,000.00", f"{told.balances()[-1] / 100:,.2f}"]
    assert_told(as_text([*rows[:-3], heads, sums, rows[-1]]), told, "hdfc")


@pytest.mark.parametrize("day", ["05 NOVEMBER 2026", "5-NOV-26", "November 5, 2026", "NOVEMBER 05 2026"])
def test_months_in_full_and_in_capitals(day: str) -> None:
    _, rows = read(as_text([AMERICAN[0], [day, "DEPOSIT", "100.00", "1,100.00"]]))
    assert [row[1] for row in rows] == ["2026-11-05"]


def test_a_statement_in_arabic() -> None:
    rows = [
        ["كشف حساب", "", "", "", ""],
        ["التاريخ", "البيان", "مدين", "دائن", "الرصيد"],
        ["٠١/١١/٢٠٢٦", "حوالة أحمد", "", "١٠٫٥٠٠", "١٬٠١٠٫٥٠٠"],
        ["02/11/2026", "رسوم", "0.345", "", "1,010.155"],
    ]
    head, found = read(as_text(rows), digits=3, currency="OMR")
    assert (head["opening_minor"], head["closing_minor"]) == (1_000_000, 1_010_155)
    assert [(row[1], row[2]) for row in found] == [("2026-11-01", 10_500), ("2026-11-02", -345)]
    # Headings that are not known are told apart, in whatever script.
    keys = set()
    for heads in (["متى", "ماذا", "ذهب", "جاء", "الباقي"], ["اليوم", "شرح", "خرج", "دخل", "المتبقي"]):
        unknown = read(as_text([heads, *rows[2:]]), digits=3, currency="OMR")[0]["unknown"]
        assert isinstance(unknown, dict)
        assert unknown["header"] == heads
        keys.add(unknown["key"])
    assert len(keys) == 2


OWN = [
    ["When", "What", "Took", "Brought", "Stands at"],
    ["04/01/2026", "UPI/609100000001/RAVI", "", "500.00", "1500.00"],
    ["04/02/2026", "RENT", "200.00", "", "1300.00"],
]


def test_an_unknown_header_is_asked_about_and_remembered() -> None:
    head, _ = read(as_text([["My own bank"], *OWN]))
    unknown = head["unknown"]
    assert isinstance(unknown, dict)
    assert (unknown["header"], unknown["sample"][0][:2]) == (OWN[0], OWN[1][:2])
    columns = {"day": 0, "narration": 1, "debit": 2, "credit": 3, "balance": 4}
    mapping: dict[str, object] = {str(unknown["key"]): {"columns": columns, "is_day_first": False}}

    head, rows = read(as_xlsx([["My own bank"], [], *OWN]), mapping)

    assert (head["bank"], head["opening_minor"], head["closing_minor"]) == ("other", 100_000, 130_000)
    assert [(row[1], row[2]) for row in rows] == [("2026-04-01", 50_000), ("2026-04-02", -20_000)]
