"""Which passwords are among the first that are tried: common ones in any disguise, runs, and the person's own data."""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

# A digit or sign that stands for a letter; what stands for two is tried as both.
_DISGUISES = [str.maketrans("0134578@$!|+", f"o{one}eastbas{one}lt") for one in "il"]
# What is added to a word adds nothing while it is as short as this, or is itself a run or common.
_MAX_PADDING_LENGTH = 5
_SHORTEST_UNIT = 5
_SHORTEST_NAME = 3
# Of every account: what we are called, and what it is about.
_OURS = ("revops", "garage", "workshop", "motors")


@cache
def _common() -> frozenset[str]:
    lines = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_easy(password: str) -> bool:
    """Say whether a password is common, in whatever disguise, or a run or a repetition."""
    folded = _fold(password)
    return any(_is_tried_first(form) for form in _forms(folded))


def is_personal(password: str, personal: Iterable[str]) -> bool:
    """Say whether a password is little more than the names, addresses or numbers given."""
    names = {name for text in (*personal, *_OURS) for name in _names(text)}
    if not names:
        return False
    # The longest first: of a name and its beginning, the name is what was meant.
    known = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    forms = {_letters(form) for form in _forms(_fold(password))}
    return any(known.search(form) and _is_padding(known.sub("", form)) for form in forms)


def _fold(text: str) -> str:
    """Fold case, width and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def _forms(folded: str) -> set[str]:
    """List what a password may stand for: itself, out of its disguise, and both read backwards."""
    plain = {folded, *(folded.translate(disguise) for disguise in _DISGUISES)}
    # Digits around a word are digits: only what stands between letters is a disguise too.
    inner = re.fullmatch(r"([\W\d_]*)(.*?)([\W\d_]*)", folded, re.DOTALL)
    if inner is not None:
        before, word, after = inner.groups()
        plain |= {before + word.translate(disguise) + after for disguise in _DISGUISES}
    return plain | {form[::-1] for form in plain}


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _is_tried_first(form: str) -> bool:
    unit = _unit_of(form)
    if len(unit) < _SHORTEST_UNIT or _is_run(unit) or unit in _common():
        return True
    if unit != form and _is_tried_first(unit):
        return True
    word = form.strip("0123456789" + "".join(c for c in form if not c.isalnum()))
    before, _, after = form.partition(word or form)
    for core in {word, _letters(word)}:
        if (core in _common() or _is_run(core)) and len(core) >= _SHORTEST_NAME and _is_padding(before + after):
            return True
    return _letters(form) in _common()


def _is_padding(text: str) -> bool:
    digits = _letters(text)
    return len(digits) <= _MAX_PADDING_LENGTH or _is_run(digits) or digits in _common() or len(_unit_of(digits)) <= 2


def _is_run(text: str) -> bool:
    """Say whether a text counts up or down, as abcdef and 98765 do."""
    return len(text) > 2 and {ord(b) - ord(a) for a, b in itertools.pairwise(text)} in ({1}, {-1}, {0})


def _unit_of(text: str) -> str:
    """Find the shortest text that repeats to the one given; itself when none does."""
    at = (text + text).find(text, 1)
    return text[:at]


def _names(text: str) -> set[str]:
    """List what of a person's data may stand in a password: its words, what they come to, its digits."""
    folded = _fold(text)
    words = re.split(r"[\W_]+", folded)
    digits = re.sub(r"\D", "", folded)
    joined = _letters(folded)
    # Of a phone number people leave out the country.
    candidates = {*words, joined, *(digits[-n:] for n in (8, 9, 10) if len(digits) >= n)}
    return {name for name in candidates if len(name) >= _SHORTEST_NAME}
