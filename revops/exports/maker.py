"""The process that makes one export: reads the workshop at the instant it is told, writes the file, says how far it is.

A process of its own, because rows are made in Python and so would hold up every request of the server's; whatever it
holds is given back when it ends, and it ends when the server closes its standard input, for whatever reason.
"""

import errno
import json
import os
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

import bson
from bson.timestamp import Timestamp
from pymongo.errors import PyMongoError

from revops.exports.cells import Kind
from revops.exports.delimited import Delimited
from revops.exports.sheets import COLUMNS, Reader
from revops.exports.workbook import MOST_ROWS, TooLarge, Workbook
from revops.mongo.snapshot import Filter, WorkshopAt

# Other requests go first.
_NICENESS = 10
_SAY_EVERY_SECONDS = 0.2

SHEETS = tuple(COLUMNS)
_SUMMARY_TITLES, _SUMMARY_WIDTHS = ("Figure", "Value", "Note"), (34, 30, 90)


class SummaryRow(TypedDict):
    """A row of the Summary sheet: a text, a count, an instant, a day at midnight, or an amount in minor units."""

    figure: str
    kind: Kind
    value: Any
    note: str


class Order(TypedDict):
    """What the server asks for. ``sheet`` is the one of a CSV, None for the workbook; filters are by sheet."""

    url: str
    database: str
    workshop_id: str
    instant: Timestamp
    timezone: str
    digits: int
    amount_format: str
    path: str
    sheet: str | None
    filters: dict[str, Filter]
    statuses: list[str] | None
    names: dict[str, str]
    about: list[SummaryRow]
    dashboard: list[SummaryRow]


class _Progress:
    """Says how far it is, a few times a second."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._said = 0.0
        say(done=0, total=total)

    def add(self, documents: int) -> None:
        """Count documents that were read."""
        self._done += documents
        if time.monotonic() - self._said > _SAY_EVERY_SECONDS or self._done == self._total:
            self._said = time.monotonic()
            say(done=self._done, total=self._total)


def say(**message: Any) -> None:
    """Tell the server something: one JSON object a line."""
    os.write(1, json.dumps(message).encode() + b"\n")


def make(order: Order) -> None:
    """Make the file. Raises TooLarge, PyMongoError, OSError."""
    documents = WorkshopAt(order["url"], order["database"], order["workshop_id"], order["instant"])
    reader = Reader(documents, order["filters"], order["names"])
    sheets = SHEETS if order["sheet"] is None else (order["sheet"],)
    counts = reader.count(sheets)
    if order["sheet"] is None and any(
        counts[sheet] > MOST_ROWS for sheet in sheets if sheet != "payments" or order["statuses"] is None
    ):
        raise TooLarge
    progress = _Progress(sum(counts.values()))
    if order["sheet"] is not None:
        _make_csv(order, order["sheet"], reader, progress)
    else:
        _make_workbook(order, reader, progress)
    documents.close()


def _make_csv(order: Order, sheet: str, reader: Reader, progress: _Progress) -> None:
    columns = COLUMNS[sheet]
    kinds = [column.kind for column in columns]
    titles = [column.title for column in columns]
    with Delimited(Path(order["path"]), titles, order["digits"], order["timezone"]) as file:
        for documents, rows in reader.batches(sheet, order["statuses"]):
            file.write(kinds, rows)
            progress.add(documents)


def _make_workbook(order: Order, reader: Reader, progress: _Progress) -> None:
    with Workbook(Path(order["path"]), order["amount_format"], order["digits"], order["timezone"]) as workbook:
        for name, columns in COLUMNS.items():
            kinds = [column.kind for column in columns]
            sheet = workbook.sheet(name.capitalize(), [c.title for c in columns], [c.width for c in columns])
            for documents, rows in reader.batches(name, order["statuses"]):
                sheet.write(kinds, rows)
                progress.add(documents)
            sheet.close()
        summary = workbook.sheet("Summary", _SUMMARY_TITLES, _SUMMARY_WIDTHS)
        for row in (*order["about"], *_totals(reader.sums), *order["dashboard"]):
            summary.write(("text", row["kind"], "text"), [(row["figure"], row["value"], row["note"])])
        summary.close()


def _totals(sums: Mapping[str, Counter[str]]) -> list[SummaryRow]:
    """Return the counts and sums of the rows that were written."""

    def row(sheet: str, what: str, key: str, note: str = "") -> SummaryRow:
        kind: Kind = "amount" if key.endswith("_minor") else "count"
        return {"figure": f"{sheet.capitalize()}: {what}", "kind": kind, "value": sums[sheet][key], "note": note}

    rows = [row("jobs", "rows", "rows")]
    rows += [
        row("jobs", what, key, "Sum of the column.")
        for what, key in (
            ("estimated", "estimated_minor"),
            ("advance", "advance_minor"),
            ("paid", "paid_minor"),
            ("confirmed", "confirmed_minor"),
            ("remaining", "outstanding_minor"),
        )
    ]
    for sheet in ("payments", "settlements"):
        rows += [row(sheet, "rows", "rows"), row(sheet, "amount", "amount_minor", "Sum of the column, rejected too.")]
        for verdict in ("confirmed", "pending", "rejected"):
            rows += [row(sheet, verdict, verdict), row(sheet, f"{verdict}, amount", f"{verdict}_minor")]
    return rows


def _read_order() -> Order:
    """Return the order: one BSON document, which says how long it is."""
    received = b""
    while len(received) < 4 or len(received) < int.from_bytes(received[:4], "little"):
        part = os.read(0, 1 << 16)
        if not part:
            raise SystemExit(1)
        received += part
    order: Order = bson.decode(received)  # type: ignore[assignment]
    return order


def _end_with_server(folder: Path) -> None:
    """Wait until the server lets go, which it does by ending too, and end with nothing left behind."""
    while os.read(0, 1 << 16):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def main() -> None:
    """Carry out the order that comes in on standard input; say on standard output how it goes."""
    # Ctrl-C is for the server, which then ends this in order. A session of its own would keep it from that too, but
    # Linux gives each session its share of the processor, and then being nice to others means nothing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    order = _read_order()
    threading.Thread(target=_end_with_server, args=(Path(order["path"]).parent,), daemon=True).start()
    try:
        make(order)
    except TooLarge:
        say(failed="too_large")
    except PyMongoError as error:
        say(failed="database", reason=type(error).__name__)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        say(failed="disk_full")
    else:
        say(made=True)


if __name__ == "__main__":
    main()
    sys.exit(0)
