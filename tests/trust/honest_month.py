"""An honest month in a busy garage, played over HTTP: a hundred cars a day, five managers, and the slips of people.

The rates are those of a garage that works well: a payment typed wrongly and taken back at once, a customer who haggles
at the counter, work that turns out to be more, a car that comes back under warranty, credit that is paid days later.
"""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field

from revops.core.ids import first_made_at
from tests.conftest import Clock
from tests.factories import (
    Garage,
    Person,
    confirm_payment,
    confirm_settlement,
    job_fields,
    make_manager,
    make_settlement,
    move_job,
    ok,
    payment_fields,
    reject_payment,
)

MANAGERS = 5
JOBS_A_DAY = 100
_OPENS_HOUR = 4  # UTC: half past nine in India
_METHODS = ("cash", "upi", "card")
_SHARES = (45, 45, 10)


def _line(kind: str, what: str, price: int) -> dict[str, object]:
    return {"kind": kind, "description": what, "unit_price": price, "tax_rate_bp": 1800}


@dataclass
class Month:
    """The month as it goes on. ``play`` plays so many jobs."""

    garage: Garage
    clock: Clock
    seed: int = 20_261
    managers: list[Person] = field(default_factory=list)
    number: int = 0
    on_credit: list[tuple[int, Person, str, int]] = field(default_factory=list)
    cash: dict[str, list[str]] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the dice of the seed."""
        self.dice = random.Random(self.seed)

    async def play(self, jobs: int) -> int:
        """Play so many jobs, day by day. Returns how many days that took."""
        self.managers = [self.garage.manager]
        self.managers += [await make_manager(self.garage.owner) for _ in range(MANAGERS - 1)]
        first = dt.datetime.now(dt.UTC).replace(hour=_OPENS_HOUR, minute=0, second=0, microsecond=0)
        days = -(-jobs // JOBS_A_DAY)
        for day in range(days):
            self.clock.set((first + dt.timedelta(days=day + 1)).isoformat())
            await self._day(day, min(JOBS_A_DAY, jobs - day * JOBS_A_DAY))
        return days

    async def _day(self, day: int, jobs: int) -> None:
        due = [credit for credit in self.on_credit if credit[0] <= day]
        self.on_credit = [credit for credit in self.on_credit if credit[0] > day]
        for _, manager, job_id, amount in due:
            await self._pays(manager, job_id, amount)
        for _ in range(jobs):
            await self._job(day, self.dice.choice(self.managers))
            self.clock.advance(minutes=4)
        for manager in self.managers:
            await self._hands_over(manager)

    async def _job(self, day: int, manager: Person) -> None:
        self.number += 1
        number = self.number
        lines = [_line("labour", "Service", self.dice.randrange(400, 2500, 50))]
        lines += [_line("part", f"Part {n}", self.dice.randrange(100, 6000, 10)) for n in range(self.dice.randrange(4))]
        if self._happens(8):
            lines[0]["discount"] = int(float(str(lines[0]["unit_price"])) * 0.1)
        body = job_fields(
            customer_name=f"Customer {number}", phone=f"+9198{number % 100_000_000:08d}",
            vehicle_number=f"MH12{chr(65 + number // 10_000 % 26)}A{number % 10_000:04d}",
            items=lines, estimated_amount=None, planned_completion_days=self.dice.choice((1, 1, 2, 3)),
        )  # fmt: skip
        job = ok(await manager.post("/api/jobs", body))
        job_id = job["id"]
        if self._happens(5):
            ok(await manager.put(f"/api/jobs/{job_id}", {"customer_name": f"Customer No. {number}"}))
        if self._happens(5):
            ok(await manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "Did not come after all"}))
            return
        await move_job(manager, job_id, "in_progress")
        if self._happens(1):
            ok(await manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "Took the car to the dealer"}))
            return
        if self._happens(30):  # the customer thinks it over, and wants a part of it for less
            self.clock.advance(minutes=70)
            lines[0]["unit_price"] = int(float(str(lines[0]["unit_price"])) * 0.8)
            ok(await manager.put(f"/api/jobs/{job_id}", {"items": lines}))
        if self._happens(150):
            lines = [*lines, _line("part", "Found worn", self.dice.randrange(200, 4000, 10))]
            ok(await manager.put(f"/api/jobs/{job_id}", {"items": lines}))
        if self._happens(20):
            ok(await manager.put(f"/api/jobs/{job_id}", {"planned_completion_days": 4}))
        shown = await move_job(manager, job_id, "completed")
        if self._happens(5):  # haggles at the counter
            lines[0]["discount"] = 150
            shown = ok(await manager.put(f"/api/jobs/{job_id}", {"items": lines}))["job"]
        amount = int(shown["estimated_amount"])
        if self._happens(30) and amount:
            await move_job(manager, job_id, "delivered")
            self.on_credit.append((day + self.dice.randrange(2, 12), manager, job_id, amount))
            return
        await self._pays(manager, job_id, amount)
        await move_job(manager, job_id, "delivered")
        if self._happens(2):  # comes back under warranty
            again = body | {"items": [], "estimated_amount": 0, "work_description": "Warranty"}
            again_id = ok(await manager.post("/api/jobs", again))["id"]
            await move_job(manager, again_id, "in_progress", "completed", "delivered")

    async def _pays(self, manager: Person, job_id: str, amount: int) -> None:
        method = self.dice.choices(_METHODS, _SHARES)[0]
        more = {}
        if method == "upi" and not self._happens(30):
            self.number += 1
            more["reference"] = f"6{self.dice.randrange(10**11):011d}"
        if self._happens(7) and amount > 10:  # typed wrongly, and seen at once
            wrong = await self._record(manager, job_id, amount // 10, method=method)
            self.clock.advance(minutes=1)
            ok(await manager.post(f"/api/payments/{wrong}/cancel", {"reason": "Typed wrongly"}))
        payment_id = await self._record(manager, job_id, amount, method=method, **more)
        if method == "cash":
            self.cash.setdefault(manager.id, []).append(job_id)
            self.held[manager.id] = self.held.get(manager.id, 0) + amount
        elif self._happens(2):  # did not arrive, and is paid again
            await reject_payment(self.garage.owner, payment_id)
            await self._record(manager, job_id, amount, method="card", repeat=True)
        else:
            await confirm_payment(self.garage.owner, payment_id)

    async def _record(self, manager: Person, job_id: str, amount: int, **more: object) -> str:
        """Record a payment with an id that the phone makes, at the garage's time."""
        payment_id = f"{first_made_at(self.clock().timestamp())}-7a31-8d3c-{uuid.uuid4().hex[:12]}"
        ok(await manager.post("/api/payments", payment_fields(job_id, amount, id=payment_id, **more)))
        return payment_id

    async def _hands_over(self, manager: Person) -> None:
        amount = self.held.pop(manager.id, 0)
        jobs = self.cash.pop(manager.id, [])
        if amount:
            await confirm_settlement(self.garage.owner, await make_settlement(manager, amount, jobs))

    def _happens(self, in_a_thousand: int) -> bool:
        return self.dice.randrange(1000) < in_a_thousand
