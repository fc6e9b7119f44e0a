"""The whole business in Excel: every row as the database has it, all of one instant, and nothing left behind."""

import csv
import datetime as dt
import io

import httpx2
import openpyxl
import pytest
from openpyxl.cell import Cell
from python_calamine import CalamineWorkbook

from revops.mongo.client import Database
from tests.exports.reading import (
    FORMULAS,
    SHEETS,
    TEXTS,
    check_sums,
    documents,
    exported,
    figures,
    local,
    minor,
    read,
    same_time,
    sheets_of,
    work_a_while,
)
from tests.factories import (
    Garage,
    make_garage,
    make_job,
    make_payment,
    move_job,
    ok,
)
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow


# --- every row --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("processes")
async def test_every_row_is_as_the_database_has_it(garage: Garage, db: Database) -> None:
    await work_a_while(garage)
    left_id = await make_job(garage.manager)
    ok(await garage.manager.post(f"/api/jobs/{left_id}/cancel", {"reason": "The customer left"}))
    sheets = await read(garage.owner)
    names = {
        user["_id"]: user["name"] async for user in db.collection("users").find({"workshop_id": garage.id}, {"name": 1})
    }
    jobs = await documents(db, garage, "jobs", "created_at")
    assert [row["Job ID"] for row in sheets["Jobs"] if row["Status"] == "cancelled"] == [left_id]
    assert [row["Job ID"] for row in sheets["Jobs"]] == [job["_id"] for job in jobs]
    by_id = {job["_id"]: job for job in jobs}
    for row, job in zip(sheets["Jobs"], jobs, strict=True):
        times = {"Taken in": "created_at", "Due": "due_at", "Completed": "completed_at"}
        assert all(same_time(row.pop(title), job[name]) for title, name in times.items())
        assert row == {
            "Job no.": job["number"],
            "Estimate to follow": "yes" if job.get("estimate_to_follow") else None,
            "Status": "cancelled" if job.get("cancelled_at") else job["status"].replace("_", " "),
            "Customer": job["customer_name"],
            "Phone": job["phone"],
            "Vehicle number": job["vehicle_number"],
            "Car model": job["car_model"],
            "Work": job["work_description"],
            "Estimated": job["estimated_minor"] / 100,
            "Advance": job["advance_minor"] / 100,
            "Paid": job["paid_minor"] / 100,
            "Confirmed": job["confirmed_minor"] / 100,
            "Written off": job.get("written_off_minor", 0) / 100,
            "Remaining": job["outstanding_minor"] / 100,
            "Bill no.": job["invoice_number"],
            "Manager": names[job["manager_id"]],
            "Worker": job["worker_assigned"],
            "Parts": job["parts_required"],
            "Address": job["address"],
            "Internal notes": job["internal_notes"],
            "Job ID": job["_id"],
        }
    payments = await documents(db, garage, "payments", "payment_date")
    assert len(payments) == 14
    for row, payment in zip(sheets["Payments"], payments, strict=True):
        assert same_time(row.pop("Paid on"), payment["payment_date"])
        assert same_time(row.pop("Judged on"), payment["confirmation_date"])
        assert row == {
            "Job no.": by_id[payment["job_id"]]["number"],
            "Customer": by_id[payment["job_id"]]["customer_name"],
            "Vehicle number": by_id[payment["job_id"]]["vehicle_number"],
            "Amount": payment["amount_minor"] / 100,
            "Type": payment["type"],
            "Method": payment["method"],
            "Verdict": payment["verdict"],
            "Collected by": names[payment["collected_by"]],
            "Manager": names[payment["manager_id"]],
            "Notes": payment["notes"],
            "Reference": payment["reference"],
            "Receipt no.": payment.get("receipt_number"),
            "Reason of rejection": payment["reject_reason"],
            "Payment ID": payment["_id"],
            "Job ID": payment["job_id"],
        }
    settlements = await documents(db, garage, "settlements", "submitted_date")
    for row, settlement in zip(sheets["Settlements"], settlements, strict=True):
        assert same_time(row.pop("Submitted"), settlement["submitted_date"])
        assert same_time(row.pop("Judged on"), settlement["confirmation_date"])
        assert row == {
            "Manager": names[settlement["manager_id"]],
            "Amount": settlement["amount_minor"] / 100,
            "Verdict": settlement["verdict"],
            "Notes": settlement["notes"],
            "Reason of rejection": settlement["reject_reason"],
            "Jobs": 1,
            "Settlement ID": settlement["_id"],
            "Job IDs": settlement["job_ids"][0],
        }
    check_sums(sheets)
    await assert_invariants(db, garage.id)


async def test_an_accountant_can_sum_a_job_and_find_its_papers(garage: Garage) -> None:
    """The estimate is what was paid, written off and remains; a row names the bill and the receipt it stands on."""
    job_id = await make_job(garage.manager, estimated_amount=1000, advance_paid=700)
    for status in ("in_progress", "completed", "delivered", "credit_pending"):
        await move_job(garage.owner, job_id, status)
    bill = ok(await garage.owner.post(f"/api/documents/invoice/{job_id}/issue"))["number"]
    (payment,) = ok(await garage.owner.get("/api/payments", job_id=job_id))
    receipt = ok(await garage.owner.post(f"/api/documents/receipt/{payment['id']}/issue"))["number"]
    ok(await garage.owner.post(f"/api/jobs/{job_id}/write-off", {"amount": 200.5, "reason": "An old customer"}))
    await make_job(garage.manager, estimated_amount=500)
    sheets = await read(garage.owner)
    other, job = sheets["Jobs"]
    assert (job["Paid"], job["Written off"], job["Remaining"], job["Bill no."]) == (700, 200.5, 99.5, bill)
    assert (other["Written off"], other["Bill no."]) == (0, None)
    for row in sheets["Jobs"]:
        assert minor(row["Estimated"]) == sum(minor(row[column]) for column in ("Paid", "Written off", "Remaining"))
    assert [row["Receipt no."] for row in sheets["Payments"]] == [receipt]
    assert figures(sheets)["Jobs: written off"] == 200.5
    check_sums(sheets)


@pytest.mark.usefixtures("processes")
async def test_the_summary_says_what_the_dashboard_says(garage: Garage) -> None:
    await work_a_while(garage)
    board = ok(await garage.owner.get("/api/analytics/dashboard"))
    said = figures(await read(garage.owner))
    assert said["Workshop"] == "Test Motors"
    assert said["Currency"] == "INR"
    assert (said["First day"], said["Last day"], said["Status"]) == ("from the beginning", "until now", "all")
    assert said["Dashboard: jobs"] == said["Jobs: rows"] == board["total_jobs"]
    assert said["Dashboard: revenue"] == said["Jobs: estimated"] == board["total_revenue"]
    assert said["Dashboard: outstanding"] == said["Jobs: remaining"] == board["outstanding_credits"]
    assert said["Dashboard: collected"] == said["Jobs: paid"] == board["total_collected"]
    received = minor(said["Payments: confirmed, amount"]) + minor(said["Payments: pending, amount"])
    assert minor(said["Dashboard: collected"]) == received
    today = local(dt.datetime.now(dt.UTC))
    assert today is not None
    board = ok(
        await garage.owner.get("/api/analytics/dashboard", from_=str(today.date()), manager_id=garage.manager.id)
    )
    said = figures(await read(garage.owner, from_=str(today.date()), manager_id=garage.manager.id))
    assert said["First day"] == dt.datetime.combine(today.date(), dt.time())
    assert said["Manager"] == "Test Manager"
    assert said["Dashboard: jobs"] == board["total_jobs"] == 2
    assert said["Dashboard: revenue"] == board["total_revenue"]
    assert said["Dashboard: collected"] == board["total_collected"]
    assert "Dashboard: outstanding" not in said  # it is of now, not of a period


async def test_two_readers_find_typed_cells(garage: Garage) -> None:
    await make_job(garage.manager, estimated_amount=12345678.9, advance_paid=0.1)
    response = await exported(garage.owner)
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    jobs = book["Jobs"]
    assert jobs.freeze_panes == "A2"
    assert jobs.auto_filter.ref == "A1:X2"
    assert all(cell.font.bold for cell in jobs[1])
    cells = dict(zip([cell.value for cell in jobs[1]], jobs[2], strict=True))
    assert isinstance(cells["Taken in"], Cell)
    assert cells["Taken in"].is_date
    assert cells["Taken in"].number_format == "dd-mmm-yyyy hh:mm"
    assert cells["Estimated"].data_type == "n"
    assert cells["Estimated"].value == 12345678.9
    assert cells["Estimated"].number_format == (
        r'[>=10000000]"₹"\ ##\,##\,##\,##0.00;[>=100000]"₹"\ ##\,##\,##0.00;"₹"\ ##,##0.00'
    )
    assert (cells["Phone"].data_type, cells["Phone"].number_format) == ("s", "@")
    assert jobs.column_dimensions["H"].width == 40
    calamine = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert calamine.sheet_names == SHEETS
    titles, row = calamine.get_sheet_by_name("Jobs").to_python()
    values = dict(zip(titles, row, strict=True))
    assert isinstance(values["Taken in"], dt.datetime)
    assert values["Estimated"] == 12345678.9
    assert values["Advance"] == 0.1
    assert values["Customer"] == "Test Customer"


@pytest.mark.parametrize(
    ("currency", "amount", "digits"), [("OMR", 1234.567, 3), ("KWD", 0.001, 3), ("AED", 999999999.99, 2), ("USD", 1, 2)]
)
async def test_other_currencies(http: httpx2.AsyncClient, currency: str, amount: float, digits: int) -> None:
    garage = await make_garage(http, currency=currency, timezone="Asia/Dubai")
    await make_payment(garage.manager, await make_job(garage.manager, estimated_amount=amount), amount)
    response = await exported(garage.owner)
    sheets = sheets_of(response.content)
    assert sheets["Jobs"][0]["Estimated"] == sheets["Payments"][0]["Amount"] == amount
    check_sums(sheets, digits)
    cell = openpyxl.load_workbook(io.BytesIO(response.content))["Payments"]["E2"]
    assert cell.number_format == rf'"{currency}"\ #,##0.{"0" * digits}'
    table = list(csv.DictReader(io.StringIO((await exported(garage.owner, format="csv")).content.decode("utf-8-sig"))))
    assert table[0]["Paid"] == f"{amount:.{digits}f}"


# --- texts ------------------------------------------------------------------------------------------------------------


async def test_texts_arrive_as_they_are_and_never_as_formulas(garage: Garage, db: Database) -> None:
    jobs = [await make_job(garage.manager, work_description=text) for text in (*FORMULAS, *TEXTS)]
    # What an import may have brought in.
    odd = {"long": "ab" * 5000, "longest": "😀" * 20_000, "\tTab": "\tTab", " space ": " space ", "\r=1": "\r=1"}
    for text in odd.values():
        jobs.append(await make_job(garage.manager))
        await db.collection("jobs").update_one({"_id": jobs[-1]}, {"$set": {"work_description": text}})
    content = (await exported(garage.owner)).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = {row[-1].value: row[7] for row in book["Jobs"].iter_rows(min_row=2)}
    assert {cell.data_type for cell in cells.values()} == {"s"}
    assert {cell.number_format for cell in cells.values()} == {"@"}
    calamine = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Jobs").to_python()
    by_calamine = {row[-1]: row[7] for row in calamine[1:]}
    for job, text in zip(jobs, (*FORMULAS, *TEXTS, *odd.values()), strict=True):
        expected = text if len(text) < 20_000 else "😀" * 16_383 + "…"
        if text not in {"_x0041_ stays", "\r=1"}:  # written as Excel does, which openpyxl does not read back
            assert cells[job].value == expected
        assert by_calamine[job] == expected
    assert b"<f>" not in content


async def test_csv_is_rfc_4180_with_formulas_disarmed(garage: Garage, db: Database) -> None:
    texts = [*FORMULAS, *TEXTS, 'a "quoted", text']
    jobs = [await make_job(garage.manager, customer_name=text, estimated_amount=1234.5) for text in texts]
    response = await exported(garage.owner, format="csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    text = response.content.decode("utf-8-sig")
    assert text.count("\r\n") == len(jobs) + 1
    table = {row["Job ID"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    for job, customer in zip(jobs, texts, strict=True):
        assert table[job]["Customer"] == (f"'{customer}" if customer in FORMULAS else customer)
        assert table[job]["Phone"] == "'+919123456789"
        assert table[job]["Estimated"] == "1234.50"
        stored = await db.collection("jobs").find_one({"_id": job})
        assert stored is not None
        assert table[job]["Taken in"] == local(stored["created_at"]).isoformat(" ", "seconds")  # type: ignore[union-attr]


async def test_csv_of_the_other_sheets(garage: Garage) -> None:
    await work_a_while(garage)
    book = await read(garage.owner)
    for sheet, key in (("payments", "Payment ID"), ("settlements", "Settlement ID")):
        content = (await exported(garage.owner, format="csv", sheet=sheet)).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content, newline="")))
        assert [row[key] for row in rows] == [row[key] for row in book[sheet.capitalize()]]
        assert [float(row["Amount"]) for row in rows] == [row["Amount"] for row in book[sheet.capitalize()]]


@pytest.mark.usefixtures("processes")
async def test_an_empty_workshop_has_its_headers(garage: Garage) -> None:
    response = await exported(garage.owner)
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert [book[name].max_row for name in SHEETS[:5]] == [1, 1, 1, 1, 1]
    assert book["Jobs"]["A1"].value == "Taken in"
    assert book["Jobs"].auto_filter.ref == "A1:X1"
    assert figures(sheets_of(response.content))["Jobs: rows"] == 0
    lines = (await exported(garage.owner, format="csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("Taken in,Job no.,Status,Customer")
