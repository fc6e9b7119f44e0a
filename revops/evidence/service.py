"""Photos of what was counted and seen: added by whoever counted or saw it, soon after; never changed, never deleted.

A photo of notes tells the count. So it is hidden from whoever is to count them unseen for as long as the count is.
"""

import datetime as dt
from collections.abc import Sequence
from typing import IO

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller
from revops.core.errors import InvalidFields, NotFound
from revops.core.ids import is_client_id
from revops.core.time import UTC, millis, now, start_of_day
from revops.evidence.errors import EnoughPhotos, PhotoSentBefore, PhotoTooLate
from revops.evidence.row import ABOUT, EvidenceRow, Of, Subject, new_evidence
from revops.files.port import Kind
from revops.journal.entry import EntryKind, Event
from revops.journal.held import hidden_members
from revops.mongo.client import Document, Session
from revops.mongo.instances import require_no_older
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.photos.errors import PhotoIdUsed
from revops.photos.transfer import decode_sent, digest_of_sent
from revops.photos.usage import require_room, take_room, used_bytes
from revops.settlements.row import is_blind

MIGRATION = 42
MAX_OF_ONE = 4
# Of all cars of a day.
_MAX_SHOWN = 2000
# As long as a phone at the gate without a network is believed.
_TAKEN_FOR = dt.timedelta(days=7)
# One photo may show what is counted twice at a time, such as for a hand-over and for the end of the day.
_AT_ONCE = dt.timedelta(hours=1)
# By what a photo is of: where that is kept, and since when it stands.
_COLLECTIONS = {
    Of.HAND_OVER: "settlements",
    Of.COUNT: "cash_counts",
    Of.DAY: "cash_days",
    Of.SIGHTING: "gate_sightings",
}
_SINCE = {
    Of.HAND_OVER: ("submitted_date",),
    Of.COUNT: ("made_at",),
    Of.DAY: ("closed_at", "opened_at"),
    Of.SIGHTING: ("came_at",),
}


def evidence_of(caller: Caller) -> ScopedRows[EvidenceRow]:
    """Return the photos of the workshop; who sees one is asked of what it is of."""
    return ScopedRows(caller.db, "evidence", caller.scope.whole_workshop())


async def find_own(caller: Caller, of: Of, about_id: str) -> Subject:
    """Find what the caller has counted or seen. Raises NotFound."""
    workshop_id, member_id = caller.workshop.id, caller.member.id
    is_seen = of is Of.SIGHTING
    rows = Scoped(caller.db, _COLLECTIONS[of], TenantScope(workshop_id, None if is_seen else member_id))
    row = await rows.find_one({"_id": about_id, **({"member_id": member_id} if is_seen else {})})
    at = next((row[name] for name in _SINCE[of] if row[name] is not None), None) if row is not None else None
    if at is None:
        raise NotFound("sighting" if is_seen else "count")
    return Subject(of, about_id, member_id, at)


async def add(
    caller: Caller, subject: Subject, photo_id: str, taken_at: dt.datetime | None, file: IO[bytes]
) -> EvidenceRow:
    """Keep what a file holds as a photo of something; sent again, it is there once.

    Raises InvalidFields for what is no photo, PhotoIdUsed, PhotoTooLate, EnoughPhotos, PhotosFull, PhotoSentBefore,
    BeingUpgraded, TooManyRequests, Unavailable.
    """
    if not is_client_id(photo_id):
        raise InvalidFields({"photo_id": "The id of a photo must be a UUID."})
    await require_no_older(caller.db, MIGRATION)
    received = await digest_of_sent(file)
    known = await _known(caller, subject, photo_id, received)
    if known is not None:
        return known
    if now() - _utc(subject.at) > _TAKEN_FOR:
        raise PhotoTooLate("A photo is added within a week, and this was longer ago.")
    await _require_fewer(caller, subject)
    require_room(caller, await used_bytes(caller))
    # One size of it: notes on a table, and a number plate, can be read in it.
    content = (await decode_sent(caller, file)).medium
    sha256 = await caller.services.files.put(caller.workshop.id, Kind.EVIDENCE, content)
    await _require_new(caller, subject, sha256)
    at = now()
    photo = new_evidence(
        caller.workshop.id,
        subject,
        photo_id,
        taken_at=taken_at.astimezone(UTC) if taken_at is not None else at,
        at=at,
        added_by=caller.user.id,
        received=received,
        file=sha256,
        size=len(content),
    )

    async def work(session: Session) -> None:
        # One document of the garage, which all who add photos change: so they are counted one after the other.
        await take_room(caller, session, photo["bytes"])
        await _require_fewer(caller, subject, session)
        await evidence_of(caller).insert([photo], session)
        await caller.record(session, _added(photo))

    try:
        await caller.db.transaction(work)
    except (DuplicateKeyError, BulkWriteError):
        known = await _known(caller, subject, photo_id, received)
        if known is None:  # an id of another garage's: nobody is told of that
            raise PhotoIdUsed() from None
        return known
    return photo


async def _require_fewer(caller: Caller, subject: Subject, session: Session | None = None) -> None:
    of_it = {"about_id": subject.id}
    if await evidence_of(caller).count(of_it, limit=MAX_OF_ONE, session=session) >= MAX_OF_ONE:
        raise EnoughPhotos(f"There are {MAX_OF_ONE} photos of this already, which is as many as there can be.")


async def _require_new(caller: Caller, subject: Subject, file: str) -> None:
    """Raise PhotoSentBefore for the very photo of what was counted or seen long before."""
    others: Document = {"file": file, "about_id": {"$ne": subject.id}}
    before = await evidence_of(caller).find_one({**others, "added_at": {"$lt": now() - _AT_ONCE}}, {"_id": 1})
    if before is not None:
        raise PhotoSentBefore("This photo was sent before, of something else. Take a new one.")


def _utc(at: dt.datetime) -> dt.datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _added(photo: EvidenceRow) -> Event:
    of = Of(photo["of"])
    about = {"evidence": photo["_id"], ABOUT[of]: photo["about_id"]}
    facts = {name: photo[name] for name in ("of", "member_id", "bytes", "file")}
    facts["taken_at"] = millis(photo["taken_at"])
    manager_id = None if of is Of.SIGHTING else photo["member_id"]
    return Event(EntryKind.EVIDENCE_ADDED, photo["added_by"], manager_id, photo["added_at"], about, facts=facts)


async def _known(caller: Caller, subject: Subject, photo_id: str, received: str) -> EvidenceRow | None:
    """Find a photo that was kept under this id before, or the same of the same thing. Raises PhotoIdUsed."""
    mine = await evidence_of(caller).find_one({"_id": photo_id})
    if mine is not None:
        if mine["about_id"] != subject.id or mine.get("received", received) != received:
            raise PhotoIdUsed()
        return mine
    return await evidence_of(caller).find_one({"about_id": subject.id, "received": received})


async def list_of_counts(caller: Caller, about_ids: Sequence[str]) -> list[EvidenceRow]:
    """Read the photos of counts in the order in which they were taken; none of those that are hidden from the caller,
    or that the caller does not see at all.
    """
    there: Document = {"about_id": {"$in": list(about_ids)}, "of": {"$ne": Of.SIGHTING.value}}
    photos = await _shown(caller, there) if about_ids else []
    hidden = {
        about_id
        for of, about_id in {(Of(photo["of"]), photo["about_id"]) for photo in photos}
        if await _is_hidden(caller, of, about_id)
    }
    return [photo for photo in photos if photo["about_id"] not in hidden]


async def list_of_sightings(caller: Caller, day: dt.date) -> list[EvidenceRow]:
    """Read the photos of the cars of a day at the gate."""
    sightings = Scoped(caller.db, "gate_sightings", TenantScope(caller.workshop.id))
    timezone, next_day = caller.workshop.timezone, day + dt.timedelta(days=1)
    of_day: Document = {"at": {"$gte": start_of_day(day, timezone), "$lt": start_of_day(next_day, timezone)}}
    ids = [row["_id"] async for row in sightings.find(of_day, {"_id": 1})]
    return await _shown(caller, {"about_id": {"$in": ids}}) if ids else []


async def find_file(caller: Caller, photo_id: str, *, at_gate: bool) -> str:
    """Find the file of a photo of a count, or of a car at the gate, by its hash. Raises NotFound."""
    photo = await evidence_of(caller).find_one({"_id": photo_id, "file": {"$exists": True}})
    if photo is None or (photo["of"] == Of.SIGHTING) is not at_gate:
        raise NotFound("photo")
    if not at_gate and await _is_hidden(caller, Of(photo["of"]), photo["about_id"]):
        raise NotFound("photo")
    return photo["file"]


async def _shown(caller: Caller, which: Document) -> list[EvidenceRow]:
    there: Document = {**which, "file": {"$exists": True}}
    return await evidence_of(caller).find(there, sort=[("taken_at", 1), ("_id", 1)], limit=_MAX_SHOWN).to_list()


async def _is_hidden(caller: Caller, of: Of, about_id: str) -> bool:
    """Say whether a count, and so each photo of it, is hidden from the caller: another's for whoever sees his own
    alone, and for everybody else as long as somebody is to count unseen what it tells.
    """
    row = await Scoped(caller.db, _COLLECTIONS[of], caller.cash_scope).find_one({"_id": about_id})
    if row is None:
        return True
    if row["manager_id"] == caller.member.id:
        return False
    if of is Of.HAND_OVER:
        return is_blind(row)
    tallies = [row["tally"]] if of is Of.COUNT else [row["opening"], row["closing"]]
    if any(tally is not None and tally["is_blind"] for tally in tallies):
        return True
    workshop = caller.workshop
    hidden = await hidden_members(caller.db, workshop.id, caller.member.id, is_counted=workshop.blind_counts)
    return row["manager_id"] in hidden
