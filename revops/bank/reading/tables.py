"""The rows and cells of a file, whatever kind of file it is: delimited text in any encoding, XLS or XLSX.

Banks name tab-separated text ``.xls``, so what a file is says its content, never its name.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence

Cell = str | int | float | dt.date
Table = list[list[Cell]]

MAX_ROWS = 100_000
_MAX_COLUMNS = 60
_MAX_UNPACKED_BYTES = 200_000_000
_MAX_CELL = 1000
_DELIMITERS = ("\t", ",", ";", "|")
_LOOKED_AT = 200
_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OTHERS = (
    (b"%PDF", "This file is a PDF."),
    (b"\x89PNG", "This file is a picture."),
    (b"\xff\xd8\xff", "This file is a picture."),
    (b"RIFF", "This file is a picture."),
    (b"GIF8", "This file is a picture."),
)
_WANTED = "Download the statement from your bank as CSV or Excel, and choose that file."
_LOCKED = "This workbook is locked by a password or damaged. Open it, save it without a password as XLSX or CSV, and"
_LOCKED += " choose that file."
_TOO_LARGE = f"This file has more than {MAX_ROWS:,} rows. Download the statement for fewer days."
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def table_of(raw: bytes) -> Table:
    """Read the rows of a file. Raises ValueError, in words for whoever chose it, for what is no statement."""
    for beginning, said in _OTHERS:
        if raw.startswith(beginning):
            raise ValueError(f"{said} {_WANTED}")
    if raw.startswith(_WORKBOOKS):
        return _of_workbook(raw)
    return _of_text(_decoded(raw))


def _decoded(raw: bytes) -> str:
    text = None
    for encoding, mark in _BOMS:
        if raw.startswith(mark):
            text = raw.decode(encoding, errors="replace")
    if text is None and len(raw) > 3 and 0 in raw[:4]:  # of two bytes each, and without a mark
        text = raw.decode("utf-16-le" if raw[1] == 0 else "utf-16-be", errors="replace")
    if text is None:
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    beginning = text[:2000]
    if _CONTROL.search(beginning) or "\ufffd" in beginning:
        raise ValueError(f"This file is no statement. {_WANTED}")
    if re.match(r"\s*<(?:!doctype|html|table|\?xml)", beginning, re.IGNORECASE):
        raise ValueError("This file is a web page. Open it in Excel, save it as XLSX or CSV, and choose that file.")
    return text


def _of_text(text: str) -> Table:
    csv.field_size_limit(100_000)
    lines = text.splitlines()[:_LOOKED_AT]
    best: Sequence[list[str]] = max((_split(lines, delimiter) for delimiter in _DELIMITERS), key=_regularity)
    delimiter = next(delimiter for delimiter in _DELIMITERS if _split(lines, delimiter) == best)
    table: Table = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            table.append([cell.strip()[:_MAX_CELL] for cell in row[:_MAX_COLUMNS]])
            if len(table) > MAX_ROWS:
                raise ValueError(_TOO_LARGE)
    except csv.Error:
        raise ValueError(f"This file is damaged: row {len(table) + 1} cannot be read. {_WANTED}") from None
    return table


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


def _of_workbook(raw: bytes) -> Table:
    import python_calamine  # noqa: PLC0415 - only this process needs it, and only for a workbook

    if raw.startswith(b"PK"):
        _require_small(raw)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
            if any(any(cell not in ("", None) for cell in row) for row in rows):
                break
        else:
            raise ValueError(f"This workbook is empty. {_WANTED}")
    except (python_calamine.CalamineError, OSError, KeyError):
        raise ValueError(_LOCKED) from None
    if len(rows) > MAX_ROWS:
        raise ValueError(_TOO_LARGE)
    return [[_cell(cell) for cell in row[:_MAX_COLUMNS]] for row in rows]


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
