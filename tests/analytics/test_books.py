"""Revenue before tax, tax by head and what was written off, against a count of the papers' lines, for any period."""

import datetime as dt
import random
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.analytics.recount import Recount
from tests.analytics.test_recount import assert_counted, documents_of, periods
from tests.conftest import Clock
from tests.factories import Api, Garage, Person, make_garage, make_job, make_manager
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.slow

RATES = (0, 500, 1200, 1800, 2800)


def _line(rng: random.Random) -> dict[str, Any]:
    price = rng.randrange(1, 9_000_00)
    return {
        "kind": rng.choice(("labour", "part")),
        "description": f"Work {rng.randrange(99)}",
        "unit_price": price / 100,
        "quantity": rng.choice((1, 2, 0.5, 1.25)),
        "discount": rng.randrange(price // 2 + 1) / 100 if rng.random() < 0.4 else 0,
        "tax_rate_bp": rng.choice(RATES),
    }


class _Garage:
    """Takes in, invoices, credits, changes and writes off at random, through HTTP."""

    def __init__(self, garage: Garage, people: list[Person], seed: int) -> None:
        self.garage, self.people, self.rng = garage, people, random.Random(seed)
        self.by_job: dict[str, Person] = {}

    async def do(self) -> None:
        rng = self.rng
        if len(self.by_job) < 4 or rng.random() < 0.25:
            await self.take_in()
            return
        job_id, person = rng.choice(list(self.by_job.items()))
        what = rng.choices(("issue", "credit", "change", "write_off"), (5, 2, 2, 1))[0]
        if what == "issue":
            answer = await person.post(f"/api/documents/invoice/{job_id}/issue")
        elif what == "credit":
            answer = await self.garage.owner.post(f"/api/documents/credit-note/{job_id}/issue", {"reason": "Wrong"})
        elif what == "change":
            answer = await person.put(
                f"/api/jobs/{job_id}", {"items": [_line(rng) for _ in range(rng.randrange(1, 4))]}
            )
        else:
            answer = await self.garage.owner.post(f"/api/jobs/{job_id}/write-off", {"reason": "Moved", "amount": 1})
        assert answer.status_code in (200, 409), answer.text

    async def take_in(self) -> None:
        rng, person = self.rng, self.rng.choice(self.people)
        place = {"place_of_supply": "29"} if rng.random() < 0.3 else {}
        job_id = await make_job(person, estimated_amount=rng.randrange(100, 900_000) / 100, **place)
        self.by_job[job_id] = person


async def test_figures_of_papers_are_what_their_lines_make(anonymous: Api, db: Database, clock: Clock) -> None:
    garage = await make_garage(anonymous.http)
    people = [garage.manager, await make_manager(garage.owner, name="The other")]
    clock.set("2026-08-28T06:00:00Z")
    story = _Garage(garage, people, seed=7)
    for _ in range(90):
        clock.advance(hours=story.rng.uniform(1, 30))
        await story.do()
    names = {person.id: person.name for person in people}
    recount = Recount(await documents_of(db, garage.id), names, "Asia/Kolkata")
    heads = {name for _, _, name, _ in recount.told}
    assert heads == {"CGST", "SGST", "IGST", "written_off"}
    today = clock().astimezone(recount.zone).date()
    for days in periods(today, story.rng, 4):
        await assert_counted(garage, recount, today, None, days)
    for person in people:
        for days in ((None, None), (today - dt.timedelta(days=31), today)):
            await assert_counted(garage, recount, today, person.id, days)
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []
