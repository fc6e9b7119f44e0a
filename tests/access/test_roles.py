"""Every role along every path of money: what is recorded, whose cash it is, who decides, and what stays closed.

The table says what becomes of each path for each role; a role that is not in it is refused nothing by accident.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from revops.access.permissions import Role
from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    get_job,
    job_fields,
    make_garage,
    make_job,
    make_member,
    make_payment,
    make_settlement,
    move_job,
    ok,
    payment_fields,
)
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.slow

ROLES = [role.value for role in Role]


@dataclass
class Case:
    """A garage with a member of some role, and jobs, money and cash of its manager."""

    garage: Garage
    person: Person
    job_id: str
    payment_id: str
    settlement_id: str
    closed_id: str


@pytest.fixture(params=ROLES)
async def case(request: pytest.FixtureRequest, http: httpx2.AsyncClient) -> tuple[str, Case]:
    """Set the stage for one role."""
    role: str = request.param
    garage = await make_garage(http)
    job_id = await make_job(garage.manager, estimated_amount=5000)
    payment_id = await make_payment(garage.manager, job_id, 1000, method="upi")
    await make_payment(garage.manager, job_id, 600)
    settlement_id = await make_settlement(garage.manager, 300)
    closed_id = await make_job(garage.manager, estimated_amount=700)
    await move_job(garage.owner, closed_id, "closed")
    person = {"owner": garage.owner, "manager": garage.manager}.get(role) or await make_member(garage.owner, role)
    return role, Case(garage, person, job_id, payment_id, settlement_id, closed_id)


def _outcome(response: httpx2.Response) -> str:
    if response.status_code == 200:
        return "done"
    return str(response.json()["code"])


async def _record(case: Case, db: Database, method: str) -> str:
    """Record money on the manager's job; say what it became."""
    body = payment_fields(case.job_id, 400, method=method)
    response = await case.person.post("/api/payments", body)
    if response.status_code != 200:
        return _outcome(response)
    stored = await db.collection("payments").find_one({"_id": response.json()["id"]})
    assert stored is not None
    assert stored["collected_by"] == case.person.id
    whose = {case.garage.manager.id: "manager", case.person.id: "own"}[stored["manager_id"]]
    return f"{stored['verdict']} {stored['account']} {whose}"


async def _take_in(case: Case, db: Database) -> str:
    response = await case.person.post("/api/jobs", job_fields(advance_paid=250))
    if response.status_code != 200:
        return _outcome(response)
    stored = await db.collection("payments").find_one({"job_id": response.json()["id"]})
    assert stored is not None
    return f"{stored['verdict']} {stored['account']}"


async def _change(case: Case, job_id: str, **fields: Any) -> str:
    return _outcome(await case.person.put(f"/api/jobs/{job_id}", fields))


async def _submit(case: Case) -> str:
    """Submit what one has just taken, and then one paisa more than that."""
    await case.person.post("/api/payments", payment_fields(case.job_id, 50))
    done = await case.person.post("/api/settlements", {"amount": 50, "job_ids": []})
    more = await case.person.post("/api/settlements", {"amount": 10_000, "job_ids": []})
    return f"{_outcome(done)}, then {_outcome(more)}"


async def _decide(case: Case, what: str, decision: str) -> str:
    ids = {"payments": case.payment_id, "settlements": case.settlement_id}
    body = {"reason": "No"} if decision == "reject" else None
    return _outcome(await case.person.put(f"/api/{what}/{ids[what]}/{decision}", body))


async def _reads(case: Case, path: str) -> str:
    return _outcome(await case.person.get(path))


Path = Callable[[Case, Database], Awaitable[str]]
PATHS: dict[str, Path] = {
    "cash": lambda c, db: _record(c, db, "cash"),
    "upi": lambda c, db: _record(c, db, "upi"),
    "advance": _take_in,
    "close with debts": lambda c, _: _change(c, c.job_id, status="closed"),
    "reopen": lambda c, _: _change(c, c.closed_id, status="in_progress"),
    "estimate": lambda c, _: _change(c, c.job_id, estimated_amount=6000),
    "submit": lambda c, _: _submit(c),
    "confirm payment": lambda c, _: _decide(c, "payments", "confirm"),
    "reject payment": lambda c, _: _decide(c, "payments", "reject"),
    "confirm cash": lambda c, _: _decide(c, "settlements", "confirm"),
    "reject cash": lambda c, _: _decide(c, "settlements", "reject"),
    "invoice": lambda c, _: _issue(c),
    "dashboard": lambda c, _: _reads(c, "/api/analytics/dashboard"),
    "payments": lambda c, _: _reads(c, "/api/payments"),
    "job": lambda c, _: _reads(c, f"/api/jobs/{c.job_id}"),
    "managers": lambda c, _: _reads(c, "/api/managers"),
    "audit": lambda c, _: _reads(c, "/api/audit"),
}


async def _issue(case: Case) -> str:
    return _outcome(await case.person.post(f"/api/documents/invoice/{case.job_id}/issue"))


OWNER = {
    "cash": "confirmed owner_cash manager",
    "upi": "confirmed bank manager",
    "advance": "confirmed owner_cash",
    **dict.fromkeys(("close with debts", "reopen", "estimate", "invoice"), "done"),
    "submit": "wrong_role, then wrong_role",
    **dict.fromkeys(("confirm payment", "reject payment", "confirm cash", "reject cash"), "done"),
    **dict.fromkeys(("dashboard", "payments", "job", "managers", "audit"), "done"),
}
NOTHING = dict.fromkeys(PATHS, "wrong_role") | {"submit": "wrong_role, then wrong_role"}
OUTCOMES: dict[str, dict[str, str]] = {
    "owner": OWNER,
    "manager": NOTHING
    | {
        "cash": "pending cash_in_hand own",
        "upi": "pending bank own",
        "advance": "pending cash_in_hand",
        "close with debts": "status_move_not_allowed",
        "reopen": "status_move_not_allowed",
        **dict.fromkeys(("estimate", "invoice", "payments", "job"), "done"),
        "submit": "done, then more_than_cash_in_hand",
    },
    "accountant": NOTHING | dict.fromkeys(("dashboard", "payments", "job"), "done"),
    "cashier": NOTHING
    | {
        "cash": "pending cash_in_hand own",
        "upi": "pending bank own",
        "submit": "done, then more_than_cash_in_hand",
        **dict.fromkeys(("payments", "job"), "done"),
    },
    "technician": NOTHING,
    "gate": NOTHING,
}


def test_the_table_knows_every_role() -> None:
    assert OUTCOMES.keys() == set(ROLES)
    assert all(outcomes.keys() == PATHS.keys() for outcomes in OUTCOMES.values())


@pytest.mark.parametrize("path", PATHS)
async def test_a_path_of_money(case: tuple[str, Case], db: Database, path: str) -> None:
    role, stage = case
    assert await PATHS[path](stage, db) == OUTCOMES[role][path]
    await assert_invariants(db, stage.garage.id)
    assert await problems(db, stage.garage.id) == []


async def test_what_a_cashier_takes_is_his_until_it_is_handed_over(garage: Garage, db: Database) -> None:
    cashier = await make_member(garage.owner, "cashier")
    job_id = await make_job(garage.manager, estimated_amount=900)
    await move_job(garage.manager, job_id, "completed", "delivered")
    await make_payment(cashier, job_id, 900)
    job = await get_job(garage.manager, job_id)
    assert (job["status"], job["total_paid"], job["confirmed_amount"]) == ("delivered", 900, 0)
    rows = {row["id"]: row for row in ok(await garage.owner.get("/api/managers"))}
    assert (rows[cashier.id]["cash_in_hand"], rows[garage.manager.id]["cash_in_hand"]) == (900, 0)
    cash = ok(await cashier.get("/api/settlements/cash"))
    assert (cash["available"], [row["job_id"] for row in cash["jobs"]]) == (900, [job_id])
    settlement_id = await make_settlement(cashier, 900, [job_id])
    await assert_invariants(db, garage.id)
    ok(await garage.owner.put(f"/api/settlements/{settlement_id}/confirm"))
    assert ok(await cashier.get("/api/settlements/cash"))["available"] == 0
    await assert_invariants(db, garage.id)
