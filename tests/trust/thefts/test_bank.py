"""Money that is said to have gone to the bank and did not, and money that came there and was not entered."""

import pytest

from revops.bank.finder import find_unmatched
from tests.bank.statements import rrn
from tests.bank.test_bank import FIRST, NOON, came, statement
from tests.bank.uploads import upload
from tests.conftest import Clock
from tests.factories import make_job, make_payment
from tests.trust.thefts.scene import Scene

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_cash_booked_as_upi_with_an_invented_number(scene: Scene, clock: Clock) -> None:
    clock.set(NOON.isoformat())
    job_id = await make_job(scene.manager, estimated_amount=9000)
    await make_payment(scene.manager, job_id, 9000, method="upi", reference=rrn(FIRST, 7))
    await upload(scene.owner, statement(came(650, 1)))
    await scene.evening(find_unmatched)
    await scene.names("entered_without_credit", 9000)


async def test_a_customer_pays_by_upi_and_less_is_entered_as_cash(scene: Scene, clock: Clock) -> None:
    clock.set(NOON.isoformat())
    job_id = await make_job(scene.manager, estimated_amount=2000)
    await make_payment(scene.manager, job_id, 2000)
    await upload(scene.owner, statement(came(6500, 1)))
    await scene.evening(find_unmatched)
    (question,) = await scene.questions()
    assert (question["kind"], question["amount"]) == ("credit_without_entry", 6500)
