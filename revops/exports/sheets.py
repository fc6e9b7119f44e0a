"""The sheets: their columns, read from documents, and the sums of those columns."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter
from typing import Any, TypeVar

from revops.core.country import country_of
from revops.core.gstin import tax_number_name
from revops.exports.jobs_feed import Job, JobColumns, JobsOfPayments, job_columns, read_jobs
from revops.exports.records import COLLECTIONS, Records
from revops.exports.spec import CellKind
from revops.journal.accounts import Account
from revops.mongo.snapshot import Document, Filter, WorkshopAt

# The values of a column, one for each row.
Values = Sequence[Any]
# A part of a sheet: how many documents it was read from, and its columns, which are none when it has no rows.
Batch = tuple[int, list[Values]]
T = TypeVar("T")

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, what its values are, its width in characters, and what it is called in a batch."""

    title: str
    kind: CellKind
    width: float
    name: str


_TEXT: CellKind = "text"
_AMOUNT: CellKind = "amount"
_TIME: CellKind = "time"
_COUNT: CellKind = "count"
# Few jobs have these.
_TO_FOLLOW = "estimate_to_follow"
_WRITTEN_OFF = "written_off_minor"
_CANCELLED = "cancelled_at"
# Few payments have it.
_RECEIPT = "receipt_number"
# How a bill was posted, by column; those that older versions issued may not keep it.
_SPLIT = "split_minor"
_OF_SPLIT = {
    "CGST": Account.TAX_CGST,
    "SGST": Account.TAX_SGST,
    "UTGST": Account.TAX_UTGST,
    "IGST": Account.TAX_IGST,
    "VAT": Account.TAX_VAT,
    "Round off": Account.ROUND_OFF,
}
_IN_INDIA = {Account.TAX_CGST, Account.TAX_SGST, Account.TAX_UTGST, Account.TAX_IGST}
_ABROAD = {Account.TAX_VAT}
_CREDIT_NOTE = "credit_note"
# A hand-over with the one and without the other is to be counted unseen: nothing shows what it comes to.
_COUNT_OF, _RECEIVED = "count", "received"

JOBS: tuple[Column, ...] = (
    Column("Taken in", _TIME, 18, "created_at"),
    Column("Job no.", _COUNT, 9, "number"),
    Column("Status", _TEXT, 17, "status"),
    Column("Customer", _TEXT, 26, "customer_name"),
    Column("Phone", _TEXT, 16, "phone"),
    Column("Vehicle number", _TEXT, 16, "vehicle_number"),
    Column("Car model", _TEXT, 20, "car_model"),
    Column("Work", _TEXT, 40, "work_description"),
    Column("Estimated", _AMOUNT, 16, "estimated_minor"),
    Column("Estimate to follow", _TEXT, 10, _TO_FOLLOW),
    Column("Advance", _AMOUNT, 16, "advance_minor"),
    Column("Paid", _AMOUNT, 16, "paid_minor"),
    Column("Confirmed", _AMOUNT, 16, "confirmed_minor"),
    Column("Written off", _AMOUNT, 16, _WRITTEN_OFF),
    Column("Remaining", _AMOUNT, 16, "outstanding_minor"),
    Column("Due", _TIME, 18, "due_at"),
    Column("Completed", _TIME, 18, "completed_at"),
    Column("Bill no.", _TEXT, 18, "invoice_number"),
    Column("Manager", _TEXT, 20, "manager_id"),
    Column("Worker", _TEXT, 18, "worker_assigned"),
    Column("Parts", _TEXT, 30, "parts_required"),
    Column("Address", _TEXT, 30, "address"),
    Column("Internal notes", _TEXT, 30, "internal_notes"),
    Column("Job ID", _TEXT, 38, "_id"),
)
PAYMENTS: tuple[Column, ...] = (
    Column("Paid on", _TIME, 18, "payment_date"),
    Column("Job no.", _COUNT, 9, "number"),
    Column("Customer", _TEXT, 26, "customer_name"),
    Column("Vehicle number", _TEXT, 16, "vehicle_number"),
    Column("Amount", _AMOUNT, 16, "amount_minor"),
    Column("Type", _TEXT, 10, "type"),
    Column("Method", _TEXT, 14, "method"),
    Column("Verdict", _TEXT, 11, "verdict"),
    Column("Judged on", _TIME, 18, "confirmation_date"),
    Column("Collected by", _TEXT, 20, "collected_by"),
    Column("Manager", _TEXT, 20, "manager_id"),
    Column("Notes", _TEXT, 30, "notes"),
    Column("Reference", _TEXT, 24, "reference"),
    Column("Receipt no.", _TEXT, 18, _RECEIPT),
    Column("Reason of rejection", _TEXT, 30, "reject_reason"),
    Column("Payment ID", _TEXT, 38, "_id"),
    Column("Job ID", _TEXT, 38, "job_id"),
)
SETTLEMENTS: tuple[Column, ...] = (
    Column("Submitted", _TIME, 18, "submitted_date"),
    Column("Manager", _TEXT, 20, "manager_id"),
    Column("Amount", _AMOUNT, 16, "amount_minor"),
    Column("Verdict", _TEXT, 11, "verdict"),
    Column("Judged on", _TIME, 18, "confirmation_date"),
    Column("Notes", _TEXT, 30, "notes"),
    Column("Reason of rejection", _TEXT, 30, "reject_reason"),
    Column("Jobs", _COUNT, 8, "jobs"),
    Column("Settlement ID", _TEXT, 38, "_id"),
    Column("Job IDs", _TEXT, 40, "job_ids"),
)
BILLS: tuple[Column, ...] = (
    Column("Issued", _TIME, 18, "issued_at"),
    Column("Bill no.", _TEXT, 18, "number"),
    Column("Kind", _TEXT, 12, "kind"),
    Column("Takes back", _TEXT, 18, "credits_number"),
    Column("Customer", _TEXT, 26, "customer_name"),
    Column("Tax number", _TEXT, 18, "customer_gst_number"),
    Column("Vehicle number", _TEXT, 16, "vehicle_number"),
    Column("Job no.", _COUNT, 9, "job_number"),
    Column("Before tax", _AMOUNT, 16, "taxable_minor"),
    Column("Tax", _AMOUNT, 16, "tax_minor"),
    *(Column(title, _AMOUNT, 14, account.value) for title, account in _OF_SPLIT.items()),
    Column("Total", _AMOUNT, 16, "total_minor"),
    Column("Manager", _TEXT, 20, "manager_id"),
    Column("Bill ID", _TEXT, 38, "_id"),
    Column("Job ID", _TEXT, 38, "job_id"),
)
CUSTOMERS: tuple[Column, ...] = (
    Column("Customer since", _TIME, 18, "created_at"),
    Column("Customer", _TEXT, 26, "name"),
    Column("Phones", _TEXT, 30, "phones"),
    Column("E-mail", _TEXT, 26, "email"),
    Column("Name on bills", _TEXT, 26, "legal_name"),
    Column("Tax number", _TEXT, 18, "gst_number"),
    Column("Address", _TEXT, 30, "line"),
    Column("City", _TEXT, 16, "city"),
    Column("Postal code", _TEXT, 12, "pin"),
    Column("Region", _TEXT, 18, "state"),
    Column("Jobs", _COUNT, 8, "jobs"),
    Column("Last visit", _TIME, 18, "last_visit"),
    Column("Paid", _AMOUNT, 16, "paid_minor"),
    Column("Outstanding", _AMOUNT, 16, "outstanding_minor"),
    Column("Notes", _TEXT, 30, "notes"),
    Column("Customer ID", _TEXT, 38, "_id"),
)
VEHICLES: tuple[Column, ...] = (
    Column("Vehicle since", _TIME, 18, "created_at"),
    Column("Vehicle number", _TEXT, 16, "plate_shown"),
    Column("Make", _TEXT, 16, "make"),
    Column("Model", _TEXT, 20, "model"),
    Column("Year", _COUNT, 8, "year"),
    Column("Fuel", _TEXT, 10, "fuel"),
    Column("Colour", _TEXT, 12, "colour"),
    Column("Chassis number (VIN)", _TEXT, 22, "vin"),
    Column("Owner", _TEXT, 26, "keeper"),
    Column("Owner's phones", _TEXT, 30, "keeper_phones"),
    Column("Odometer, km", _COUNT, 14, "km"),
    Column("Odometer read on", _TIME, 18, "read_at"),
    Column("Jobs", _COUNT, 8, "jobs"),
    Column("Last visit", _TIME, 18, "last_visit"),
    Column("Paid", _AMOUNT, 16, "paid_minor"),
    Column("Outstanding", _AMOUNT, 16, "outstanding_minor"),
    Column("Vehicle ID", _TEXT, 38, "_id"),
)
# In the order of the workbook. A sheet without a filter is left out.
COLUMNS = {
    "jobs": JOBS,
    "payments": PAYMENTS,
    "settlements": SETTLEMENTS,
    "bills": BILLS,
    "customers": CUSTOMERS,
    "vehicles": VEHICLES,
}


def columns_of(sheet: str, currency: str) -> tuple[Column, ...]:
    """Return the columns of a sheet in a garage's country: India has several heads of tax, and no VAT."""
    left_out = _ABROAD if currency == "INR" else _IN_INDIA
    return tuple(column for column in COLUMNS[sheet] if column.name not in left_out)


def titles_of(sheet: str, currency: str) -> list[str]:
    """Return the titles of a sheet's columns, in the words of the garage's country."""
    country = country_of(currency)
    own = dict.fromkeys(("gst_number", "customer_gst_number"), tax_number_name(currency))
    own |= {"pin": country.postal_code, "state": country.region}
    return [own.get(column.name, column.title) for column in columns_of(sheet, currency)]


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
        }
        return made[sheet]()

    def _found(self, sheet: str, fields: Sequence[str]) -> Iterator[list[Document]]:
        by = COLUMNS[sheet][0].name
        return self._documents.batches(
            COLLECTIONS.get(sheet, sheet), self._filters[sheet], fields, [(by, -1), ("_id", -1)], _BATCH
        )

    def _jobs(self) -> Iterator[Batch]:
        fields = [column.name for column in JOBS if column.name not in {_TO_FOLLOW, _WRITTEN_OFF}]
        amounts = [column.name for column in JOBS if column.kind == _AMOUNT]
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
        accounts = [account.value for account in _OF_SPLIT.values()]
        stored = [column.name for column in BILLS if column.name not in accounts]
        for batch in ahead(self._found("bills", [*stored, _SPLIT])):
            found = _columns(batch, stored)
            signs = [-1 if kind == _CREDIT_NOTE else 1 for kind in found["kind"]]
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
