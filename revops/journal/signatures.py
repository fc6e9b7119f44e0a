"""Signatures of a workshop's entries: who wrote each and gave it its place, for `revops verify`."""

import datetime as dt
from collections import Counter

from revops.core.signing import Signed, Signing
from revops.core.time import millis
from revops.journal.chain import RULES, check_entry, check_seal, rules_of
from revops.journal.personal import is_as_sealed
from revops.journal.recount import Report
from revops.mongo.client import Database, Document, Session

# Where there were garages before entries were signed, a mark says until when, with a signature; unsigned entries may be
# so much later, as long as older versions run beside the new one.
_MARKS, _MARK = "signing", "unsigned_until"
_GRACE = dt.timedelta(days=1)


async def mark_beginning(db: Database, at: dt.datetime) -> None:
    """Say that entries up to now are not signed, unless that was said before."""
    assert db.signing is not None
    mark = {"at": at, "signed": db.signing.sign(_content(at))}
    await db.collection(_MARKS).update_one({"_id": _MARK}, {"$setOnInsert": mark}, upsert=True)


async def is_marked(db: Database, session: Session) -> bool:
    """Say whether there were garages before entries were signed."""
    return await db.collection(_MARKS).find_one({"_id": _MARK}, {"_id": 1}, session=session) is not None


def _content(at: dt.datetime) -> bytes:
    return f"unsigned until {millis(at)}".encode()


async def signatures_of(db: Database, workshop_id: str, report: Report, session: Session | None = None) -> "Signatures":
    """Prepare the check of a workshop's signatures."""
    mark = await db.collection(_MARKS).find_one({"_id": _MARK}, session=session)
    until: dt.datetime | None = None
    if mark is not None and db.signing is not None:
        if db.signing.check(mark.get("signed"), _content(mark["at"])) is Signed.NO:
            report.found(f"workshop {workshop_id}: the mark that says until when entries are not signed was altered")
        else:
            until = mark["at"] + _GRACE
    return Signatures(db.signing, workshop_id, until)


class Signatures:
    """Checks the signatures of the entries of one workshop, in their order."""

    def __init__(self, signing: Signing | None, workshop_id: str, until: dt.datetime | None) -> None:
        self._signing = signing
        self._workshop = f"workshop {workshop_id}"
        self._until = until
        self._is_signed = False
        # By keys that are not here: how many entries, and the last number.
        self._unchecked: Counter[str] = Counter()
        self._last = 0

    def check(self, entry: Document, report: Report) -> None:
        """Check a sealed entry, which comes after all of lower numbers."""
        if rules_of(entry) < RULES:
            called = self._called(entry)
            if self._is_signed:
                report.found(f"{called} was sealed by older rules than the one before it")
            elif self._signing is not None and (self._until is None or entry["at"] > self._until):
                report.found(f"{called} was sealed without a signature after signing began")
            return
        self._is_signed = True
        if self._signing is None:
            self._unchecked["no key"] += 1
            self._last = entry["seq"]
            return
        written, placed = check_entry(self._signing, entry), check_seal(self._signing, entry)
        if written is Signed.YES and placed is Signed.YES:
            return
        called = self._called(entry)
        if written is Signed.NO:
            report.found(f"{called} is not signed by this server: something else wrote or altered it")
        if placed is Signed.NO:
            report.found(f"{called} was not sealed by this server: something else gave it its place")
        for signed, part in ((written, "signed"), (placed, "seal")):
            key = str(entry.get(part)).partition(".")[0]
            if signed is Signed.UNKNOWN_KEY and key not in self._unchecked:
                way_on = "give it in REVOPS_JOURNAL_OLD_KEYS, or name it in REVOPS_JOURNAL_LOST_KEYS"
                report.found(f"{called} is signed with the key {key}, which this server does not have: {way_on}")
            if signed in (Signed.UNKNOWN_KEY, Signed.LOST_KEY):
                self._unchecked[key] += 1
                self._last = entry["seq"]

    def _called(self, entry: Document) -> str:
        return f"{self._workshop}: journal entry number {entry['seq']} ({entry['_id']})"

    def check_unsealed(self, entry: Document, report: Report) -> None:
        """Check an entry that waits to be sealed."""
        called = f"{self._workshop}: the journal entry {entry['_id']}, which waits to be sealed,"
        if not is_as_sealed(entry):
            report.found(f"{called} was altered in whom it names or its note")
        if self._signing is None:
            return
        signed = check_entry(self._signing, entry)
        if "signed" not in entry:
            if self._is_signed or self._until is None or entry["at"] > self._until:
                report.found(f"{called} is not signed: something else than RevOps wrote it")
        elif signed in (Signed.NO, Signed.UNKNOWN_KEY):
            report.found(f"{called} is not signed by this server: something else wrote or altered it")

    def is_right(self, line: Document, place: bytes) -> bool:
        """Say whether a line of another chain has a signed place, or was given it before places were signed."""
        if self._signing is None:
            return True
        if "seal" not in line:
            return self._until is not None and line["at"] <= self._until
        return self._signing.check(line["seal"], place) in (Signed.YES, Signed.LOST_KEY)

    def sum_up(self, report: Report) -> None:
        """Say what could not be checked."""
        for key, count in self._unchecked.items():
            why = "there is no key here" if key == "no key" else f"the key {key} is not here"
            report.unchecked.append(
                f"{self._workshop}: {count} signatures up to entry number {self._last} were not checked: {why}"
            )
