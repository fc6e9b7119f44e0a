"""The process that makes one export: reads the workshop at the instant it is told, writes the file, says how far it is.

A process of its own, because rows are made in Python and so would hold up every request of the server's; whatever it
holds is given back when it ends, and it ends when the server closes its standard input, for whatever reason.
"""

import errno
import gc
import json
import os
import shutil
import signal
import subprocess  # nosec B404
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self, TypedDict

import bson
from bson.timestamp import Timestamp
from pymongo.errors import PyMongoError

from revops.exports.cells import Cells, Kind, makers
from revops.exports.delimited import Delimited
from revops.exports.sheets import COLUMNS, Reader
from revops.exports.workbook import MOST_ROWS, Part, Sheet, TooLarge, Workbook
from revops.mongo.snapshot import Filter, WorkshopAt

# Other requests go first.
_NICENESS = 10
_SAY_EVERY_SECONDS = 0.2

SHEETS = tuple(COLUMNS)
# The sheet of a workbook that a second process makes.
_BESIDE = "payments"
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
    # Whether the sheet is to be a part of a workbook, for the process that makes the rest of it.
    is_part: bool
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
        self._lock = threading.Lock()
        say(done=0, total=total)

    def add(self, documents: int) -> None:
        """Count documents that were read."""
        with self._lock:
            self._add(documents)

    def _add(self, documents: int) -> None:
        self._done += documents
        if time.monotonic() - self._said > _SAY_EVERY_SECONDS or self._done == self._total:
            self._said = time.monotonic()
            say(done=self._done, total=self._total)


def say(**message: Any) -> None:
    """Tell the server something: one JSON object a line."""
    os.write(1, json.dumps(message).encode() + b"\n")


def make(order: Order) -> None:
    """Make the file. Raises TooLarge, PartFailed, PyMongoError, OSError."""
    documents = WorkshopAt(order["url"], order["database"], order["workshop_id"], order["instant"])
    reader = Reader(documents, order["filters"], order["names"])
    if order["is_part"]:
        _make_part(order, reader)
        return
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
        for documents, values in reader.batches(sheet, order["statuses"]):
            if values:
                file.write(kinds, values)
            progress.add(documents)


def _make_workbook(order: Order, reader: Reader, progress: _Progress) -> None:
    """Make the payments in a process beside this one: they and the jobs are nearly all there is, and two cores halve
    the time."""
    workbook, folder = Workbook(Path(order["path"]), order["amount_format"]), Path(order["path"]).parent
    cells = makers(order["digits"], order["timezone"])
    with _Beside(order, _BESIDE, progress) as beside, workbook:
        for name in COLUMNS:
            if name == _BESIDE:
                workbook.adopt(beside.part(reader.sums[name]))
            else:
                workbook.adopt(_made(name, folder, reader, order["statuses"], cells, progress.add))
        summary = Sheet(folder / "summary", "Summary", _SUMMARY_TITLES, _SUMMARY_WIDTHS, cells)
        for row in (*order["about"], *_totals(reader.sums), *order["dashboard"]):
            summary.write(("text", row["kind"], "text"), [[row["figure"]], [row["value"]], [row["note"]]])
        workbook.adopt(summary.close())


def _made(
    name: str,
    folder: Path,
    reader: Reader,
    statuses: list[str] | None,
    cells: Mapping[Kind, Cells],
    tell: Callable[[int], None],
) -> Part:
    """Make a sheet, and ``tell`` how many documents were read for it since the last time."""
    columns = COLUMNS[name]
    titles, widths = [column.title for column in columns], [column.width for column in columns]
    sheet = Sheet(folder / name, name.capitalize(), titles, widths, cells, first=name == SHEETS[0])
    kinds = [column.kind for column in columns]
    for documents, values in reader.batches(name, statuses):
        if values:
            sheet.write(kinds, values)
        tell(documents)
    return sheet.close()


def _make_part(order: Order, reader: Reader) -> None:
    """Make one sheet for the process that asked for it, and say what it needs to know of it."""
    name, folder, cells = order["sheet"], Path(order["path"]).parent, makers(order["digits"], order["timezone"])
    assert name is not None
    part = _made(name, folder, reader, order["statuses"], cells, lambda documents: say(done=documents))
    say(part=asdict(part), sums=reader.sums[name])


class PartFailed(Exception):
    """The process that made a part failed; the reason is what it said."""


class _Beside:
    """The process that makes one sheet meanwhile, as a context: it ends with it, and with this process."""

    def __init__(self, order: Order, name: str, progress: _Progress) -> None:
        self._order = {**order, "sheet": name, "is_part": True, "about": [], "dashboard": []}
        self._progress = progress
        self._said: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # our own arguments  # nosec B603
            [sys.executable, "-P", "-m", "revops.exports.maker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdin is not None
        self._process.stdin.write(bson.encode(self._order))
        self._process.stdin.flush()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        return self

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            if "done" in said:
                self._progress.add(said["done"])
            else:
                self._said |= said

    def part(self, sums: Counter[str]) -> Part:
        """Wait for the sheet; return it, and add its sums. Raises PartFailed."""
        self._listening.join()
        if self._process.wait() != 0 or "part" not in self._said:
            raise PartFailed(self._said.get("failed", "crashed"))
        sums.update(self._said["sums"])
        return Part(**self._said["part"])

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


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
    # Looking for circles among rows, where there are none, takes up to a third of the time. Nothing lives long here.
    gc.disable()
    order = _read_order()
    if hasattr(os, "nice") and not order["is_part"]:
        os.nice(_NICENESS)
    threading.Thread(target=_end_with_server, args=(Path(order["path"]).parent,), daemon=True).start()
    try:
        make(order)
    except TooLarge:
        say(failed="too_large")
    except PartFailed as failed:
        say(failed=str(failed))
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
