"""Two days of work in March, and what its figures must add up to."""

import datetime as dt
from itertools import pairwise
from typing import Any

from tests.conftest import Clock
from tests.factories import (
    Garage,
    confirm_payment,
    confirm_settlement,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    move_job,
    ok,
    reject_payment,
)


async def busy(garage: Garage, clock: Clock) -> str:
    """Two days of work: 3 jobs by two managers, in March; returns the second manager's id."""
    colleague = await make_manager(garage.owner, name="Second Manager")
    clock.set("2026-03-09T06:00:00Z")
    first = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    await confirm_payment(garage.owner, await make_payment(garage.manager, first, 500, method="upi"))
    clock.set("2026-03-10T06:00:00Z")
    second = await make_job(colleague, estimated_amount=2000.01, advance_paid=2000.01)
    await move_job(colleague, second, "completed", "delivered")
    third = await make_job(garage.manager, estimated_amount=100)
    await move_job(garage.manager, third, "completed", "delivered")
    rejected = await make_payment(garage.manager, first, 700)
    await reject_payment(garage.owner, rejected)
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 400, [first]))
    ok(await garage.manager.put(f"/api/jobs/{first}", {"estimated_amount": 4999}))
    return colleague.id


def adds_up(course: Any, board: dict[str, Any]) -> bool:
    """Whether the parts follow each other without a gap, and are the whole of the figures."""
    for one, following in pairwise(course):
        assert dt.date.fromisoformat(one["to"]) + dt.timedelta(days=1) == dt.date.fromisoformat(following["from"])
    sums = [round(sum(part[name] for part in course), 2) for name in ("revenue", "collected", "jobs")]
    return sums == [board["total_revenue"], board["total_collected"], board["total_jobs"]]
