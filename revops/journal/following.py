"""The journal as it is written: its new entries in their order, each with its position, to whoever shows them at once.

Messages, which have no entries, come in the same order: those that are made, that move on, and that customers write.

A position is the same in every process, so whoever has heard of an entry from one can go on with another.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import structlog
from bson import Timestamp
from pymongo.errors import OperationFailure, PyMongoError

from revops.journal.entry import EntryKind
from revops.mongo.client import Database, Document
from revops.mongo.driver import is_more_here

log = structlog.get_logger(__name__)

# How far back entries are read when somebody begins to follow: who was cut off for less, or by a restart, misses none.
BACK_SECONDS = 60
_AWAIT_MS = 1000
_PAUSE_SECONDS = 0.3
_ALREADY_LOST = 286
# They change nothing that is shown.
_UNSEEN = [
    kind.value
    for kind in (
        EntryKind.PAPER_SPLIT,
        EntryKind.RULES_CHANGED,
        EntryKind.BALANCE_MOVED,
        EntryKind.STATE_NOTED,
        EntryKind.PAPER_KEPT,
        EntryKind.PHOTO_FORGOTTEN,
        EntryKind.EVIDENCE_FORGOTTEN,
        EntryKind.CUSTOMER_ERASED,
        EntryKind.DIGEST_MADE,
    )
]
_TOLD = ("workshop_id", "manager_id", "job_manager_id", "kind", "job_id", "payment_id", "settlement_id", "document_id")
# The kind of what is no entry but a message.
MESSAGE = "message"
_MESSAGES = "messages"
_PIPELINE: list[Document] = [
    {
        "$match": {
            "$or": [
                {"ns.coll": "journal", "operationType": "insert", "fullDocument.kind": {"$nin": _UNSEEN}},
                # Not the thousands that are made at once, and wait.
                {"ns.coll": _MESSAGES, "operationType": "insert", "fullDocument.about.batch": {"$exists": False}},
                {
                    "ns.coll": _MESSAGES,
                    "operationType": "update",
                    "updateDescription.updatedFields.state": {"$exists": True},
                },
                {"ns.coll": "message_replies", "operationType": "insert"},
            ]
        }
    },
    {"$project": {"clusterTime": 1, "ns.coll": 1, **{f"fullDocument.{name}": 1 for name in _TOLD}}},
]


class Position(NamedTuple):
    """The place of an entry: the time of the database at which it was written, and which of those of that time it is.

    Number 0 stands before them all.
    """

    seconds: int
    increment: int
    number: int = 0

    def __str__(self) -> str:
        """Write it as ``of_text`` reads it."""
        return f"{self.seconds}.{self.increment}.{self.number}"


def of_text(text: str) -> Position | None:
    """Read a position; None when it is none."""
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 10 for part in parts):
        return None
    return Position(*map(int, parts))


@dataclass(frozen=True, slots=True)
class Written:
    """An entry that was written, or a message: whose it is and what it is about, nothing of what it says."""

    position: Position
    workshop_id: str
    manager_id: str | None
    job_manager_id: str | None
    kind: str
    job_id: str | None
    payment_id: str | None
    settlement_id: str | None
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """From here on every entry comes. What was written before may be lost."""

    after: Position


async def follow(
    db: Database, gather: Callable[[], Awaitable[None]] | None = None
) -> AsyncGenerator[Begun | Written | None]:
    """Follow the journal for ever: ``Begun`` first, and again whenever entries were lost; None at least every second.

    What is written while ``gather`` is waited for, after something was told, comes in one answer of the database, which
    would else be asked anew for each. Failures of the database are waited out.
    """
    token: Any = None
    last = Position(0, 0)
    back_seconds = BACK_SECONDS
    while True:
        begins = token is None
        try:
            if begins:
                start = await _ago(db, back_seconds)
                last = Position(start.time, start.inc)
                options: dict[str, Any] = {"start_at_operation_time": start}
            else:
                options = {"resume_after": token}
            async with await db.watch(
                _PIPELINE, full_document="updateLookup", max_await_time_ms=_AWAIT_MS, **options
            ) as stream:
                if begins:
                    yield Begun(last)
                has_told = False
                while True:
                    if has_told and gather is not None and not is_more_here(stream):
                        await gather()
                        has_told = False
                    event = await stream.try_next()
                    if event is None:
                        token = stream.resume_token
                        yield None
                        continue
                    last = _next(last, event["clusterTime"])
                    # Before the event is told: a failure after it goes on behind it.
                    token = event["_id"]
                    told: Any = event.get("fullDocument")
                    if told is None:
                        continue  # gone by now
                    if event["ns"]["coll"] != "journal":
                        told["kind"] = MESSAGE
                    has_told = True
                    yield Written(last, *(told.get(name) for name in _TOLD))
        except PyMongoError as error:
            if isinstance(error, OperationFailure) and error.code == _ALREADY_LOST:
                # It does not remember that much: then from now on.
                token, back_seconds = None, 0 if begins else BACK_SECONDS
                log.info("journal_followed_from_later", seconds=back_seconds)
            else:
                log.warning("journal_not_followed", reason=type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)


def _next(last: Position, at: Timestamp) -> Position:
    same = (last.seconds, last.increment) == (at.time, at.inc)
    return Position(at.time, at.inc, last.number + 1 if same else 1)


async def _ago(db: Database, seconds: int) -> Timestamp:
    """Read the time of the database, so many seconds ago."""
    at: Timestamp = (await db.command("ping"))["operationTime"]
    return Timestamp(max(at.time - seconds, 1), 1) if seconds else at
