"""What was imported is worked on: the owner's own jobs, and money that another than the job's manager took."""

import pytest

from revops.rooms import verify
from tests.conftest import SettingsMaker, running
from tests.factories import (
    Person,
    confirm_payment,
    get_job,
    login,
    make_payment,
    move_job,
    ok,
    payment_fields,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants
from tests.legacy.conftest import JOB, MANAGER, MEMBER, OWNER, PASSWORD, PAYMENT, Import

pytestmark = pytest.mark.slow


async def _agrees(original: Import) -> None:
    found = await verify(original.db)
    assert found.ok, found.problems
    await assert_invariants(original.db, "workshop-1")


async def _own_jobs(original: Import, owner: Person, *methods: str) -> None:
    for method in methods:
        before = await get_job(owner, "j-own")
        payment_id = await make_payment(owner, "j-own", 400, method=method)
        stored = await original.one("payments", payment_id)
        account = "owner_cash" if method == "cash" else "bank"
        assert (stored["verdict"], stored["account"]) == ("confirmed", account), method
        job = await get_job(owner, "j-own")
        for figure in ("total_paid", "confirmed_amount"):
            assert job[figure] == before[figure] + 400, method
        await _agrees(original)
        # Confirming what is confirmed counts nothing a second time, and it can be taken back.
        await confirm_payment(owner, payment_id)
        assert (await get_job(owner, "j-own"))["confirmed_amount"] == job["confirmed_amount"], method
        await _agrees(original)
        await reject_payment(owner, payment_id)
        after = await get_job(owner, "j-own")
        assert (after["total_paid"], after["confirmed_amount"]) == (before["total_paid"], before["confirmed_amount"])
        await _agrees(original)


async def test_what_the_owner_takes_on_a_job_of_his_own_is_confirmed_at_once(
    original: Import, make_settings: SettingsMaker
) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"id": "j-own", "manager_id": "owner-1", "advance_paid": 50.0})
    await original.run()
    async with running(make_settings(db_name=original.db.name)) as http:
        owner = await login(http, OWNER["email"], PASSWORD)
        await _own_jobs(original, owner, "cash", "upi")
        assert ok(await owner.get("/api/analytics/dashboard"))["cash_in_hand"] == 0
        assert ok(await owner.get("/api/analytics/dashboard"))["pending_confirmations"]["count"] == 0


async def test_the_status_of_a_job_counts_for_its_manager_whoevers_payment_moves_it(
    original: Import, make_settings: SettingsMaker
) -> None:
    await original.add_garage()
    second = {"id": "m-2", "email": "second@garage.example"}
    await original.add("users", MANAGER | second)
    await original.add("managers", MEMBER | {"id": "x-2", "user_id": "m-2"})
    await original.add("jobs", JOB | {"id": "j-1", "estimated_amount": 2000.0, "status": "delivered"})
    await original.add("payments", PAYMENT | {"id": "p-1", "job_id": "j-1", "collected_by_manager_id": "m-2"})
    await original.run()
    async with running(make_settings(db_name=original.db.name)) as http:
        owner = await login(http, OWNER["email"], PASSWORD)
        assert (await get_job(owner, "j-1"))["status"] == "delivered"
        await reject_payment(owner, "p-1")
        job = await get_job(owner, "j-1")
        assert (job["status"], job["remaining_amount"]) == ("credit_pending", 2000)
        await _agrees(original)
        (first, second_row) = ok(await owner.get("/api/managers"))
        assert {row["id"]: row["cash_in_hand"] for row in (first, second_row)} == {"manager-1": 0, "m-2": 0}
        await make_payment(owner, "j-1", 2000)
        assert (await get_job(owner, "j-1"))["status"] == "delivered"
        refused(await owner.post("/api/payments", payment_fields("j-1", 1)), 409, "more_than_outstanding")
        await move_job(owner, "j-1", "closed")
        await _agrees(original)
