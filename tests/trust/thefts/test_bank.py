"""Money that is said to have gone to the bank and did not, and money that came there and was not entered."""

import datetime as dt
from dataclasses import replace

import pytest

from revops.bank.finder import find_unmatched
from tests.bank.statements import Story, as_text, hdfc, rrn
from tests.bank.test_bank import FIRST, NOON, came, statement
from tests.bank.uploads import upload
from tests.conftest import Clock
from tests.factories import make_job, make_payment, ok
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
    (question,) = await scene.asks_all("credit_without_entry")
    assert question["amount"] == 6500


async def test_days_are_left_out_of_the_statements(scene: Scene, clock: Clock) -> None:
    """He uploads for the owner: the days on which cash was booked as UPI are on no statement, so nothing is overdue."""
    clock.set(NOON.isoformat())
    ok(await scene.owner.put(f"/api/members/{scene.manager.id}", {"grants": {"bank:upload": True, "bank:read": True}}))
    clock.set((NOON + dt.timedelta(days=2)).isoformat())
    job_id = await make_job(scene.manager, estimated_amount=9000)
    await make_payment(scene.manager, job_id, 9000, method="upi", reference=rrn(FIRST, 7))
    clock.set((NOON + dt.timedelta(days=9)).isoformat())
    whole = Story(100_000, [came(650, 1), came(400, 2, days=2), came(500, 3, days=6)])
    for story in (replace(whole, moves=whole.moves[:1]), Story(205_000, whole.moves[2:])):
        await upload(scene.manager, as_text(hdfc(story)))
    await scene.evening(find_unmatched)
    after, before = (f"{FIRST + dt.timedelta(days=days)}" for days in (0, 6))
    await scene.names("statement_gap", 9000, payments=1, after_day=after, before_day=before)
    # The days that were missing: now the bank says it itself.
    await upload(scene.owner, as_text(hdfc(whole)))
    await scene.evening(find_unmatched)
    amounts = {question["kind"]: question["amount"] for question in await scene.questions()}
    assert (amounts["entered_without_credit"], amounts.get("statement_gap")) == (9000, None)


async def test_a_payment_is_entered_for_days_on_which_nothing_moved(scene: Scene, clock: Clock) -> None:
    """No statement names the days between two, and their balances meet: it is known that nothing came in."""
    clock.set(NOON.isoformat())
    ok(await scene.owner.put(f"/api/members/{scene.manager.id}", {"grants": {"bank:upload": True, "bank:read": True}}))
    clock.set((NOON + dt.timedelta(days=2)).isoformat())
    job_id = await make_job(scene.manager, estimated_amount=9000)
    await make_payment(scene.manager, job_id, 9000, method="upi", reference=rrn(FIRST, 7))
    clock.set((NOON + dt.timedelta(days=9)).isoformat())
    for story in (Story(100_000, [came(650, 1)]), Story(165_000, [came(500, 3, days=6)])):
        await upload(scene.manager, as_text(hdfc(story)))
    await scene.evening(find_unmatched)
    await scene.names("entered_without_credit", 9000)
