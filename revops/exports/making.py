"""Makes one export, once its process has begun: reads, writes, and says how far it is and how it went."""

import errno
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from pymongo.errors import PyMongoError

from revops.exports.beside import BESIDE, Beside, JobsTold, PartFailed, say
from revops.exports.cells import Cells, makers
from revops.exports.delimited import Delimited
from revops.exports.order import Kind, Order, SummaryRow
from revops.exports.sheets import COLUMNS, Reader
from revops.exports.workbook import MOST_ROWS, Part, Sheet, TooLarge, Workbook
from revops.mongo.snapshot import WorkshopAt

_SAY_EVERY_SECONDS = 0.2

SHEETS = tuple(COLUMNS)
_SUMMARY_TITLES, _SUMMARY_WIDTHS = ("Figure", "Value", "Note"), (34, 30, 90)


def carry_out(order: Order, beside: Beside | None, told: JobsTold) -> None:
    """Make the file that is ordered, with the process ``beside`` this one; for a part, with the jobs ``told`` to it."""
    try:
        make(order, beside, told)
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


def make(order: Order, beside: Beside | None, told: JobsTold) -> None:
    """Make the file. Raises TooLarge, PartFailed, PyMongoError, OSError."""
    documents = WorkshopAt(order["url"], order["database"], order["workshop_id"], order["instant"])
    # With a filter by status the jobs that are read are not all that payments are of.
    is_told = order["statuses"] is None
    reader = Reader(
        documents,
        order["filters"],
        order["names"],
        jobs=iter(told) if is_told and order["is_part"] else None,
        tell_jobs=beside.tell_jobs if is_told and beside is not None else None,
    )
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
        _make_workbook(order, reader, beside, progress)
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


def _make_workbook(order: Order, reader: Reader, beside: Beside | None, progress: _Progress) -> None:
    if beside is not None:
        beside.tell_progress(progress.add)
    folder, cells = Path(order["path"]).parent, makers(order["digits"], order["timezone"])
    parts: dict[str, Part] = {}
    for name in COLUMNS:
        if name != BESIDE or beside is None:
            parts[name] = _made(name, folder, reader, order["statuses"], cells, progress.add)
            if name == "jobs" and beside is not None:
                beside.end_jobs()
    if beside is not None:
        parts[BESIDE] = Part(**beside.part(reader.sums[BESIDE]))
    with Workbook(Path(order["path"]), order["amount_format"]) as workbook:
        for name in COLUMNS:
            workbook.adopt(parts[name])
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
