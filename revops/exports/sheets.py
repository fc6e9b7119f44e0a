"""What the sheets hold: their columns, the rows made of documents, and the sums of those rows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from revops.exports.cells import Kind
from revops.mongo.snapshot import Document, Filter, WorkshopAt

Row = tuple[Any, ...]
T = TypeVar("T")

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, what its values are, and its width in characters."""

    title: str
    kind: Kind
    width: float


_TEXT: Kind = "text"
_AMOUNT: Kind = "amount"
_TIME: Kind = "time"
_COUNT: Kind = "count"

JOBS: tuple[Column, ...] = (
    Column("Taken in", _TIME, 18),
    Column("Status", _TEXT, 17),
    Column("Customer", _TEXT, 26),
    Column("Phone", _TEXT, 16),
    Column("Vehicle number", _TEXT, 16),
    Column("Car model", _TEXT, 20),
    Column("Work", _TEXT, 40),
    Column("Estimated", _AMOUNT, 16),
    Column("Advance", _AMOUNT, 16),
    Column("Paid", _AMOUNT, 16),
    Column("Confirmed", _AMOUNT, 16),
    Column("Remaining", _AMOUNT, 16),
    Column("Due", _TIME, 18),
    Column("Completed", _TIME, 18),
    Column("Manager", _TEXT, 20),
    Column("Worker", _TEXT, 18),
    Column("Parts", _TEXT, 30),
    Column("Address", _TEXT, 30),
    Column("Internal notes", _TEXT, 30),
    Column("Job ID", _TEXT, 38),
)
PAYMENTS: tuple[Column, ...] = (
    Column("Paid on", _TIME, 18),
    Column("Customer", _TEXT, 26),
    Column("Vehicle number", _TEXT, 16),
    Column("Amount", _AMOUNT, 16),
    Column("Type", _TEXT, 10),
    Column("Method", _TEXT, 14),
    Column("Verdict", _TEXT, 11),
    Column("Judged on", _TIME, 18),
    Column("Collected by", _TEXT, 20),
    Column("Manager", _TEXT, 20),
    Column("Notes", _TEXT, 30),
    Column("Reference", _TEXT, 24),
    Column("Reason of rejection", _TEXT, 30),
    Column("Payment ID", _TEXT, 38),
    Column("Job ID", _TEXT, 38),
)
SETTLEMENTS: tuple[Column, ...] = (
    Column("Submitted", _TIME, 18),
    Column("Manager", _TEXT, 20),
    Column("Amount", _AMOUNT, 16),
    Column("Verdict", _TEXT, 11),
    Column("Judged on", _TIME, 18),
    Column("Notes", _TEXT, 30),
    Column("Reason of rejection", _TEXT, 30),
    Column("Jobs", _COUNT, 8),
    Column("Settlement ID", _TEXT, 38),
    Column("Job IDs", _TEXT, 40),
)
COLUMNS = {"jobs": JOBS, "payments": PAYMENTS, "settlements": SETTLEMENTS}

# What a job and a payment are read with. All fields are there in each document.
_JOB_FIELDS = (
    "created_at status customer_name phone vehicle_number car_model work_description estimated_minor advance_minor"
    " paid_minor confirmed_minor outstanding_minor due_at completed_at manager_id worker_assigned parts_required"
    " address internal_notes"
).split()
_PAYMENT_FIELDS = (
    "payment_date job_id amount_minor type method verdict confirmation_date collected_by manager_id notes reference"
    " reject_reason"
).split()
_SETTLEMENT_FIELDS = (
    "submitted_date manager_id amount_minor verdict confirmation_date notes reject_reason job_ids".split()
)
_OF_THE_JOB = ("customer_name", "vehicle_number", "status")


def ahead(parts: Iterator[T]) -> Iterator[T]:
    """Yield the same, each made in a thread while the one before is worked on."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, parts, None)
        while (part := coming.result()) is not None:
            coming = pool.submit(next, parts, None)
            yield part


class Reader:
    """Reads the sheets' rows as of one instant and sums what it has read, in minor units."""

    def __init__(self, documents: WorkshopAt, filters: Mapping[str, Filter], names: Mapping[str, str]) -> None:
        self._documents = documents
        self._filters = filters
        self._names = names
        # By sheet: counts and sums of its rows, under "rows", an amount's field or a verdict.
        self.sums: dict[str, Counter[str]] = {name: Counter() for name in COLUMNS}

    def count(self, sheets: Sequence[str]) -> dict[str, int]:
        """Return how many documents each sheet is read from."""
        return {name: self._documents.count(name, self._filters[name]) for name in sheets}

    def batches(self, sheet: str, statuses: Sequence[str] | None) -> Iterator[tuple[int, list[Row]]]:
        """Yield the rows of a sheet in parts, newest first, each with the number of documents it was read from."""
        made: dict[str, Callable[[], Iterator[tuple[int, list[Row]]]]] = {
            "jobs": self._jobs,
            "payments": lambda: self._payments(statuses),
            "settlements": self._settlements,
        }
        return made[sheet]()

    def _found(self, sheet: str, fields: Sequence[str], by: str) -> Iterator[list[Document]]:
        return self._documents.batches(sheet, self._filters[sheet], fields, [(by, -1), ("_id", -1)], _BATCH)

    def _jobs(self) -> Iterator[tuple[int, list[Row]]]:
        names, sums = self._names, self.sums["jobs"]
        amounts = ("estimated_minor", "advance_minor", "paid_minor", "confirmed_minor", "outstanding_minor")
        for batch in ahead(self._found("jobs", _JOB_FIELDS, "created_at")):
            sums["rows"] += len(batch)
            for amount in amounts:
                sums[amount] += sum([job[amount] for job in batch])
            yield (
                len(batch),
                [
                    (
                        job["created_at"],
                        job["status"].replace("_", " "),
                        job["customer_name"],
                        job["phone"],
                        job["vehicle_number"],
                        job["car_model"],
                        job["work_description"],
                        *[job[amount] for amount in amounts],
                        job["due_at"],
                        job["completed_at"],
                        names.get(job["manager_id"]),
                        job["worker_assigned"],
                        job["parts_required"],
                        job["address"],
                        job["internal_notes"],
                        job["_id"],
                    )
                    for job in batch
                ],
            )

    def _payments_with_jobs(self) -> Iterator[tuple[list[Document], Mapping[str, Document]]]:
        """Yield payments with their jobs by id; a job that is missing is empty."""

        def read() -> Iterator[tuple[list[Document], Mapping[str, Document]]]:
            for batch in self._found("payments", _PAYMENT_FIELDS, "payment_date"):
                job_ids = list({payment["job_id"] for payment in batch})
                yield batch, defaultdict(dict, self._documents.by_id("jobs", job_ids, _OF_THE_JOB))

        return ahead(read())

    def _payments(self, statuses: Sequence[str] | None) -> Iterator[tuple[int, list[Row]]]:
        names = self._names
        for batch, jobs in self._payments_with_jobs():
            wanted = [p for p in batch if statuses is None or jobs[p["job_id"]].get("status") in statuses]
            self._add_verdicts("payments", wanted)
            yield (
                len(batch),
                [
                    (
                        payment["payment_date"],
                        jobs[payment["job_id"]].get("customer_name"),
                        jobs[payment["job_id"]].get("vehicle_number"),
                        payment["amount_minor"],
                        payment["type"],
                        payment["method"].replace("_", " "),
                        payment["verdict"],
                        payment["confirmation_date"],
                        names.get(payment["collected_by"]),
                        names.get(payment["manager_id"]),
                        payment["notes"],
                        payment["reference"],
                        payment["reject_reason"],
                        payment["_id"],
                        payment["job_id"],
                    )
                    for payment in wanted
                ],
            )

    def _settlements(self) -> Iterator[tuple[int, list[Row]]]:
        names = self._names
        for batch in self._found("settlements", _SETTLEMENT_FIELDS, "submitted_date"):
            self._add_verdicts("settlements", batch)
            yield (
                len(batch),
                [
                    (
                        settlement["submitted_date"],
                        names.get(settlement["manager_id"]),
                        settlement["amount_minor"],
                        settlement["verdict"],
                        settlement["confirmation_date"],
                        settlement["notes"],
                        settlement["reject_reason"],
                        len(settlement["job_ids"]),
                        settlement["_id"],
                        ", ".join(settlement["job_ids"]),
                    )
                    for settlement in batch
                ],
            )

    def _add_verdicts(self, sheet: str, rows: Sequence[Document]) -> None:
        sums = self.sums[sheet]
        sums["rows"] += len(rows)
        for row in rows:
            sums["amount_minor"] += row["amount_minor"]
            sums[row["verdict"]] += 1
            sums[f"{row['verdict']}_minor"] += row["amount_minor"]
