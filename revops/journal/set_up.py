"""Whole documents that a garage has set up, by their hash: of each the last entry says what it must be.

Of a garage from before there were such entries one says what there was, written once no older version runs any more.
Only the first counts, and none in a garage that began later: whoever has the database can have it written again.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson

from revops.core.time import now
from revops.journal.entry import SYSTEM, EntryKind, Event
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

# Since this migration it is in the journal; an older version beside this one says nothing there.
MIGRATION = 49
_BEGUN = "set up since"
Hashes = Mapping[str, Mapping[str, str]]


def set_up_hash(document: Mapping[str, Any]) -> str:
    """Compute SHA-256 of a document."""
    return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()


def set_up(collection: str, document: Mapping[str, Any], actor_id: str) -> Event:
    """Build the event that a document of the garage's is from now on as it is here."""
    facts = {"collection": collection, "document": document["_id"], "sha256": set_up_hash(document)}
    return Event(EntryKind.SET_UP_CHANGED, actor_id, None, now(), facts=facts)


def set_up_noted(hashes: Hashes, links: str) -> Event:
    """Build the event that says what there is: documents by collection and id, and the links of its customers."""
    documents = {name: dict(of_each) for name, of_each in hashes.items()}
    return Event(EntryKind.SET_UP_NOTED, SYSTEM, None, now(), facts={"documents": documents, "links": links})


def set_up_since(fields: Fields, workshop_id: str) -> Mapping[str, Any] | None:
    """Return the state before changes were in the journal, empty for a garage that began later; None until somebody
    has said it.
    """
    return fields.last[_BEGUN].get(workshop_id)


def _begun(entry: Document, fields: Fields) -> None:
    if entry["facts"].get("set_up_is_told"):
        fields.last[_BEGUN].setdefault(entry["workshop_id"], {})


def _noted(entry: Document, fields: Fields) -> None:
    if entry["workshop_id"] in fields.last[_BEGUN]:
        return
    facts = entry["facts"]
    fields.last[_BEGUN][entry["workshop_id"]] = {"links": facts["links"]}
    for collection, documents in facts["documents"].items():
        fields.last[_called(collection)] = {document: {"content": sha256} for document, sha256 in documents.items()}


def _changed(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    fields.last[_called(facts["collection"])][facts["document"]] = {"content": facts["sha256"]}


def _called(collection: str) -> str:
    return collection.replace("_", " ")


TOLD = {
    EntryKind.STATE_NOTED.value: _begun,
    EntryKind.SET_UP_NOTED.value: _noted,
    EntryKind.SET_UP_CHANGED.value: _changed,
}


def comparing(*collections: str) -> Callable[[Recount], Awaitable[None]]:
    """Build the comparison of all documents of these collections with the last word of the journal."""

    async def compare_set_up(recount: Recount) -> None:
        if set_up_since(recount.fields, recount.workshop_id) is None:
            said = "what it has set up is not compared before every server runs this version"
            recount.report.unchecked.append(f"workshop {recount.workshop_id}: {said}")
            return
        for name in collections:
            await recount.compare_last(_called(name), name, lambda document: {"content": set_up_hash(document)})

    return compare_set_up
