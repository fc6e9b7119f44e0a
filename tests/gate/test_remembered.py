"""A day at the gate is told again only while it is what it would be if it were read anew."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from fastapi import FastAPI

from revops.gate import owner
from revops.gate.one_day import read_day
from revops.gate.remembered import days_told
from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Garage, Person, make_job, make_member, make_payment, move_job, ok
from tests.gate.test_gate import seen

pytestmark = pytest.mark.anyio

PLATES = ("MH12AB1234", "MH12AB1284", "MH12AB1Z34", "KA05MN9999", "GJ01XY4321", "KA05MN999")
YESTERDAY = "2026-03-10"


@pytest.fixture
async def gate(garage: Garage) -> Person:
    """Whoever stands at the gate."""
    return await make_member(garage.owner, "gate")


async def _day(garage: Garage, day: str = YESTERDAY) -> dict[str, Any]:
    return dict(ok(await garage.owner.get(f"/api/gate/days/{day}")))


class _Yard:
    """What people do in a garage whose day at the gate somebody looks at, on the day after."""

    def __init__(self, garage: Garage, gate: Person, db: Database, rng: random.Random) -> None:
        self.garage, self.gate, self.db, self._rng = garage, gate, db, rng
        self._jobs: list[str] = []

    async def _job(self) -> str:
        return self._rng.choice(self._jobs) if self._jobs else await self.taken_in()

    async def taken_in(self) -> str:
        self._jobs.append(await make_job(self.garage.manager, vehicle_number=self._rng.choice(PLATES)))
        return self._jobs[-1]

    async def moved(self) -> None:
        await self.garage.owner.put(f"/api/jobs/{await self._job()}", {"status": "in_progress"})

    async def replated(self) -> None:
        plate = {"vehicle_number": self._rng.choice(PLATES)}
        ok(await self.garage.manager.put(f"/api/jobs/{await self._job()}", plate))

    async def cancelled(self) -> None:
        await self.garage.owner.post(f"/api/jobs/{await self._job()}/cancel", {"reason": "Entered twice"})

    async def car_came(self) -> None:
        await seen(self.gate, self._rng.choice(PLATES), self._rng.choice(("in", "out")))

    async def told_late(self) -> None:
        await seen(self.gate, self._rng.choice(PLATES), at=f"{YESTERDAY}T{self._rng.randint(10, 17)}:00:00+05:30")

    async def counted(self) -> None:
        ok(await self.garage.owner.put(f"/api/gate/days/{YESTERDAY}/count", {"cars": self._rng.randint(1, 9)}))

    async def sealed(self) -> None:
        await Sealer(self.db).drain()


@pytest.mark.slow
async def test_it_is_what_it_would_be_read_anew(
    app: FastAPI, garage: Garage, gate: Person, db: Database, clock: Clock
) -> None:
    yard, days, rng = _Yard(garage, gate, db, random.Random(3)), days_told(app.state.services.db), random.Random(5)
    clock.set("2026-03-10T12:00:00+05:30")
    for _ in range(3):
        await yard.taken_in()
        await yard.car_came()
    clock.set("2026-03-11T12:00:00+05:30")
    await yard.sealed()
    names = sorted(name for name in vars(_Yard) if not name.startswith("_"))
    told = set()
    for name in (*names, *rng.choices(names, k=30)):
        do: Callable[[], Awaitable[Any]] = getattr(yard, name)
        await do()
        shown = await _day(garage)
        days.forget(garage.id)
        assert shown == await _day(garage), name
        told.add(str(shown))
    # It is not always the same.
    assert len(told) > 10


async def test_a_day_of_before_is_not_read_anew_for_the_work_of_today(
    garage: Garage, gate: Person, db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-03-10T12:00:00+05:30")
    job_id = await make_job(garage.manager, vehicle_number="MH12AB1234")
    await seen(gate, "MH12AB1234")
    await seen(gate, "TN09CD5678")
    clock.set("2026-03-11T12:00:00+05:30")
    await Sealer(db).drain()
    read: list[Any] = []

    async def reading(*asked: Any) -> Any:
        read.append(asked)
        return await read_day(*asked)

    monkeypatch.setattr(owner, "read_day", reading)
    first = await _day(garage)
    assert [car["job_id"] for car in first["cars"]] == [None, job_id]
    other = await make_job(garage.manager, vehicle_number="KA05MN9999")
    await move_job(garage.manager, other, "in_progress")
    await make_payment(garage.manager, other, 100)
    await seen(gate, "KA05MN9999")
    assert await _day(garage) == first
    await Sealer(db).drain()
    assert await _day(garage) == first
    assert len(read) == 1
    # One sign of the car that nobody knew was misread.
    late = await make_job(garage.manager, vehicle_number="TN09CD5878")
    assert {car["job_id"] for car in (await _day(garage))["cars"]} == {job_id, late}
    assert len(read) == 2
