"""Services, as entries say they must be: what each proposes, by its hash, and whether it was withdrawn."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from revops.core.time import millis
from revops.estimates.row import State
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.mongo.client import Document

_KIND, _CONTENT = "service", "content of service"
_HASHED = ("job_id", "title", "reason", "photo_ids", "items", "template_id", "again_of", "proposed_by")


def content_hash(service: Mapping[str, Any]) -> str:
    """Compute SHA-256 of what a service proposes."""
    said = [*(service[name] for name in _HASHED), millis(service["proposed_at"])]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _proposed(entry: Document, fields: Fields) -> None:
    service_id, facts = entry["service_id"], entry.get("facts", {})
    fields.become(_KIND, service_id, {"is_withdrawn": False})
    if "content" in facts:
        fields.become(_CONTENT, service_id, {"content": facts["content"][1]})
    else:  # by an older version
        fields.leave_out(_CONTENT, service_id)


def _changed(entry: Document, fields: Fields) -> None:
    content = entry.get("facts", {}).get("content")
    if content is not None:
        fields.change(_CONTENT, entry["service_id"], {"content": content[0]}, {"content": content[1]})


def _withdrawn(entry: Document, fields: Fields) -> None:
    fields.change(_KIND, entry["service_id"], {"is_withdrawn": False}, {"is_withdrawn": True})


TOLD = {
    EntryKind.SERVICE_PROPOSED.value: _proposed,
    EntryKind.SERVICE_CHANGED.value: _changed,
    EntryKind.SERVICE_WITHDRAWN.value: _withdrawn,
}


def compare_content(fields: Fields, service: Mapping[str, Any]) -> None:
    """Compare what is stored of a service."""
    fields.compare(_KIND, service["_id"], {"is_withdrawn": service["state"] == State.WITHDRAWN})
    fields.compare(_CONTENT, service["_id"], {"content": content_hash(service)})
