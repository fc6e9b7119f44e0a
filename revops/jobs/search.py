"""Instant search by customer, plate and phone, in an index: what is stored with a job, and how a text is looked up.

A job stores each of its words whole and their first two and three letters. Short texts are one equality in the index,
already in the order of the list. A longer one is a range of the index when few jobs match; when many do, its first
three letters are the equality and the rest is checked while walking newest first, which finds a page soon.
"""

import re

from revops.core.text import words
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped

# Below this many matches they are fetched and sorted; above it the list's own order finds a page at once.
_FEW = 400
_MAX_NAME_WORDS = 6
_MAX_QUERY_WORDS = 5


def search_tokens(customer_name: str, plate: str, phone: str) -> list[str]:
    """Return what a job is found by. ``plate`` is normalised, ``phone`` is E.164 or what was typed."""
    plate = plate.lower()
    digits = "".join(c for c in phone if c.isdigit())
    whole = [*words(customer_name)[:_MAX_NAME_WORDS], plate]
    tail = re.search(r"\d{3,}$", plate)
    if tail:
        whole.append(tail.group())
    if digits:
        whole.append(digits[-10:])
    tokens = {piece for word in whole if word for piece in (word[:40], word[:2], word[:3])}
    if len(digits) > 10:
        tokens.add(digits)
    return sorted(tokens)


async def search_filter(jobs: Scoped, text: str) -> Document | None:
    """Return the filter for a search text, None when nothing can match."""
    pieces = words(text)[:_MAX_QUERY_WORDS]
    if not pieces:
        return None
    compact = "".join(pieces)
    # "MH 12 AB 1234" and "98765 43210" are one word that somebody typed with spaces.
    is_number = len(pieces) > 1 and any(c.isdigit() for c in compact)
    if is_number and await jobs.find_one({"search": _prefix(compact)}, {"_id": 1}) is not None:
        pieces = [compact]
    pieces.sort(key=len, reverse=True)
    first, *others = pieces
    clauses: list[Document] = []
    if len(first) in (2, 3):
        clauses.append({"search": first})
    elif len(first) == 1:
        clauses.append({"search": _prefix(first)})
    else:
        matches = await jobs.count({"search": _prefix(first)}, limit=_FEW)
        if matches == 0:
            return None
        if matches >= _FEW:
            clauses.append({"search": first[:3]})
        clauses.append({"search": _prefix(first)})
    clauses += [{"search": other if len(other) in (2, 3) else _prefix(other)} for other in others]
    return {"$and": clauses}


def _prefix(token: str) -> Document:
    return {"$regex": f"^{re.escape(token[:40])}"}
