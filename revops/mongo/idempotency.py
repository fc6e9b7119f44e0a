"""Idempotency of POST: the key and its answer are written in the transaction that has the effect.

Same user, key and body within 24 hours: the first answer again and one effect. Another body: 422.
"""

import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import orjson
from fastapi import Depends, Header, Request
from pydantic import BaseModel, StringConstraints
from pymongo.errors import DuplicateKeyError

from revops.core.errors import AppError, InvalidFields
from revops.core.time import now
from revops.mongo.client import Database, Document, Session
from revops.mongo.together import Together, Work

KEPT_FOR = dt.timedelta(hours=24)

KeyHeader = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")] | None,
    Header(
        alias="Idempotency-Key",
        description="Any text unique to this action. Sent again with the same body within 24 hours, the first answer"
        " comes back and nothing happens twice.",
    ),
]


class IdempotencyKey:
    """The key of a request with what it is bound to: the address and the body."""

    def __init__(self, key: str | None, operation: str) -> None:
        self.key = key
        self.operation = operation

    def fingerprint(self, body: BaseModel | None) -> str:
        """Return the hash that a repeated request must match."""
        fields: Any = body.model_dump(mode="json") if body is not None else None
        return hashlib.sha256(orjson.dumps([self.operation, fields], option=orjson.OPT_SORT_KEYS)).hexdigest()


# Dependencies are coroutines throughout: FastAPI sends plain functions through a thread, which costs more than they do.
async def _read(request: Request, key: KeyHeader = None) -> IdempotencyKey:
    return IdempotencyKey(key, f"{request.method} {request.scope['path']}")


Idempotency = Annotated[IdempotencyKey, Depends(_read)]


async def once(
    db: Database,
    user_id: str,
    key: IdempotencyKey,
    body: BaseModel | None,
    work: Work,
    *,
    together: Together | None = None,
) -> Document:
    """Run ``work`` in one transaction, once per key; return its answer, or the answer of the first time.

    With ``together`` the transaction may be shared with others; what ``work`` may do in it says ``Together.run``.

    The key goes in last, with the answer, and its unique index undoes whatever a repetition did before it. So a first
    time, which nearly every request is, costs one insert and no look. Raises InvalidFields when the key was used for
    something else.
    """
    transaction: Callable[[Work], Awaitable[Document]] = together.run if together is not None else db.transaction
    if key.key is None:
        return await transaction(work)
    keys = db.collection("idempotency_keys")
    mine = {"user_id": user_id, "key": key.key}
    fingerprint = key.fingerprint(body)

    async def keyed(session: Session) -> Document:
        answer = await work(session)
        kept = {**mine, "fingerprint": fingerprint, "answer": answer, "expires_at": now() + KEPT_FOR}
        await db.insert("idempotency_keys", [kept], session)
        return answer

    try:
        return await transaction(keyed)
    except (AppError, DuplicateKeyError) as error:
        # A repetition may also be refused before it meets its key: what it wants to pay is paid, by the first time.
        stored = await keys.find_one(mine)
        if stored is None:
            raise
        if stored["expires_at"] <= now():  # the TTL index removes them only once a minute
            await keys.delete_one({"_id": stored["_id"]})
            if isinstance(error, AppError):
                raise
            return await transaction(keyed)
        if stored["fingerprint"] != fingerprint:
            raise InvalidFields(
                {"Idempotency-Key": "This key was already used for another request."}, code="idempotency_key_reused"
            ) from None
        answer: Document = stored["answer"]
        return answer
