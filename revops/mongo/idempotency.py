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

from revops.core.errors import InvalidFields
from revops.core.time import now
from revops.mongo.client import Database, Document, Session

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


def _read(request: Request, key: KeyHeader = None) -> IdempotencyKey:
    return IdempotencyKey(key, f"{request.method} {request.url.path}")


Idempotency = Annotated[IdempotencyKey, Depends(_read)]


async def once(
    db: Database,
    user_id: str,
    key: IdempotencyKey,
    body: BaseModel | None,
    work: Callable[[Session], Awaitable[Document]],
) -> Document:
    """Run ``work`` in one transaction, once per key; return its answer, or the answer of the first time.

    Raises InvalidFields when the key was used for something else.
    """
    if key.key is None:
        return await db.transaction(work)
    fingerprint = key.fingerprint(body)
    keys = db.collection("idempotency_keys")

    async def keyed(session: Session) -> Document:
        stored = await keys.find_one({"user_id": user_id, "key": key.key}, session=session)
        # The TTL index removes expired keys only once a minute.
        if stored is not None and stored["expires_at"] > now():
            if stored["fingerprint"] != fingerprint:
                raise InvalidFields(
                    {"Idempotency-Key": "This key was already used for another request."}, code="idempotency_key_reused"
                )
            answer: Document = stored["answer"]
            return answer
        answer = await work(session)
        # Two requests with one key meet in the unique index: one waits, is aborted and finds the other's answer.
        await keys.replace_one(
            {"user_id": user_id, "key": key.key},
            {
                "user_id": user_id,
                "key": key.key,
                "fingerprint": fingerprint,
                "answer": answer,
                "expires_at": now() + KEPT_FOR,
            },
            upsert=True,
            session=session,
        )
        return answer

    try:
        return await db.transaction(keyed)
    except DuplicateKeyError as error:
        if "key" not in (error.details or {}).get("keyPattern", {}):
            raise
        return await db.transaction(keyed)  # lost the race for the key: now the other's answer is there
