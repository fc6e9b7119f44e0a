"""Ready for shards by workshop: what is unique is so within a workshop, and a change says whose it is, or its exact id.

A collection that cannot be so stays on one shard, and is named here with the reason.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from revops.journal.sealer import Sealer
from revops.mongo.client import Document
from revops.rooms import INDEXES, migrate
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import (
    Garage,
    confirm_payment,
    confirm_settlement,
    get_job,
    job_fields,
    login,
    make_dead_task,
    make_garage,
    make_invite_code,
    make_job,
    make_manager,
    make_member,
    make_payment,
    make_settlement,
    move_job,
    ok,
    reject_payment,
    reject_settlement,
)
from tests.mongo.commands import Sent, listening

pytestmark = pytest.mark.anyio

# Small, and asked before the workshop is known, or about no workshop at all.
UNSHARDED = {
    "users": "one of each e-mail address, whatever they are members of",
    "workshops": "few, and found by their owner",
    "push_subscriptions": "of the devices of a user, who may act in several workshops",
    "passkeys": "of a user, who may act in several workshops",
    "passkey_challenges": "of who logs in, and of users; forgotten within minutes",
    "invite_codes": "looked up by the code alone",
    "idempotency_keys": "of a user, who may act in several workshops",
    "leases": "of the whole house",
    "instances": "of the whole house",
    "migrations": "of the whole house",
    "restores": "of the whole house",
    "throttles": "of users, addresses and days; forgotten within one",
    "tasks": "claimed by when they are due, whoever they are of",
}


async def test_unique_indexes_begin_with_the_workshop(make_database: MakeDatabase) -> None:
    db = make_database()
    # As an earlier version left them.
    await db.collection("documents").create_index("payment_id", unique=True, name="payment_id_1")
    await db.collection("documents").create_index("credits", unique=True, name="credits_1")
    await migrate(db)
    unique: dict[str, set[str]] = {}
    for name in INDEXES:
        for index, described in (await db.collection(name).index_information()).items():
            if described.get("unique"):
                unique.setdefault(name, set()).add(index)
                first = described["key"][0][0]
                assert first == "workshop_id" or name in UNSHARDED, f"{name}.{index} begins with {first}"
    assert {"documents", "jobs", "journal", "members", "vehicles"} <= unique.keys()
    assert {"receipt_of_payment", "taken_back_by"} <= unique["documents"]


def changes(sent: Sent) -> Iterator[Document]:
    """Read the filter of each update and delete of a command."""
    if sent.name == "update":
        yield from (one["q"] for one in sent.body["updates"])
    elif sent.name == "delete":
        yield from (one["q"] for one in sent.body["deletes"])
    elif sent.name == "findAndModify":
        yield sent.body["query"]
    elif sent.name == "bulkWrite":
        yield from (one["filter"] for one in sent.body["ops"] if "filter" in one)


def says_where(query: Document) -> bool:
    """Say whether a filter names one workshop, or one exact id."""
    for part in [query, *query.get("$and", ())]:
        for name in ("workshop_id", "_id"):
            if name in part and not (isinstance(part[name], dict) and any(key.startswith("$") for key in part[name])):
                return True
    return False


def test_a_change_that_could_be_anywhere_is_found() -> None:
    assert says_where({"workshop_id": "a", "status": "closed"})
    assert says_where({"$and": [{"workshop_id": "a"}, {"status": "closed"}]})
    assert says_where({"_id": {"user": 1, "day": "2026-11-28"}})
    assert not says_where({"_id": {"$in": ["a", "b"]}})
    assert not says_where({"status": "closed"})
    assert not says_where({"$or": [{"_id": "a"}, {"_id": "b"}]})


@pytest.mark.slow
async def test_every_change_names_the_workshop_or_the_exact_id(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    db = make_database()
    with listening() as commands:
        async with running(make_settings(db_name=db.name)) as http:
            # Migrations change what they find in all workshops, once, each shard its own.
            commands.sent.clear()
            garage = await make_garage(http)
            await a_day(garage, db)
            await Sealer(db).drain()
    changed: dict[str, int] = {}
    for sent in commands.sent:
        for query in changes(sent):
            changed[sent.collection] = changed.get(sent.collection, 0) + 1
            assert says_where(query) or sent.collection in UNSHARDED, f"{sent.name} {sent.collection} {query}"
    rooms = {"jobs", "payments", "settlements", "members", "journal", "totals", "customer_records", "vehicles"}
    assert rooms | {"audit_log", "series", "documents"} <= changed.keys() | {"documents"}, changed.keys()
    whose: dict[Any, set[str]] = {}
    for sent in commands.sent:
        if sent.name == "insert" and sent.transaction is not None:
            rows = sent.body["documents"]
            whose.setdefault(sent.transaction, set()).update(r["workshop_id"] for r in rows if r.get("workshop_id"))
    assert len(whose) > 20
    assert max(map(len, whose.values())) == 1


async def a_day(garage: Garage, db: Any) -> None:
    """Do something of each kind that a garage can do: also the path through all features of `make test-fast`."""
    owner, manager = garage.owner, garage.manager
    logo = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    ok(await owner.put(f"/api/workshops/{garage.id}/logo", {"image": logo}))
    ok(await owner.put(f"/api/workshops/{garage.id}", {"name": "Another name"}))
    ok(await owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "garage@upi"}))
    asked = {name: value for name, value in job_fields().items() if name != "planned_completion_days"}
    quotation = ok(await manager.post("/api/quotations", asked))["id"]
    ok(await manager.put(f"/api/quotations/{quotation}", asked | {"estimated_amount": 4000}))
    ok(await manager.post(f"/api/quotations/{quotation}/send"))
    ok(await manager.post(f"/api/quotations/{quotation}/answer", {"answer": "approved", "told": "phone"}))
    code = await make_invite_code(owner)
    ok(await owner.request("DELETE", f"/api/workshops/{garage.id}/invite-codes/{code}"))
    first = await make_job(manager, estimated_amount=5000, advance_paid=500)
    second = await make_job(manager, **job_fields(vehicle_number="MH 14 XY 9876", phone="9000000321"))
    for person in (owner, manager):
        ok(await person.get("/api/jobs", search="MH"))
    ok(await manager.put(f"/api/jobs/{first}", {"internal_notes": "Seen", "estimated_amount": 6000}))
    payments = [await make_payment(manager, first, amount, method="upi") for amount in (100, 200, 300)]
    await confirm_payment(owner, payments[0])
    ok(await manager.post(f"/api/documents/receipt/{payments[1]}/issue"))
    await reject_payment(owner, payments[1])
    await make_payment(manager, first, 700)
    handed = [await make_settlement(manager, amount, [first]) for amount in (100, 50)]
    await confirm_settlement(owner, handed[0])
    await reject_settlement(owner, handed[1])
    ok(await manager.post(f"/api/documents/invoice/{first}/issue"))
    ok(await owner.post(f"/api/documents/credit-note/{first}/issue", {"reason": "For the test"}))
    await move_job(manager, first, "in_progress")
    jobs = [await get_job(owner, job_id) for job_id in (first, second)]
    ok(await owner.request("PATCH", f"/api/vehicles/{jobs[0]['vehicle_id']}", json={"colour": "red"}))
    customers = [job["customer_id"] for job in jobs]
    ok(await owner.request("PATCH", f"/api/customers/{customers[0]}", json={"notes": "Comes on Mondays"}))
    ok(await owner.post(f"/api/customers/{customers[0]}/merge", {"customer_id": customers[1]}))
    ok(await owner.post(f"/api/customers/{customers[0]}/merge/undo", {"customer_id": customers[1]}))
    ok(await owner.post(f"/api/jobs/{first}/write-off", {"reason": "Moved away"}))
    technician = await make_member(owner, "technician")
    ok(await technician.get("/api/work"))
    gate = await make_member(owner, "gate")
    ok(await owner.post(f"/api/jobs/{second}/gate/release"))
    code = ok(await owner.put(f"/api/jobs/{second}/gate/pass"))["code"]
    for direction, plate in (("in", "MH 14 XY 9876"), ("out", "MH 14 XY 9876"), ("out", "KA 05 MN 0001")):
        car = {"plate": plate, "direction": direction, "pass_code": code}
        ok(await gate.post("/api/gate/sightings", car))
    today = ok(await gate.get("/api/gate"))["day"]
    ok(await owner.put(f"/api/gate/days/{today}/count", {"cars": 9}))
    another = await make_manager(owner)
    ok(await owner.put(f"/api/members/{another.id}", {"sees": "all"}))
    ok(await owner.post(f"/api/members/{manager.id}/hand-over", {"to": another.id}))
    ok(await owner.request("DELETE", f"/api/members/{technician.id}"))
    ok(await owner.post(f"/api/tasks/{await make_dead_task(db, garage.id)}/retry"))
    for path in ("dashboard", "forecast", "export"):
        assert (await owner.get(f"/api/analytics/{path}")).status_code == 200
    ok(await owner.put("/api/audit/notices/seen", {"until": "2026-11-28T08:00:00Z"}))
    again = await login(owner.http, owner.email)
    ok(await again.post("/api/auth/logout"))
