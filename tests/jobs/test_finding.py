"""A job is found by its number, its car, the numbers of its papers and what identifies its payments; papers too."""

import pytest

from revops.mongo.client import Database
from revops.remaking.derived import remaking
from tests.factories import (
    Garage,
    Person,
    get_job,
    make_job,
    make_manager,
    make_payment,
    move_job,
    ok,
    reject_payment,
)
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

UPI = "UPI 4123 5678 9012"


async def found(person: Person, q: str, path: str = "/api/jobs") -> list[str]:
    """Return the ids of the jobs that a search finds, or of those that the papers are of."""
    return [row["id" if path == "/api/jobs" else "job_id"] for row in ok(await person.get(path, q=q))]


async def busy(garage: Garage, db: Database) -> tuple[str, dict[str, str]]:
    """Return a job with everything that it can be found by, and what was issued on it; another one stands beside it."""
    await db.collection("job_counters").insert_one({"_id": garage.id, "last": 3000})
    job_id = await make_job(
        garage.manager, customer_name="Priya Nair", car_model="Maruti Swift", vehicle_number="KA05MN2020"
    )
    await make_job(garage.manager, car_model="Honda City", vehicle_number="MH12AB7777")
    payment_id = await make_payment(garage.manager, job_id, 100, method="upi", reference=UPI)
    numbers = {
        "invoice": ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"))["number"],
        "receipt": ok(await garage.manager.post(f"/api/documents/receipt/{payment_id}/issue"))["number"],
    }
    reason = {"reason": "Wrong name"}
    credit = await garage.owner.post(f"/api/documents/credit-note/{job_id}/issue", reason)
    return job_id, numbers | {"credit note": ok(credit)["number"]}


@pytest.mark.parametrize("is_of_before", [False, True], ids=["new", "from an older version"])
async def test_everything_that_is_on_paper_or_on_a_bank_statement_finds_the_job(
    garage: Garage, db: Database, is_of_before: bool
) -> None:
    job_id, numbers = await busy(garage, db)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"internal_notes": "makes the tokens anew"}))
    if is_of_before:
        mine, gone = {"workshop_id": garage.id}, {"number": "", "references": "", "search": ""}
        await db.collection("jobs").update_many(mine, {"$unset": gone})
        await db.collection("documents").update_many(mine, {"$unset": {"search": ""}})
        await remaking(db).make_pass()
    number = (await get_job(garage.owner, job_id))["number"]
    asked = [
        *(f"{number}", f"job {number}", f"Job no. {number}", f"#{number}"),
        *("swift", "maruti sw", "MN2020", "priya swift"),
        *("412356789012", "4123 5678", UPI, "56789012"),
        *numbers.values(),
        *(text.lower().replace("/", " ") for text in numbers.values()),
    ]
    for q in asked:
        for person in (garage.owner, garage.manager):
            assert await found(person, q) == [job_id], q
    for q in (*numbers.values(), "priya", "MN2020", "swift", f"job {number}") if not is_of_before else numbers.values():
        assert set(await found(garage.manager, q, "/api/documents")) == {job_id}, q
    (invoice,) = ok(await garage.owner.get("/api/documents", q=numbers["invoice"], kind="invoice"))
    assert invoice["number"] == numbers["invoice"]
    assert await found(garage.owner, "7777", "/api/documents") == []
    await assert_invariants(db, garage.id)


async def test_others_find_nothing(garage: Garage, other_garage: Garage, db: Database) -> None:
    job_id, numbers = await busy(garage, db)
    colleague = await make_manager(garage.owner)
    for q in ("swift", "job 3001", "3001", UPI, *numbers.values()):
        for person in (colleague, other_garage.owner):
            for path in ("/api/jobs", "/api/documents"):
                assert await found(person, q, path) == [], (q, path)
    assert await found(garage.owner, "job 3001") == [job_id]


async def test_a_reference_is_a_text_whatever_it_looks_like(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    for amount, reference in enumerate(("$status", "$$NOW", "***", "ab.c"), 1):
        await make_payment(garage.manager, job_id, amount, method="upi", reference=reference)
    stored = await db.collection("jobs").find_one({"_id": job_id})
    assert stored is not None
    assert set(stored["references"]) == {"$status", "$$NOW", "***", "ab.c"}
    assert await found(garage.manager, "$status") == [job_id]
    payment_id = await make_payment(garage.manager, job_id, 9, method="upi", reference="TXN77")
    await reject_payment(garage.owner, payment_id)
    assert await found(garage.owner, "txn77") == [job_id]  # it is asked for because it did not come
    await move_job(garage.manager, job_id, "in_progress")
    assert await found(garage.owner, "txn77") == [job_id]
