"""The stored forms of services, of the versions that customers are asked about, and of their answers."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NotRequired, TypedDict

import orjson

from revops.core.ids import new_id
from revops.estimates.signature import SignatureRow, digest_of
from revops.mongo.client import Document


class State(StrEnum):
    """The state of a service with the customer."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    CALL_ME = "call_me"
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    """The way an answer came: by the customer's own tap, or as a member tells it, which is weaker."""

    CUSTOMER = "customer"
    TOLD = "told"


# What the customer can still be asked about.
ASKED = (State.PROPOSED, State.CALL_ME)


class ServiceRow(TypedDict):
    """A service as it is stored. Once approved, its lines are those of the job, and these what was approved."""

    _id: str
    workshop_id: str
    # Whose the job is.
    manager_id: str
    job_id: str
    title: str
    reason: str | None
    photo_ids: list[str]
    items: list[Document]
    template_id: str | None
    # The earlier one that is proposed again by this one, and by which this one was.
    again_of: str | None
    again_in: NotRequired[str]
    state: str
    # True while it may be proposed again: neither approved, withdrawn, nor in another job already.
    waits: bool
    revision: int
    sent_version: int | None
    proposed_at: dt.datetime
    proposed_by: str
    answered_at: NotRequired[dt.datetime]
    how: NotRequired[str]
    told: NotRequired[str | None]
    # What it came to when it was approved, or else when it was last asked about.
    asked_minor: NotRequired[int]
    # Of the request, where the client made the id.
    request_mark: NotRequired[str]


def count_services(
    rows: Iterable[Mapping[str, Any]], answered: Mapping[str, str], sent: Container[str] = ()
) -> dict[str, int]:
    """Count the services that the customer has by how they are answered, ``answered`` and ``sent`` being new."""
    states = Counter(
        answered.get(row["_id"], row["state"])
        for row in rows
        if row["sent_version"] is not None or row["_id"] in sent or row["_id"] in answered
    )
    return {state.value: states[state] for state in State if state is not State.WITHDRAWN and states[state]}


class VersionRow(TypedDict):
    """A version of an estimate as it was sent. Never changed."""

    _id: str
    workshop_id: str
    job_id: str
    number: int
    sent_at: dt.datetime
    sent_by: str
    # Each with id, title, reason, photos, lines and what these come to.
    services: list[Document]
    pricing: Document
    terms: str


class AnswerRow(TypedDict):
    """An answer as it was given. Never changed, but for where it came from, which is erased with the customer."""

    _id: str
    workshop_id: str
    job_id: str
    version: int
    at: dt.datetime
    how: str
    told: str | None
    recorded_by: str | None
    note: str | None
    address: str | None
    device: str | None
    # Each with id, title, the answer and the amount.
    services: list[Document]
    approved_minor: int
    # Where the garage asks for one.
    signature: NotRequired[SignatureRow]


def new_service(
    job: Mapping[str, Any],
    *,
    service_id: str | None,
    title: str,
    reason: str | None,
    photo_ids: Sequence[str],
    items: list[Document],
    template_id: str | None,
    again_of: str | None,
    proposed_by: str,
    at: dt.datetime,
) -> ServiceRow:
    """Build a service that the customer has not been asked about."""
    return {
        "_id": service_id or new_id(),
        "workshop_id": job["workshop_id"],
        "manager_id": job["manager_id"],
        "job_id": job["_id"],
        "title": title,
        "reason": reason,
        "photo_ids": list(photo_ids),
        "items": items,
        "template_id": template_id,
        "again_of": again_of,
        "state": State.PROPOSED.value,
        "waits": True,
        "revision": 1,
        "sent_version": None,
        "proposed_at": at,
        "proposed_by": proposed_by,
    }


_HASHED = {
    "version": ("job_id", "number", "services", "pricing", "terms"),
    "answer": ("job_id", "version", "how", "told", "recorded_by", "services", "approved_minor"),
}


def version_hash(version: Mapping[str, Any]) -> str:
    """Compute SHA-256 of what a version says."""
    return _hash(version, "version")


def answer_hash(answer: Mapping[str, Any]) -> str:
    """Compute SHA-256 of what an answer says, and of the signature under it."""
    signed = {"signature": digest_of(answer["signature"])} if "signature" in answer else {}
    return _hash(answer, "answer", signed)


def _hash(row: Mapping[str, Any], kind: str, also: Mapping[str, str] = MappingProxyType({})) -> str:
    content = {**{name: row[name] for name in _HASHED[kind]}, **also}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
