"""Instant search by customer, vehicle number and phone: what is stored with a job, and how a text is looked up.

A job stores each ending of its name and its number (from each word, from each run of letters or digits on: ``MH 12 AB
1234`` from MH, from 12, from AB, from 1234), its phone with and without country code and backwards, and of each the
first two and three letters. So any piece that somebody types is the beginning of something stored.

Short texts are one equality in the index, already in the order of the list. A longer one is a range of the index when
few jobs match; when many do, its first three letters are the equality and the rest is checked while walking newest
first, which finds a page soon.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bson import Regex

from revops.core.digits import ascii_digits
from revops.core.folding import code_pieces, name_pieces, words
from revops.core.phones import several_numbers, stored_forms, typed_forms, whole_number
from revops.jobs.row import JobRow
from revops.mongo.client import Document
from revops.mongo.scoped import Row, ScopedRows

# Stored with the tokens that this version makes: a job without it has those of an older one. No text can ask for it.
MARK = "#3"
# What the tokens are made from.
SEARCHED = ("customer_name", "vehicle_number", "phone", "car_model", "number", "references")
# Before a number that is stored backwards, to be found by its last digits.
_BACKWARDS = "~"
# How people ask for one job and no other.
_JOB_NUMBER = re.compile(r"\s*(?:job(?:\s*(?:no\.?|number|#))?|#)\s*(\d{1,9})\s*", re.IGNORECASE)
# Fewer last digits would find too much.
_MIN_LAST_DIGITS = 4
# A number typed in groups has at least so many digits.
_MIN_GROUPED_DIGITS = 6
# Below this many matches they are fetched and sorted; above it the list's own order finds a page at once.
_FEW = 400
_MAX_TOKEN_LENGTH = 40
_MAX_PIECES = 6
_MAX_WORDS = 8


def search_tokens(job: Mapping[str, Any]) -> list[str]:
    """Build what a job is found by, from its fields as they are stored."""
    phones = stored_forms(job["phone"])
    found = [
        *_endings(name_pieces(job["customer_name"])),
        *_endings(code_pieces(job["vehicle_number"])),
        *_endings(name_pieces(job["car_model"])),
        *phones,
        *([str(job["number"])] if job.get("number") is not None else ()),
    ]
    tokens = {*_with_beginnings(found), *reference_tokens(job.get("references", ()))}
    tokens |= {token for number in phones[:1] for token in (_backwards(number), _backwards(number)[:3])}
    return sorted(tokens | {MARK})


def _backwards(digits: str) -> str:
    return _BACKWARDS + digits[::-1][:_MAX_TOKEN_LENGTH]


def reference_tokens(references: Iterable[str]) -> list[str]:
    """Build what a job is found by besides, once it has these papers or payments."""
    endings = [ending for reference in references for ending in _endings(code_pieces(reference))]
    return _with_beginnings(endings)


def _with_beginnings(found: Iterable[str]) -> list[str]:
    return sorted({token for text in found if text for token in (text[:_MAX_TOKEN_LENGTH], text[:2], text[:3])})


def add_reference(reference: str) -> Document:
    """Build the update that lets a job be found by a paper's number or a payment's reference from now on."""
    return {"$addToSet": {"references": reference, "search": {"$each": reference_tokens([reference])}}}


def give_number(job: JobRow, number: int) -> None:
    """Give a job that is being made its number, and what it is found by."""
    job["number"] = number
    job["search"] = search_tokens(job)


def _endings(pieces: Sequence[str]) -> list[str]:
    """Join pieces from each on: ``de``, ``souza`` are ``desouza`` and ``souza``."""
    few = pieces[:_MAX_PIECES]
    return ["".join(few[start:]) for start in range(len(few))]


async def search_filter(jobs: ScopedRows[Row], text: str, currency: str, *, is_of_jobs: bool = True) -> Document | None:
    """Build the filter for a search text, None when nothing can match: of jobs, or of what has their tokens."""
    called = _JOB_NUMBER.fullmatch(ascii_digits(text))
    if called is not None:
        if is_of_jobs:
            return {"number": int(called[1])}
        text = called[1]
    number = whole_number(text, currency)
    asked = [number] if number is not None else several_numbers(text) or words(text)
    asked = asked[:_MAX_WORDS]
    if not asked:
        return None
    terms = sorted(await _terms(jobs, asked, currency), key=lambda forms: len(forms[0]), reverse=True)
    lead, *rest = terms
    matches = await _count(jobs, lead)
    separate = _all_of([_walked(lead) if matches >= _FEW else _begins(lead), *map(_begins, rest)])
    if len(asked) == 1:
        return separate if matches else None
    # "MH 12 AB 1234", "al rashid": perhaps one word that somebody typed with spaces.
    joined = ["".join(asked)]
    joined_matches = await _count(jobs, joined)
    if joined_matches and (not matches or any(c.isdigit() for c in joined[0])):
        return _walked(joined) if joined_matches >= _FEW else _begins(joined)
    if max(matches, joined_matches) < _FEW:
        found = await _ids(jobs, lead, rest) if matches else []
        found += await _ids(jobs, joined, []) if joined_matches else []
        return {"_id": {"$in": found}} if found else None
    if joined_matches and len(asked[0]) > 1:
        # Both begin with the first word, whose first letters are the equality.
        return {"$and": [{"search": asked[0][:3]}, {"$or": [_begins(joined), _all_of([*map(_begins, terms)])]}]}
    if joined_matches >= _FEW:
        return _walked(joined)
    if matches < _FEW:
        found = await _ids(jobs, lead, rest) if matches else []
        return {"_id": {"$in": found}} if found else None
    return separate


def _all_of(clauses: list[Document]) -> Document:
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


async def _ids(jobs: ScopedRows[Row], lead: Sequence[str], rest: Sequence[Sequence[str]]) -> list[str]:
    """Return the few jobs that ``lead`` finds and the rest too: left to itself, the server may begin with the rest."""
    return await jobs.ids(_begins(lead), _all_of([*map(_begins, rest)]) if rest else {}, limit=_FEW)


async def _terms(jobs: ScopedRows[Row], asked: Sequence[str], currency: str) -> list[list[str]]:
    """Build what each word that was asked for may begin with. Digits in groups are one number if any job has it."""
    terms: list[list[str]] = []
    for run in _runs(asked):
        number = "".join(run)
        if len(run) > 1 and len(number) >= _MIN_GROUPED_DIGITS:
            forms = _forms(number, currency)
            if await jobs.find_one(_begins(forms), {"_id": 1}) is not None:
                terms.append(forms)
                continue
        terms += [_forms(word, currency) for word in run]
    return terms


def _runs(asked: Iterable[str]) -> list[list[str]]:
    """Put together words of digits only that follow each other; every other word is alone."""
    runs: list[list[str]] = []
    for word in asked:
        if word.isdigit() and runs and runs[-1][-1].isdigit():
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _forms(word: str, currency: str) -> list[str]:
    """Write a word as what is stored may begin; digits are also the last ones of a phone number."""
    if not word.isdigit():
        return [word]
    forms = typed_forms(word, currency)
    return [*forms, _backwards(word)] if len(word) >= _MIN_LAST_DIGITS else forms


async def _count(jobs: ScopedRows[Row], forms: Sequence[str]) -> int:
    """Count the jobs with one of these beginnings, up to ``_FEW``. Short beginnings have many: they are not counted."""
    return _FEW if max(map(len, forms)) <= 3 else await jobs.count(_begins(forms), limit=_FEW)


def _begins(forms: Sequence[str]) -> Document:
    """Build the filter for jobs with a token that begins with one of these."""
    # Without flags, which a pattern of Python's would bring: with any, the server walks the whole index.
    wanted = [form if len(form) in (2, 3) else Regex(f"^{re.escape(form[:_MAX_TOKEN_LENGTH])}") for form in forms]
    return {"search": wanted[0] if len(wanted) == 1 else {"$in": wanted}}


def _walked(forms: Sequence[str]) -> Document:
    """Build the same for many matches: by the equality of the first letters, in the order of the list."""
    if max(map(len, forms)) <= 3:
        return _begins(forms)
    first = list(dict.fromkeys(form[:3] for form in forms))
    return {"$and": [{"search": first[0] if len(first) == 1 else {"$in": first}}, _begins(forms)]}
