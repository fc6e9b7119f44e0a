"""One document of the original, read field by field; whatever had to be repaired on the way is noted."""

import datetime as dt
from typing import Any

from bson import ObjectId

from revops.legacy.convert import BLANK, clean_text, key_of, parse_amount, parse_time, phone_of
from revops.legacy.report import Notes
from revops.mongo.client import Document


class Record:
    """A document with the name under which the report lists it."""

    __slots__ = ("collection", "doc", "name", "notes")

    def __init__(self, collection: str, doc: Document, notes: Notes) -> None:
        self.collection = collection
        self.doc = doc
        self.notes = notes
        self.name = key_of(doc.get("id")) or str(doc.get("_id"))

    def repaired(self, field: str, reason: str, old: Any = None) -> None:
        """Note a repair of this record."""
        self.notes.repaired(self.collection, self.name, field, reason, old)

    def left_out(self, field: str, reason: str, old: Any = None) -> None:
        """Note that this record is left out."""
        self.notes.left_out(self.collection, self.name, field, reason, old)

    def first(self, *fields: str) -> Any:
        """Return the first of these fields that has a value."""
        for field in fields:
            value = self.doc.get(field)
            if value is not None:
                return value
        return None

    def key(self, *fields: str) -> str | None:
        """Return the first of these fields that holds a reference."""
        for field in fields:
            found = key_of(self.doc.get(field))
            if found is not None:
                return found
        return None

    def own_time(self) -> dt.datetime | None:
        """Return when MongoDB made the document's own ``_id``, if it did."""
        made_by = self.doc.get("_id")
        return parse_time(made_by.generation_time) if isinstance(made_by, ObjectId) else None

    def time(self, *fields: str, instead: dt.datetime, called: str) -> dt.datetime:
        """Return the time in the first of these fields; ``instead`` (named ``called``) when there is none to read."""
        value = self.first(*fields)
        found = parse_time(value)
        if found is None:
            why = "is missing" if value is None else "is not a time"
            self.repaired(fields[0], f"{why}; {called} taken instead", value)
            return instead
        return found

    def optional_time(self, *fields: str) -> dt.datetime | None:
        """Return the time in the first of these fields, None when it is empty or no time (which is noted)."""
        value = self.first(*fields)
        found = parse_time(value)
        if found is None and value not in (None, ""):
            self.repaired(fields[0], "is not a time", value)
        return found

    def text(self, *fields: str, instead: str = BLANK) -> str:
        """Return a text that must be there."""
        found = self.optional_text(*fields)
        if found is None:
            self.repaired(fields[0], f"is missing; {instead} taken instead", self.first(*fields))
            return instead
        return found

    def optional_text(self, *fields: str) -> str | None:
        """Return a text, None when it is empty."""
        value = self.first(*fields)
        found, odd = clean_text(value)
        if odd is not None:
            self.repaired(fields[0], odd, value)
        return found

    def phone(self, *fields: str) -> str:
        """Return a phone number as we store it."""
        text = self.text(*fields)
        return text if text == BLANK else phone_of(text)

    def amount(self, *fields: str) -> int | None:
        """Return minor units, not negative; None when the field is empty or holds no amount (which is noted)."""
        value = self.first(*fields)
        if value is None:
            return None
        minor, odd = parse_amount(value)
        if minor is not None and minor < 0:
            minor, odd = None, "is negative"
        if odd is not None:
            self.repaired(fields[0], odd, value)
        return minor
