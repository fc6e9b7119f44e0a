"""The signature under an answer: drawn with a finger, or the name that is typed where nothing can be drawn.

It is personal data, so the books hold a digest of it only, with a salt that is erased with it.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

import orjson

from revops.core.strokes import read_strokes, written


class SignatureRow(TypedDict):
    """A signature as it is kept with an answer. Of one that was erased the digest is left."""

    name: str | None
    strokes: str | None
    salt: NotRequired[str]
    sha256: str


def new_signature(name: str | None, drawn: str) -> SignatureRow | None:
    """Build a signature of a name, a drawing, or both; None where there is neither."""
    strokes = read_strokes(drawn)
    if name is None and strokes is None:
        return None
    row: SignatureRow = {
        "name": name,
        "strokes": written(strokes) if strokes is not None else None,
        "salt": secrets.token_hex(16),
        "sha256": "",
    }
    return {**row, "sha256": digest_of(row)}


def digest_of(signature: Mapping[str, Any]) -> str:
    """Compute the digest of a signature; what was kept of one that is erased."""
    if "salt" not in signature and signature["name"] is None and signature["strokes"] is None:
        erased: str = signature["sha256"]
        return erased
    said = [signature.get("salt"), signature["name"], signature["strokes"]]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()
