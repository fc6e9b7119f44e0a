"""The chain of entries: what of an entry is in it, what is signed, and how one entry follows from the one before.

Rules 1: the hash is SHA-256(previous hash as text + canonical entry). From rules 2 on it is SHA-256(previous + leaf)
with the leaf SHA-256(canonical entry), so that a witness follows a chain by 32 bytes an entry without seeing any. From
rules 3 on whoever writes an entry signs it, and whoever seals it signs its place: the database alone makes neither.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from revops.core.signing import Signed, Signing
from revops.core.time import millis
from revops.journal.follow_ups import FOLLOW_UPS
from revops.journal.personal import seal_personal, without_personal
from revops.mongo.client import Document

# The value before the first entry of every workshop's chain.
GENESIS = "0" * 64
# How entries are hashed from now on, and where nothing signs. Those without a mark are of rules 1.
RULES, UNSIGNED_RULES = 3, 2
# What is no part of what a leaf says, and no part of what the writer signs.
_NOT_SEALED = ("unsealed", FOLLOW_UPS, "hash", "seal")
_NOT_SIGNED = (*_NOT_SEALED, "seq", "rules", "signed")


def rules_of(entry: Mapping[str, Any]) -> int:
    """Return the rules that an entry was sealed by."""
    return int(entry.get("rules", 1))


def leaf_of(entry: Document) -> bytes:
    """Compute what the chain has of an entry of rules 2 and later."""
    return hashlib.sha256(_canonical(entry, _NOT_SEALED)).digest()


def follow_chain(previous: str, leaf: bytes) -> str:
    """Compute the hash after a leaf."""
    return hashlib.sha256(bytes.fromhex(previous) + leaf).hexdigest()


def seal_hash(previous: str, entry: Document) -> str:
    """Return the hash of an entry in its chain, by the rules that it names.

    Canonical is every field but the seal itself, keys sorted, times in ms; of personal data that is kept apart only its
    digests.
    """
    if rules_of(entry) == 1:
        return hashlib.sha256(previous.encode() + _canonical(entry, _NOT_SEALED)).hexdigest()
    return follow_chain(previous, leaf_of(entry))


def signed_entry(signing: Signing | None, entry: Document) -> Document:
    """Sign an entry that is about to be written, its personal data by digests; as it is where nothing signs."""
    if signing is None:
        return entry
    entry |= seal_personal(entry)
    entry["signed"] = signing.sign(_canonical(entry, _NOT_SIGNED))
    return entry


def check_entry(signing: Signing, entry: Document) -> Signed:
    """Check who wrote an entry. One that holds what no entry can was signed by nobody."""
    try:
        written = _canonical(entry, _NOT_SIGNED)
    except TypeError:
        return Signed.NO
    return signing.check(entry.get("signed"), written)


def seal_of(signing: Signing, workshop_id: str, seq: int, seal_hash: str) -> str:
    """Sign the place of an entry in the chain of a workshop."""
    return signing.sign(_place(workshop_id, seq, seal_hash))


def check_seal(signing: Signing, entry: Document) -> Signed:
    """Check who gave an entry its place."""
    return signing.check(entry.get("seal"), _place(entry["workshop_id"], entry["seq"], entry.get("hash", "")))


def _place(workshop_id: str, seq: int, seal_hash: str) -> bytes:
    return f"seal:{workshop_id}:{seq}:{seal_hash}".encode()


def _canonical(entry: Document, left_out: tuple[str, ...]) -> bytes:
    content = without_personal(entry)
    if content is entry:
        content = entry.copy()
    for name in left_out:
        content.pop(name, None)
    content["at"] = millis(entry["at"])
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
