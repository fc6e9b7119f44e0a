"""Requests for discounts as entries say they must be."""

from collections.abc import Mapping
from typing import Any

from revops.core.time import millis
from revops.discounts.row import DiscountRow, DiscountState, hash_of
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "request for a discount"
_PLAIN = ("job_id", "member_id", "percent", "discount_minor", "from_minor", "to_minor", "before_sha256")


def facts_of(row: DiscountRow) -> Document:
    """Build what a new request says."""
    said: Mapping[str, Any] = row
    return {**{name: said[name] for name in _PLAIN if name != "job_id"}, **_hashes_of(row)}


def _hashes_of(row: Mapping[str, Any]) -> Document:
    return {"items_sha256": hash_of(row["items"]), "pricing_sha256": hash_of([row["pricing"]])}


def _asked(entry: Document, fields: Fields) -> None:
    last, facts = fields.last[_KIND], dict(entry["facts"])
    for replaced in facts.pop("replaces"):
        last[replaced]["state"] = DiscountState.REPLACED.value
    last[entry["discount_request_id"]] = {
        **facts,
        "job_id": entry["job_id"],
        "note": entry.get("note"),
        "asked_at": millis(entry["at"]),
        "state": DiscountState.WAITING.value,
        "reason": None,
        "answered_by": None,
        "answered_at": None,
    }


def _answered(entry: Document, fields: Fields) -> None:
    fields.last[_KIND][entry["discount_request_id"]] |= {
        "state": entry["changes"]["discount"][1],
        "reason": entry.get("note"),
        "answered_by": entry["actor_id"],
        "answered_at": millis(entry["at"]),
    }


TOLD = {EntryKind.DISCOUNT_ASKED.value: _asked, EntryKind.DISCOUNT_ANSWERED.value: _answered}


async def compare_discounts(recount: Recount) -> None:
    """Compare requests with the last word of the journal on each."""
    await recount.compare_last(_KIND, "discount_requests", _said_by)


def _said_by(row: Mapping[str, Any]) -> Document:
    plain = (*_PLAIN, "note", "state", "reason", "answered_by")
    answered_at = row["answered_at"]
    return {
        **{name: row[name] for name in plain},
        **_hashes_of(row),
        "asked_at": millis(row["asked_at"]),
        "answered_at": None if answered_at is None else millis(answered_at),
    }
