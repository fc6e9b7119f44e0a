"""Customers and vehicles in an export: who may see them, and what their jobs come to."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from tests.exports.reading import EXPORT, SHEETS, exported, figures, read, work_a_while
from tests.factories import Garage, job_fields, make_member, make_payment, ok, refused


@pytest.mark.usefixtures("processes")
async def test_customers_and_vehicles_with_what_their_jobs_come_to(garage: Garage) -> None:
    async def take_in(name: str, phone: str, plate: str, estimate: float, **more: Any) -> dict[str, Any]:
        fields = job_fields(customer_name=name, phone=phone, vehicle_number=plate, estimated_amount=estimate, **more)
        answer: dict[str, Any] = ok(await garage.manager.post("/api/jobs", fields))
        return answer

    raj = await take_in("Raj Kumar", "9822000001", "MH12AB1", 500.5, odometer_km=48250)
    again = await take_in("R. Kumar", "9822000002", "MH12AB2", 300)
    latha = await take_in("Latha Iyer", "9822000003", "MH12AB1", 900, keeper="sold")
    await make_payment(garage.manager, raj["id"], 100.25)
    details = {"address": {"city": "Pune", "pin": "411001"}, "notes": "=Calls late"}
    ok(await garage.owner.request("PATCH", f"/api/customers/{raj['customer_id']}", json=details))
    ok(await garage.owner.request("PATCH", f"/api/vehicles/{raj['vehicle_id']}", json={"year": 2019}))
    merged = {"customer_id": again["customer_id"]}
    ok(await garage.owner.post(f"/api/customers/{raj['customer_id']}/merge", merged))

    # The days are those of jobs; who is known is known.
    sheets = await read(garage.owner, to="2001-01-01")
    assert sheets["Jobs"] == []
    assert [row["Customer"] for row in sheets["Customers"]] == ["Latha Iyer", "Raj Kumar"]
    row = sheets["Customers"][1]
    assert (row["Phones"], row["City"], row["PIN code"]) == ("+919822000001, +919822000002", "Pune", "411001")
    assert (row["Jobs"], row["Paid"], row["Outstanding"], row["Notes"]) == (2, 100.25, 700.25, "=Calls late")
    assert row["Customer ID"] == raj["customer_id"]
    assert row["Last visit"] >= row["Customer since"]
    vehicles = {row["Vehicle number"]: row for row in sheets["Vehicles"]}
    assert (vehicles["MH12AB1"]["Owner"], vehicles["MH12AB2"]["Owner"]) == ("Latha Iyer", "Raj Kumar")
    first = vehicles["MH12AB1"]
    assert (first["Year"], first["Odometer, km"], first["Jobs"], first["Outstanding"]) == (2019, 48250, 2, 1300.25)
    assert (vehicles["MH12AB2"]["Year"], vehicles["MH12AB2"]["Odometer, km"]) == (None, None)
    assert figures(sheets)["Customers: rows"] == 2

    for sheet, key in (("customers", "Customer ID"), ("vehicles", "Vehicle ID")):
        content = (await exported(garage.owner, format="csv", sheet=sheet)).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content, newline="")))
        assert [row[key] for row in rows] == [row[key] for row in sheets[sheet.capitalize()]]
        assert [float(row["Outstanding"]) for row in rows] == [row["Outstanding"] for row in sheets[sheet.capitalize()]]

    ok(await garage.owner.post(f"/api/customers/{latha['customer_id']}/merge", {"customer_id": raj["customer_id"]}))
    assert {row["Owner"] for row in (await read(garage.owner))["Vehicles"]} == {"Latha Iyer"}


async def test_who_may_not_see_customers_exports_none(garage: Garage) -> None:
    await work_a_while(garage)
    accountant = await make_member(garage.owner, "accountant")
    assert (await read(accountant))["Customers"] != []
    ok(await garage.owner.put(f"/api/members/{accountant.id}", {"grants": {"customers:read": False}}))
    book = openpyxl.load_workbook(io.BytesIO((await exported(accountant)).content))
    assert book.sheetnames == [name for name in SHEETS if name != "Customers"]
    refused(await accountant.get(EXPORT, format="csv", sheet="customers"), 403, "wrong_role")
    assert (await exported(accountant, format="csv", sheet="vehicles")).content
