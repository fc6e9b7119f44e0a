"""Billing settings: rates, prefixes, prices with or without tax, UPI address, logo. Each change is from a day on.

A version holds only what it changes, and the settings of a day are all versions up to it laid over each other in the
order of their days. So a UPI address entered today does not fall back when the rate of next April begins.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from revops.access.caller import Caller
from revops.billing.errors import TooManyChanges
from revops.billing.fields import billing_digest
from revops.billing.logo import clean_logo
from revops.billing.row import LogoRow, VersionRow
from revops.billing.schemas import BillingChange, LogoIn
from revops.core.errors import InvalidFields, NotFound
from revops.core.ids import new_id
from revops.core.time import day_of, now
from revops.files.port import Kind
from revops.files.service import Files
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import ScopedRows, TenantScope

MAX_VERSIONS = 1000
_LABOUR_SAC, _PART_HSN = "998714", "8708"
# Of labour and of parts, as GST has them.
USUAL_CODES = frozenset({_LABOUR_SAC, _PART_HSN})
# Rates in force when this was written, by the workshop's currency; settings, because they change.
_USUAL_RATE_BP = {"INR": 1800, "AED": 500, "SAR": 1500, "OMR": 500, "BHD": 1000}
_PREFIXES = ("invoice_prefix", "bill_prefix", "credit_note_prefix", "receipt_prefix", "refund_voucher_prefix")
# The last came later than the others, of which one may have its usual prefix: then it has the first that is free.
_REFUND_PREFIXES = ("RF", "RFV", "RFD", "REF", "RFR")


@dataclass(frozen=True, slots=True)
class BillingSettings:
    """The settings of one day. Rates are basis points."""

    prices_include_tax: bool = True
    round_totals: bool = True
    labour_tax_rate_bp: int = 1800
    part_tax_rate_bp: int = 1800
    labour_sac: str = _LABOUR_SAC
    part_hsn: str = _PART_HSN
    invoice_prefix: str = "INV"
    bill_prefix: str = "BILL"
    credit_note_prefix: str = "CN"
    receipt_prefix: str = "RV"
    refund_voucher_prefix: str = _REFUND_PREFIXES[0]
    vpa: str | None = None
    terms: str | None = None
    logo_id: str | None = None


_NAMES = tuple(field.name for field in fields(BillingSettings))


def usual_settings(currency: str) -> BillingSettings:
    """Build a new workshop's settings: GST in India, the usual VAT in the Gulf; totals are whole in rupees only."""
    rate_bp = _USUAL_RATE_BP.get(currency, 0)
    return BillingSettings(round_totals=currency == "INR", labour_tax_rate_bp=rate_bp, part_tax_rate_bp=rate_bp)


async def _versions(db: Database, workshop_id: str, session: Session | None) -> list[VersionRow]:
    """Return every version, in the order in which they are laid over each other."""
    in_order = [("effective_from", 1), ("_id", 1)]
    return await _kept(db, workshop_id).find({}, sort=in_order, limit=MAX_VERSIONS, session=session).to_list()


def _kept(db: Database, workshop_id: str) -> ScopedRows[VersionRow]:
    return ScopedRows(db, "billing_settings", TenantScope(workshop_id))


def _logos(db: Database, workshop_id: str) -> ScopedRows[LogoRow]:
    return ScopedRows(db, "logos", TenantScope(workshop_id))


def _laid_over(versions: list[VersionRow], currency: str, day: str) -> BillingSettings:
    changes: dict[str, Any] = {}
    for version in versions:
        if version["effective_from"] <= day:
            changes |= version["changes"]
    settings = replace(usual_settings(currency), **changes)
    if "refund_voucher_prefix" in changes:
        return settings
    taken = {getattr(settings, name) for name in _PREFIXES if name != "refund_voucher_prefix"}
    return replace(settings, refund_voucher_prefix=next(p for p in _REFUND_PREFIXES if p not in taken))


async def settings_today(caller: Caller, session: Session | None = None) -> BillingSettings:
    """Return the settings in force now in the caller's workshop."""
    workshop = caller.workshop
    versions = await _versions(caller.db, workshop.id, session)
    return _laid_over(versions, workshop.currency, day_of(now(), workshop.timezone))


async def read(caller: Caller) -> Document:
    """Return the settings of today and the changes that made them, the latest first."""
    today = day_of(now(), caller.workshop.timezone)
    versions = await _versions(caller.db, caller.workshop.id, None)
    names = await caller.services.names({version["recorded_by"] for version in versions})
    return {
        "today": today,
        "current": settings_out(_laid_over(versions, caller.workshop.currency, today)),
        "versions": [
            {
                "id": version["_id"],
                "effective_from": version["effective_from"],
                "recorded_at": version["recorded_at"],
                "recorded_by_name": names.get(version["recorded_by"]),
                "changes": version["changes"],
            }
            for version in reversed(versions)
        ],
    }


def settings_out(settings: BillingSettings) -> Document:
    """Return settings as the wire shows them."""
    return {name: getattr(settings, name) for name in _NAMES} | {"has_logo": settings.logo_id is not None}


async def change(caller: Caller, body: BillingChange, key: IdempotencyKey) -> Document:
    """Record a change of settings from a day on. Raises InvalidFields for prefixes that two kinds of paper share."""
    sent = body.model_dump(exclude_unset=True, exclude={"effective_from"})
    wanted = {name: value for name, value in sent.items() if value is not None or name in {"vpa", "terms"}}
    day = body.effective_from.isoformat() if body.effective_from is not None else None

    async def work(session: Session) -> Document:
        await add_version(caller, session, wanted, day)
        return {"message": "Billing settings saved"}

    return await once(caller.db, caller.user.id, key, body, work)


async def add_version(caller: Caller, session: Session, wanted: Mapping[str, Any], day: str | None) -> None:
    """Add the version that changes what differs from the settings of its day; today's without one."""
    at = now()
    workshop = caller.workshop
    day = day or day_of(at, workshop.timezone)
    versions = await _versions(caller.db, workshop.id, session)
    before = _laid_over(versions, workshop.currency, day)
    changes = {name: value for name, value in wanted.items() if getattr(before, name) != value}
    if not changes:
        return
    if len(versions) >= MAX_VERSIONS:
        raise TooManyChanges("The billing settings were changed too often to take another change.")
    version: VersionRow = {
        "_id": new_id(),
        "workshop_id": workshop.id,
        "effective_from": day,
        "recorded_at": at,
        "recorded_by": caller.user.id,
        "changes": changes,
    }
    if before.refund_voucher_prefix in {value for name, value in changes.items() if name in _PREFIXES}:
        # It would be given up silently, and its numbers go on under another kind of paper.
        version["changes"] = {"refund_voucher_prefix": before.refund_voucher_prefix, **changes}
    _require_own_prefixes([*versions, version], workshop.currency)
    await _kept(caller.db, workshop.id).insert([version], session)
    event = Event(
        EntryKind.BILLING_CHANGED,
        caller.user.id,
        None,
        at,
        about={"billing": version["_id"]},
        note=f"from {day}",
        changes={name: (getattr(before, name), value) for name, value in changes.items()},
        facts={"sha256": billing_digest(version)},
    )
    await caller.record(session, event)


def _require_own_prefixes(versions: list[VersionRow], currency: str) -> None:
    """A number must name one paper, so no two kinds may share a prefix on any day."""
    for day in sorted({version["effective_from"] for version in versions}):
        settings = _laid_over(versions, currency, day)
        owner_of: dict[str, str] = {}
        for name in _PREFIXES:
            prefix = getattr(settings, name)
            if prefix in owner_of:
                other = owner_of[prefix].removesuffix("_prefix").replace("_", " ")
                raise InvalidFields({name: f"{prefix} is the prefix of the {other} already; each needs its own."})
            owner_of[prefix] = name


async def set_logo(caller: Caller, body: LogoIn) -> Document:
    """Keep a picture as the workshop's logo from today on. Raises InvalidFields for what is not a sound picture."""
    try:
        raw = base64.b64decode(body.image.partition(",")[2] or body.image, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidFields({"image": "The picture did not arrive whole. Please choose it again."}) from None
    await caller.services.throttles.picture(caller.user.id)
    picture = await clean_logo(raw, caller.workshop.id, caller.user.id)
    files = caller.services.files
    logo_id = await files.put(caller.workshop.id, Kind.LOGO, picture)
    of_older = await files.for_older_versions("png", picture)
    logos = _logos(caller.db, caller.workshop.id)

    async def work(session: Session) -> Document:
        if await logos.find_one({"logo_id": logo_id}, {"_id": 1}, session) is None:
            kept: LogoRow = {"_id": new_id(), "workshop_id": caller.workshop.id, "logo_id": logo_id, "file": logo_id}
            if of_older:
                kept["png"] = of_older["png"]
            await logos.insert([kept], session)
        await add_version(caller, session, {"logo_id": logo_id}, None)
        return {"message": "Logo saved"}

    return await caller.db.transaction(work)


async def remove_logo(caller: Caller) -> Document:
    """Print papers without a logo from today on; papers issued before keep theirs."""

    async def work(session: Session) -> Document:
        await add_version(caller, session, {"logo_id": None}, None)
        return {"message": "Logo removed"}

    return await caller.db.transaction(work)


async def logo_png(db: Database, files: Files, workshop_id: str, logo_id: str) -> bytes:
    """Read a logo's PNG. Raises NotFound, FileUnusable."""
    found = await files.get_named(_logos(db, workshop_id), {"logo_id": logo_id}, Kind.LOGO, "png")
    if found is None:
        raise NotFound("logo")
    return found


async def logo_of_today(db: Database, files: Files, workshop_id: str, currency: str, timezone: str) -> bytes | None:
    """Read the logo of a garage as it is today; None without one."""
    versions = await _versions(db, workshop_id, None)
    logo_id = _laid_over(versions, currency, day_of(now(), timezone)).logo_id
    return await logo_png(db, files, workshop_id, logo_id) if logo_id is not None else None


async def current_logo(caller: Caller) -> bytes:
    """Return today's logo. Raises NotFound when there is none."""
    settings = await settings_today(caller)
    if settings.logo_id is None:
        raise NotFound("logo")
    return await logo_png(caller.db, caller.services.files, caller.workshop.id, settings.logo_id)
