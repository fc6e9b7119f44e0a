"""Another currency of a garage: what was set keeps its amount, and from the first money on there is none."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from revops.core.money import NewCurrency
from revops.mongo.client import Database
from tests.bank.statements import as_text, hdfc, story
from tests.bank.uploads import send
from tests.custody.making import notes
from tests.factories import Garage, make_garage, make_job, ok, refused
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.anyio

LIMITS = {"amount": 50_000.5, "age_hours": 48}
USUAL_JOB = {
    "title": "Polish",
    "items": [{"kind": "labour", "description": "Polish", "unit_price": 3000.25, "discount": 100}],
}
# What takes amounts and is kept before there is money.
SET_BEFORE_MONEY = {
    "changeCashLimits",
    "changeCustody",
    "changeExceptionSettings",
    "changeMember",
    "changeServiceTemplate",
    "createInviteCode",
    "createMember",
    "createServiceTemplate",
    "updateWorkshop",
}
# What needs a job or cash, fixes the currency by itself, or is not kept.
COMES_WITH_MONEY = {
    "addService",
    "askForDiscount",
    "changeQuotation",
    "changeService",
    "createJob",
    "makeQuotation",
    "priceItems",
    "receiveCash",
    "recordPayment",
    "submitSettlement",
    "updateJob",
    "writeOffJob",
}


async def set_all(garage: Garage) -> None:
    """Set each figure that can be set before there is money."""
    owner, member = garage.owner, garage.manager.id
    ok(await owner.put(f"/api/workshops/{garage.id}", {"password_above": 150.5}))
    ok(await owner.put("/api/custody/settings", LIMITS))
    ok(await owner.put(f"/api/custody/members/{member}/limits", {"limits": {**LIMITS, "amount": 700}}))
    ok(await owner.put(f"/api/members/{member}", {"limits": {"cash_payment": 500.5}}))
    ok(await owner.post(f"/api/workshops/{garage.id}/invite-codes", {"limits": {"cash_payment": 900}}))
    ok(await owner.put("/api/exceptions/settings", {"least_amount": 250}))
    ok(await owner.post("/api/service-templates", USUAL_JOB))
    ok(await owner.put("/api/service-templates/std-wash", {**USUAL_JOB, "title": "Wash"}))


async def read_all(garage: Garage) -> dict[str, Any]:
    """Read each of them."""
    owner = garage.owner
    codes = ok(await owner.get(f"/api/workshops/{garage.id}/invite-codes"))
    holders = ok(await owner.get("/api/custody"))["holders"]
    templates = ok(await owner.get("/api/service-templates"))
    return {
        "password": ok(await owner.get("/api/workshops/me"))["password_above"],
        "cash": ok(await owner.get("/api/custody"))["settings"]["amount"],
        "own": sorted(str(one["limits"]["amount"]) for one in holders),
        "members": sorted(str(one["limits"]) for one in ok(await owner.get("/api/members"))),
        "codes": sorted(str(one["limits"]) for one in codes),
        "questions": ok(await owner.get("/api/exceptions/settings"))["least_amount"],
        "prices": [line for one in templates if one["is_own"] for line in one["lines"]],
    }


def minors(value: Any, path: str = "") -> Iterator[tuple[str, int]]:
    """Find each figure in minor units that is stored."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            if name.endswith("_minor") and isinstance(one, int):
                yield f"{path}.{name}", one
            yield from minors(one, f"{path}.{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from minors(one, f"{path}.{number}")


async def stored(db: Database, garage: Garage) -> dict[str, int]:
    """Read each figure in minor units of the garage that is not nothing, wherever it is, but for its entries."""
    found: dict[str, int] = {}
    for name in await db.collection("workshops").database.list_collection_names():
        if name == "journal" or name.startswith("system."):
            continue
        async for row in db.collection(name).find({"$or": [{"workshop_id": garage.id}, {"_id": garage.id}]}):
            found |= {f"{name}/{row['_id']}{path}": minor for path, minor in minors(row) if minor}
    return found


@pytest.mark.slow
async def test_each_figure_that_was_set_keeps_its_amount(http: httpx2.AsyncClient, db: Database) -> None:
    garage = await make_garage(http)
    await set_all(garage)
    before, kept = await read_all(garage), await stored(db, garage)
    assert {name.partition("/")[0] for name in kept} == {"invite_codes", "members", "service_templates", "workshops"}
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "KWD"}))
    assert await read_all(garage) == before
    assert await stored(db, garage) == {name: minor * 10 for name, minor in kept.items()}
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "AED"}))
    assert (await read_all(garage), await stored(db, garage)) == (before, kept)
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize("what", ["day", "statement", "job"])
async def test_the_first_money_on_record_fixes_the_currency(http: httpx2.AsyncClient, db: Database, what: str) -> None:
    garage = await make_garage(http)
    if what == "day":
        ok(await garage.manager.post("/api/custody/days/open", {"count": notes(500)}))
    elif what == "statement":
        ok(await send(garage.owner, as_text(hdfc(story(1)))))
    else:
        await make_job(garage.manager)
    refused(await garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "KWD"}), 409, "currency_fixed")
    await assert_invariants(db, garage.id)


@pytest.mark.slow
async def test_a_limit_that_is_set_as_the_currency_changes_is_of_the_one_or_the_other(
    http: httpx2.AsyncClient, db: Database
) -> None:
    garage = await make_garage(http)
    for currency, amount in (("KWD", 700), ("INR", 800), ("OMR", 900), ("INR", 1000)):
        answers = await asyncio.gather(
            garage.owner.put(f"/api/members/{garage.manager.id}", {"limits": {"cash_payment": amount}}),
            garage.owner.put("/api/exceptions/settings", {"least_amount": amount}),
            garage.owner.put(f"/api/workshops/{garage.id}", {"currency": currency}),
        )
        for answer in answers[:2]:
            if answer.status_code != 200:
                refused(answer, 409, "currency_changed")
        ok(answers[2])
        figures = await read_all(garage)
        members = {str({"cash_payment": one}) for one in (None, *map(float, (700, 800, 900, 1000)))}
        assert set(figures["members"]) <= members, figures
        assert figures["questions"] in {100, 700, 800, 900, 1000}
    assert await problems(db, garage.id) == []


def test_an_amount_with_more_decimals_is_rounded_half_up() -> None:
    kept = NewCurrency("KWD", "INR").stored({"a": [{"b_minor": 1125, "c_minor": None}], "d": "x"})
    assert kept == {"a": [{"b_minor": 113, "c_minor": None}], "d": "x"}


def test_whatever_takes_an_amount_is_known_here(app: FastAPI) -> None:
    document = app.openapi()
    schemas = document["components"]["schemas"]

    def takes(value: Any, seen: tuple[str, ...] = ()) -> bool:
        if isinstance(value, list):
            return any(takes(one, seen) for one in value)
        if not isinstance(value, dict):
            return False
        if "$ref" in value:
            name = value["$ref"].rpartition("/")[2]
            return name not in seen and takes(schemas[name], (*seen, name))
        is_amount = "In the workshop's currency." in str(value.get("description", ""))
        return is_amount or any(takes(one, seen) for one in value.values())

    taking = {
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
        if takes(operation.get("requestBody", {}).get("content", {}))
    }
    assert taking == SET_BEFORE_MONEY | COMES_WITH_MONEY
