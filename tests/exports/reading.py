"""Exports as their readers open them, and a garage in which a bit of everything was done."""

import datetime as dt
import io
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import openpyxl

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    confirm_payment,
    confirm_settlement,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    move_job,
    reject_payment,
    reject_settlement,
)

EXPORT = "/api/analytics/export"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = ["Jobs", "Payments", "Settlements", "Bills", "Customers", "Vehicles", "Rates", "HSN", "Summary"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example","Click")', "=cmd|' /C calc'!A0"]
TEXTS = [
    "राजेश कुमार",
    "محمد العلي",
    "😀 🚗 👨‍👩‍👧",
    '<b>&amp; "quoted"</b>',
    "two\nlines\tand a tab",
    "_x0041_ stays",
    "7" * 40,
]
Rows = list[dict[str, Any]]


async def exported(person: Person, **params: Any) -> httpx2.Response:
    response = await person.get(EXPORT, **params)
    assert response.status_code == 200, response.text
    return response


def sheets_of(content: bytes) -> dict[str, Rows]:
    """Return the rows of each sheet by the header's titles, as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames in (SHEETS, [name for name in SHEETS if name != "HSN"])  # abroad there is none
    found = {}
    for sheet in book:
        titles, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip([str(title) for title in titles], row, strict=True)) for row in rows]
    return found


async def read(person: Person, **params: Any) -> dict[str, Rows]:
    return sheets_of((await exported(person, **params)).content)


def figures(sheets: dict[str, Rows]) -> dict[str, Any]:
    return {row["Figure"]: row["Value"] for row in sheets["Summary"]}


def minor(value: Any, digits: int = 2) -> int:
    """Return the minor units of a cell that must hold exactly that many."""
    scaled: int = round(value * 10**digits)
    assert scaled / 10**digits == value
    return scaled


def check_sums(sheets: dict[str, Rows], digits: int = 2) -> None:
    """Assert that the Summary counts and sums the rows that are there."""
    said = figures(sheets)
    for sheet in SHEETS[:5]:
        assert said[f"{sheet}: rows"] == len(sheets[sheet])
    for column in ("Estimated", "Advance", "Paid", "Confirmed", "Written off", "Remaining"):
        total = sum(minor(row[column], digits) for row in sheets["Jobs"])
        assert minor(said[f"Jobs: {column.lower()}"], digits) == total
    for sheet in ("Payments", "Settlements"):
        amounts: Counter[str] = Counter()
        for row in sheets[sheet]:
            amounts[row["Verdict"]] += minor(row["Amount"], digits)
        assert minor(said[f"{sheet}: amount"], digits) == amounts.total()
        for verdict in ("confirmed", "pending", "rejected"):
            assert said[f"{sheet}: {verdict}"] == [row["Verdict"] for row in sheets[sheet]].count(verdict)
            assert minor(said[f"{sheet}: {verdict}, amount"], digits) == amounts[verdict]


async def work_a_while(garage: Garage) -> None:
    """Do a bit of everything."""
    other = await make_manager(garage.owner, name="Second Manager")
    for index, manager in enumerate([garage.manager, other, garage.manager]):
        job = await make_job(
            manager, estimated_amount=10000.55 + index, advance_paid=index * 100.1, customer_name=f"Customer {index}"
        )
        payments = [await make_payment(manager, job, 1000.25 + n, notes=f"Note {n}") for n in range(3)]
        await confirm_payment(garage.owner, payments[0])
        await reject_payment(garage.owner, payments[1], "No such money")
        await make_payment(garage.owner, job, 1, method="upi", reference="UPI 1")
        settled = await make_settlement(manager, 500.75, [job], notes="Friday")
        if index == 0:
            await confirm_settlement(garage.owner, settled)
        if index == 1:
            await reject_settlement(garage.owner, settled)
        await move_job(manager, job, "in_progress", *(["completed"] if index else []))


async def documents(db: Database, garage: Garage, name: str, by: str) -> list[dict[str, Any]]:
    return await db.collection(name).find({"workshop_id": garage.id}, sort=[(by, -1), ("_id", -1)]).to_list()


def local(instant: dt.datetime | None, timezone: str = "Asia/Kolkata") -> dt.datetime | None:
    return instant and instant.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def same_time(cell: Any, instant: dt.datetime | None) -> bool:
    """Say whether a cell holds an instant, to the second."""
    expected = local(instant)
    return bool(cell == (expected and expected.replace(microsecond=0)))
