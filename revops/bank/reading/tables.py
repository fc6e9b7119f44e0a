"""The rows and cells of a file, whatever kind of file it is: delimited text in any encoding, XLS or XLSX.

Banks name tab-separated text ``.xls``, so what a file is says its content, never its name.
"""

import codecs
import csv
import datetime as dt
import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import python_calamine

Cell = str | int | float | dt.date
Row = list[Cell]

MAX_ROWS = 100_000
_MAX_COLUMNS = 60
_MAX_UNPACKED_BYTES = 200_000_000
_MAX_CELL = 1000
_DELIMITERS = ("\t", ",", ";", "|")
_LOOKED_AT = 200
_MAX_LINE_LENGTH = 200_000
_BEGINNING_BYTES = 4000
_END = "\x00end"
_PIECE_BYTES = 64 * 1024
_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OTHERS = (
    (b"%PDF", "This file is a PDF."),
    (b"\x89PNG", "This file is a picture."),
    (b"\xff\xd8\xff", "This file is a picture."),
    (b"RIFF", "This file is a picture."),
    (b"GIF8", "This file is a picture."),
)
_PHOTO_OF_A_PHONE = b"ftyp"
_WANTED = "Download the statement from your bank as CSV or Excel, and choose that file."
_LOCKED = "This workbook is locked by a password or damaged. Open it, save it without a password as XLSX or CSV, and"
_LOCKED += " choose that file."
TOO_LARGE = f"This file has more than {MAX_ROWS:,} rows. Download the statement for fewer days."
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def rows_of(raw: bytes, max_rows: int = MAX_ROWS) -> Iterator[Row]:
    """Read the rows of a file, one after the other, so that no more than one of a long file is in memory.

    Raises ValueError, in words for whoever chose it, for what is no statement: at once, or with the row.
    """
    for beginning, said in _OTHERS:
        if raw.startswith(beginning):
            raise ValueError(f"{said} {_WANTED}")
    if raw[4:8] == _PHOTO_OF_A_PHONE:
        raise ValueError(f"This file is a picture. {_WANTED}")
    if raw.startswith(_WORKBOOKS):
        return _bounded(_of_workbook(raw, max_rows), max_rows)
    return _bounded(_of_text(raw, _encoding_of(raw)), max_rows)


def _bounded(rows: Iterable[Sequence[Cell]], max_rows: int) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count >= max_rows:
            raise ValueError(TOO_LARGE)
        yield list(row[:_MAX_COLUMNS])


def _encoding_of(raw: bytes) -> str:
    """Tell how a text is written. Raises ValueError for what is no text of rows."""
    encoding = next((encoding for encoding, mark in _BOMS if raw.startswith(mark)), None)
    if encoding is None and len(raw) > 3 and 0 in raw[:4]:  # of two bytes each, and without a mark
        encoding = "utf-16-le" if raw[1] == 0 else "utf-16-be"
    if encoding is None:
        encoding = "utf-8" if _is_utf8(raw) else "cp1252"
    beginning = codecs.getincrementaldecoder(encoding)("replace").decode(raw[:_BEGINNING_BYTES])
    if _CONTROL.search(beginning) or "\ufffd" in beginning:
        raise ValueError(f"This file is no statement. {_WANTED}")
    if re.match(r"\s*<(?:!doctype|html|table|\?xml)", beginning, re.IGNORECASE):
        raise ValueError("This file is a web page. Open it in Excel, save it as XLSX or CSV, and choose that file.")
    return encoding


def _is_utf8(raw: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(raw)
    try:
        for start in range(0, len(raw), _PIECE_BYTES):
            decoder.decode(view[start : start + _PIECE_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines_of(raw: bytes, encoding: str) -> Iterator[str]:
    text = io.TextIOWrapper(io.BytesIO(raw), encoding=encoding, errors="replace", newline="")
    while line := text.readline(_MAX_LINE_LENGTH):
        if len(line) == _MAX_LINE_LENGTH:
            raise ValueError(f"This file is no statement: a line of it has no end. {_WANTED}")
        yield line


def _of_text(raw: bytes, encoding: str) -> Iterator[Row]:
    csv.field_size_limit(100_000)
    head = list(itertools.islice(_lines_of(raw, encoding), _LOOKED_AT))
    delimiter = max(_DELIMITERS, key=lambda delimiter: _regularity(_split(head, delimiter)))
    number = 0
    lines = itertools.chain(_lines_of(raw, encoding), [_END])
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if row == [_END]:
                return
            number += 1
            yield [cell.strip()[:_MAX_CELL] for cell in row[:_MAX_COLUMNS]]
    except csv.Error:
        raise ValueError(f"This file is damaged: row {number + 1} cannot be read. {_WANTED}") from None
    # The end is in a cell that began in the last row, and so are all rows between.
    raise ValueError(
        f"Row {number} has a quotation mark without an end. Download the statement from your bank as Excel."
    )


def _split(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


def _regularity(rows: Sequence[Sequence[str]]) -> int:
    """Count the rows that have as many cells as most, and so many: the right delimiter makes a table."""
    lengths = [len(row) for row in rows if len(row) >= 4]
    if not lengths:
        return 0
    common = max(set(lengths), key=lengths.count)
    return lengths.count(common) * common


def _of_workbook(raw: bytes, max_rows: int) -> Iterator[Row]:
    import python_calamine  # noqa: PLC0415 - only this process needs it, and only for a workbook

    if raw.startswith(b"PK"):
        _require_small(raw)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = (workbook.get_sheet_by_name(name) for name in workbook.sheet_names)
        # The first that has anything is the statement.
        sheet = next((one for one in sheets if _is_filled(one, max_rows)), None)
    except (python_calamine.CalamineError, OSError, KeyError):
        raise ValueError(_LOCKED) from None
    if sheet is None:
        raise ValueError(f"This workbook is empty. {_WANTED}")
    for row in sheet.iter_rows():
        yield [_cell(cell) for cell in row[:_MAX_COLUMNS]]


def _is_filled(sheet: "python_calamine.CalamineSheet", max_rows: int) -> bool:
    # A cell may say that it stands below thousands of millions of empty rows.
    if sheet.total_height > max_rows:
        raise ValueError(TOO_LARGE)
    return any(map(_has_cell, sheet.iter_rows()))


def _has_cell(cells: Sequence[object]) -> bool:
    return any(cell not in ("", None) for cell in cells)


def _require_small(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise ValueError(_LOCKED) from None
    if unpacked > _MAX_UNPACKED_BYTES:
        raise ValueError(f"This workbook is too large when it is unpacked. {_WANTED}")


def _cell(value: object) -> Cell:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, int | float | dt.date):
        return value
    return str(value).strip()[:_MAX_CELL]
