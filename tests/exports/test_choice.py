"""Which rows an export has: of some days, statuses and managers, of one garage, all of one instant."""

import asyncio
import datetime as dt

import httpx2
import pytest

from tests.conftest import Clock
from tests.exports.reading import (
    EXPORT,
    SHEETS,
    check_sums,
    figures,
    minor,
    read,
    work_a_while,
)
from tests.factories import (
    Garage,
    make_garage,
    make_job,
    make_payment,
    refused,
    reject_payment,
)

pytestmark = pytest.mark.slow


# --- which rows -------------------------------------------------------------------------------------------------------


async def test_days_are_the_workshops(http: httpx2.AsyncClient, clock: Clock) -> None:
    garage = await make_garage(http, timezone="America/New_York")
    ids = {}
    # Midnight in New York is 5 o'clock UTC until the clocks go forward on 8 March 2026, at 7 UTC, and 4 o'clock after.
    for instant in ("2026-03-08T04:59:59Z", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59.999Z", "2026-03-09T04:00:00Z"):
        clock.set(instant)
        ids[instant] = await make_job(garage.manager, advance_paid=100)
    clock.set("2026-03-10T12:00:00Z")
    sheets = await read(garage.owner, from_="2026-03-08", to="2026-03-08")
    assert [row["Job ID"] for row in sheets["Jobs"]] == [*ids.values()][2:0:-1]
    times = [row["Taken in"] for row in sheets["Jobs"]]
    assert times[1] == dt.datetime.fromisoformat("2026-03-08")
    assert times[0] == dt.datetime.fromisoformat("2026-03-08T23:59:59")
    assert len(sheets["Payments"]) == 2
    assert figures(sheets)["Dashboard: jobs"] == 2
    assert figures(sheets)["As of"] == dt.datetime.fromisoformat("2026-03-10T08:00")
    clock.advance(days=1)
    first = (await read(garage.owner, to="2026-03-07"))["Jobs"]
    assert [row["Taken in"] for row in first] == [dt.datetime.fromisoformat("2026-03-07T23:59:59")]


@pytest.mark.usefixtures("processes")
async def test_filters(garage: Garage) -> None:
    await work_a_while(garage)
    everything = await read(garage.owner)
    sheets = await read(garage.owner, status=["completed", "delivered"])
    assert {row["Status"] for row in sheets["Jobs"]} == {"completed"}
    assert len(sheets["Jobs"]) == 2
    jobs = {row["Job ID"] for row in sheets["Jobs"]}
    assert [row["Payment ID"] for row in sheets["Payments"]] == [
        row["Payment ID"] for row in everything["Payments"] if row["Job ID"] in jobs
    ]
    assert sheets["Settlements"] == everything["Settlements"]
    check_sums(sheets)
    said = figures(sheets)
    assert said["Status"] == "completed, delivered"
    assert said["Dashboard"] == "none"
    sheets = await read(garage.owner, manager_id=garage.manager.id)
    assert len(sheets["Jobs"]) == 2
    for sheet in ("Jobs", "Payments", "Settlements"):
        assert {row["Manager"] for row in sheets[sheet]} == {"Test Manager"}
        assert sheets[sheet] == [row for row in everything[sheet] if row["Manager"] == "Test Manager"]
    check_sums(sheets)


async def test_what_cannot_be_asked(garage: Garage, other_garage: Garage) -> None:
    refused(await garage.owner.get(EXPORT, from_="2026-03-02", to="2026-03-01"), 422, field="from")
    refused(await garage.owner.get(EXPORT, from_="1976-01-01", to="2026-01-01"), 422, field="from")
    refused(await garage.owner.get(EXPORT, from_="1976-01-01"), 422, field="from")
    refused(await garage.owner.get(EXPORT, from_="yesterday"), 422, field="from")
    refused(await garage.owner.get(EXPORT, status="lost"), 422)
    refused(await garage.owner.get(EXPORT, format="pdf"), 422, field="format")
    refused(await garage.owner.get(EXPORT, progress="no/slashes"), 422, field="progress")
    refused(await garage.owner.get(EXPORT, manager_id=other_garage.manager.id), 404)


async def test_nobody_sees_another_workshop(garage: Garage, other_garage: Garage) -> None:
    await work_a_while(other_garage)
    sheets = await read(garage.owner)
    assert not any(sheets[name] for name in SHEETS[:5])


# --- one instant ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("processes")
async def test_sheets_agree_while_others_write(garage: Garage) -> None:
    for _ in range(5):
        await make_job(garage.manager, estimated_amount=1000, advance_paid=10)
    writing = True

    async def write() -> None:
        while writing:
            job = await make_job(garage.manager, estimated_amount=1000, advance_paid=10)
            await reject_payment(garage.owner, await make_payment(garage.manager, job, 20))
            await make_payment(garage.manager, job, 30)

    writer = asyncio.create_task(write())
    for _ in range(4):
        sheets = await read(garage.owner)
        check_sums(sheets)
        said = figures(sheets)
        valid = sum(minor(row["Amount"]) for row in sheets["Payments"] if row["Verdict"] != "rejected")
        assert minor(said["Jobs: paid"]) == valid == minor(said["Dashboard: collected"])
        assert said["Dashboard: jobs"] == len(sheets["Jobs"])
        assert minor(said["Dashboard: revenue"]) == minor(said["Jobs: estimated"])
        assert minor(said["Dashboard: outstanding"]) == minor(said["Jobs: remaining"])
    writing = False
    await writer
