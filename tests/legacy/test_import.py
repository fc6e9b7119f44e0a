"""A sound original, converted; a second run; a run that was cut short."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from revops.access.passwords import check_password
from revops.legacy import batches, load
from revops.legacy.jobs import Bundle
from revops.legacy.load import import_legacy
from revops.legacy.source import UnusableSource
from revops.mongo.client import Database, Document
from revops.rooms import INDEXES, verify
from tests.crash.running import run
from tests.legacy.conftest import DAY, HASH, JOB, MANAGER, OWNER, PASSWORD, PAYMENT, SETTLEMENT, WORKSHOP, Import

pytestmark = pytest.mark.slow


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


async def test_people_and_their_workshop(original: Import) -> None:
    await original.add_garage()
    code: Document = {"id": "code-1", "code": "k7wm3qxa", "workshop_id": "workshop-1", "created_by": "owner-1"}
    code["created_at"] = "2024-01-15T10:40:00Z"
    used = code | {"id": "code-2", "code": "K7WM3QXB", "used_by": "manager-1", "used_at": "2024-01-15T11:00:00Z"}
    await original.add("invite_codes", code | {"is_active": True}, used | {"is_active": False})
    assert await original.run() == []

    owner = await original.one("users", "owner-1")
    assert owner == {
        "_id": "owner-1",
        "email": "owner@garage.com",
        "password_hash": HASH,
        "name": "John Doe",
        "phone": "+919876543210",
        "role": "owner",
        "workshop_id": "workshop-1",
        "session_version": 1,
        "created_at": at("2024-01-15T10:30:00"),
    }
    fits, fresh = await check_password(PASSWORD, owner["password_hash"])
    assert fits
    assert fresh is not None
    assert fresh.startswith("$argon2id$")
    assert await check_password("another password", owner["password_hash"]) == (False, None)
    assert (await original.one("workshops", "workshop-1")) == {
        "_id": "workshop-1",
        "owner_id": "owner-1",
        "name": "Pro Auto Workshop",
        "phone": "+919876543210",
        "address": "123 Main St",
        "gst_number": "22AAAAA0000A1Z5",
        "gstin": "22AAAAA0000A1Z5",
        "currency": "INR",
        "timezone": "Asia/Kolkata",
        "has_money": False,
        "password_above_minor": None,
        "created_at": at("2024-01-15T10:35:00"),
        "version": 1,
        "zones": {"names": ["Asia/Kolkata"], "version": 1},
    }
    manager = await original.one("managers", "manager-1")
    assert manager["workshop_id"] == "workshop-1"
    assert manager["joined_at"] == at("2024-01-15T11:00:00")
    assert manager["is_active"] is True
    assert manager["pending_settlement_minor"] == 0
    assert "jobs:create" in manager["permissions"]
    unused, used = await original.all("invite_codes")
    assert (unused["code"], unused["used_by"], unused["is_active"]) == ("K7WM3QXA", None, True)
    assert unused["expires_at"] == at("2024-01-22T10:40:00")
    assert (used["used_by"], used["used_at"], used["is_active"]) == ("manager-1", at("2024-01-15T11:00:00"), False)
    (joined,) = await original.all("journal")
    assert (joined["kind"], joined["at"], joined["manager_id"]) == ("manager_joined", manager["joined_at"], "manager-1")


async def test_a_job_with_advance_payments_and_updates(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"advance_paid": 1000.5, "status": "delivered", "created_at": "2024-01-15T20:00"})
    final = PAYMENT | {"id": "payment-2", "amount": 1999.5, "payment_type": "final", "notes": None}
    final |= {"confirmed_by_owner": True, "payment_date": "2024-01-18T08:00:00Z"}
    await original.add("payments", PAYMENT, final | {"confirmation_date": "2024-01-19T20:00:00+05:30"})
    update = {"job_id": "job-1", "updated_by": "manager-1", "created_at": "2024-01-16T10:00:00Z"}
    await original.add(
        "job_updates",
        update | {"id": "u-1", "update_type": "created", "message": "Job created"},
        update | {"id": "u-2", "status": "in_progress", "message": "Started"},
        update | {"id": "u-3", "message": "Waiting for the filter", "updated_by": "owner-1"},
    )
    rows = await original.run()
    assert [(row["field"], row["reason"]) for row in rows] == [
        ("completed_at", "is missing for this status; updated_at taken instead")
    ]
    job = await original.one("jobs", "job-1")
    customer, vehicle = (
        await original.one("customer_records", job["customer_id"]),
        await original.one("vehicles", job["vehicle_id"]),
    )
    assert (customer["name"], customer["phones"]) == ("Raj Kumar", ["+919123456789"])
    assert (vehicle["plate"], vehicle["keeper_id"]) == ("MH12AB1234", customer["_id"])
    assert {name: value for name, value in job.items() if name not in {"search", "customer_id", "vehicle_id"}} == {
        "_id": "job-1",
        "number": 1,
        "workshop_id": "workshop-1",
        "manager_id": "manager-1",
        "customer_name": "Raj Kumar",
        "phone": "+919123456789",
        "car_model": "Honda City",
        "vehicle_number": "mh 12 ab 1234",
        "plate": "MH12AB1234",
        "work_description": "Engine oil change",
        "estimated_minor": 500_000,
        "advance_minor": 100_050,
        "paid_minor": 500_000,
        "confirmed_minor": 199_950,
        "outstanding_minor": 0,
        "planned_completion_days": 2,
        "status": "delivered",
        "address": None,
        "parts_required": "Oil filter",
        "worker_assigned": "Ramu",
        "internal_notes": None,
        "created_at": at("2024-01-15T20:00"),
        "updated_at": at("2024-01-17T09:00"),
        "taken_on": "2024-01-16",
        "due_at": at("2024-01-17T20:00"),
        "completed_on_time": True,
        "completed_at": at("2024-01-17T09:00"),
        "version": 1,
        "items": [],
        "pricing": None,
        "customer_gst_number": None,
        "customer_gstin": None,
        "place_of_supply": None,
        "invoice_id": None,
        "invoice_number": None,
    }
    assert {"raj", "kumar", "mh12ab1234", "1234", "9123456789"} <= set(job["search"])
    payments = {payment["type"]: payment for payment in await original.all("payments")}
    assert payments["final"] == {
        "_id": "payment-2",
        "workshop_id": "workshop-1",
        "job_id": "job-1",
        "manager_id": "manager-1",
        "collected_by": "manager-1",
        "amount_minor": 199_950,
        "type": "final",
        "method": "cash",
        "account": "cash_in_hand",
        "notes": None,
        "reference": None,
        "verdict": "confirmed",
        "payment_date": at("2024-01-18T08:00"),
        "day": "2024-01-18",
        "confirmation_date": at("2024-01-19T14:30"),
        "reject_reason": None,
        "judged_by": "owner-1",
    }
    advance = payments["advance"]
    assert (advance["amount_minor"], advance["verdict"], advance["method"]) == (100_050, "pending", "cash")
    assert advance["payment_date"] == job["created_at"]
    assert original.summary.advances == 1
    # The day is the workshop's: 20:00 UTC is half past one of the next day in Kolkata.
    told = [
        (entry["kind"], entry["day"], entry.get("note"), entry.get("changes"), entry["actor_id"])
        for entry in sorted(await original.all("journal", job_id="job-1"), key=lambda entry: entry["seq"])
    ]
    assert told == [
        ("job_created", "2024-01-16", None, None, "manager-1"),
        ("payment_recorded", "2024-01-16", None, None, "manager-1"),
        ("payment_recorded", "2024-01-16", "Cash payment", None, "manager-1"),
        ("payment_recorded", "2024-01-18", None, None, "manager-1"),
        ("payment_confirmed", "2024-01-19", None, None, "owner-1"),
        ("job_updated", "2024-01-16", "Started", {"status": ["pending", "in_progress"]}, "manager-1"),
        ("job_updated", "2024-01-16", "Waiting for the filter", None, "owner-1"),
        ("job_updated", "2024-01-17", None, {"status": ["in_progress", "delivered"]}, "manager-1"),
    ]
    (whole,) = await original.all("totals", manager_id=None, day="all")
    assert {name: value for name, value in whole["accounts"].items() if value} == {
        "sales": -500_000,
        "cash_in_hand": 500_000,
    }
    assert {name: value for name, value in whole["counts"].items() if value} == {
        "jobs": 1,
        "status_delivered": 1,
        "payments_pending": 2,
        "payments_pending_minor": 300_050,
        "completed": 1,
        "on_time": 1,
        "turnaround_minutes": 37 * 60,
    }
    assert (await original.one("workshops", "workshop-1"))["has_money"] is True


async def test_settlements_lower_cash_in_hand(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB)
    await original.add("payments", PAYMENT)
    waiting = SETTLEMENT | {"id": "settlement-2", "amount": 300.0, "confirmed_by_owner": False}
    await original.add("settlements", SETTLEMENT, waiting)
    assert await original.run() == []
    assert await original.one("settlements", "settlement-1") == {
        "_id": "settlement-1",
        "workshop_id": "workshop-1",
        "manager_id": "manager-1",
        "amount_minor": 50_000,
        "job_ids": ["job-1"],
        "notes": "Week 3",
        "verdict": "confirmed",
        "submitted_date": at("2024-01-20T14:00"),
        "day": "2024-01-20",
        "confirmation_date": at("2024-01-21T14:00"),
        "reject_reason": None,
        "judged_by": "owner-1",
    }
    assert (await original.one("settlements", "settlement-2"))["verdict"] == "pending"
    assert (await original.one("managers", "manager-1"))["pending_settlement_minor"] == 30_000
    (total,) = await original.all("totals", manager_id="manager-1", day="all")
    assert total["accounts"]["cash_in_hand"] == 150_000
    assert total["counts"]["settlements_pending_minor"] == 30_000


async def add_much(original: Import) -> None:
    """Put two workshops with dirt of many kinds into the original."""
    await original.add_garage()
    await original.add("users", OWNER | {"id": "owner-2", "email": "OWNER@garage.com"})
    await original.add("workshops", WORKSHOP | {"id": "workshop-2", "owner_id": "owner-2"})
    await original.add("workshops", WORKSHOP | {"id": "workshop-3", "owner_id": "owner-1"})
    jobs: list[Document] = []
    payments: list[Document] = []
    for number in range(24):
        changes: Document = {
            "id": f"job-{number}",
            "workshop_id": f"workshop-{number % 4}",
            "advance_paid": 10.0 * number,
        }
        if number % 5 == 0:
            changes |= {"manager_id": f"gone-{number}", "status": "done", "created_at": "?"}
        jobs.append(JOB | changes)
        payments += [
            PAYMENT | {"id": f"payment-{number}-{n}", "job_id": f"job-{number}", "amount": 1000.0 * (n + 1)}
            for n in range(number % 4)
        ]
    await original.add("jobs", *jobs)
    await original.add("payments", *payments, PAYMENT | {"id": "stray", "job_id": "gone"})
    updates = [{"id": f"u-{n}", "job_id": f"job-{n}", "message": "Called"} for n in range(0, 24, 3)]
    await original.add("job_updates", *updates)
    parts = [SETTLEMENT | {"id": f"s-{n}", "amount": 400.0 * n, "confirmed_by_owner": n % 2 == 0} for n in range(1, 9)]
    await original.add("settlements", *parts)
    await original.add("invite_codes", {"id": "c-1", "code": "AAAA", "workshop_id": "workshop-2"})


async def test_a_second_run_changes_nothing(original: Import) -> None:
    await add_much(original)
    rows = await original.run()
    first, before = original.summary, await original.contents()
    assert await original.run() == rows
    assert await original.contents() == before
    for name, counts in original.summary.collections.items():
        assert counts.imported == 0
        assert counts.already_there == first.collections[name].imported
        assert counts.repaired == first.collections[name].repaired
        assert counts.left_out == first.collections[name].left_out
    for name in ("users", "workshops", "invite_codes", "jobs", "payments", "job_updates", "settlements"):
        counts = first.collections[name]
        there = await original.client[original.source][name].count_documents({})
        assert counts.imported + counts.left_out == there, name


def comparable(contents: dict[str, list[Document]]) -> Any:
    """Leave out what depends on the moment of a run."""
    # Records of customers and vehicles have new ids in each.
    moment = {"sealed_at", "applied_at", "customer_id", "vehicle_id", "keeper_id", "keepers"}
    # Salts are new in each, and so is what is hashed with them.
    moment |= {"personal", "hash"}
    plain = {
        name: [{k: v for k, v in document.items() if k not in moment} for document in documents]
        for name, documents in contents.items()
    }
    for owed in [owed for entry in plain["journal"] for owed in entry.get("owed", ())]:
        del owed["customer"]
    for balance in plain["customers"]:
        del balance["phone"]
    for name in ("totals", "customers", "customer_records", "vehicles"):
        plain[name] = sorted(
            ({k: v for k, v in t.items() if k != "_id"} for t in plain[name]),
            key=lambda t: str(sorted(t.items(), key=str)),
        )
    return plain


@pytest.mark.parametrize("survived", [0, 1, 3])
async def test_a_run_that_was_cut_short_is_completed_by_the_next(
    original: Import, mongo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    monkeypatch.setattr(batches, "JOBS_PER_BATCH", 3)
    await add_much(original)
    write = batches.JobImport._insert
    left = [survived]

    async def dying(self: batches.JobImport, workshop_id: str, group: list[Bundle]) -> None:
        if left[0] == 0:
            raise ConnectionAbortedError
        left[0] -= 1
        await write(self, workshop_id, group)

    with monkeypatch.context() as patch:
        patch.setattr(batches.JobImport, "_insert", dying)
        with pytest.raises(ConnectionAbortedError):
            await original.run()
    assert len(await original.all("jobs")) == survived * 3
    rows = await original.run()
    whole = Import(mongo_url, original.source, Database(mongo_url, f"{original.db.name}_whole"), tmp_path / "whole.csv")
    try:
        assert await whole.run() == rows
        assert comparable(await original.contents()) == comparable(await whole.contents())
        for db in (original.db, whole.db):
            assert (await verify(db)).problems == []
    finally:
        await whole.client.drop_database(whole.db.name)
        await whole.client.close()
        await whole.db.close()


async def test_other_workshops_are_not_touched_even_with_the_same_ids(original: Import, mongo_url: str) -> None:
    """Two originals that both count from 1 go into one database of ours."""
    await add_much(original)
    await original.run()
    before = await original.contents()
    other = Import(mongo_url, f"{original.source}_other", original.db, original.report)
    try:
        await other.add_garage(owner={"email": "else@garage.com"}, manager={"email": "else2@garage.com"})
        await other.add("jobs", JOB)
        await other.add("payments", PAYMENT | {"id": "payment-1-0"})
        await other.add("settlements", SETTLEMENT | {"id": "s-2"})
        rows = await other.run()
        assert {(row["collection"], row["field"]) for row in rows} == {
            (name, "id") for name in ("users", "workshops", "jobs", "payments", "settlements")
        }
        after = await original.contents()
        for name in ("users", "workshops", "managers", "jobs", "payments", "settlements", "journal", "chain_heads"):
            assert [document for document in after[name] if document in before[name]] == before[name]
        (owner,) = await original.all("users", email="else@garage.com")
        (workshop,) = await original.all("workshops", owner_id=owner["_id"])
        (job,) = await original.all("jobs", workshop_id=workshop["_id"])
        (payment,) = await original.all("payments", workshop_id=workshop["_id"])
        (settlement,) = await original.all("settlements", workshop_id=workshop["_id"])
        assert job["paid_minor"] == payment["amount_minor"] == 200_000
        assert payment["job_id"] == settlement["job_ids"][0] == job["_id"] != "job-1"
        again = await original.contents()
        assert await other.run() == rows
        assert await original.contents() == again
    finally:
        await other.client.drop_database(other.source)
        await other.client.close()


async def test_what_is_not_of_the_original_is_refused(original: Import, mongo_url: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableSource, match="has none of the original"):
        await import_legacy(mongo_url, original.source, original.db, tmp_path / "report.csv", None)
    await original.add("users", OWNER, MANAGER)
    await original.run()
    with pytest.raises(UnusableSource, match="is a database of this RevOps"):
        await import_legacy(mongo_url, original.db.name, original.db, tmp_path / "report.csv", None)


async def test_missing_collections_and_unknown_fields_do_not_matter(original: Import) -> None:
    await original.add("jobs", JOB | {"colour": "red"})
    await original.add("invoices", {"id": "invoice-1"})
    rows = await original.run()
    assert [(row["collection"], row["id"], row["action"], row["old_value"]) for row in rows] == [
        ("jobs", "job-1", "left_out", "5000.0")
    ]


async def test_a_large_import_ends_with_all_indexes(original: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MANY_JOBS", 1)
    await add_much(original)
    await original.run()
    for name, indexes in INDEXES.items():
        there = await original.db.collection(name).index_information()
        assert there.keys() == {"_id_"} | {index.document["name"] for index in indexes}, name


async def test_progress_is_told(original: Import) -> None:
    await add_much(original)
    told: list[tuple[str, int, int]] = []
    await import_legacy(
        original.url, original.source, original.db, original.report, lambda *progress: told.append(progress)
    )
    assert told[-1][0] == "settlements"
    assert ("jobs", 24, 24) in told
    assert ("workshops", 3, 3) in told


async def test_things_of_each_kind_may_share_an_id_and_an_instant(original: Import) -> None:
    """The original numbered each collection by itself: what a job is called says nothing of a manager or settlement."""
    same, then = {"id": "1"}, {"created_at": DAY}
    await original.add_garage(manager=same, member=same | {"user_id": "1", "joined_at": DAY})
    await original.add("jobs", JOB | same | then | {"manager_id": "1"})
    paid = PAYMENT | same | {"job_id": "1", "payment_date": DAY, "collected_by_manager_id": "1"}
    await original.add("payments", paid)
    await original.add("settlements", SETTLEMENT | same | {"manager_id": "1", "job_ids": ["1"], "submitted_date": DAY})
    await original.run()
    kinds = {entry["kind"] for entry in await original.all("journal", manager_id="1")}
    assert kinds >= {"manager_joined", "job_created", "payment_recorded", "settlement_submitted"}


@pytest.mark.parametrize("is_named", [True, False])
async def test_the_report_is_where_an_option_says_or_beside_the_data_folder_and_for_its_owner_alone(
    original: Import, tmp_path: Path, *, is_named: bool
) -> None:
    await original.add_garage()
    data, named = tmp_path / "state" / "data", tmp_path / "mine.csv"
    data.mkdir(parents=True)
    (tmp_path / "here").mkdir()
    options = ["--report", str(named)] if is_named else []
    code, said = await asyncio.to_thread(
        run,
        tmp_path / "here" / "data",
        *("import-legacy", "--from", original.url, "--db", original.source, *options),
        REVOPS_DATA=str(data),
        MONGO_URL=original.url,
        DB_NAME=original.db.name,
    )
    assert code == 0, said
    report = named if is_named else tmp_path / "state" / "revops-import-report.csv"
    assert f"is in {report}." in said
    assert report.stat().st_mode & 0o777 == 0o600
    assert list((tmp_path / "here").iterdir()) == []
