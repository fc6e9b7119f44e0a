"""A day at the gate for the owner: which cars were seen, which jobs they were for, and which jobs nobody saw."""

import datetime as dt
from collections import defaultdict

from revops.access.caller import Caller
from revops.gate import camera
from revops.gate.days import JobFacts, Seen, read_day
from revops.gate.plates import looks
from revops.gate.row import SightingRow, count_id
from revops.gate.service import MAX_LISTED, sighting_out
from revops.mongo.client import Document


async def day_at_gate(caller: Caller, day: dt.date) -> Document:
    """Read a day: its cars, those without a job first, and its jobs whose car nobody saw."""
    db, workshop = caller.db, caller.workshop
    seen = await read_day(db, workshop.id, workshop.timezone, day)
    cars: dict[str, list[SightingRow]] = defaultdict(list)
    for row in seen.sightings:
        if row["day"] == day.isoformat():
            cars[looks(row["plate"])].append(row)
    taken_in = [job for _, job in seen.taken_in(day, day, workshop.timezone)]
    counted = await camera.counts_of(db, workshop.id).find_one({"_id": count_id(workshop.id, day.isoformat())})
    found = [_car_out(rows, seen) for rows in cars.values()]
    unseen = [job for job in taken_in if not seen.was_seen(job)] if seen.sightings else []
    return {
        "day": day.isoformat(),
        "cars_seen": len(cars),
        "jobs_taken_in": len(taken_in),
        "cars_counted": counted["cars"] if counted is not None else None,
        "cars": sorted(found, key=lambda car: car["job_id"] is not None)[:MAX_LISTED],
        "jobs_never_seen": [_job_out(job) for job in unseen][:MAX_LISTED],
    }


def _car_out(rows: list[SightingRow], seen: Seen) -> Document:
    job = next((job for row in rows if (job := seen.job_of(row)) is not None), None)
    return {
        "plate": rows[-1]["plate_shown"],
        "sightings": [sighting_out(row) for row in rows],
        "job_id": job["_id"] if job is not None else None,
        "job_number": job.get("number") if job is not None else None,
        "job_status": job["status"] if job is not None else None,
    }


def _job_out(job: JobFacts) -> Document:
    return {"id": job["_id"], "number": job.get("number"), "plate": job["vehicle_number"]}
