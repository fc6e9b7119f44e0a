"""The versions of a garage's billing settings, as entries say they must be."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "billing settings"


def billing_digest(version: Mapping[str, Any]) -> str:
    """Compute the hash of a version: from when it holds, who made it, and what it changes."""
    said = [version["effective_from"], version["recorded_by"], version["changes"]]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _noted(entry: Document, fields: Fields) -> None:
    # Only the first says what there was: a later one comes of a migration that somebody had run again.
    if entry["workshop_id"] in fields.last[f"{_KIND} noted"]:
        return
    fields.last[f"{_KIND} noted"][entry["workshop_id"]] = {}
    for version_id, digest in entry["facts"]["billing"].items():
        fields.last[_KIND][version_id] = {"content": digest}


def _changed(entry: Document, fields: Fields) -> None:
    if "billing_id" in entry:
        fields.last[_KIND][entry["billing_id"]] = {"content": entry["facts"]["sha256"]}


TOLD = {EntryKind.STATE_NOTED.value: _noted, EntryKind.BILLING_CHANGED.value: _changed}


async def compare_billing(recount: Recount) -> None:
    """Compare all versions with what the journal says of each, if it once said them all; and that logos are those that
    versions name by their hash.
    """
    async for logo in recount.find("logos", "logo_id", "file"):
        if logo.get("file", logo["logo_id"]) != logo["logo_id"]:
            recount.report.found(
                f"workshop {recount.workshop_id}: logo {logo['_id']}: its file is not that of its hash"
            )
    if recount.workshop_id in recount.fields.last[f"{_KIND} noted"]:
        await recount.compare_last(_KIND, "billing_settings", lambda version: {"content": billing_digest(version)})
