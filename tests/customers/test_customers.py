"""The list of customers, finding them, and changing what they are called and how they are reached."""

from typing import Any

import pytest

from revops.mongo.client import Database
from tests.factories import Garage, all_pages, job_fields, make_garage, make_job, ok, refused
from tests.invariants import unchanged


async def make_customer(garage: Garage, name: str, phone: str, plate: str, **fields: Any) -> str:
    """Take somebody's vehicle in; return the customer's id."""
    body = job_fields(customer_name=name, phone=phone, vehicle_number=plate, **fields)
    return str(ok(await garage.manager.post("/api/jobs", body))["customer_id"])


async def test_pages_newest_first_with_what_is_owed(garage: Garage) -> None:
    ids = [await make_customer(garage, f"Customer {n}", f"98220000{n:02d}", f"MH12AA{n}") for n in range(7)]
    rows = await all_pages(garage.owner, "/api/customers", limit=3)
    assert [row["id"] for row in rows] == ids[::-1]
    assert {row["outstanding_amount"] for row in rows} == {5000}
    assert {row["jobs_owing"] for row in rows} == {1}
    refused(await garage.owner.get("/api/customers", cursor="nonsense"), 422, field="cursor")
    cars = await all_pages(garage.owner, "/api/vehicles", limit=2)
    assert [car["keeper"]["customer_id"] for car in cars] == ids[::-1]


async def test_found_by_name_and_by_phone_in_any_writing(garage: Garage) -> None:
    souza = await make_customer(garage, "Maria D'Souza", "98220 12345", "MH12AB1234")
    await make_customer(garage, "Raj Kumar", "9822099999", "KA01CD9")

    async def found(path: str, text: str) -> list[str]:
        return [row["id"] for row in ok(await garage.owner.get(path, q=text))]

    phones = ("+91 98220 12345", "098220-12345", "9822012345", "12345", "٩٨٢٢٠١٢٣٤٥")
    for text in ("souza", "maria", "dsouza mar", *phones):
        assert await found("/api/customers", text) == [souza], text
    assert await found("/api/customers", "nobody") == []
    (car,) = await found("/api/vehicles", "mh 12")
    for text in ("MH12AB1234", "mh-12-ab-1234", "1234", "ab1234", "१२३४"):
        assert await found("/api/vehicles", text) == [car], text


async def test_found_by_gulf_numbers(garage: Garage) -> None:
    dubai = await make_garage(garage.owner.http, currency="AED", gst_number=None)
    ali = await make_customer(dubai, "Ali Al Rashid", "050 123 4567", "Dubai A 12345")
    for text in ("0501234567", "+971 50 123 4567", "501234567", "al rashid", "4567"):
        assert [row["id"] for row in ok(await dubai.owner.get("/api/customers", q=text))] == [ali], text
    for text in ("A 12345", "dubai", "12345"):
        assert len(ok(await dubai.owner.get("/api/vehicles", q=text))) == 1, text


async def test_changes_are_stored_warned_about_and_written_down_by_their_names(garage: Garage, db: Database) -> None:
    customer_id = await make_customer(garage, "Raj", "9822012345", "MH12AB1234")
    path = f"/api/customers/{customer_id}"
    change = {
        "name": "Raj Kumar",
        "phones": ["98220 12345", "1234"],
        "email": "raj@example.com",
        "address": {"line": "4 Hill Road", "city": "Pune", "pin": "411001", "state": "27"},
        "language": "mr",
        "consents": {"marketing": True},
        "version": 1,
    }
    answer = ok(await garage.manager.request("PATCH", path, json=change))
    assert (answer["customer"]["name"], answer["customer"]["phones"][0]) == ("Raj Kumar", "+919822012345")
    assert answer["customer"]["address"]["city"] == "Pune"
    assert len(answer["warnings"]) == 1
    refused(await garage.manager.request("PATCH", path, json=change), 409, "stale_version")
    assert [row["id"] for row in ok(await garage.owner.get("/api/customers", q="raj kumar"))] == [customer_id]
    async with unchanged(db, garage.id):
        for bad in ({"name": ""}, {"phones": "no list"}, {"language": "xx"}, {"address": "text"}, {"version": "1"}):
            refused(await garage.manager.request("PATCH", path, json=bad), 422)
    (event,) = await db.collection("audit_log").find({"subject_id": customer_id}).to_list()
    assert (event["kind"], event["user_id"]) == ("customer_changed", garage.manager.id)
    assert "Raj" not in event["about"]
    # Jobs and their papers keep what they say.
    (job,) = ok(await garage.owner.get("/api/jobs", customer_id=customer_id))
    assert job["customer_name"] == "Raj"


@pytest.mark.parametrize(
    ("typed", "kept", "looks_odd"),
    [("४११००१", "411001", False), ("411 001", "411 001", False), ("41100", "41100", True), ("011001", "011001", True)],
)
async def test_a_pin_code_is_read_in_any_digits_and_warned_about(
    garage: Garage, typed: str, kept: str, looks_odd: bool
) -> None:
    await make_job(garage.manager)
    (customer,) = ok(await garage.manager.get("/api/customers"))
    path = f"/api/customers/{customer['id']}"
    answer = ok(await garage.manager.request("PATCH", path, json={"address": {"pin": typed}}))
    assert answer["customer"]["address"]["pin"] == kept
    assert [("PIN code" in warning) for warning in answer["warnings"]] == [True] * looks_odd


async def test_a_phone_that_was_given_up_makes_somebody_new(garage: Garage) -> None:
    first = await make_customer(garage, "Raj", "9822012345", "MH12AB1234")
    ok(await garage.manager.request("PATCH", f"/api/customers/{first}", json={"phones": []}))
    second = await make_customer(garage, "Meera", "9822012345", "KA01CD9")
    assert second != first


async def test_jobs_of_one_customer_or_vehicle_are_listed(garage: Garage) -> None:
    raj = await make_customer(garage, "Raj", "9822012345", "MH12AB1234")
    await make_job(garage.manager)
    (job,) = ok(await garage.owner.get("/api/jobs", customer_id=raj))
    assert ok(await garage.owner.get("/api/jobs", vehicle_id=job["vehicle_id"])) != []
