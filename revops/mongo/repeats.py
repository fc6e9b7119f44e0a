"""Asking before a person records the same thing again within half a minute: a second tap, not a second payment.

The idempotency key catches a request that is sent again. This catches another request that says the same: what was
recorded leaves a mark under the person's name, written with the key in the same transaction, so it costs no round trip.
Its unique index lets one of two at the same moment through (decision 0030).
"""

import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, Field

from revops.core.errors import Conflict
from revops.core.time import now
from revops.mongo.client import Database, Document, Session
from revops.mongo.errors import LooksRepeated

ASKED_FOR = dt.timedelta(seconds=30)

# Who asks to be asked: the web app. Programs written for the original system record what they are told to.
CLIENT_HEADER = "x-client"
WEB_APP = "revops-web"


class Repeatable(BaseModel):
    """A body that may be recorded again on purpose."""

    repeat: Annotated[
        bool,
        Field(
            description="Whether the same may be recorded again by the same person within 30 seconds. Only requests"
            " with `X-Client: revops-web` are asked, by a 409 `looks_repeated`. Its `can_repeat` is false when it"
            " cannot be recorded again anyway, such as when nothing more is outstanding."
        ),
    ] = False


@dataclass(frozen=True, slots=True)
class Alike:
    """The likeness of two things to record in the eyes of a person, and how they are asked about the second.

    ``stands`` tells by the id of the first whether it still counts, None where nothing takes it back; ``is_meant`` that
    the person said "another".
    """

    parts: tuple[str | int, ...]
    recorded: str
    question: str
    stands: Callable[[str], Awaitable[bool]] | None
    is_meant: bool


class Mark:
    """The mark of a recording by a person, for the next half minute."""

    def __init__(self, db: Database, user_id: str, alike: Alike) -> None:
        self._keys = db.collection("idempotency_keys")
        self._alike = alike
        name = hashlib.sha256(orjson.dumps(alike.parts)).hexdigest()
        # With a blank, which no key of a client can have.
        self._mine = {"user_id": user_id, "key": f"recorded {name}"}

    def document(self, answer: Document) -> Document:
        """Build the mark of what was answered."""
        return {**self._mine, **self._of(answer)}

    async def replace(self, session: Session, answer: Document, outdated: dt.datetime) -> None:
        """Leave the mark in place of an outdated one, in the transaction that records.

        When another is there by then, the unique index refuses it.
        """
        await self._keys.update_one(
            {**self._mine, "expires_at": outdated}, {"$set": self._of(answer)}, upsert=True, session=session
        )

    async def outdated(self) -> dt.datetime | None:
        """Find the mark that may be replaced, by when it ends; None when there is none.

        Raises Conflict, with the question, when the same was recorded just now and nobody said "another".
        """
        mark = await self._keys.find_one(self._mine)
        if mark is None:
            return None
        if await self._counts(mark):
            raise self._looks_repeated(mark, self._alike.question, can_repeat=True)
        ends: dt.datetime = mark["expires_at"]
        return ends

    async def explain(self, refusal: Conflict) -> None:
        """Raise Conflict when what is refused was recorded just now: whoever pressed twice learns that it was.

        It says too why there can be no second one, so there is nothing to ask.
        """
        mark = await self._keys.find_one(self._mine)
        if mark is not None and await self._counts(mark):
            # A question is answered by saying "another" to either.
            more, can_repeat = (self._alike.question, True) if refusal.is_question else (refusal.detail, False)
            raise self._looks_repeated(mark, more, can_repeat=can_repeat, extra=refusal.extra) from refusal

    async def _counts(self, mark: Document) -> bool:
        """Tell whether the same was recorded just now, still stands, and nobody said "another"."""
        if self._alike.is_meant or mark["expires_at"] <= now():
            return False
        stands = self._alike.stands
        return stands is None or await stands(mark["answer"]["id"])

    def _looks_repeated(
        self, mark: Document, more: str, *, can_repeat: bool, extra: Mapping[str, Any] | None = None
    ) -> Conflict:
        seconds = max(1, round((now() - mark["expires_at"] + ASKED_FOR).total_seconds()))
        ago = "1 second ago" if seconds == 1 else f"{seconds} seconds ago"
        said = {"recorded_id": mark["answer"]["id"], "seconds_ago": seconds, "can_repeat": can_repeat}
        detail = f"{self._alike.recorded} {ago}. {more}"
        return LooksRepeated(detail, extra={**(extra or {}), **said})

    def _of(self, answer: Document) -> dict[str, Any]:
        return {"answer": {"id": answer["id"]}, "expires_at": now() + ASKED_FOR}
