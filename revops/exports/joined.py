"""The jobs of payments, for the columns in which a payment shows its job."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from revops.mongo.snapshot import Document, Filter, WorkshopAt

_BATCH = 1000
# Kept for payments to come; a few hundred bytes each.
_MOST_KEPT = 20_000
_FIELDS = ("customer_name", "vehicle_number", "status", "created_at")


class Job(NamedTuple):
    """What a payment shows of its job; nothing of one that is missing."""

    customer_name: str | None = None
    vehicle_number: str | None = None
    status: str | None = None
    created_at: dt.datetime | None = None


class JobsOfPayments:
    """Finds the jobs of payments that come newest first.

    Jobs are read in that order too, ahead of the payments, because most payments follow their job within days and
    reading in order costs a fifth of asking for each. A job that lies further back is asked for.
    """

    def __init__(self, documents: WorkshopAt, filters: Filter) -> None:
        """Read ahead among the jobs that ``filters`` finds; jobs beyond them are found too."""
        self._documents = documents
        self._filters = filters
        self._kept: OrderedDict[str, Job] = OrderedDict()
        self._coming: Iterator[list[Document]] | None = None

    def of(self, payments: Sequence[Document]) -> list[Job]:
        """Return the job of each payment of the next batch, which is not empty."""
        kept, newest = self._kept, payments[0]["payment_date"]
        if self._coming is None:
            until = {**self._filters, "created_at": {"$lte": newest}}
            self._coming = self._documents.batches("jobs", until, _FIELDS, [("created_at", -1), ("_id", -1)], _BATCH)
        while kept and (taken_in := next(iter(kept.values())).created_at) is not None and taken_in > newest:
            kept.popitem(last=False)
        ids = [payment["job_id"] for payment in payments]
        missing = [job_id for job_id in set(ids) if job_id not in kept]
        for _ in range(2):  # a few payments are no reason to read many jobs
            if missing and len(kept) < _MOST_KEPT:
                kept.update(_jobs(next(self._coming, [])))
                missing = [job_id for job_id in missing if job_id not in kept]
        if not missing:
            return [kept[job_id] for job_id in ids]
        asked = dict(_jobs(self._documents.by_id("jobs", missing, _FIELDS)))
        none = Job()
        return [kept.get(job_id) or asked.get(job_id, none) for job_id in ids]


def _jobs(found: Sequence[Document]) -> Iterator[tuple[str, Job]]:
    for job in found:
        yield job["_id"], Job(job["customer_name"], job["vehicle_number"], job["status"], job["created_at"])
