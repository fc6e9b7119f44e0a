"""The report of an import: a CSV with each record that was repaired or left out, and counts by collection."""

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

COLUMNS = ("collection", "id", "action", "field", "reason", "old_value")
REPAIRED = "repaired"
LEFT_OUT = "left_out"

_MAX_OLD = 80
# A spreadsheet runs a cell that begins like this as a formula, unless it is a number or a phone number.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d .,()-]*$)")


class Row(NamedTuple):
    """One thing that was repaired or left out."""

    collection: str
    id: str
    action: str
    field: str
    reason: str
    old_value: str


def beside(data: Path) -> Path:
    """Name the report that no option names: beside the data folder, or in it where only that may be written."""
    return (data.parent if os.access(data.parent, os.W_OK) else data) / "revops-import-report.csv"


def shortened(value: Any) -> str:
    """Return an old value as the report shows it."""
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= _MAX_OLD else text[: _MAX_OLD - 1] + "…"


class Notes:
    """Collects rows during conversion. Password hashes never come here: whoever repairs one gives no old value."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def repaired(self, collection: str, record_id: str, field_name: str, reason: str, old: Any = None) -> None:
        """Note that a record was taken over with a change."""
        self.rows.append(Row(collection, shortened(record_id), REPAIRED, field_name, reason, shortened(old)))

    def left_out(self, collection: str, record_id: str, field_name: str, reason: str, old: Any = None) -> None:
        """Note that a record was not taken over."""
        self.rows.append(Row(collection, shortened(record_id), LEFT_OUT, field_name, reason, shortened(old)))


@dataclass(slots=True)
class Counts:
    """Counts of a collection's records by their outcome. Repaired ones are imported or already there."""

    imported: int = 0
    already_there: int = 0
    repaired: int = 0
    left_out: int = 0


@dataclass(slots=True)
class ImportSummary:
    """Counts by collection of the original; ``advances`` are payments made of the advances noted on jobs."""

    collections: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    advances: int = 0
    placeholders: int = 0
    seconds: float = 0.0

    def count(self, collection: str, *, new: int = 0, known: int = 0) -> None:
        """Add records that were imported now, or were there already."""
        counts = self.collections[collection]
        counts.imported += new
        counts.already_there += known

    def __str__(self) -> str:
        """Return a table for people."""
        lines = [f"{'':14}{'imported':>10}{'there':>10}{'repaired':>10}{'left out':>10}"]
        lines += [
            f"{name:14}{c.imported:10,}{c.already_there:10,}{c.repaired:10,}{c.left_out:10,}"
            for name, c in self.collections.items()
        ]
        lines.append(
            f"{self.advances:,} advances became payments; {self.placeholders:,} accounts stand in for people"
            f" who are missing. {self.seconds:.1f} s."
        )
        return "\n".join(lines)


class ReportFile:
    """The CSV, written as the import goes on, so that it is there even when the import is cut short."""

    def __init__(self, path: Path, summary: ImportSummary) -> None:
        # With a byte order mark, because Excel takes the file for Latin-1 without it.
        # Names and amounts are in it, so that nobody else may read it.
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(made, "w", newline="", encoding="utf-8-sig")
        self._writer = csv.writer(self._file)
        self._writer.writerow(COLUMNS)
        self._summary = summary

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows and count their records, a repaired one once for all of its repairs in ``rows``."""
        records: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in rows:
            self._writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
            records[row.collection].add((row.id, row.action))
            self._summary.collections[row.collection].left_out += row.action == LEFT_OUT
        for collection, found in records.items():
            counts = self._summary.collections[collection]
            gone = {record for record, action in found if action == LEFT_OUT}
            counts.repaired += len({record for record, action in found if action == REPAIRED} - gone)
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
