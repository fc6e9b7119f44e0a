"""Small makers for custody: limits, counts by their sum, and a look of the finder."""

import datetime as dt
from typing import Any

from fastapi import FastAPI

from revops.core.denominations import DENOMINATIONS
from revops.core.time import now
from revops.custody import looking
from revops.custody.guard import LOOK
from revops.mongo.client import Database
from revops.tasks.outbox import WAITING
from tests.conftest import eventually
from tests.factories import Garage, Person, ok


def notes(rupees: float) -> dict[str, int]:
    """Return a count in rupees that comes to a sum, of the fewest notes."""
    left, count = round(rupees * 100), {}
    for name, minor in DENOMINATIONS["INR"].items():
        pieces, left = divmod(left, minor)
        if pieces:
            count[name] = pieces
    assert left == 0
    return count


def settings(**fields: Any) -> dict[str, Any]:
    """Return the body that sets what a garage asks; by default nothing."""
    return {"amount": None, "age_hours": None, **fields}


async def set_limits(garage: Garage, **fields: Any) -> dict[str, Any]:
    """Set what the garage asks."""
    answer: dict[str, Any] = ok(await garage.owner.put("/api/custody/settings", settings(**fields)))
    return answer


async def holder(person: Person, member: Person) -> dict[str, Any]:
    """Return what a person sees of a member's cash."""
    (one,) = [one for one in ok(await person.get("/api/custody"))["holders"] if one["member_id"] == member.id]
    found: dict[str, Any] = one
    return found


async def looked(db: Database, workshop_id: str) -> None:
    """Wait until each look that is due has been made: a server beside this one may make it, by a clock that runs."""

    async def is_done() -> bool:
        due = {"workshop_id": workshop_id, "kind": LOOK, "state": WAITING}
        return await db.collection("tasks").find_one(due) is None

    await eventually(is_done)


async def look(app: FastAPI, garage: Garage, at: dt.datetime | None = None) -> None:
    """Have the finder look in the garage."""
    services = app.state.services
    await looked(services.db, garage.id)
    services.workshops.drop(garage.id)
    workshop = await services.workshop(garage.id)
    await looking.find(services, workshop, at or now())


async def asked(db: Database, garage: Garage, kind: str | None = None) -> list[dict[str, Any]]:
    """Return the exceptions of the garage, oldest first, or those of a kind."""
    wanted = {"workshop_id": garage.id, **({"kind": kind} if kind else {})}
    return await db.collection("exceptions").find(wanted).sort("found_at").to_list()


async def entries(db: Database, garage: Garage, kind: str) -> list[dict[str, Any]]:
    """Return the entries of a kind, oldest first."""
    return await db.collection("journal").find({"workshop_id": garage.id, "kind": kind}).sort("_id").to_list()
