"""Links of customers: which job each opens is signed; when it was first opened, and ended, is in the journal.

That a link is open again the database alone cannot say: the document of before had a good signature, too.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from revops.core.signing import Signed
from revops.core.time import millis
from revops.journal.entry import CUSTOMER, EntryKind, Event
from revops.journal.fields import Fields
from revops.mongo.client import Database, Document

LINK = "link of a customer"
# Since this migration the journal says when a link is first opened: of those that were made since, as they are signed.
MIGRATION = 53


def content_of(link: Mapping[str, Any]) -> bytes:
    """Build what is signed of a link."""
    said = (link["_id"], link["workshop_id"], link["job_id"], link["serial"], millis(link["created_at"]))
    told = ("its opening is told",) if link.get("opening_is_told") else ()
    return "\0".join(("revops customer link", *map(str, said), *told)).encode()


def sign_link(db: Database, link: Mapping[str, Any]) -> str:
    """Sign which job a link opens. The server that makes links has a key."""
    assert db.signing is not None
    return db.signing.sign(content_of(link))


def link_ended(link: Mapping[str, Any], actor_id: str, job: Mapping[str, Any] | None = None) -> Event:
    """Build the event that a link was ended, of its ``job`` where that has a timeline."""
    about = {"customer_link": link["_id"]} | ({"job": job["_id"]} if job is not None else {})
    ended_at = link["revoked_at"]
    whose = job["manager_id"] if job is not None else None
    facts = {"ended_at": millis(ended_at)}
    return Event(EntryKind.CUSTOMER_LINK_ENDED, actor_id, whose, ended_at, about=about, facts=facts)


def link_opened(link: Mapping[str, Any], at: dt.datetime) -> Event:
    """Build the event that the customer has opened a link for the first time, which is of no job's timeline."""
    # Whatever names a link as ``customer_link`` has ended it.
    about = {"opened_link": link["_id"]}
    return Event(EntryKind.CUSTOMER_LINK_OPENED, CUSTOMER, None, at, about=about, facts=_opening(link["job_id"], at))


def compare_opening(link: Mapping[str, Any], fields: Fields) -> None:
    """Compare when a link was first opened, where the journal says so of it."""
    if link.get("opening_is_told") and "first_seen_at" in link:
        fields.compare(LINK, link["_id"], _opening(link["job_id"], link["first_seen_at"]))


def _opening(job_id: str, at: dt.datetime) -> dict[str, Any]:
    # Which job, too: whoever has the key can sign another.
    return {"first_seen_at": millis(at), "opens": job_id}


def is_forged(db: Database, link: Mapping[str, Any]) -> bool:
    """Say whether a link was altered since it was signed; without a key nobody can tell."""
    if "signed" not in link or db.signing is None:
        return False
    return db.signing.check(link["signed"], content_of(link)) in (Signed.NO, Signed.UNKNOWN_KEY)


def _ended(entry: Document, fields: Fields) -> None:
    fields.last[LINK][entry["customer_link_id"]] = {"ended_at": entry["facts"]["ended_at"]}


def _opened(entry: Document, fields: Fields) -> None:
    fields.become(LINK, entry["opened_link_id"], entry["facts"])


TOLD = {EntryKind.CUSTOMER_LINK_ENDED.value: _ended, EntryKind.CUSTOMER_LINK_OPENED.value: _opened}
