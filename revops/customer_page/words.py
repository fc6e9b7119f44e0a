"""Words of customers to the owner: that a payment is right or different, and a word about the garage.

It goes to the owner alone. Its entries name neither the job nor the payment where these are looked up by, so whoever
has the job is not told that there is one, until the owner shows it.
"""

from collections.abc import Sequence

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.announcements import Pushed
from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.time import day_of, now
from revops.customer_page.errors import TooManyWords
from revops.customer_page.row import Differs, WordKind, WordRow, new_word, word_hash
from revops.customer_page.schemas import Resolution, WordQuery
from revops.jobs.service import read
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.paging import read_page
from revops.mongo.scoped import ScopedRows
from revops.payments.row import Decision
from revops.payments.service import payments_of

_MAX_OF_JOB = 50


def words_of(caller: Caller) -> ScopedRows[WordRow]:
    """Return the words said in the workshop."""
    return ScopedRows(caller.db, "customer_words", caller.scope.whole_workshop())


async def say(
    caller: Caller,
    job_id: str,
    kind: WordKind,
    *,
    payment_id: str | None = None,
    differs: str | None = None,
    rating: int | None = None,
    text: str | None = None,
) -> None:
    """Keep what a customer says. The same again is the same word, until the owner has answered it.

    Raises NotFound for a payment of another job, or one that does not stand as he saw it, and TooManyWords.
    """
    word = new_word(
        caller.workshop.id, job_id, kind, now(), payment_id=payment_id, differs=differs, rating=rating, text=text
    )

    async def work(session: Session) -> None:
        words = words_of(caller)
        word_id = await _free_id(words, word, session)
        if word_id is None:
            return
        if await words.count({"job_id": job_id}, limit=_MAX_OF_JOB, session=session) >= _MAX_OF_JOB:
            raise TooManyWords
        if payment_id is not None:
            await _mark(caller, session, job_id, payment_id, kind, differs)
        await _keep(caller, session, {**word, "_id": word_id})

    try:
        await caller.db.transaction(work)
    except (DuplicateKeyError, BulkWriteError):
        return  # said at the same moment


async def say_no_job(caller: Caller, plate: str, text: str | None) -> None:
    """Keep that somebody stands at the garage with a vehicle that has no job. The same of a day is the same word, until
    the owner has answered it.
    """
    at = now()
    word = new_word(caller.workshop.id, None, WordKind.NO_JOB, at, text=text, plate=plate)
    word["_id"] = f"{word['_id'][:20]}-{day_of(at, caller.workshop.timezone)}"

    async def work(session: Session) -> None:
        word_id = await _free_id(words_of(caller), word, session)
        if word_id is not None:
            await _keep(caller, session, {**word, "_id": word_id})

    try:
        await caller.db.transaction(work)
    except (DuplicateKeyError, BulkWriteError):
        return  # said at the same moment


async def _free_id(words: ScopedRows[WordRow], word: WordRow, session: Session) -> str | None:
    """Return the id under which a word is kept; None where the same waits for the owner. After his answer it is said
    anew: whoever is told that the owner looks into it is told the truth.
    """
    free_id, number = word["_id"], 1
    while (there := await words.find_one({"_id": free_id}, {"is_open": 1}, session)) is not None:
        if there["is_open"] or not word["is_open"]:
            return None
        number += 1
        free_id = f"{word['_id']}-{number}"
    return free_id


async def _keep(caller: Caller, session: Session, word: WordRow) -> None:
    await words_of(caller).insert([word], session)
    await _record(caller, session, EntryKind.CUSTOMER_WORD, word, is_told=word["is_open"])


async def _mark(
    caller: Caller, session: Session, job_id: str, payment_id: str, kind: WordKind, differs: str | None
) -> None:
    """Mark a payment that is not as it is written down, for review.

    Raises NotFound, also where it was cancelled since the page was opened: the customer has to see that first.
    """
    is_gone: Document = {"$eq" if differs == Differs.WAS_PAID else "$ne": Decision.REJECTED}
    mine, payments = {"_id": payment_id, "job_id": job_id, "verdict": is_gone}, payments_of(caller)
    if kind is WordKind.DIFFERENT:
        found = await payments.update(mine, {"$set": {"disputed": True}}, session, projection={"_id": 1})
    else:
        found = await payments.find_one(mine, {"_id": 1}, session)
    if found is None:
        raise NotFound("payment")


async def list_words(caller: Caller, wanted: WordQuery) -> tuple[list[WordRow], str | None]:
    """Read one page of what customers said, the latest first."""
    clauses: Sequence[Document] = [
        {} if wanted.is_open is None else {"is_open": wanted.is_open},
        {"kind": {"$ne": WordKind.RIGHT.value}} if wanted.kind is None else {"kind": wanted.kind.value},
    ]
    return await read_page(words_of(caller), clauses, "at", wanted)


async def list_shown(caller: Caller, job_id: str) -> list[WordRow]:
    """Read what the owner shows of what was said about a job. Raises NotFound."""
    await read(caller, job_id, projection={"_id": 1})
    wanted: Document = {"job_id": job_id, "shown_at": {"$exists": True}}
    return await words_of(caller).find(wanted, sort=[("at", -1), ("_id", -1)], limit=_MAX_OF_JOB).to_list()


async def resolve(caller: Caller, word_id: str, body: Resolution, key: IdempotencyKey) -> None:
    """Say what came of a word, which closes it. Raises NotFound."""

    async def work(session: Session) -> Document:
        words = words_of(caller)
        word = await words.find_one({"_id": word_id}, session=session)
        if word is None:
            raise NotFound("word of a customer")
        if word["is_open"]:
            at = now()
            closed = {"is_open": False, "resolved_at": at, "resolved_by": caller.user.id, "resolution": body.note}
            await words.update({"_id": word_id}, {"$set": closed}, session, projection={"_id": 1})
            others = {"payment_id": word["payment_id"], "kind": WordKind.DIFFERENT.value, "is_open": True}
            is_left = word["payment_id"] is not None and await words.count(
                {**others, "_id": {"$ne": word_id}}, limit=1, session=session
            )
            if word["payment_id"] is not None and not is_left:
                gone = {"$set": {"disputed": False}}
                await payments_of(caller).update({"_id": word["payment_id"]}, gone, session, projection={"_id": 1})
            await _record(caller, session, EntryKind.CUSTOMER_WORD_RESOLVED, word, body.note)
        return {"id": word_id}

    await once(caller.db, caller.user.id, key, body, work)


async def show(caller: Caller, word_id: str, key: IdempotencyKey) -> None:
    """Let whoever has the job read a word. Raises NotFound."""

    async def work(session: Session) -> Document:
        word = await words_of(caller).find_one({"_id": word_id}, session=session)
        if word is None:
            raise NotFound("word of a customer")
        if "shown_at" not in word:
            shown = {"$set": {"shown_at": now()}}
            await words_of(caller).update({"_id": word_id}, shown, session, projection={"_id": 1})
            await _record(caller, session, EntryKind.CUSTOMER_WORD_SHOWN, word)
        return {"id": word_id}

    await once(caller.db, caller.user.id, key, None, work)


async def _record(
    caller: Caller,
    session: Session,
    kind: EntryKind,
    word: WordRow,
    note: str | None = None,
    *,
    is_told: bool = False,
) -> None:
    told = caller.notified(Pushed.CUSTOMER_WORD, word["_id"]) if is_told else []
    changes = {
        "word_sha256": (None, word_hash(word)),
        "word": (None, word["kind"]),
        "of_job": (None, word["job_id"]),
        "of_payment": (None, word["payment_id"]),
        "differs": (None, word["differs"]),
        "rating": (None, word["rating"]),
    }
    about = {"word": word["_id"]}
    event = Event(kind, caller.user.id, None, now(), about=about, note=note, changes=changes, follow_ups=told)
    await caller.record(session, event)
