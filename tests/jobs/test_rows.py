"""Rows are made in one place, and what is said twice, for Python and for mongod or for the wire, says the same."""

import datetime as dt
from typing import get_args

from revops.http import wire
from revops.jobs.row import Intake, JobRow, new_job
from revops.jobs.status import JobStatus, with_credit, with_credit_expression
from revops.mongo.client import Database, Document
from revops.payments import schemas
from revops.payments.row import Decision, Method, PaymentRow, PaymentType, new_payment
from revops.settlements.row import SettlementRow, new_settlement
from tests.factories import Garage, make_job, make_payment, make_settlement

AT = dt.datetime(2026, 3, 10, 20, 0, tzinfo=dt.UTC)
INTAKE: Intake = {
    "customer_name": "Raj Kumar",
    "phone": "+919123456789",
    "car_model": "Honda City",
    "vehicle_number": "mh 12 ab 1234",
    "work_description": "Oil",
    "planned_completion_days": 2,
}


async def test_mongod_puts_jobs_on_credit_as_python_does(db: Database) -> None:
    """For each status, paid in full, overpaid by nothing, and with money outstanding."""
    cases = [(status, minor) for status in JobStatus for minor in (0, 1, 500_000)]
    rows = [{"status": status.value, "left": minor} for status, minor in cases]
    becomes = with_credit_expression("$status", {"$add": ["$left"]})
    pipeline: list[Document] = [{"$documents": rows}, {"$project": {"becomes": becomes}}]
    found = await (await db.client[db.name].aggregate(pipeline)).to_list()
    assert [row["becomes"] for row in found] == [with_credit(status, minor).value for status, minor in cases]
    assert with_credit(JobStatus.DELIVERED, 1) is JobStatus.CREDIT_PENDING
    assert with_credit(JobStatus.CREDIT_PENDING, 0) is JobStatus.DELIVERED


def test_the_wire_names_what_is_stored() -> None:
    assert set(get_args(wire.Verdict)) == set(Decision)
    assert set(get_args(wire.PaymentMethod)) == set(Method)
    assert set(get_args(schemas.PaymentType)) | {PaymentType.REFUND} == set(PaymentType)


def test_a_new_job_owes_its_estimate_and_is_due_by_the_workshops_clock() -> None:
    job = new_job("w", "Asia/Kolkata", "m", INTAKE, AT, estimated_minor=500_000, advance_minor=100)
    optional = {"number", "references", "written_off_minor", "customer_id", "vehicle_id", "estimate_to_follow"}
    optional |= {"request_mark", "cancelled_at", "cancelled_by", "cancel_reason", "cancelled_estimate_minor"}
    optional |= {"approved", "estimate_version", "service_counts", "prints"}
    assert job.keys() | optional == set(JobRow.__annotations__)
    assert (job["outstanding_minor"], job["paid_minor"], job["advance_minor"]) == (500_000, 0, 100)
    assert (job["taken_on"], job["plate"], job["status"]) == ("2026-03-11", "MH12AB1234", "pending")
    assert job["due_at"] == dt.datetime(2026, 3, 12, 20, 0, tzinfo=dt.UTC)


def test_a_new_payment_is_in_the_hand_of_who_took_it_until_it_is_confirmed() -> None:
    job = new_job("w", "Asia/Kolkata", "m", INTAKE, AT, estimated_minor=500_000)
    about = {"collected_by": "other", "at": AT, "timezone": "Asia/Kolkata"}
    waiting = new_payment(job, 100, type="partial", method="cash", is_confirmed=False, **about)  # type: ignore[arg-type]
    at_once = new_payment(job, 100, type="final", method="cash", is_confirmed=True, **about)  # type: ignore[arg-type]
    assert (waiting["manager_id"], waiting["account"], waiting["verdict"]) == ("other", "cash_in_hand", "pending")
    assert (at_once["manager_id"], at_once["account"], at_once["verdict"]) == ("m", "owner_cash", "confirmed")
    assert waiting.keys() <= set(PaymentRow.__annotations__)


async def test_what_the_server_stores_are_such_rows(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, advance_paid=100)
    payment_id = await make_payment(garage.manager, job_id, 50)
    settlement_id = await make_settlement(garage.manager, 120, [job_id])
    for name, row_id, row in (
        ("jobs", job_id, JobRow),
        ("payments", payment_id, PaymentRow),
        ("settlements", settlement_id, SettlementRow),
    ):
        stored = await db.collection(name).find_one({"_id": row_id})
        assert stored is not None
        optional: frozenset[str] = row.__optional_keys__
        assert set(stored) - optional == set(row.__annotations__) - optional, name
    submitted = new_settlement("w", "m", 1, [], None, AT, "Asia/Kolkata")
    assert submitted.keys() == SettlementRow.__required_keys__
