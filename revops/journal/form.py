"""The form of an entry: what is not of it nothing of RevOps wrote, and nothing reads further."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from revops.journal.follow_ups import FOLLOW_UPS
from revops.mongo.client import Document


def is_of_form(entry: Document) -> bool:
    """Say whether a document of the journal has the parts that each entry has, and those that it may have in their
    form. What they say is another question.
    """
    return all(check(entry.get(name)) for name, check in _PARTS.items()) and "manager_id" in entry


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _may_be(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or check(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_each(**parts: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def is_each(values: Any) -> bool:
        return isinstance(values, list) and all(
            isinstance(one, dict) and all(check(one.get(name)) for name, check in parts.items()) for one in values
        )

    return is_each


def _is_mapping(values: Any) -> bool:
    return isinstance(values, dict)


_PARTS: dict[str, Callable[[Any], bool]] = {
    "workshop_id": _is_text,
    "manager_id": _may_be(_is_text),
    "actor_id": _is_text,
    "kind": _is_text,
    "at": lambda value: isinstance(value, dt.datetime),
    "day": _is_text,
    "note": _may_be(_is_text),
    "signed": _may_be(_is_text),
    "seq": _may_be(_is_number),
    "rules": _may_be(_is_number),
    "hash": _may_be(_is_text),
    "seal": _may_be(_is_text),
    "changes": _may_be(
        lambda values: (
            _is_mapping(values) and all(isinstance(pair, list) and len(pair) == 2 for pair in values.values())
        )
    ),
    "facts": _may_be(_is_mapping),
    "personal": _may_be(
        lambda values: (
            _is_mapping(values)
            and all(isinstance(seal, dict) and _is_text(seal.get("sha256")) for seal in values.values())
        )
    ),
    "postings": _may_be(_is_each(account=_is_text, amount_minor=_is_number)),
    "counts": _may_be(lambda values: _is_mapping(values) and all(map(_is_number, values.values()))),
    "owed": _may_be(_is_each(amount_minor=_is_number, jobs=_is_number, taken_on=_is_text)),
    FOLLOW_UPS: _may_be(_is_each(kind=_is_text, payload=_is_mapping)),
    "figures": _may_be(lambda values: isinstance(values, list) and all(map(_is_text, values))),
}
