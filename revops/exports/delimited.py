"""A sheet as CSV by RFC 4180, in UTF-8 with a byte order mark: Excel takes it for another encoding without one."""

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from revops.exports.cells import DayStarts, Decimals
from revops.exports.spec import CellKind

# A spreadsheet takes a field that begins so for a formula, or for one after the white space is gone.
_BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Delimited:
    """A CSV file being written, as a context."""

    def __init__(self, path: Path, titles: Sequence[str], digits: int, timezone: str) -> None:
        self._decimals = Decimals(digits)
        self._starts = DayStarts(ZoneInfo(timezone))
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)  # commas, double quotes, CRLF
        self._writer.writerow(titles)

    def write(self, kinds: Sequence[CellKind], columns: Sequence[Sequence[Any]]) -> None:
        """Add columns of values, as ``workbook.Sheet.write`` takes them.

        Text that begins like a formula gets a ``'``.
        """
        written = [self._column(kind, values) for kind, values in zip(kinds, columns, strict=True)]
        self._writer.writerows(zip(*written, strict=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def _column(self, kind: CellKind, values: Sequence[Any]) -> Sequence[Any]:
        match kind:
            case "text":
                return [f"'{value}" if value and value.startswith(_BEGINS_FORMULA) else value or "" for value in values]
            case "time":
                local = self._starts.local
                return ["" if value is None else local(value).isoformat(" ", "seconds") for value in values]
            case "amount":
                decimals = self._decimals
                return ["" if value is None else decimals[value] for value in values]
            case _:
                return values
