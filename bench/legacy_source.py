"""A database as the original system leaves it after some years, dirt included, of any size; how long its import takes.

    python -m bench.legacy_source --jobs 100000

starts a mongod of its own in a temporary folder, fills the original's database, imports it, verifies, imports again.
"""

import argparse
import asyncio
import datetime as dt
import random
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bcrypt
from pymongo import MongoClient

from revops.legacy.load import import_legacy
from revops.mongo.client import Database
from revops.mongo.embedded import EmbeddedMongo
from revops.mongo.mongod import find_mongod
from revops.rooms import verify
from revops.settings import Settings

Document = dict[str, Any]
PASSWORD = "old-scooter-77"
_START = dt.datetime(2023, 1, 2, 3, 30, tzinfo=dt.UTC)
_STATUSES = ("pending", "in_progress", "waiting_for_parts", "completed", "delivered", "credit_pending", "closed")
_WEIGHTS = (3, 5, 2, 10, 55, 5, 20)
_FIRST = ("Raj", "Priya", "Mohammed", "Anita", "Suresh", "Lakshmi", "Imran", "Deepa", "Vijay", "José", "सुनीता")
_LAST = ("Kumar", "Sharma", "Khan", "Patel", "Iyer", "Das", "Singh", "Nair", "Fernandes")
_CARS = ("Honda City", "Maruti Swift", "Hyundai i20", "Tata Nexon", "Toyota Innova", "Mahindra XUV700")
_WORK = ("Engine oil change", "Brake pads, front", "General service", "AC gas refill and leak test", "Clutch overhaul")


class Original:
    """Makes the documents; ``dirt`` is the share of records that have something wrong with them."""

    def __init__(self, jobs: int, payments: int, *, managers: int = 20, dirt: float = 0.02, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.jobs = jobs
        self.payments = payments
        self.dirt = dirt
        self.hash = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
        self.workshop_id = self._id()
        self.owner_id = self._id()
        self.managers = [self._id() for _ in range(managers)]
        self.collected: Counter[str] = Counter()

    def _id(self) -> str:
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def _time(self, instant: dt.datetime) -> Any:
        form = self.random.random()
        if form < 0.7:
            return instant.isoformat()
        if form < 0.9:
            return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
        return instant.replace(tzinfo=None).isoformat() if form < 0.97 else instant

    def _is_dirty(self) -> bool:
        return self.random.random() < self.dirt

    def people(self) -> dict[str, list[Document]]:
        """Return users, workshops, managers and invite codes."""
        opened = self._time(_START)
        owner = {"id": self.owner_id, "email": "Owner@Garage.com", "name": "John Doe", "role": "owner"}
        users = [owner | {"phone": "+919876543210", "password_hash": self.hash, "created_at": opened}]
        managers, codes = [], []
        for number, user_id in enumerate(self.managers):
            email = f"Manager{number}@Garage.com"
            person = {"id": user_id, "email": email, "name": f"Manager {number}", "role": "manager"}
            users.append(person | {"phone": "9876500000", "password_hash": self.hash, "created_at": opened})
            membership = {"id": self._id(), "user_id": user_id, "workshop_id": self.workshop_id}
            managers.append(membership | {"joined_at": opened, "is_active": number % 5 != 4})
            code = {"id": self._id(), "code": f"CODE{number:04}", "workshop_id": self.workshop_id}
            codes.append(code | {"created_at": opened, "is_active": False, "used_by": user_id, "used_at": opened})
        workshop = {"id": self.workshop_id, "owner_id": self.owner_id, "name": "Pro Auto Workshop"}
        workshop |= {"address": "123 Main St", "phone": "+919876543210", "gst_number": "22AAAAA0000A1Z5"}
        workshop["created_at"] = opened
        return {"users": users, "workshops": [workshop], "managers": managers, "invite_codes": codes}

    def work(self) -> Iterator[tuple[Document, list[Document], list[Document]]]:
        """Yield each job with its payments and updates."""
        step = dt.timedelta(days=1000) / max(self.jobs, 1)
        for number in range(self.jobs):
            count = self.payments * (number + 1) // self.jobs - self.payments * number // self.jobs
            yield self._job(_START + step * number, count)

    def _job(self, created: dt.datetime, payments: int) -> tuple[Document, list[Document], list[Document]]:
        rnd = self.random
        estimate = round(rnd.lognormvariate(8.4, 0.8), 2) if rnd.random() < 0.3 else float(rnd.randrange(5, 400) * 100)
        advance = float(int(estimate * 0.2)) if rnd.random() < 0.3 else 0.0
        status = rnd.choices(_STATUSES, _WEIGHTS)[0]
        done = created + dt.timedelta(hours=rnd.randrange(2, 120))
        is_done = status in _STATUSES[3:]
        job: Document = {
            "id": self._id(),
            "workshop_id": self.workshop_id,
            "manager_id": rnd.choice(self.managers),
            "customer_name": f"{rnd.choice(_FIRST)} {rnd.choice(_LAST)}",
            "phone": rnd.choice(("+91{}", "{}", "0{}", "+91 {}")).format(rnd.randrange(6 * 10**9, 10**10)),
            "car_model": rnd.choice(_CARS),
            "vehicle_number": f"MH {rnd.randrange(1, 50):02} {rnd.choice('ABCDE')}{rnd.choice('ABCDE')} "
            f"{rnd.randrange(1, 9999):04}",
            "work_description": rnd.choice(_WORK),
            "estimated_amount": estimate,
            "advance_paid": advance,
            "planned_completion_days": rnd.randrange(1, 8),
            "status": status,
            "address": "4 Hill Road" if rnd.random() < 0.5 else None,
            "parts_required": "Oil filter, engine oil" if rnd.random() < 0.5 else None,
            "worker_assigned": "Ramu",
            "internal_notes": None,
            "created_at": self._time(created),
            "updated_at": self._time(done),
            "completed_at": self._time(done) if is_done else None,
        }
        if self._is_dirty():
            field, value = rnd.choice(_JOB_DIRT)
            job[field] = value
        rest = estimate - advance
        paid = []
        for number in range(payments):
            amount = round(rest if number == payments - 1 and is_done else rest / 2, 2)
            rest -= amount
            paid.append(self._payment(job, amount, done if number else created + dt.timedelta(hours=1)))
        updates = [{"id": self._id(), "job_id": job["id"], "update_type": "created", "message": "Job created"}]
        updates[0] |= {"updated_by": job["manager_id"], "created_at": job["created_at"]}
        return job, paid, updates

    def _payment(self, job: Document, amount: float, at: dt.datetime) -> Document:
        is_confirmed = self.random.random() < 0.7
        payment: Document = {
            "id": self._id(),
            "job_id": job["id"],
            "amount": amount,
            "payment_type": self.random.choice(("partial", "final")),
            "notes": self.random.choice(("Cash payment", None, None, "UPI")),
            "collected_by_manager_id": job["manager_id"],
            "confirmed_by_owner": is_confirmed,
            "payment_date": self._time(at),
            "confirmation_date": self._time(at + dt.timedelta(days=1)) if is_confirmed else None,
        }
        if self._is_dirty():
            field, value = self.random.choice(_PAYMENT_DIRT)
            payment[field] = value
        elif payment["notes"] != "UPI" and isinstance(job["manager_id"], str):
            self.collected[job["manager_id"]] += int(amount)
        return payment

    def settlements(self) -> Iterator[Document]:
        """Yield what the managers handed over: most of their cash, in rounds, the last of it waiting."""
        for manager_id in self.managers:
            round_amount = self.collected[manager_id] // 60
            for number in range(50 if round_amount else 0):
                at = _START + dt.timedelta(days=20 * (number + 1))
                yield {
                    "id": self._id(),
                    "manager_id": manager_id,
                    "workshop_id": self.workshop_id,
                    "amount": float(round_amount),
                    "job_ids": [],
                    "notes": "Weekly settlement",
                    "confirmed_by_owner": number < 48,
                    "submitted_date": self._time(at),
                    "confirmation_date": self._time(at) if number < 48 else None,
                }


_JOB_DIRT: tuple[tuple[str, Any], ...] = (
    ("created_at", "yesterday"),
    ("estimated_amount", 1234.565),
    ("estimated_amount", "5,000.00"),
    ("estimated_amount", float("nan")),
    ("estimated_amount", 100.0),
    ("status", "done"),
    ("manager_id", "nobody-knows"),
    ("manager_id", None),
    ("customer_name", ""),
    ("phone", 9876543210),
    ("workshop_id", "gone"),
    ("planned_completion_days", None),
)
_PAYMENT_DIRT: tuple[tuple[str, Any], ...] = (
    ("job_id", "gone"),
    ("amount", -50.0),
    ("amount", "500"),
    ("payment_type", "token"),
    ("payment_date", "31/12/2024"),
    ("collected_by_manager_id", None),
    ("collected_by_manager_id", "nobody-knows"),
    ("confirmation_date", "soon"),
)


def fill(url: str, name: str, original: Original) -> Counter[str]:
    """Write the original's database; return how many documents each collection has."""
    counts: Counter[str] = Counter()
    with MongoClient[Document](url) as client:
        db = client[name]

        def write(collection: str, docs: list[Document]) -> None:
            if docs:
                db[collection].insert_many(docs, ordered=False)
                counts[collection] += len(docs)

        for collection, docs in original.people().items():
            write(collection, docs)
        jobs: list[Document] = []
        payments: list[Document] = []
        updates: list[Document] = []
        for job, paid, told in original.work():
            jobs.append(job)
            payments += paid
            updates += told
            if len(jobs) == 5000:
                write("jobs", jobs)
                write("payments", payments)
                write("job_updates", updates)
                jobs, payments, updates = [], [], []
        write("jobs", jobs)
        write("payments", payments)
        write("job_updates", updates)
        write("settlements", list(original.settlements()))
    return counts


async def _measure(url: str, folder: Path) -> None:
    target = Database(url, "imported")
    for run in ("first run", "second run"):
        summary = await import_legacy(url, "garage", target, folder / "report.csv", None)
        print(f"{run}: {summary.seconds:.1f} s\n{summary}")
    report = await verify(target)
    print(f"verify: {report.seconds:.1f} s, {report.entries:,} entries, ok: {report.ok}", *report.problems, sep="\n")
    await target.close()


def main() -> None:
    """Fill, import, verify."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=100_000)
    parser.add_argument("--payments", type=int, help="default: 1.07 a job")
    given = parser.parse_args()
    payments = given.payments if given.payments is not None else given.jobs * 107 // 100
    with tempfile.TemporaryDirectory(prefix="revops-legacy-") as folder:
        mongo = EmbeddedMongo(find_mongod(Settings(_env_file=None)), Path(folder), cache_gb=0.25)
        mongo.start()
        try:
            started = time.monotonic()
            counts = fill(mongo.url, "garage", Original(given.jobs, payments))
            print(f"filled in {time.monotonic() - started:.1f} s: {dict(counts)}")
            asyncio.run(_measure(mongo.url, Path(folder)))
        finally:
            mongo.stop()


if __name__ == "__main__":
    main()
