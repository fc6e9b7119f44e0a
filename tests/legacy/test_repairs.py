"""Each kind of dirt: what becomes of it, and what the report says."""

import datetime as dt
from typing import Any

from bson import ObjectId

from revops.journal.owing import largest_customers, largest_sealed
from revops.journal.read import read_parts
from revops.mongo.client import Document
from tests.legacy.conftest import (
    DAY,
    HASH,
    JOB,
    MANAGER,
    MEMBER,
    OWNER,
    PAYMENT,
    SETTLEMENT,
    WORKSHOP,
    Import,
    reported,
)

CREATED = dt.datetime(2024, 1, 16, 9, tzinfo=dt.UTC)
UPDATED = dt.datetime(2024, 1, 17, 9, tzinfo=dt.UTC)


async def stand_in_of(original: Import, key: str) -> Document:
    """Return the manager who stands in for one who is missing, after checking that nobody can be that."""
    user, manager = await original.one("users", key), await original.one("managers", key)
    assert user["name"] == "Former manager"
    assert user["email"].startswith("former-")
    assert user["email"].endswith("@imported.invalid")
    assert user["password_hash"] is None
    assert user["removed_at"] is not None
    assert manager["is_active"] is False
    assert manager["removed_at"] is not None
    return manager


# --- users ------------------------------------------------------------------------------------------------------------


async def test_two_users_with_one_address(original: Import) -> None:
    """The one who works keeps it, though the other is older; the other is kept without it."""
    await original.add_garage()
    await original.add("users", OWNER | {"id": "older", "email": "OWNER@GARAGE.COM", "created_at": "2020-01-01"})
    rows = await original.run()
    assert (await original.one("users", "owner-1"))["email"] == "owner@garage.com"
    assert (await original.one("users", "older"))["email"] == "user-older@imported.invalid"
    assert reported(rows, "users", "older")["email"] == (
        "repaired", "user owner-1 has it too, in other letters; nobody can sign in",
    )  # fmt: skip


async def test_an_address_that_is_taken_here(original: Import) -> None:
    await original.add_garage()
    await original.db.collection("users").insert_one({"_id": "mine", "email": "owner@garage.com", "workshop_id": None})
    rows = await original.run()
    assert (await original.one("users", "owner-1"))["email"] == "user-owner-1@imported.invalid"
    assert reported(rows, "users", "owner-1")["email"][1] == "is taken by another user here; nobody can sign in"
    assert (await original.one("users", "mine")) == {"_id": "mine", "email": "owner@garage.com", "workshop_id": None}


async def test_users_with_little_in_them(original: Import) -> None:
    await original.add("users", {"_id": ObjectId("60938ef90000000000000001"), "email": "nobody", "password_hash": "x"})
    rows = await original.run()
    (user,) = await original.all("users")
    assert user == {
        "_id": "60938ef90000000000000001",
        "email": "user-60938ef90000000000000001@imported.invalid",
        "password_hash": None,
        "name": "-",
        "phone": "-",
        "role": "manager",
        "workshop_id": None,
        "session_version": 1,
        "created_at": dt.datetime(2021, 5, 6, 6, 38, 49, tzinfo=dt.UTC),
    }
    found = reported(rows, "users", user["_id"])
    assert found.keys() == {"id", "email", "password_hash", "name", "phone", "role", "created_at"}
    assert all(action == "repaired" for action, _ in found.values())


async def test_password_hashes_never_reach_the_report(original: Import) -> None:
    await original.add_garage(manager={"password_hash": "plain-old-secret"})
    rows = await original.run()
    assert reported(rows, "users", "manager-1").keys() == {"password_hash"}
    text = original.report.read_text()
    assert "plain-old-secret" not in text
    assert HASH not in text


async def test_roles(original: Import) -> None:
    await original.add_garage(owner={"role": " Owner "}, manager={"role": "mechanic"})
    await original.add("users", OWNER | {"id": "o-2", "email": "b@c.d", "role": "manager"})
    await original.add("workshops", WORKSHOP | {"id": "w-2", "owner_id": "o-2"})
    rows = await original.run()
    assert [(user["_id"], user["role"], user["workshop_id"]) for user in await original.all("users")] == [
        ("manager-1", "manager", "workshop-1"),
        ("o-2", "owner", "w-2"),
        ("owner-1", "owner", "workshop-1"),
    ]
    assert reported(rows, "users", "manager-1")["role"][1] == "is unknown; manager taken instead"
    assert reported(rows, "users", "o-2")["role"][1] == "owns a workshop and is no manager of any, so is an owner"


async def test_a_manager_without_a_managers_document(original: Import) -> None:
    """With jobs, a removed manager of their workshop; without, a manager of none."""
    await original.add_garage()
    await original.add("users", MANAGER | {"id": "m-2", "email": "a@b.c"}, MANAGER | {"id": "m-3", "email": "d@e.f"})
    await original.add("jobs", JOB | {"manager_id": "m-2"})
    rows = await original.run()
    manager = await original.one("managers", "m-2")
    assert (manager["workshop_id"], manager["is_active"], manager["removed_at"]) == ("workshop-1", False, CREATED)
    assert (await original.one("users", "m-2"))["removed_at"] == CREATED
    assert (await original.one("users", "m-3"))["workshop_id"] is None
    assert reported(rows, "users", "m-2")["role"][1] == "has no managers document; taken over as a removed manager"
    assert reported(rows, "users", "m-3")["role"][1] == "a manager of no workshop; can sign in and sees nothing"


# --- workshops and managers -------------------------------------------------------------------------------------------


async def test_a_workshop_without_an_owner(original: Import) -> None:
    await original.add_garage(workshop={"owner_id": "gone"})
    await original.add("jobs", JOB)
    rows = await original.run()
    workshop = await original.one("workshops", "workshop-1")
    owner = await original.one("users", workshop["owner_id"])
    assert (owner["name"], owner["role"], owner["password_hash"]) == ("Unknown owner", "owner", None)
    assert owner["workshop_id"] == "workshop-1"
    assert (await original.one("users", "owner-1"))["workshop_id"] is None
    assert reported(rows, "workshops", "workshop-1")["owner_id"][1].startswith("the owner does not exist")
    assert original.summary.placeholders == 1


async def test_the_second_workshop_of_an_owner(original: Import) -> None:
    """The one with the work stays the owner's; the other keeps its money under an account of nobody."""
    await original.add_garage()
    await original.add("workshops", WORKSHOP | {"id": "w-0"}, WORKSHOP | {"id": "w-2"})
    await original.add("jobs", JOB, JOB | {"id": "j-2"}, JOB | {"id": "j-3", "workshop_id": "w-2"})
    rows = await original.run()
    assert (await original.one("workshops", "workshop-1"))["owner_id"] == "owner-1"
    assert (await original.one("users", "owner-1"))["workshop_id"] == "workshop-1"
    assert (await original.one("jobs", "j-3"))["workshop_id"] == "w-2"
    for key in ("w-0", "w-2"):
        assert reported(rows, "workshops", key)["owner_id"][0] == "repaired"


async def test_managers_of_the_original(original: Import) -> None:
    await original.add_garage(member={"is_active": False})
    await original.add("workshops", WORKSHOP | {"id": "w-2", "owner_id": None})
    await original.add(
        "managers",
        MEMBER | {"id": "again", "workshop_id": "w-2", "is_active": False},
        MEMBER | {"id": "no-user", "user_id": "gone"},
        MEMBER | {"id": "no-workshop", "workshop_id": "gone"},
        MEMBER | {"id": "owner", "user_id": "owner-1"},
        {"_id": "nobody"},
    )
    await original.add("jobs", JOB, JOB | {"id": "j-2", "manager_id": "member-1"})
    rows = await original.run()
    manager = await original.one("managers", "manager-1")
    assert (manager["workshop_id"], manager["is_active"], manager["removed_at"]) == ("workshop-1", False, CREATED)
    assert (await original.one("users", "manager-1"))["removed_at"] == CREATED
    kinds = [entry["kind"] for entry in await original.all("journal", manager_id="manager-1")]
    assert kinds.count("manager_joined") == kinds.count("manager_removed") == 1
    assert (await stand_in_of(original, "gone"))["workshop_id"] == "workshop-1"
    assert (await original.one("jobs", "j-2"))["manager_id"] == "manager-1"
    assert {row["id"]: row["reason"] for row in rows if row["action"] == "left_out"} == {
        "again": "the user is a manager already; one workshop each",
        "no-workshop": "there is no such workshop",
        "owner": "the user is an owner",
        "nobody": "names no user",
    }


async def test_invite_codes(original: Import) -> None:
    await original.add_garage()
    code = {"workshop_id": "workshop-1", "created_at": DAY, "is_active": True}
    await original.add(
        "invite_codes",
        code | {"id": "c-1", "code": "aaaa"},
        code | {"id": "c-2", "code": "AAAA", "used_by": "manager-1"},
        code | {"id": "c-3", "code": "BBBB", "used_by": "manager-1"},
        code | {"id": "c-4", "code": "CCCC", "used_by": "gone"},
        code | {"id": "c-5", "code": "DDDD", "used": True},
        code | {"id": "c-6", "code": "EEEE", "workshop_id": "gone"},
        code | {"id": "c-7", "code": ""},
    )
    rows = await original.run()
    found = {c["_id"]: (c["code"], c["used_by"], c["is_active"]) for c in await original.all("invite_codes")}
    assert found == {
        "c-2": ("AAAA", "manager-1", True),
        "c-3": ("BBBB", None, False),
        "c-4": ("CCCC", None, False),
        "c-5": ("DDDD", None, False),
    }
    assert {row["id"] for row in rows if row["action"] == "left_out"} == {"c-1", "c-6", "c-7"}
    assert (await original.one("invite_codes", "c-2"))["used_at"] == dt.datetime(2024, 1, 15, 11, tzinfo=dt.UTC)


# --- jobs -------------------------------------------------------------------------------------------------------------


WRONG_JOBS: list[tuple[str, Any, str, Any]] = [
    ("status", "done", "status", "pending"),
    ("status", None, "status", "pending"),
    ("status", "delivered", "status", "credit_pending"),
    ("customer_name", None, "customer_name", "-"),
    ("customer_name", "R\x00aj", "customer_name", "Raj"),
    ("phone", "", "phone", "-"),
    ("vehicle_number", "  ", "plate", ""),
    ("work_description", "x" * 10_001, "work_description", "x" * 10_000),
    ("address", ["Pune"], "address", None),
    ("planned_completion_days", None, "planned_completion_days", 0),
    ("planned_completion_days", "3", "planned_completion_days", 3),
    ("planned_completion_days", 900, "planned_completion_days", 365),
    ("planned_completion_days", float("inf"), "planned_completion_days", 0),
    ("estimated_amount", float("nan"), "estimated_minor", 0),
    ("estimated_amount", -5.0, "estimated_minor", 0),
    ("estimated_amount", None, "estimated_minor", 0),
    ("estimated_amount", "5,000.50", "estimated_minor", 500_050),
    ("estimated_amount", 1234.565, "estimated_minor", 123_457),
    ("advance_paid", float("nan"), "advance_minor", 0),
    ("created_at", "yesterday", "created_at", UPDATED),
    ("updated_at", None, "updated_at", CREATED),
    ("completed_at", "soon", "completed_at", None),
]


async def test_jobs_with_one_thing_wrong(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", *(JOB | {"id": f"j-{n}", case[0]: case[1]} for n, case in enumerate(WRONG_JOBS)))
    rows = await original.run()
    for number, (field, value, stored, is_now) in enumerate(WRONG_JOBS):
        job = await original.one("jobs", f"j-{number}")
        assert job[stored] == is_now, (field, value)
        found = reported(rows, "jobs", f"j-{number}")
        assert found[field][0] == "repaired", (field, value)
        assert found.keys() <= {field, "completed_at"}


SOUND_JOBS: list[tuple[str, Any, str, Any]] = [
    ("planned_completion_days", 2.0, "planned_completion_days", 2),
    ("estimated_amount", 0.1 + 0.2, "estimated_minor", 30),
    ("estimated_amount", 5000, "estimated_minor", 500_000),
    ("phone", 9123456789, "phone", "+919123456789"),
    ("advance_paid", None, "advance_minor", 0),
    ("created_at", "2024-01-16T14:30:00+05:30", "created_at", CREATED),
    ("created_at", CREATED, "created_at", CREATED),
    ("status", "In Progress", "status", "in_progress"),
]


async def test_what_means_the_same_is_not_reported(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", *(JOB | {"id": f"j-{n}", case[0]: case[1]} for n, case in enumerate(SOUND_JOBS)))
    assert await original.run() == []
    for number, (field, value, stored, is_now) in enumerate(SOUND_JOBS):
        assert (await original.one("jobs", f"j-{number}"))[stored] == is_now, (field, value)


async def test_closed_with_money_outstanding_stays_closed(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"status": "closed", "completed_at": DAY})
    await original.add("jobs", JOB | {"id": "j-2", "status": "credit_pending", "completed_at": DAY})
    await original.add("payments", PAYMENT | {"job_id": "j-2", "amount": 5000})
    rows = await original.run()
    assert (await original.one("jobs", "job-1"))["status"] == "closed"
    assert (await original.one("jobs", "j-2"))["status"] == "delivered"
    assert [(row["id"], row["reason"]) for row in rows] == [("j-2", "nothing is outstanding, so it is delivered")]


async def test_ids_that_cannot_be(original: Import) -> None:
    await original.add_garage()
    long = "x" * 65
    await original.add("jobs", JOB | {"id": 17}, JOB | {"id": long}, JOB | {"id": None, "_id": "own"}, JOB, JOB)
    await original.add("jobs", JOB | {"customer_name": "Another"})
    await original.add("payments", *(PAYMENT | {"id": f"p-{key}", "job_id": key} for key in (17, long, "job-1")))
    await original.add("payments", PAYMENT | {"id": "p-17"}, PAYMENT | {"id": "p-17", "job_id": 17})
    rows = await original.run()
    jobs = {job["_id"]: job for job in await original.all("jobs")}
    assert jobs.keys() > {"17", "own", "job-1"}
    assert len(jobs) == 5
    renamed = next(job for job in jobs.values() if job["customer_name"] == "Another")
    assert renamed["paid_minor"] == 0
    assert {(job["_id"] if len(job["_id"]) < 10 else "new", job["paid_minor"]) for job in jobs.values()} == {
        ("17", 200_000), ("own", 0), ("job-1", 400_000), ("new", 0), ("new", 200_000),
    }  # fmt: skip
    said = sorted((row["collection"], row["action"], row["reason"].partition(";")[0]) for row in rows)
    assert said == [
        ("jobs", "left_out", "is the same document a second time"),
        ("jobs", "repaired", "another one has this id, so it has a new one"),
        ("jobs", "repaired", "cannot be an id here"),
        ("jobs", "repaired", "is missing or unusable"),
        ("payments", "left_out", "is the same document a second time"),
        ("payments", "repaired", "another one has this id, so it has a new one"),
        ("payments", "repaired", "cannot be an id here"),
    ]


async def test_managers_who_are_missing_or_of_elsewhere(original: Import) -> None:
    await original.add_garage()
    await original.add("users", MANAGER | {"id": "m-2", "email": "b@c.d"}, OWNER | {"id": "o-2", "email": "o@c.d"})
    await original.add("workshops", WORKSHOP | {"id": "w-2", "owner_id": "o-2"})
    await original.add("managers", MEMBER | {"id": "x", "user_id": "m-2", "workshop_id": "w-2"})
    await original.add(
        "jobs",
        JOB | {"id": "j-gone", "manager_id": "gone", "advance_paid": 100.0},
        JOB | {"id": "j-none", "manager_id": None},
        JOB | {"id": "j-else", "manager_id": "m-2"},
        JOB | {"id": "j-found", "workshop_id": "gone"},
        JOB | {"id": "j-lost", "workshop_id": "gone", "manager_id": "gone"},
        JOB | {"id": "j-own", "manager_id": "owner-1", "advance_paid": 50.0},
    )
    await original.add("payments", PAYMENT | {"id": "p-lost", "job_id": "j-lost"})
    rows = await original.run()
    jobs = {job["_id"]: job for job in await original.all("jobs")}
    assert jobs.keys() == {"j-gone", "j-none", "j-else", "j-found", "j-own"}
    assert jobs["j-gone"]["manager_id"] == "gone"
    stand_ins = {key: await stand_in_of(original, jobs[key]["manager_id"]) for key in ("j-gone", "j-none", "j-else")}
    assert len({manager["_id"] for manager in stand_ins.values()} | {"m-2"}) == 4
    assert jobs["j-found"]["workshop_id"] == "workshop-1"
    # What the owner took in himself is his, and needs nobody's confirmation.
    (own,) = await original.all("payments", job_id="j-own")
    assert (own["manager_id"], own["account"], own["verdict"]) == ("owner-1", "owner_cash", "confirmed")
    left_out = {row["id"]: (row["collection"], row["old_value"]) for row in rows if row["action"] == "left_out"}
    assert left_out == {"j-lost": ("jobs", "5000.0"), "p-lost": ("payments", "2000.0")}
    assert reported(rows, "jobs", "j-found").keys() == {"workshop_id"}


# --- payments ---------------------------------------------------------------------------------------------------------


async def test_more_paid_than_estimated(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"estimated_amount": 2500.0, "status": "delivered", "completed_at": DAY})
    late = PAYMENT | {"id": "p-2", "payment_date": "2024-01-18T14:00:00Z"}
    await original.add("payments", PAYMENT, late, PAYMENT | {"id": "p-3", "payment_date": "2024-01-19T14:00:00Z"})
    rows = await original.run()
    job = await original.one("jobs", "job-1")
    assert (job["estimated_minor"], job["paid_minor"], job["outstanding_minor"]) == (600_000, 600_000, 0)
    assert job["status"] == "delivered"
    (raised,) = [e for e in await original.all("journal", kind="job_updated") if "estimated_minor" in e["changes"]]
    assert raised["changes"] == {"estimated_minor": [250_000, 600_000]}
    assert raised["postings"] == [
        {"account": "receivable", "amount_minor": 350_000},
        {"account": "sales", "amount_minor": -350_000},
    ]
    assert raised["at"] == dt.datetime(2024, 1, 18, 14, tzinfo=dt.UTC)
    reason = "more was paid than estimated; raised by 3500.00 to what was paid"
    assert reported(rows, "jobs", "job-1") == {"estimated_amount": ("repaired", reason)}


async def test_an_advance_is_counted_once(original: Import) -> None:
    cases: list[tuple[list[float], int, int]] = [
        ([], 100_000, 1),  # nothing recorded: the advance becomes a payment
        ([1000.0], 100_000, 0),  # it is that payment
        ([400.0, 600.0], 100_000, 0),  # it is those two
        ([700.0], 170_000, 1),  # that was another one
    ]
    await original.add_garage()
    for number, (amounts, _, _) in enumerate(cases):
        job_id = f"j-{number}"
        await original.add("jobs", JOB | {"id": job_id, "advance_paid": 1000.0})
        for amount in amounts:
            paid = {"id": f"p-{number}-{amount}", "job_id": job_id, "payment_type": "advance", "amount": amount}
            await original.add("payments", PAYMENT | paid)
    rows = await original.run()
    assert original.summary.advances == 2
    for number, (amounts, paid_minor, advances) in enumerate(cases):
        job = await original.one("jobs", f"j-{number}")
        assert (job["advance_minor"], job["paid_minor"]) == (100_000, paid_minor)
        assert len(await original.all("payments", job_id=job["_id"])) == len(amounts) + advances
        assert bool(reported(rows, "jobs", job["_id"])) == (advances == 0)


async def test_payments_of_nothing_are_left_out(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB)
    amounts = (0, -5.0, None, "much", float("nan"), 1e12)
    await original.add("payments", *(PAYMENT | {"id": f"p-{n}", "amount": each} for n, each in enumerate(amounts)))
    await original.add("payments", PAYMENT | {"id": "stray", "job_id": "gone"})
    rows = await original.run()
    assert await original.all("payments") == []
    for number in range(len(amounts)):
        assert reported(rows, "payments", f"p-{number}")["amount"] == ("left_out", "is not an amount above 0")
    assert reported(rows, "payments", "stray")["job_id"] == ("left_out", "there is no such job")
    assert original.summary.collections["payments"].left_out == len(amounts) + 1
    assert original.summary.collections["payments"].repaired == 0


WRONG_PAYMENTS: list[tuple[str, Any, str, Any]] = [
    ("payment_type", "token", "type", "partial"),
    ("collected_by_manager_id", None, "collected_by", "manager-1"),
    ("collected_by_manager_id", "owner-1", "account", "owner_cash"),
    ("collected_by_manager_id", "owner-1", "manager_id", "manager-1"),
    ("collected_by_manager_id", "owner-1", "verdict", "confirmed"),
    ("payment_date", "31/12/2024", "payment_date", CREATED),
    ("amount", "2,000", "amount_minor", 200_000),
    ("confirmed_by_owner", True, "confirmation_date", dt.datetime(2024, 1, 16, 14, tzinfo=dt.UTC)),
    ("method", "barter", "method", "cash"),
    ("notes", "paid by GPay", "method", "upi"),
    ("notes", "NEFT ref 5", "account", "bank"),
    ("notes", "credit card", "method", "card"),
]


async def test_payments_with_one_thing_wrong(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"estimated_amount": 100_000})
    paid = (PAYMENT | {"id": f"p-{n}", case[0]: case[1]} for n, case in enumerate(WRONG_PAYMENTS))
    await original.add("payments", *paid)
    rows = await original.run()
    for number, (field, value, stored, is_now) in enumerate(WRONG_PAYMENTS):
        assert (await original.one("payments", f"p-{number}"))[stored] == is_now, (field, value)
        ((action, _),) = reported(rows, "payments", f"p-{number}").values()
        assert action == "repaired"


async def test_cash_collected_by_somebody_who_is_missing(original: Import) -> None:
    """It stands in no other manager's hand: a stand-in has it."""
    await original.add_garage()
    await original.add("jobs", JOB)
    await original.add("payments", PAYMENT | {"collected_by_manager_id": "gone"})
    (row,) = await original.run()
    assert (row["collection"], row["id"], row["old_value"]) == ("managers", "gone", "gone")
    await stand_in_of(original, "gone")
    payment = await original.one("payments", "payment-1")
    assert (payment["manager_id"], payment["collected_by"]) == ("gone", "gone")
    (total,) = await original.all("totals", manager_id="gone", day="all")
    assert total["accounts"]["cash_in_hand"] == 200_000
    # What is owed belongs to the job's manager, whoever was paid.
    assert "receivable" not in total["accounts"]
    (of_job,) = await original.all("totals", manager_id="manager-1", day="all")
    assert (of_job["accounts"]["receivable"], of_job["counts"]["jobs_owing"]) == (300_000, 1)
    (by_age,) = await original.all("totals", manager_id="manager-1", day="owed:2024-01-16")
    assert (by_age["accounts"], by_age["counts"]) == ({"receivable": 300_000}, {"jobs_owing": 1})
    assert await original.all("totals", manager_id="gone", day="owed:2024-01-16") == []


async def test_jobs_without_a_phone_number_are_no_customer(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB, JOB | {"id": "j-2", "phone": None}, JOB | {"id": "j-3", "phone": ""})
    await original.run()
    async with original.db.snapshot() as session:
        sealed = await read_parts(original.db, session, [largest_sealed("workshop-1", 5)])
        found = await largest_customers(original.db, session, "workshop-1", sealed, {}, 5)
    assert [(customer.phone, customer.receivable_minor) for customer in found] == [(JOB["phone"], 500_000)]


async def test_a_job_that_was_completed_counts_once(original: Import) -> None:
    """Reopened in the original or not: it has a date, and no update needs to tell of it."""
    await original.add_garage()
    done = {"completed_at": "2024-01-20T09:00:00Z"}
    await original.add("jobs", JOB | done, JOB | {"id": "j-2", "status": "closed", **done}, JOB | {"id": "j-3"})
    for number, status in enumerate(("completed", "in_progress", "completed")):
        at = f"2024-01-2{number}T09:00:00Z"
        update = {"id": f"u-{number}", "job_id": "j-2", "new_status": status, "message": status, "created_at": at}
        await original.add("job_updates", update)
    await original.run()
    counting = [entry for entry in await original.all("journal") if "completed" in entry.get("counts", {})]
    assert sorted((entry["job_id"], entry["counts"]["completed"], entry["day"]) for entry in counting) == [
        ("j-2", 1, "2024-01-20"),
        ("job-1", 1, "2024-01-20"),
    ]
    assert [(await original.one("jobs", id_))["completed_on_time"] for id_ in ("job-1", "j-2", "j-3")] == [
        False,
        False,
        None,
    ]


async def test_notes_that_do_not_name_one_method_mean_cash(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"estimated_amount": 100_000})
    notes = ("for job card 17", "Cash payment", "half cash, half UPI", None)
    await original.add("payments", *(PAYMENT | {"id": f"p-{n}", "notes": text} for n, text in enumerate(notes)))
    assert await original.run() == []
    assert [payment["account"] for payment in await original.all("payments")] == ["cash_in_hand"] * 4


async def test_payments_that_came_after_their_job_was_imported_are_reported(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB)
    await original.run()
    await original.add("payments", PAYMENT)
    await original.add("settlements", SETTLEMENT)
    rows = await original.run()
    assert [(row["collection"], row["action"], row["reason"]) for row in rows] == [
        ("payments", "left_out", "its job was imported without it"),
        (
            "settlements",
            "left_out",
            "cash of this manager was used here meanwhile, so it cannot be taken over any more",
        ),
    ]
    assert (await original.one("jobs", "job-1"))["paid_minor"] == 0


# --- settlements and updates ------------------------------------------------------------------------------------------


async def test_settlements_never_exceed_the_cash(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB)
    await original.add("payments", PAYMENT)
    later = {"confirmation_date": "2024-02-01T00:00:00Z"}
    await original.add(
        "settlements",
        SETTLEMENT | {"id": "s-waits", "amount": 900.0, "confirmed_by_owner": False},
        SETTLEMENT | {"id": "s-late", "amount": 700.0} | later,
        SETTLEMENT | {"id": "s-first", "amount": 1500.0, "job_ids": ["job-1", "gone"]},
        SETTLEMENT | {"id": "s-none", "amount": 0},
        SETTLEMENT | {"id": "s-who", "manager_id": "gone"},
        SETTLEMENT | {"id": "s-where", "workshop_id": None, "amount": 1.0, "confirmed_by_owner": False},
    )
    rows = await original.run()
    found = {s["_id"]: (s["verdict"], s["amount_minor"]) for s in await original.all("settlements")}
    assert found == {"s-first": ("confirmed", 150_000), "s-late": ("confirmed", 50_000)}
    said = {(row["id"], row["action"], row["reason"]) for row in rows}
    assert said == {
        ("s-first", "repaired", "there is no such job in this workshop"),
        ("s-late", "repaired", "only 500.00 was left in hand"),
        ("s-waits", "left_out", "the manager has no cash left to hand over"),
        ("s-where", "left_out", "the manager has no cash left to hand over"),
        ("s-none", "left_out", "is not an amount above 0"),
        ("s-who", "left_out", "is not a manager of a workshop; the amount was 500.0"),
    }


async def test_updates_that_say_nothing_or_belong_nowhere(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"status": "pending"})
    await original.add(
        "job_updates", {"id": "u-1", "job_id": "job-1", "created_at": DAY}, {"id": "u-2", "job_id": "gone"}
    )
    rows = await original.run()
    assert {(row["id"], row["action"]) for row in rows} == {("u-1", "left_out"), ("u-2", "left_out")}
    assert len(await original.all("journal", job_id="job-1")) == 1


async def test_the_report_is_safe_to_open_in_a_spreadsheet(original: Import) -> None:
    await original.add_garage()
    await original.add(
        "jobs", JOB | {"status": '=HYPERLINK("http://x")'}, JOB | {"id": "j-2", "estimated_amount": -5.5}
    )
    rows = await original.run()
    assert {row["old_value"] for row in rows} == {'\'=HYPERLINK("http://x")', "-5.5"}
