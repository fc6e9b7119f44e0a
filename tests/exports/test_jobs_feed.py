"""The columns in which a payment shows its job: whatever order they come in, each payment shows its own."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from pymongo import MongoClient

from revops.exports.jobs_feed import JobColumns, JobsOfPayments, read_jobs
from revops.exports.sheet_process import ReceivedJobs, SheetProcess
from revops.mongo.snapshot import Document, WorkshopAt

pytestmark = pytest.mark.slow

START = dt.datetime(2026, 1, 1)  # noqa: DTZ001  (as the process reads times: UTC)
JOBS = 3000


@pytest.fixture(scope="module")
def workshop_at(mongo_url: str) -> Iterator[WorkshopAt]:
    """A workshop with a job an hour, in a database of its own."""
    name, workshop_id = f"revops_tests_{uuid.uuid4().hex[:12]}", "one"
    jobs: list[dict[str, Any]] = [
        {
            "_id": f"job-{n}",
            "workshop_id": workshop_id,
            "number": n,
            "customer_name": f"Customer {n}",
            "vehicle_number": f"MH12 {n}",
            "status": "closed",
            "created_at": START + dt.timedelta(hours=n),
        }
        for n in range(JOBS)
    ]
    with MongoClient[dict[str, Any]](mongo_url) as client:
        client[name]["jobs"].insert_many(jobs)
        with client.start_session(snapshot=True) as session:
            client[name]["jobs"].find_one({}, session=session)
            instant: Any = session._snapshot_time
        documents = WorkshopAt(mongo_url, name, workshop_id, instant)
        yield documents
        documents.close()
        client.drop_database(name)


def payments(kind: str) -> list[dict[str, Any]]:
    """Payments, newest first, each of the job whose number it carries."""
    chance = random.Random(7)
    found = []
    for n in range(JOBS):
        match kind:
            case "soon":
                later = chance.randrange(48)
            case "late":
                later = chance.randrange(JOBS)
            case "few":
                later = 2
                if n % 97:
                    continue
            case _:  # a clock was wrong: some were paid before their job was taken in
                later = chance.randrange(-300, 300)
        found.append({"job_id": f"job-{n}", "payment_date": START + dt.timedelta(hours=n + later)})
    found.append({"job_id": "gone", "payment_date": START})
    return sorted(found, key=lambda payment: payment["payment_date"], reverse=True)


def through_a_pipe(coming: Iterator[JobColumns]) -> Iterator[JobColumns]:
    """The same, as the second process gets them."""
    frames: list[bytes] = []

    class Pipe(SheetProcess):
        def __init__(self) -> None:
            """No process."""

        def _send_frame(self, content: bytes) -> None:
            frames.append(content)

    pipe, received = Pipe(), ReceivedJobs()
    for jobs in coming:
        pipe.send_jobs(jobs)
    pipe.end_jobs()
    for frame in frames:
        received.add(frame)
    return iter(received)


@pytest.mark.parametrize("kind", ["soon", "late", "few", "disorder"])
@pytest.mark.parametrize("source", ["read", "received", "nothing"])
def test_each_payment_shows_its_own_job(
    workshop_at: WorkshopAt, monkeypatch: pytest.MonkeyPatch, kind: str, source: str
) -> None:
    asked: list[str] = []
    by_id = workshop_at.by_id

    def ask(name: str, ids: Sequence[str], fields: Sequence[str]) -> list[Document]:
        asked.extend(ids)
        return by_id(name, ids, fields)

    monkeypatch.setattr(workshop_at, "by_id", ask)
    coming: Iterator[JobColumns] = iter(())
    if source != "nothing":
        coming = read_jobs(workshop_at, {}, batch=50)
    if source == "received":
        coming = through_a_pipe(coming)
    jobs = JobsOfPayments(workshop_at, coming, max_kept=400)
    all_payments = payments(kind)
    for start in range(0, len(all_payments), 60):
        batch = all_payments[start : start + 60]
        for payment, shown in zip(batch, jobs.of(batch), strict=True):
            number = payment["job_id"].removeprefix("job-")
            closed = ("gone" if number == "gone" else int(number), f"Customer {number}", f"MH12 {number}", "closed")
            assert shown == ((None, None, None, None) if number == "gone" else closed)
        assert len(jobs._kept) <= 500
    if kind == "soon" and source != "nothing":
        assert asked == ["gone"]  # the usual case costs no question


def test_batches_beyond_those_kept_are_left_out_but_not_the_end() -> None:
    received = ReceivedJobs()
    for _ in range(150):
        received.add(b"[[],[],[],[],0]")
    received.add(b"")
    assert len(list(received)) == 100
