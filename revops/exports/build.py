"""Build one export in its own process: read, write, and report how far it is and how it went."""

import errno
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pymongo.errors import PyMongoError

from revops.exports.cells import Cells, cells_by_kind
from revops.exports.columns import COLUMNS, columns_of, sheet_title, titles_of
from revops.exports.delimited import Delimited
from revops.exports.sheet_process import OWN_PROCESS_SHEET, PartFailed, ReceivedJobs, SheetProcess, report
from revops.exports.sheets import Reader
from revops.exports.spec import CellKind, ExportSpec, SummaryRow
from revops.exports.workbook import MAX_ROWS, Part, Sheet, TooLarge, Workbook
from revops.mongo.snapshot import WorkshopAt

_REPORT_EVERY_SECONDS = 0.2

_SUMMARY_TITLES, _SUMMARY_WIDTHS = ("Figure", "Value", "Note"), (34, 30, 90)


def run(spec: ExportSpec, payments_process: SheetProcess | None, jobs: ReceivedJobs) -> None:
    """Build the file of a spec and report how it went.

    ``payments_process`` builds a part of it; in that process, ``jobs`` are those that come from this one.
    """
    try:
        build(spec, payments_process, jobs)
    except TooLarge:
        report(failed="too_large")
    except PartFailed as failed:
        report(failed=str(failed))
    except PyMongoError as error:
        report(failed="database", reason=type(error).__name__)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        report(failed="disk_full")
    else:
        report(made=True)


class _Progress:
    """Reports how far it is, a few times a second."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._reported_at = 0.0
        self._lock = threading.Lock()
        report(done=0, total=total)

    def add(self, documents: int) -> None:
        """Count documents that were read."""
        with self._lock:
            self._add(documents)

    def _add(self, documents: int) -> None:
        self._done += documents
        if time.monotonic() - self._reported_at > _REPORT_EVERY_SECONDS or self._done == self._total:
            self._reported_at = time.monotonic()
            report(done=self._done, total=self._total)


def build(spec: ExportSpec, payments_process: SheetProcess | None, jobs: ReceivedJobs) -> None:
    """Build the file. Raises TooLarge, PartFailed, PyMongoError, OSError."""
    documents = WorkshopAt(spec["url"], spec["database"], spec["workshop_id"], spec["instant"])
    # With a filter by status the jobs that are read are not all that payments are of.
    reads_all_jobs = spec["statuses"] is None
    reader = Reader(
        documents,
        spec["filters"],
        spec["names"],
        spec["currency"],
        jobs=iter(jobs) if reads_all_jobs and spec["is_part"] else None,
        send_jobs=payments_process.send_jobs if reads_all_jobs and payments_process is not None else None,
    )
    if spec["is_part"]:
        _build_part(spec, reader)
        return
    sheets = _sheets(spec) if spec["sheet"] is None else [spec["sheet"]]
    counts = reader.count(sheets)
    if spec["sheet"] is None and any(
        counts[sheet] > MAX_ROWS for sheet in sheets if sheet != "payments" or spec["statuses"] is None
    ):
        raise TooLarge
    progress = _Progress(sum(counts.values()))
    if spec["sheet"] is not None:
        _build_csv(spec, spec["sheet"], reader, progress)
    else:
        _build_workbook(spec, reader, payments_process, progress)
    documents.close()


def _sheets(spec: ExportSpec) -> list[str]:
    return [name for name in COLUMNS if name in spec["filters"]]


def _build_csv(spec: ExportSpec, sheet: str, reader: Reader, progress: _Progress) -> None:
    columns = columns_of(sheet, spec["currency"])
    kinds = [column.kind for column in columns]
    titles = titles_of(sheet, spec["currency"])
    with Delimited(Path(spec["path"]), titles, spec["digits"], spec["timezone"]) as file:
        for documents, values in reader.batches(sheet, spec["statuses"]):
            if values:
                file.write(kinds, values)
            progress.add(documents)


def _build_workbook(
    spec: ExportSpec, reader: Reader, payments_process: SheetProcess | None, progress: _Progress
) -> None:
    if payments_process is not None:
        payments_process.report_progress_to(progress.add)
    folder, cells = Path(spec["path"]).parent, cells_by_kind(spec["digits"], spec["timezone"])
    parts: dict[str, Part] = {}
    sheets = _sheets(spec)
    for name in sheets:
        if name != OWN_PROCESS_SHEET or payments_process is None:
            parts[name] = _build_sheet(name, folder, reader, spec, cells, progress.add)
            if name == "jobs" and payments_process is not None:
                payments_process.end_jobs()
    if payments_process is not None:
        parts[OWN_PROCESS_SHEET] = Part(**payments_process.part(reader.sums[OWN_PROCESS_SHEET]))
    with Workbook(Path(spec["path"]), spec["amount_format"]) as workbook:
        for name in sheets:
            workbook.adopt(parts[name])
        summary = Sheet(folder / "summary", "Summary", _SUMMARY_TITLES, _SUMMARY_WIDTHS, cells)
        for row in (*spec["about"], *_totals(reader.sums, sheets), *spec["dashboard"]):
            summary.write(("text", row["kind"], "text"), [[row["figure"]], [row["value"]], [row["note"]]])
        workbook.adopt(summary.close())


def _build_sheet(
    name: str,
    folder: Path,
    reader: Reader,
    spec: ExportSpec,
    cells: Mapping[CellKind, Cells],
    count: Callable[[int], None],
) -> Part:
    """Build a sheet, and ``count`` the documents that were read for it since the last time."""
    columns = columns_of(name, spec["currency"])
    titles, widths = titles_of(name, spec["currency"]), [column.width for column in columns]
    sheet = Sheet(folder / name, sheet_title(name), titles, widths, cells, first=name == "jobs")
    kinds = [column.kind for column in columns]
    for documents, values in reader.batches(name, spec["statuses"]):
        if values:
            sheet.write(kinds, values)
        count(documents)
    return sheet.close()


def _build_part(spec: ExportSpec, reader: Reader) -> None:
    """Build one sheet for the process that asked for it, and report what it needs to know of it."""
    name, folder, cells = spec["sheet"], Path(spec["path"]).parent, cells_by_kind(spec["digits"], spec["timezone"])
    assert name is not None
    part = _build_sheet(name, folder, reader, spec, cells, lambda documents: report(done=documents))
    report(part=asdict(part), sums=reader.sums[name])


def _totals(sums: Mapping[str, Counter[str]], sheets: Sequence[str]) -> list[SummaryRow]:
    """Return the counts and sums of the rows that were written."""

    def row(sheet: str, what: str, key: str, note: str = "") -> SummaryRow:
        kind: CellKind = "amount" if key.endswith("_minor") else "count"
        return {"figure": f"{sheet_title(sheet)}: {what}", "kind": kind, "value": sums[sheet][key], "note": note}

    rows = [row("jobs", "rows", "rows")]
    rows += [
        row("jobs", what, key, "Sum of the column.")
        for what, key in (
            ("estimated", "estimated_minor"),
            ("advance", "advance_minor"),
            ("paid", "paid_minor"),
            ("confirmed", "confirmed_minor"),
            ("written off", "written_off_minor"),
            ("remaining", "outstanding_minor"),
        )
    ]
    for sheet in ("payments", "settlements"):
        rows += [row(sheet, "rows", "rows"), row(sheet, "amount", "amount_minor", "Sum of the column, rejected too.")]
        for decision in ("confirmed", "pending", "rejected"):
            rows += [row(sheet, decision, decision), row(sheet, f"{decision}, amount", f"{decision}_minor")]
    if "bills" in sheets:
        rows.append(row("bills", "rows", "rows", "Invoices, and credit notes below zero."))
        rows += [
            row("bills", what, key, "Sum of the column.")
            for what, key in (("before tax", "taxable_minor"), ("tax", "tax_minor"), ("total", "total_minor"))
        ]
    notes = dict.fromkeys(("customers", "vehicles"), "All that are known, whatever the days and the status.")
    notes |= {"rates": "Bills, each by rate of tax.", "hsn": "What the bills come to, by HSN or SAC."}
    rows += [row(sheet, "rows", "rows", note) for sheet, note in notes.items() if sheet in sheets]
    return rows
