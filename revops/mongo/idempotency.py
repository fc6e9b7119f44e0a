"""Idempotency of POST: the key and its answer are written in the transaction that has the effect.

Same user, key and body within 24 hours: the first answer again and one effect. Another body: 422.
What only looks the same, under another key, is asked about (``repeats``).
"""

import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from pydantic import BaseModel
from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.core.errors import AppError, Conflict
from revops.core.time import now
from revops.mongo.client import Database, Document, Session
from revops.mongo.client_ids import NamedThere
from revops.mongo.errors import IdempotencyKeyReused
from revops.mongo.repeats import Alike, Mark

Work = Callable[[Session], Awaitable[Document]]

KEPT_FOR = dt.timedelta(hours=24)


class IdempotencyKey:
    """The key of a request with what it is bound to: the address and the body.

    ``asks`` says whether whoever sent it can be asked about what looks repeated.
    """

    def __init__(self, key: str | None, operation: str, *, asks: bool = False) -> None:
        self.key = key
        self.operation = operation
        self.asks = asks

    def fingerprint(self, body: BaseModel | None) -> str:
        """Return the hash that a repeated request must match."""
        # Whether it may be a repetition is not part of what is recorded.
        fields: Any = body.model_dump(mode="json", exclude={"repeat"}) if body is not None else None
        # Nor is what an older version does not know of, where it is not said.
        for name in getattr(body, "unprinted", ()):
            if fields[name] is None:
                del fields[name]
        return hashlib.sha256(orjson.dumps([self.operation, fields], option=orjson.OPT_SORT_KEYS)).hexdigest()


async def once(
    db: Database,
    user_id: str,
    key: IdempotencyKey,
    body: BaseModel | None,
    work: Work,
    *,
    shared_in: str | None = None,
    alike: Alike | None = None,
    named: NamedThere | None = None,
) -> Document:
    """Run ``work`` in one transaction, once per key; return its answer, or the answer of the first time.

    What it inserts goes last. With ``shared_in`` a workshop the transaction may be shared with others of it; what
    ``work`` may do in it says ``Database.transaction``.
    With ``alike`` a person is asked before the same is recorded again under another key. What the client has ``named``
    is recorded once under that name, whatever its key.

    The key goes in last, with the answer, and its unique index undoes whatever a repetition did before it. So a first
    time, which nearly every request is, costs one insert and no look. Raises InvalidFields when the key was used for
    something else, Conflict when the same was recorded just now.
    """
    mark = Mark(db, user_id, alike) if alike is not None and key.asks else None
    if key.key is None and mark is None and named is None:
        return await db.transaction(work, shared_in=shared_in, inserts_last=True)
    mine = {"user_id": user_id, "key": key.key}
    fingerprint = key.fingerprint(body)

    def keeping(outdated: dt.datetime | None) -> Work:
        async def kept(session: Session) -> Document:
            answer = await work(session)
            own = {**mine, "fingerprint": fingerprint, "answer": answer, "expires_at": now() + KEPT_FOR}
            keys = [own] if key.key is not None else []
            if mark is not None and outdated is not None:
                await mark.replace(session, answer, outdated)
            elif mark is not None:
                keys.append(mark.document(answer))
            await db.insert("idempotency_keys", keys, session)
            return answer

        return kept

    outdated: dt.datetime | None = None
    for is_last in (False, False, True):
        try:
            return await db.transaction(keeping(outdated), shared_in=shared_in, inserts_last=True)
        except (AppError, DuplicateKeyError, BulkWriteError) as error:
            # A repetition may also be refused before it meets its key: what it wants to pay is paid, by the first time.
            answer = await _first_answer(db, mine, fingerprint) if key.key is not None else None
            if answer is None and named is not None:
                answer = await named.first_answer(error)
            if answer is not None:
                return answer
            if isinstance(error, Conflict) and mark is not None:
                await mark.explain(error)
            if is_last or isinstance(error, AppError):
                raise
            outdated = await mark.outdated() if mark is not None else None
    raise AssertionError("the last try returns or raises")


async def _first_answer(db: Database, mine: Document, fingerprint: str) -> Document | None:
    """Read the first answer to a key; None when it is free. Raises InvalidFields when it was for something else."""
    keys = db.collection("idempotency_keys")
    stored = await keys.find_one(mine)
    if stored is None:
        return None
    if stored["expires_at"] <= now():  # the TTL index removes them only once a minute
        await keys.delete_one({"_id": stored["_id"]})
        return None
    if stored["fingerprint"] != fingerprint:
        raise IdempotencyKeyReused({"Idempotency-Key": "This key was already used for another request."})
    answer: Document = stored["answer"]
    return answer
