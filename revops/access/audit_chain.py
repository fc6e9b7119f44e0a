"""The chain of the audit log: the lines of each workshop are numbered and hashed, as journal entries are.

Personal data is not in it. What a line says of a network, a device or a name is in the chain by a digest with a salt of
its own, so it can be erased: without the salt the digest tells nothing, and the line still stands in its place.
"""

import asyncio
import datetime as dt
import hashlib
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from pymongo import InsertOne, UpdateOne

from revops.access.audit import AUDIT_DAYS, AuditKind, Origin, document_of
from revops.access.audit import AuditEvent as Event
from revops.core.time import from_millis, millis
from revops.journal.chain import GENESIS, seal_hash
from revops.journal.entry import CUSTOMER, SYSTEM
from revops.journal.fields import Fields
from revops.journal.recount import Recount, Report
from revops.journal.sealer import LeaseLost, Sealer
from revops.journal.signatures import signatures_of
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

MIGRATION = 13

# Personal: outside the chain but by their digest.
DETAILS = ("network", "device", "about")
_CHAINED = (
    "_id",
    "workshop_id",
    "kind",
    "user_id",
    "actor_id",
    "detail",
    "times",
    "subject_id",
    "request_id",
    "session_id",
    "seq",
    "details_sha256",
)
# The database removes what is older than that within a minute or so.
_KEPT = dt.timedelta(days=AUDIT_DAYS - 1)
# As ``REVOPS_SESSION_DAYS`` may be at most, and a day.
_LONGEST_SESSION = dt.timedelta(days=91)


class AuditSealer(Sealer):
    """Chains what waits in the audit log, also what an older version wrote there, with the lease of the journal's."""

    collection = "audit_log"
    # What an owner did before having a workshop is chained once it has one.
    unsealed: Mapping[str, Any] = {"seq": None, "workshop_id": {"$gt": ""}}
    order: Sequence[tuple[str, int]] = (("workshop_id", 1), ("_id", 1))
    hint: str | None = "unchained"

    def is_of_form(self, _: Document) -> bool:
        """Take every line: what it holds is chained as it is."""
        return True

    async def rest(self, seconds: float) -> None:
        """Let lines gather: nothing follows from them."""
        await asyncio.sleep(seconds)

    async def chain(self, session: Session, workshop_id: str, group: list[Document]) -> int:
        """Chain lines of one workshop."""
        await chain_lines(self.db, session, workshop_id, group)
        return len(group)


async def chain_lines(db: Database, session: Session, workshop_id: str, lines: list[Document]) -> None:
    """Chain ``lines`` in the order given, in one transaction that moves the head on."""
    heads = db.collection("audit_heads")
    head = await heads.find_one({"_id": workshop_id}, session=session)
    seq, previous, previous_at = (head["seq"], head["hash"], head["at"]) if head else (0, GENESIS, from_millis(0))
    first = seq
    writes: list[InsertOne[Document] | UpdateOne] = []
    begun = await _line_of_the_beginning(db, session, workshop_id, lines) if head is None else None
    for line in [*([begun] if begun is not None else []), *lines]:
        seq += 1
        placed: Document = {"seq": seq, "previous": previous, "previous_at": previous_at, "salt": secrets.token_hex(16)}
        placed["details_sha256"] = _digest(placed["salt"], line)
        previous = placed["hash"] = _hash(line | placed)
        if db.signing is not None:
            placed["seal"] = db.signing.sign(_place(workshop_id, seq, previous))
        previous_at = line["at"]
        if line is begun:
            writes.append(InsertOne(line | placed))
        else:
            writes.append(UpdateOne({"_id": line["_id"], "seq": None}, {"$set": placed}))
    result = await db.collection("audit_log").bulk_write(writes, ordered=False, session=session)
    if result.inserted_count + result.modified_count != len(writes):
        raise LeaseLost
    new_head = {"seq": seq, "hash": previous, "at": previous_at}
    if head is None:
        await heads.insert_one({"_id": workshop_id, **new_head}, session=session)
        return
    moved = await heads.update_one({"_id": workshop_id, "seq": first}, {"$set": new_head}, session=session)
    if moved.modified_count != 1:
        raise LeaseLost


async def _line_of_the_beginning(
    db: Database, session: Session, workshop_id: str, lines: list[Document]
) -> Document | None:
    """Build the line that says how many were there before any was chained: these are chained as they are."""
    migration = await db.collection("migrations").find_one({"_id": MIGRATION}, {"applied_at": 1}, session=session)
    if migration is None or lines[0]["at"] >= migration["applied_at"]:
        return None
    before = {"workshop_id": workshop_id, "seq": None, "at": {"$lt": migration["applied_at"]}}
    count = await db.collection("audit_log").count_documents(before, session=session)
    event = Event(AuditKind.CHAIN_BEGUN, workshop_id, SYSTEM, Origin())
    return {**document_of(event), "detail": str(count)}


def _digest(salt: str, line: Document) -> str:
    details = {name: line.get(name) for name in DETAILS}
    return hashlib.sha256(salt.encode() + orjson.dumps(details, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _hash(line: Document) -> str:
    content = {name: line.get(name) for name in _CHAINED}
    content |= {"at": line["at"], "previous_at": millis(line["previous_at"])}
    return seal_hash(line["previous"], content)


def _place(workshop_id: str, seq: int, line_hash: str) -> bytes:
    return f"audit:{workshop_id}:{seq}:{line_hash}".encode()


async def verify_audit(db: Database, session: Session, workshop_id: str, report: Report) -> None:
    """Check the chain of one workshop's audit log: nothing missing, altered or out of its place."""
    seq, previous = 0, GENESIS
    last_at: dt.datetime | None = None
    signatures = await signatures_of(db, workshop_id, report, session)
    # By the clock of the machine: the database removes old lines by its own, whatever time it is for the application.
    gone_before = dt.datetime.now(dt.UTC) - _KEPT
    chained = {"workshop_id": workshop_id, "seq": {"$gt": 0}}
    async for batch in in_batches(db.collection("audit_log"), chained, sort=[("seq", 1)], session=session):
        for line in batch:
            name = f"workshop {workshop_id}: audit line number {line['seq']} ({line['kind']})"
            if line["seq"] == seq + 1:
                if line["previous"] != previous:
                    report.found(f"{name} is not where it was, or the one before it was altered")
            elif line["previous_at"] > gone_before:
                report.found(f"workshop {workshop_id}: audit lines number {seq + 1} to {line['seq'] - 1} are missing")
            if _hash(line) != line["hash"]:
                report.found(f"{name} was altered")
            elif not signatures.is_right(line, _place(workshop_id, line["seq"], line["hash"])):
                report.found(f"{name} was not written by this server: something else gave it its place")
            elif not _is_as_written(line):
                report.found(f"{name}: its network, device or text was altered")
            seq, previous, last_at = line["seq"], line["hash"], line["at"]
    head = await db.collection("audit_heads").find_one({"_id": workshop_id}, session=session)
    if head is None:
        if seq:
            report.found(f"workshop {workshop_id}: the audit log has lines and no seal")
    elif head["seq"] != seq:
        # Its lines are gone by themselves where the last of them is that old, so none that is there is younger.
        if max(head["at"], last_at or await _logged_in_since(db, session, workshop_id)) > gone_before:
            report.found(f"workshop {workshop_id}: audit lines number {seq + 1} to {head['seq']} are missing")
    elif head["hash"] != previous:
        report.found(f"workshop {workshop_id}: the audit log does not end where its seal says")


async def _logged_in_since(db: Database, session: Session, workshop_id: str) -> dt.datetime:
    """Tell since when somebody has logged in, whose line must be there: before the last entry of a person by no more
    than a session lasts. The head of a log that was emptied may say any time.
    """
    of_people = {"workshop_id": workshop_id, "seq": {"$gt": 0}, "actor_id": {"$nin": [SYSTEM, CUSTOMER]}}
    last = await db.collection("journal").find_one(of_people, {"at": 1}, sort=[("seq", -1)], session=session)
    return from_millis(0) if last is None else last["at"] - _LONGEST_SESSION


# Entries that are written with a line of the same kind, in one transaction.
_WITH_ENTRIES = (AuditKind.MEMBER_CHANGED.value, AuditKind.MANAGER_REMOVED.value)
_LINES = "audit lines"


def _line_written(entry: Document, fields: Fields) -> None:
    if entry["at"] > dt.datetime.now(dt.UTC) - _KEPT:
        fields.last[_LINES][entry["_id"]] = {"kind": entry["kind"]}


TOLD = dict.fromkeys(_WITH_ENTRIES, _line_written)


async def compare_lines(recount: Recount) -> None:
    """Check that no line is missing that was written together with a journal entry."""
    wanted = Counter(written["kind"] for written in recount.fields.last[_LINES].values())
    for kind, entries in wanted.items():
        mine = {"workshop_id": recount.workshop_id, "kind": kind}
        lines = await recount.db.collection("audit_log").count_documents(mine, session=recount.session)
        if lines < entries:
            said = f"the audit log has {lines} lines {kind}, the journal {entries} entries"
            recount.report.found(f"workshop {recount.workshop_id}: {said}")


def _is_as_written(line: Document) -> bool:
    """Say whether the details are those that were chained, or erased as a whole."""
    if "salt" not in line:
        return all(line.get(name) is None for name in DETAILS)
    return bool(_digest(line["salt"], line) == line["details_sha256"])
