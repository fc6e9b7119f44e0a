"""The usual jobs of a garage, with their lines and prices: ten come with RevOps, and each garage makes them its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.audit import Origin
from revops.access.caller import Caller
from revops.access.currency import hold_currency
from revops.billing.schemas import ItemIn
from revops.billing.tax import QUANTITY_SCALE
from revops.core.errors import NotFound
from revops.core.ids import new_id
from revops.core.money import NewCurrency, to_minor, to_wire
from revops.estimates.schemas import ServiceTemplateIn
from revops.journal.set_up import set_up
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.repeats import Alike
from revops.mongo.scoped import Scoped

_NAME = "service_templates"
_MAX = 200
# In rupees, as a small garage in Pune charges them; elsewhere the price is asked for.
SHIPPED: dict[str, tuple[str, str | None, tuple[tuple[str, str, float, str, int], ...]]] = {
    "std-oil": (
        "Engine oil change",
        None,
        (
            ("labour", "Engine oil change", 1, "", 400),
            ("part", "Engine oil 5W-30", 3.5, "L", 520),
            ("part", "Oil filter", 1, "Nos", 280),
        ),
    ),
    "std-service": (
        "Periodic service",
        None,
        (
            ("labour", "Periodic service, general check", 1, "", 1500),
            ("part", "Engine oil 5W-30", 3.5, "L", 520),
            ("part", "Oil filter", 1, "Nos", 280),
            ("part", "Air filter", 1, "Nos", 420),
        ),
    ),
    "std-brake-pads": (
        "Brake pads, front",
        "The front brake pads are worn.",
        (("labour", "Change of front brake pads", 1, "", 600), ("part", "Brake pads, front", 1, "Set", 1900)),
    ),
    "std-brake-service": (
        "Brake cleaning and adjustment",
        None,
        (("labour", "Brake cleaning and adjustment, four wheels", 1, "", 800),),
    ),
    "std-battery": (
        "Battery change",
        "The battery no longer holds its charge.",
        (("labour", "Change of battery", 1, "", 150), ("part", "Battery 35 Ah", 1, "Nos", 4600)),
    ),
    "std-tyres": (
        "Wheel alignment and balancing",
        None,
        (
            ("labour", "Wheel alignment", 1, "", 500),
            ("labour", "Wheel balancing", 4, "Wheels", 100),
        ),
    ),
    "std-ac": (
        "AC service with gas",
        "The air conditioning does not cool enough.",
        (("labour", "AC service", 1, "", 900), ("part", "AC gas R134a", 1, "Nos", 1100)),
    ),
    "std-clutch": (
        "Clutch plate change",
        "The clutch slips.",
        (
            ("labour", "Gearbox out and in, change of clutch", 1, "", 3500),
            ("part", "Clutch plate and pressure plate", 1, "Set", 5200),
            ("part", "Release bearing", 1, "Nos", 900),
        ),
    ),
    "std-wipers": ("Wiper blades", None, (("part", "Wiper blades", 1, "Pair", 550),)),
    "std-wash": ("Washing and cleaning", None, (("labour", "Washing and cleaning inside", 1, "", 450),)),
}
_PRICED_IN = "INR"
# Of parts that are no parts of vehicles by the tariff; the others have the garage's code for parts.
_HSN = {"Engine oil 5W-30": "2710", "Battery 35 Ah": "8507"}


def _templates_of(caller: Caller) -> Scoped:
    return Scoped(caller.db, _NAME, caller.scope.whole_workshop())


def _stored_id(caller: Caller, template_id: str) -> str:
    return f"{caller.workshop.id}:{template_id}"


async def list_templates(caller: Caller) -> list[Document]:
    """List the usual jobs: the garage's own, and those that come with RevOps and were not changed, by title."""
    own = await _templates_of(caller).find({}, limit=_MAX).to_list()
    known = {row["template_id"] for row in own}
    shipped = [_shipped_out(caller, template_id) for template_id in SHIPPED if template_id not in known]
    shown = [_own_out(caller, row) for row in own if not row.get("is_hidden")]
    return sorted([*shown, *shipped], key=lambda template: (template["title"].casefold(), template["id"]))


async def create(caller: Caller, body: ServiceTemplateIn, key: IdempotencyKey) -> str:
    """Keep a usual job of the garage; return its id."""
    currency = caller.workshop.currency

    async def work(session: Session) -> Document:
        template_id = new_id()
        row: Document = {"_id": _stored_id(caller, template_id), "workshop_id": caller.workshop.id}
        row |= {"template_id": template_id, **_said(body, currency)}
        await hold_currency(caller, session)
        await _templates_of(caller).insert([row], session)
        await caller.record(session, set_up(_NAME, row, caller.user.id))
        return {"id": template_id}

    lines = str([(item.kind, item.description, item.quantity, item.unit_price, item.discount) for item in body.items])
    alike = Alike(
        ("template", caller.workshop.id, body.title.casefold(), lines),
        f"{body.title} was saved as a usual job",
        "Save another?",
        None,
        is_meant=body.repeat,
    )
    template_id: str = (await once(caller.db, caller.user.id, key, body, work, alike=alike))["id"]
    return template_id


async def change(caller: Caller, template_id: str, body: ServiceTemplateIn) -> None:
    """Change a usual job; one that came with RevOps becomes the garage's own. Raises NotFound."""
    await _replace(caller, template_id, _said(body, caller.workshop.currency))


async def hide(caller: Caller, template_id: str) -> None:
    """Take a usual job off the list. Raises NotFound."""
    await _replace(caller, template_id, {"is_hidden": True})


async def _replace(caller: Caller, template_id: str, change: Document) -> None:
    async def work(session: Session) -> None:
        await hold_currency(caller, session)
        stored_id = _stored_id(caller, template_id)
        row = await _templates_of(caller).update({"_id": stored_id}, {"$set": change}, session)
        if row is None:
            if template_id not in SHIPPED:
                raise NotFound("usual job")
            title, reason, _ = SHIPPED[template_id]
            row = {"_id": stored_id, "workshop_id": caller.workshop.id, "template_id": template_id}
            row |= {"title": title, "reason": reason, "items": [], **change}
            await _templates_of(caller).insert([row], session)
        await caller.record(session, set_up(_NAME, row, caller.user.id))

    await caller.db.transaction(work)


def _said(body: ServiceTemplateIn, currency: str) -> Document:
    items = [
        {
            "kind": item.kind,
            "description": item.description,
            "quantity_milli": int(item.quantity * QUANTITY_SCALE),
            "unit": item.unit,
            "unit_price_minor": to_minor(item.unit_price, currency, f"items.{number}.unit_price"),
            "discount_minor": to_minor(item.discount, currency, f"items.{number}.discount"),
            "hsn_sac": item.hsn_sac,
            "tax_rate_bp": item.tax_rate_bp,
        }
        for number, item in enumerate(body.items)
    ]
    return {"title": body.title, "reason": body.reason, "items": items, "is_hidden": False}


async def lines_of_template(caller: Caller, session: Session, template_id: str) -> list[ItemIn] | None:
    """Build the lines of a usual job at its prices of now; None for one that is gone, or whose prices are not known."""
    own = await _templates_of(caller).find_one({"_id": _stored_id(caller, template_id)}, session=session)
    if own is not None:
        return (
            None if own.get("is_hidden") else [ItemIn.model_validate(_item_of(caller, item)) for item in own["items"]]
        )
    if template_id not in SHIPPED or caller.workshop.currency != _PRICED_IN:
        return None
    return [ItemIn.model_validate(line) for line in _shipped_out(caller, template_id)["lines"]]


def _item_of(caller: Caller, item: Mapping[str, Any]) -> Document:
    currency = caller.workshop.currency
    return {
        **{name: item[name] for name in ("kind", "description", "unit", "hsn_sac", "tax_rate_bp")},
        "quantity": item["quantity_milli"] / QUANTITY_SCALE,
        "unit_price": to_wire(item["unit_price_minor"], currency),
        "discount": to_wire(item["discount_minor"], currency),
    }


def _own_out(caller: Caller, row: Document) -> Document:
    lines = [_item_of(caller, item) for item in row["items"]]
    return {"id": row["template_id"], "title": row["title"], "reason": row["reason"], "lines": lines, "is_own": True}


def _shipped_out(caller: Caller, template_id: str) -> Document:
    title, reason, lines = SHIPPED[template_id]
    is_priced = caller.workshop.currency == _PRICED_IN
    return {
        "id": template_id,
        "title": title,
        "reason": reason,
        "is_own": False,
        "lines": [
            {
                "kind": kind,
                "description": description,
                "quantity": quantity,
                "unit": unit,
                "unit_price": price if is_priced else None,
                "discount": 0.0,
                "hsn_sac": _HSN.get(description) if is_priced else None,
                "tax_rate_bp": None,
            }
            for kind, description, quantity, unit, price in lines
        ],
    }


async def keep_prices(caller: Caller, session: Session, currency: NewCurrency, _origin: Origin) -> Sequence[str]:
    """Keep the prices of the garage's usual jobs in another currency of it."""
    templates = _templates_of(caller)
    async for row in templates.find({}, limit=_MAX, session=session):
        items = {"items": currency.stored(row["items"])}
        await templates.update({"_id": row["_id"]}, {"$set": items}, session)
        await caller.record(session, set_up(_NAME, row | items, caller.user.id))
    return ()
