"""The chain of the audit log: removed, altered and reordered lines are named, and personal data can be erased."""

import datetime as dt

import pytest

from revops.access.audit import AUDIT_DAYS, AuditEvent, AuditKind, AuditLog, Origin
from revops.access.audit_chain import DETAILS, MIGRATION, AuditSealer, verify_audit
from revops.core.ids import new_id
from revops.journal.recount import Report
from revops.mongo.client import Database, Document

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

GARAGE = "0199f3b2-0000-7000-8000-000000000001"
RAVI, ASHA = "0199f3b2-0000-7000-8000-000000000002", "0199f3b2-0000-7000-8000-000000000003"
PHONE = Origin("203.0.113.0/24", "Chrome on Android", "request", "session", None)


@pytest.fixture
async def audit(empty_database: Database) -> Database:
    """A database whose audit log holds six lines of a garage, chained."""
    db = empty_database
    await write(db, *[RAVI, ASHA] * 3)
    assert await AuditSealer(db).drain() == 6
    return db


async def write(db: Database, *users: str) -> None:
    """Write a line about each user."""
    for number, user in enumerate(users):
        event = AuditEvent(AuditKind.SIGNED_IN, GARAGE, user, PHONE, about=f"Name {number}")
        await AuditLog(db).record(event)


async def lines(db: Database) -> list[Document]:
    """Return the lines in their order."""
    return await db.collection("audit_log").find({"workshop_id": GARAGE}, sort=[("seq", 1)]).to_list()


async def problems(db: Database) -> list[str]:
    """Return what a check finds."""
    report = Report()
    async with db.snapshot() as session:
        await verify_audit(db, session, GARAGE, report)
    return report.problems


async def test_lines_are_numbered_and_hashed_in_order_also_by_two_sealers_at_once(audit: Database) -> None:
    assert [line["seq"] for line in await lines(audit)] == [1, 2, 3, 4, 5, 6]
    assert await problems(audit) == []
    await write(audit, RAVI, ASHA)
    first, second = AuditSealer(audit), AuditSealer(audit)
    assert await first.drain() == 2
    assert await second.drain() == 0
    assert [line["seq"] for line in await lines(audit)] == list(range(1, 9))
    assert await problems(audit) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "refused"), ("user_id", ASHA), ("actor_id", ASHA), ("times", 2), ("detail", "x"), ("session_id", "other"),
     ("at", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)), ("subject_id", "x")],
)  # fmt: skip
async def test_an_altered_line_is_named(audit: Database, field: str, value: object) -> None:
    await audit.collection("audit_log").update_one({"seq": 3}, {"$set": {field: value}})
    kind = value if field == "kind" else "signed_in"
    assert await problems(audit) == [f"workshop {GARAGE}: audit line number 3 ({kind}) was altered"]


@pytest.mark.parametrize("field", ["network", "device", "about"])
async def test_an_altered_detail_is_named(audit: Database, field: str) -> None:
    await audit.collection("audit_log").update_one({"seq": 3}, {"$set": {field: "something else"}})
    (found,) = await problems(audit)
    assert found == f"workshop {GARAGE}: audit line number 3 (signed_in): its network, device or text was altered"
    # Nor is it enough to take the salt away.
    await audit.collection("audit_log").update_one({"seq": 3}, {"$unset": {"salt": ""}})
    assert await problems(audit) == [found]


@pytest.mark.parametrize(
    ("removed", "named"), [((1,), "1 to 1"), ((3, 4), "3 to 4"), ((6,), "6 to 6"), ((5, 6), "5 to 6")]
)
async def test_removed_lines_are_named(audit: Database, removed: tuple[int, ...], named: str) -> None:
    await audit.collection("audit_log").delete_many({"seq": {"$in": list(removed)}})
    assert await problems(audit) == [f"workshop {GARAGE}: audit lines number {named} are missing"]


async def test_reordered_lines_are_named(audit: Database) -> None:
    log = audit.collection("audit_log")
    for seq, other in ((2, 99), (4, 2), (99, 4)):
        await log.update_one({"seq": seq}, {"$set": {"seq": other}})
    found = await problems(audit)
    assert any("audit line number 2 " in problem for problem in found)
    assert any("audit line number 4 " in problem for problem in found)


async def test_newest_lines_removed_with_the_head_moved_back_by_hand_do_not_fit(audit: Database) -> None:
    await audit.collection("audit_log").delete_one({"seq": 6})
    await audit.collection("audit_heads").update_one({"_id": GARAGE}, {"$set": {"seq": 5}})
    assert await problems(audit) == [f"workshop {GARAGE}: the audit log does not end where its seal says"]


async def test_personal_data_is_erased_and_the_chain_still_stands(audit: Database) -> None:
    erased = {"$set": dict.fromkeys(DETAILS), "$unset": {"salt": ""}}
    assert (await audit.collection("audit_log").update_many({"user_id": RAVI}, erased)).modified_count == 3
    for line in await lines(audit):
        is_erased = line["user_id"] == RAVI
        assert (line["network"] is None) == (line["about"] is None) == is_erased
        assert ("salt" not in line) == is_erased
    assert await problems(audit) == []


async def test_what_the_database_removes_by_age_is_not_missing(audit: Database) -> None:
    db, log = audit, audit.collection("audit_log")
    # What is removed by age here is removed by the test, and not before it is in the chain.
    await log.drop_index("kept_for")
    await log.delete_many({})
    await db.collection("audit_heads").delete_many({})
    await write(db, *[RAVI] * 5)
    old = dt.datetime.now(dt.UTC) - dt.timedelta(days=AUDIT_DAYS + 1)
    ids = [line["_id"] for line in await lines(db)]
    await log.update_many({"_id": {"$in": sorted(ids)[:3]}}, {"$set": {"at": old}})
    await AuditSealer(db).drain()
    await log.delete_many({"seq": {"$in": [1, 2, 3]}})
    await log.delete_many({"kind": AuditKind.CHAIN_BEGUN.value})
    assert await problems(db) == []


async def test_lines_of_before_and_of_an_older_version_are_chained_as_they_are(audit: Database) -> None:
    db, log = audit, audit.collection("audit_log")
    await log.delete_many({})
    await db.collection("audit_heads").delete_many({})
    await write(db, RAVI, ASHA)
    # Later than what was written in this millisecond.
    applied_at = dt.datetime.now(dt.UTC) + dt.timedelta(milliseconds=1)
    await db.collection("migrations").update_one({"_id": MIGRATION}, {"$set": {"applied_at": applied_at}})
    await AuditSealer(db).drain()
    first, *others = await lines(db)
    assert (first["kind"], first["detail"], first["seq"]) == ("chain_begun", "2", 1)
    assert [line["seq"] for line in others] == [2, 3]
    # An older version beside this one writes as ever.
    older = {**others[0], "_id": new_id(), "at": dt.datetime.now(dt.UTC)}
    for name in ("seq", "previous", "previous_at", "salt", "details_sha256", "hash"):
        del older[name]
    await log.insert_one(older)
    assert await AuditSealer(db).drain() == 1
    assert await problems(db) == []


async def test_an_owner_without_a_workshop_is_chained_once_there_is_one(audit: Database) -> None:
    log = AuditLog(audit)
    await log.record(AuditEvent(AuditKind.SIGNED_IN, None, RAVI, PHONE))
    assert await AuditSealer(audit).drain() == 0
    await log.fill_in(RAVI, GARAGE)
    assert await AuditSealer(audit).drain() == 1
    assert await problems(audit) == []
