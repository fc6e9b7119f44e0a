"""The jobs of payments, for the columns in which a payment shows its job."""

import datetime as dt
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from revops.mongo.snapshot import Document, Filter, WorkshopAt

_BATCH = 1000
# Kept for payments to come; a few hundred bytes each.
_MAX_KEPT = 20_000
_FIELDS = ("number", "customer_name", "vehicle_number", "status", "created_at")
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001  (as MongoDB's times are read here: UTC)
_SECOND = dt.timedelta(seconds=1)

# What a payment shows of its job: number, customer, vehicle number and status; nothing of one that is missing.
Job = tuple[int | None, str | None, str | None, str | None]
# Jobs, newest first, by column: ids, and what payments show; and when the last was taken in, in seconds since 1970.
JobColumns = tuple[Sequence[str], Sequence[int | None], Sequence[str], Sequence[str], Sequence[str], float]
_NONE: Job = (None, None, None, None)


def read_jobs(documents: WorkshopAt, filters: Filter, batch: int = _BATCH) -> Iterator[JobColumns]:
    """Yield the jobs that ``filters`` finds, newest first, in batches."""
    for jobs in documents.batches("jobs", filters, _FIELDS, [("created_at", -1), ("_id", -1)], batch):
        yield job_columns({field: [job.get(field) for job in jobs] for field in ("_id", *_FIELDS)})


def job_columns(jobs: Mapping[str, Sequence[Any]]) -> JobColumns:
    """Build a batch of the feed from jobs, newest first and given by field."""
    ids, numbers, customers, vehicles, statuses, taken_in = (jobs[field] for field in ("_id", *_FIELDS))
    return ids, numbers, customers, vehicles, statuses, _seconds(taken_in[-1])


class JobsOfPayments:
    """Finds the jobs of payments that come newest first.

    Jobs come in that order too, ahead of the payments, because most payments follow their job within days and jobs in
    order cost a fifth of asking for each. A job that lies further back is asked for.
    """

    def __init__(self, documents: WorkshopAt, coming: Iterator[JobColumns], max_kept: int = _MAX_KEPT) -> None:
        self._documents = documents
        self._max_kept = max_kept
        self._coming = coming
        self._kept: dict[str, Job] = {}
        # The ids that are kept, in the parts that they came in, with the seconds of the last.
        self._parts: deque[tuple[float, Sequence[str]]] = deque()

    def of(self, payments: Sequence[Document]) -> list[Job]:
        """Return the job of each payment of the next batch, which is not empty."""
        kept, newest = self._kept, _seconds(payments[0]["payment_date"])
        while self._parts and self._parts[0][0] > newest:  # all taken in after what is still to come was paid
            for job_id in self._parts.popleft()[1]:
                del kept[job_id]
        ids = [payment["job_id"] for payment in payments]
        missing = set(ids).difference(kept)
        for _ in range(2):  # a few payments are no reason to read many jobs
            more = next(self._coming, None) if missing and len(kept) < self._max_kept else None
            if more is None:
                break
            self._keep(more)
            missing.difference_update(more[0])
        if not missing:
            return [kept[job_id] for job_id in ids]
        asked = self._documents.by_id("jobs", [*missing], _FIELDS)
        found = {
            job["_id"]: (job.get("number"), job["customer_name"], job["vehicle_number"], job["status"]) for job in asked
        }
        return [kept[job_id] if job_id in kept else found.get(job_id, _NONE) for job_id in ids]

    def _keep(self, jobs: JobColumns) -> None:
        ids, *shown, last = jobs
        self._kept.update(zip(ids, zip(*shown, strict=True), strict=True))
        self._parts.append((last, ids))


def _seconds(at: dt.datetime) -> float:
    return (at - _EPOCH) / _SECOND
