"""The work a server has by itself: how long each thing takes, and how long it keeps requests waiting, at several sizes.

python -m bench.background --size 100000=/tmp/bench-100k --size 1000000=/tmp/bench-1m
"""

import argparse
import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench.harness import machine, prepare
from revops.access.caller import Services, WorkshopContext
from revops.core.time import now
from revops.digest.content import read_digest
from revops.evidence.keeping import OldPhotos
from revops.exceptions.follower import Follower
from revops.jobs.upkeep import Upkeep
from revops.loops import FINDERS
from revops.main import create_app
from revops.mongo.embedded import running_mongo
from revops.settings import Settings

_LOOK_SECONDS = 0.002

Work = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Waited:
    """The longest that the loop that answers requests stood."""

    seconds: float = 0.0


@contextlib.asynccontextmanager
async def _waiting() -> AsyncIterator[Waited]:
    waited = Waited()

    async def look() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(_LOOK_SECONDS)
            waited.seconds = max(waited.seconds, time.perf_counter() - begun - _LOOK_SECONDS)

    looking = asyncio.create_task(look())
    try:
        yield waited
    finally:
        await asyncio.sleep(_LOOK_SECONDS * 2)
        looking.cancel()


def _works(services: Services, workshop: WorkshopContext) -> dict[str, Work]:
    """List what is done by the clock for one garage."""
    looks: dict[str, Work] = {
        find.__module__.removeprefix("revops."): lambda find=find: find(services, workshop, now())  # type: ignore[misc]
        for find in FINDERS
    }
    return looks | {
        "exceptions.follower": lambda: Follower(services).drain(workshop.id),
        "jobs.upkeep": Upkeep(services).close_due,
        "digest": lambda: read_digest(services.db, workshop, now()),
        "evidence.keeping": lambda: OldPhotos(services).forget_of(workshop.id, workshop.timezone),
    }


async def _measure(folder: Path, url: str) -> dict[str, tuple[float, float]]:
    app = create_app(Settings(data=folder, MONGO_URL=url, tasks_concurrency=0))
    taken: dict[str, tuple[float, float]] = {}
    async with app.router.lifespan_context(app):
        services: Services = app.state.services
        found = await services.db.collection("workshops").find_one({}, {"_id": 1})
        assert found is not None
        workshop = await services.workshop(found["_id"])
        assert workshop is not None
        # As in the evening: what was looked at already is not looked at again.
        await services.db.collection("gate_checks").delete_many({})
        for name, work in _works(services, workshop).items():
            async with _waiting() as waited:
                begun = time.perf_counter()
                await work()
                seconds = time.perf_counter() - begun
            taken[name] = (seconds, waited.seconds)
    return taken


def main() -> None:
    """Run and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", action="append", required=True, metavar="JOBS=FOLDER")
    given = parser.parse_args()
    wanted = [(int(jobs), Path(folder)) for jobs, folder in (size.split("=") for size in given.size)]
    taken = {}
    for jobs, folder in wanted:
        prepare(folder, jobs)
        with running_mongo(Settings(data=folder)) as url:
            taken[jobs] = uvloop.run(_measure(folder, url))
    print(machine())
    print("Seconds it takes / milliseconds that requests wait at most\n")
    print("| what | " + " | ".join(f"{jobs:,} jobs" for jobs in taken) + " |")
    print("|---|" + "---|" * len(taken))
    for name in taken[wanted[0][0]]:
        cells = [f"{seconds:.2f} / {waited * 1000:.0f}" for seconds, waited in (of[name] for of in taken.values())]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
