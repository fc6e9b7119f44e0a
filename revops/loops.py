"""The loops and tasks of RevOps: what its processes do beside the requests. Each kind of task has its handler here."""

import datetime as dt
from collections.abc import Mapping

from revops.access.caller import Services
from revops.backup.schedule import Schedule as BackupSchedule
from revops.backup.schedule import plan_of
from revops.jobs.upkeep import Upkeep
from revops.oversight import rounds
from revops.papers import keeping
from revops.tasks.schedules import Schedule, Schedules
from revops.tasks.supervisor import Loop
from revops.tasks.worker import Handler, Worker


def handlers_of(services: Services) -> Mapping[str, Handler]:
    """Build what does each kind of task."""
    url = services.settings.mongo_url
    assert url is not None
    return {
        rounds.KIND: rounds.Rounds(services.db, url.get_secret_value()).handle,
        keeping.KIND: keeping.Keeping(services).handle,
    }


def task_loops(services: Services, concurrency: int) -> dict[str, Loop]:
    """Build the loops that make tasks by the clock and do them, so many at a time; none with 0."""
    if concurrency == 0:
        return {}
    every = dt.timedelta(hours=services.settings.verify_every_hours)
    return {
        "tasks": Worker(services.db, handlers_of(services), concurrency=concurrency).run,
        "schedules": Schedules(services.db, [Schedule(rounds.KIND, every)]).run,
    }


def clock_loops(services: Services) -> dict[str, Loop]:
    """Build the loops of what happens by the clock, of all instances in one."""
    loops: dict[str, Loop] = {"upkeep": Upkeep(services).run}
    if (plan := plan_of(services.settings)) is not None:
        assert services.settings.mongo_url is not None
        url = services.settings.mongo_url.get_secret_value()
        loops["backup"] = BackupSchedule(services.db, url, plan).run
    return loops
