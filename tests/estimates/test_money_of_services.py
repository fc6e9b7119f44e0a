"""Whatever happens to services, in whatever order: the estimate is what was approved, and the books agree."""

import random
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.estimates.making import get_estimate
from tests.estimates.test_services import assert_sound
from tests.factories import Garage, Person, get_job, make_job, payment_fields

pytestmark = pytest.mark.slow

# What may be refused in the midst of such a story, and changes nothing.
_REFUSALS = {
    "already_approved", "estimate_below_paid", "estimate_changed", "more_than_outstanding", "needs_approval",
    "nothing_to_send", "service_gone", "stale_version",
}  # fmt: skip


def _lines(dice: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "kind": dice.choice(["labour", "part"]),
            "description": f"Line {number}",
            "quantity": dice.choice([1, 2, 0.333, 3.5]),
            "unit_price": dice.randrange(1, 300_000) / 100,
            "tax_rate_bp": dice.choice([0, 500, 1800, 2800]),
        }
        for number in range(dice.randrange(1, 4))
    ]


async def _step(dice: random.Random, person: Person, job_id: str) -> None:
    estimate = await get_estimate(person, job_id)
    services = [row for row in estimate["services"] if row["state"] != "withdrawn"]
    path = f"/api/jobs/{job_id}"
    match dice.choice(
        ["propose", "propose", "change", "lower", "withdraw", "send", "answer", "answer", "pay", "lines"]
    ):
        case "propose":
            response = await person.post(f"{path}/services", {"title": "Work", "items": _lines(dice)})
        case "change" if services:
            of_one = f"{path}/services/{dice.choice(services)['id']}"
            response = await person.put(of_one, {"items": _lines(dice)})
        case "lower" if services:
            service = dice.choice(services)
            named = ("kind", "description", "quantity", "unit_price", "tax_rate_bp")
            kept = [{name: line[name] for name in named} for line in service["lines"]]
            for line in kept:
                line["unit_price"] = round(line["unit_price"] * dice.random(), 2)
            response = await person.put(f"{path}/services/{service['id']}", {"items": kept or _lines(dice)})
        case "withdraw" if services:
            response = await person.delete(f"{path}/services/{dice.choice(services)['id']}")
        case "send":
            response = await person.post(f"{path}/estimate/send")
        case "answer" if services:
            some = dice.sample(services, dice.randrange(1, len(services) + 1))
            answers = {row["id"]: dice.choice(["approved", "approved", "declined", "call_me"]) for row in some}
            response = await person.post(f"{path}/estimate/answers", {"answers": answers, "told": "phone"})
        case "pay":
            response = await person.post("/api/payments", payment_fields(job_id, dice.randrange(1, 500)))
        case _:
            job = await get_job(person, job_id)
            of_line = {"kind", "description", "quantity", "unit_price", "tax_rate_bp", "service"}
            billed = job["bill"]["lines"] if job["bill"] else []
            lines = [{k: v for k, v in line.items() if k in of_line} for line in billed]
            response = await person.put(path, {"items": [*lines, *_lines(dice)]})
    assert response.status_code == 200 or response.json()["code"] in _REFUSALS, response.text


@pytest.mark.parametrize("seed", range(4))
async def test_the_estimate_is_what_was_approved(garage: Garage, db: Database, seed: int) -> None:
    dice = random.Random(seed)
    estimated: dict[str, Any] = {"estimated_amount": dice.choice([0, 1234.56])}
    if seed % 2:
        estimated = {"estimated_amount": None, "estimate_to_follow": True}
    job_id = await make_job(garage.manager, **estimated)
    for _ in range(30):
        await _step(dice, garage.manager, job_id)
        job, estimate = await get_job(garage.manager, job_id), await get_estimate(garage.manager, job_id)
        lines = job["bill"]["lines"] if job["bill"] else []
        assert not lines or job["estimated_amount"] == job["bill"]["total_amount"]
        approved = {row["id"]: row for row in estimate["services"] if row["state"] == "approved"}
        charged: dict[str, float] = {}
        for line in lines:
            if line.get("service"):
                charged[line["service"]] = round(charged.get(line["service"], 0) + line["total_amount"], 2)
        assert charged.keys() <= approved.keys()
        for service_id, row in approved.items():
            assert row["total_amount"] == charged.get(service_id, 0) <= row["approved_amount"]
    await assert_sound(db, garage.id)
