"""Prices of estimates for cars that were not here yet: what was approved and is taken in, or charged, for less."""

import httpx2
import pytest

from tests.customer_page.test_page import post, read_page
from tests.exceptions.asking import Asked
from tests.factories import Garage, get_job, ok
from tests.invariants import assert_invariants
from tests.quotations.test_quotations import fields, intake, make, send

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def approve(http: httpx2.AsyncClient, page: str) -> None:
    """Approve an estimate as its customer does."""
    form = read_page(await http.get(page))[1][f"{page}/quotation"]
    await post(http, f"{page}/quotation", **form, answer="approved")


async def lower(garage: Garage, quotation_id: str, to: float | None) -> None:
    """Change the price of an estimate; None: it is to follow."""
    said = {} if to is None else {"estimated_amount": to}
    ok(await garage.manager.put(f"/api/quotations/{quotation_id}", fields(**said)))


@pytest.mark.parametrize(
    ("to", "again", "lost"),
    [(5000, False, 3400), (None, False, 8400), (5000, True, None), (8400, False, None)],
    ids=["lowered", "to follow", "lowered, and approved again", "as approved"],
)
async def test_a_job_that_is_begun_for_less_than_was_approved_is_asked_about(
    garage: Garage, http: httpx2.AsyncClient, asked: Asked, to: float | None, again: bool, lost: int | None
) -> None:
    quotation_id = await make(garage.manager, estimated_amount=8400)
    page = await send(garage.manager, quotation_id)
    await approve(http, page)
    await lower(garage, quotation_id, to)
    if again:
        await approve(http, page)
    begun = intake(quotation_id, **({"estimate_to_follow": True} if to is None else {}))
    ok(await garage.manager.post("/api/jobs", begun))
    found = await asked.about(garage, "estimate_lowered")
    assert [(row["about"]["job"], row["amount_minor"]) for row in found] == (
        [(quotation_id, lost * 100)] if lost else []
    )
    await assert_invariants(asked.db, garage.id)


async def test_a_price_that_was_approved_before_the_car_came_is_agreed_afterwards(
    garage: Garage, http: httpx2.AsyncClient, asked: Asked
) -> None:
    quotation_id = await make(garage.manager, estimated_amount=8400)
    await approve(http, await send(garage.manager, quotation_id))
    ok(await garage.manager.post("/api/jobs", intake(quotation_id)))
    job = await get_job(garage.manager, quotation_id)
    ok(await garage.manager.put(f"/api/jobs/{quotation_id}", {"version": job["version"], "estimated_amount": 5000}))
    (found,) = await asked.about(garage, "estimate_lowered")
    assert (found["amount_minor"], found["facts"]["agreed"]) == (340_000, ["approved", "sent"])
