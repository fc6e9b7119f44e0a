"""A day at the gate for the owner: which cars were seen, which jobs they were for, and which jobs nobody saw."""

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from revops.access.caller import Caller
from revops.gate import camera
from revops.gate.days import JobFacts
from revops.gate.one_day import DayRead, read_day
from revops.gate.plates import looks
from revops.gate.remembered import days_told, of_day
from revops.gate.row import SightingRow, count_id
from revops.gate.service import MAX_LISTED, sighting_out
from revops.http.responses import encoded
from revops.journal.position import read_position
from revops.mongo.client import Document


async def day_at_gate(caller: Caller, day: dt.date) -> bytes:
    """Read a day, as JSON: its cars, those without a job first, and its jobs whose car nobody saw."""
    db, workshop, told = caller.db, caller.workshop, days_told(caller.db)
    key = (workshop.id, day)
    known = await told.find(key, workshop.timezone)
    if known is not None:
        return known.body
    # Before anything is read: what is written meanwhile comes after it.
    position = await read_position(db, workshop.id)
    read, counted = await asyncio.gather(
        read_day(db, workshop.id, workshop.timezone, day, MAX_LISTED),
        camera.counts_of(db, workshop.id).find_one({"_id": count_id(workshop.id, day.isoformat())}),
    )
    body = encoded(_day_out(day, read, counted["cars"] if counted is not None else None))
    about = of_day(workshop.timezone, day, read)
    told.put(key, position, workshop.timezone, about, body, about.size)
    return body


def _day_out(day: dt.date, read: DayRead, cars_counted: int | None) -> Document:
    cars: dict[str, list[SightingRow]] = defaultdict(list)
    for row in read.sightings:
        cars[looks(row["plate"])].append(row)
    found = [_car_out(rows, read.job_of) for rows in cars.values()]
    return {
        "day": day.isoformat(),
        "cars_seen": len(cars),
        "jobs_taken_in": read.jobs_taken_in,
        "cars_counted": cars_counted,
        "cars": sorted(found, key=lambda car: car["job_id"] is not None)[:MAX_LISTED],
        "jobs_never_seen": [_job_out(job) for job in read.never_seen],
    }


def _car_out(rows: list[SightingRow], jobs: Mapping[str, JobFacts]) -> Document:
    job = next((jobs[row["_id"]] for row in rows if row["_id"] in jobs), None)
    return {
        "plate": rows[-1]["plate_shown"],
        "sightings": [sighting_out(row) for row in rows],
        "job_id": job["_id"] if job is not None else None,
        "job_number": job.get("number") if job is not None else None,
        "job_status": job["status"] if job is not None else None,
    }


def _job_out(job: JobFacts) -> Document:
    return {"id": job["_id"], "number": job.get("number"), "plate": job["vehicle_number"]}
