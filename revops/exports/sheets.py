"""The sheets: their columns, read from documents, and the sums of those columns."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import compress
from operator import itemgetter
from typing import Any, TypeVar

from revops.billing.accounts import TAX_ACCOUNTS
from revops.exports.columns import (
    BILLS,
    COLUMNS,
    CUSTOMERS,
    JOBS,
    PAYMENTS,
    SETTLEMENTS,
    VEHICLES,
    Column,
    columns_of,
)
from revops.exports.jobs_feed import Job, JobColumns, JobsOfPayments, job_columns, read_jobs
from revops.exports.records import COLLECTIONS, Records
from revops.exports.taxes import CREDIT_NOTE, Taxes
from revops.journal.accounts import Account
from revops.mongo.snapshot import Document, Filter, WorkshopAt

# The values of a column, one for each row.
Values = Sequence[Any]
# A part of a sheet: how many documents it was read from, and its columns, which are none when it has no rows.
Batch = tuple[int, list[Values]]
T = TypeVar("T")

_BATCH = 1000
# Few jobs have these.
_TO_FOLLOW = "estimate_to_follow"
_WRITTEN_OFF = "written_off_minor"
_CANCELLED = "cancelled_at"
# Few payments have it.
_RECEIPT = "receipt_number"
# How a bill was posted, by column; those that older versions issued may not keep it.
_SPLIT = "split_minor"
# A hand-over with the one and without the other is to be counted unseen: nothing shows what it comes to.
_COUNT_OF, _RECEIVED = "count", "received"

_OF_THE_JOB = ("number", "customer_name", "vehicle_number")


def ahead(parts: Iterator[T]) -> Iterator[T]:
    """Yield the same, each made in a thread while the one before is worked on."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, parts, None)
        while (part := coming.result()) is not None:
            coming = pool.submit(next, parts, None)
            yield part


class Reader:
    """Reads the sheets' columns as of one instant and sums what it has read, in minor units."""

    def __init__(
        self,
        documents: WorkshopAt,
        filters: Mapping[str, Filter],
        names: Mapping[str, str],
        currency: str,
        *,
        jobs: Iterator[JobColumns] | None = None,
        send_jobs: Callable[[JobColumns], None] | None = None,
    ) -> None:
        """Read what ``filters`` find, by sheet, with ``names`` by user. For its payments, ``jobs`` yields the jobs that
        another process reads and sends with ``send_jobs``, newest first; without it they are read here too."""
        self._documents = documents
        self._received_jobs, self._send_jobs = jobs, send_jobs
        self._filters = filters
        self._names = names
        self._currency = currency
        self._kept = Records(documents, filters)
        self._taxes = Taxes(documents, filters.get("rates", {}))
        # By sheet: counts and sums of its rows, under "rows", an amount's field or a decision.
        self.sums: dict[str, Counter[str]] = {name: Counter() for name in COLUMNS}

    def count(self, sheets: Sequence[str]) -> dict[str, int]:
        """Count the documents that each sheet is read from."""
        return {name: self._documents.count(COLLECTIONS.get(name, name), self._filters[name]) for name in sheets}

    def batches(self, sheet: str, statuses: Sequence[str] | None) -> Iterator[Batch]:
        """Yield the columns of a sheet in parts, newest first, each with the number of documents it was read from."""
        made: dict[str, Callable[[], Iterator[Batch]]] = {
            "jobs": self._jobs,
            "payments": lambda: self._payments(statuses),
            "settlements": self._settlements,
            "bills": self._bills,
            "customers": lambda: self._records(CUSTOMERS, "customers", self._kept.customers()),
            "vehicles": lambda: self._records(VEHICLES, "vehicles", self._kept.vehicles()),
            "rates": lambda: self._taxed("rates", self._taxes.by_rate()),
            "hsn": lambda: self._taxed("hsn", self._taxes.by_code()),
        }
        return made[sheet]()

    def _found(self, sheet: str, fields: Sequence[str]) -> Iterator[list[Document]]:
        by = COLUMNS[sheet][0].name
        return self._documents.batches(
            COLLECTIONS.get(sheet, sheet), self._filters[sheet], fields, [(by, -1), ("_id", -1)], _BATCH
        )

    def _jobs(self) -> Iterator[Batch]:
        fields = [column.name for column in JOBS if column.name not in {_TO_FOLLOW, _WRITTEN_OFF}]
        amounts = [column.name for column in JOBS if column.kind == "amount"]
        sums = self.sums["jobs"]
        for batch in ahead(self._found("jobs", [*fields, _TO_FOLLOW, _WRITTEN_OFF, _CANCELLED])):
            found = _columns(batch, fields)
            found[_WRITTEN_OFF] = [job.get(_WRITTEN_OFF, 0) for job in batch]
            found[_TO_FOLLOW] = ["yes" if job.get(_TO_FOLLOW) else None for job in batch]
            if self._send_jobs is not None:
                self._send_jobs(job_columns(found))
            sums["rows"] += len(batch)
            for amount in amounts:
                sums[amount] += sum(found[amount])
            found["status"] = [
                status if job.get(_CANCELLED) is None else "cancelled"
                for status, job in zip(_spaced(found["status"]), batch, strict=True)
            ]
            yield len(batch), self._sheet(JOBS, found)

    def _payments(self, statuses: Sequence[str] | None) -> Iterator[Batch]:
        fields = [column.name for column in PAYMENTS if column.name not in {*_OF_THE_JOB, _RECEIPT}]
        whose = {name: value for name, value in self._filters["payments"].items() if name == "manager_id"}

        def read() -> Iterator[tuple[list[Document], list[Job]]]:
            jobs: JobsOfPayments | None = None
            for batch in self._found("payments", [*fields, _RECEIPT]):
                if jobs is None:
                    until = {**whose, "created_at": {"$lte": batch[0]["payment_date"]}}
                    jobs = JobsOfPayments(self._documents, self._received_jobs or read_jobs(self._documents, until))
                yield batch, jobs.of(batch)

        for batch, their_jobs in ahead(read()):
            payments = batch
            if statuses is not None:
                wanted = [status in statuses for *_, status in their_jobs]
                payments, their_jobs = list(compress(batch, wanted)), list(compress(their_jobs, wanted))
            if not payments:
                yield len(batch), []
                continue
            found = _columns(payments, fields)
            found[_RECEIPT] = [payment.get(_RECEIPT) for payment in payments]
            found["number"], found["customer_name"], found["vehicle_number"], _ = zip(*their_jobs, strict=True)
            self._add_decisions("payments", found)
            found["method"] = _spaced(found["method"])
            found["collected_by"] = list(map(self._names.get, found["collected_by"]))
            yield len(batch), self._sheet(PAYMENTS, found)

    def _settlements(self) -> Iterator[Batch]:
        fields = [column.name for column in SETTLEMENTS if column.name != "jobs"]
        for batch in self._found("settlements", [*fields, _COUNT_OF, _RECEIVED]):
            found = _columns(batch, fields)
            hidden = [_COUNT_OF in document and _RECEIVED not in document for document in batch]
            shown: dict[str, Values] = {
                name: [None if is_hidden else value for value, is_hidden in zip(found[name], hidden, strict=True)]
                for name in ("amount_minor", "notes")
            }
            found["amount_minor"] = [minor or 0 for minor in shown["amount_minor"]]
            self._add_decisions("settlements", found)
            found |= shown
            found["jobs"] = list(map(len, found["job_ids"]))
            found["job_ids"] = list(map(", ".join, found["job_ids"]))
            yield len(batch), self._sheet(SETTLEMENTS, found)

    def _bills(self) -> Iterator[Batch]:
        """Yield invoices, and credit notes below zero, so that each column comes to what was sold."""
        sums, amounts = self.sums["bills"], ("taxable_minor", "tax_minor", "total_minor")
        accounts = [account.value for account in (*TAX_ACCOUNTS.values(), Account.ROUND_OFF)]
        stored = [column.name for column in BILLS if column.name not in accounts]
        for batch in ahead(self._found("bills", [*stored, _SPLIT])):
            found = _columns(batch, stored)
            signs = [-1 if kind == CREDIT_NOTE else 1 for kind in found["kind"]]
            sums["rows"] += len(batch)
            for amount in amounts:
                found[amount] = [sign * minor for sign, minor in zip(signs, found[amount], strict=True)]
                sums[amount] += sum(found[amount])
            splits = [bill.get(_SPLIT) for bill in batch]
            for account in accounts:
                found[account] = [None if split is None else split.get(account, 0) for split in splits]
            found["kind"] = _spaced(found["kind"])
            yield len(batch), self._sheet(columns_of("bills", self._currency), found)

    def _records(self, columns: Sequence[Column], sheet: str, rows: Iterator[list[Document]]) -> Iterator[Batch]:
        for batch in ahead(rows):
            self.sums[sheet]["rows"] += len(batch)
            found = _columns(batch, [column.name for column in columns])
            yield len(batch), [found[column.name] for column in columns]

    def _taxed(self, sheet: str, rows: Iterator[tuple[int, list[Document]]]) -> Iterator[Batch]:
        names = [column.name for column in columns_of(sheet, self._currency)]
        for bills, batch in ahead(rows):
            self.sums[sheet]["rows"] += len(batch)
            yield bills, list(_columns(batch, names).values()) if batch else []

    def _sheet(self, columns: Sequence[Column], found: dict[str, Values]) -> list[Values]:
        """Return the columns in their order, with names for managers."""
        found["manager_id"] = list(map(self._names.get, found["manager_id"]))
        return [found[column.name] for column in columns]

    def _add_decisions(self, sheet: str, found: Mapping[str, Values]) -> None:
        sums, amounts, decisions = self.sums[sheet], found["amount_minor"], found["verdict"]
        sums["rows"] += len(amounts)
        sums["amount_minor"] += sum(amounts)
        for decision in set(decisions):
            theirs = [amount for amount, given in zip(amounts, decisions, strict=True) if given == decision]
            sums[decision] += len(theirs)
            sums[f"{decision}_minor"] += sum(theirs)


def _columns(batch: Sequence[Document], fields: Sequence[str]) -> dict[str, Values]:
    """Read the values of documents by field; None for what an older version did not write."""
    try:
        rows = list(map(itemgetter(*fields), batch))
    except KeyError:
        rows = [tuple(map(document.get, fields)) for document in batch]
    return dict(zip(fields, zip(*rows, strict=True), strict=True))


def _spaced(values: Sequence[str]) -> list[str]:
    """Replace underscores by spaces."""
    texts = {value: value.replace("_", " ") for value in set(values)}
    return [texts[value] for value in values]
