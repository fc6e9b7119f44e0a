"""Journal entries of what the original recorded."""

from collections.abc import Sequence

from revops.journal.entry import Event, build_entry
from revops.legacy.convert import entry_id, subject_of
from revops.mongo.client import Document


def numbered_entries(
    collection: str, id_: str, workshop_id: str, timezone: str, events: Sequence[Event]
) -> list[Document]:
    """Return the journal entries of events about one document of a collection, with the same ids at every run."""
    subject = subject_of(collection, workshop_id, id_)
    entries = [build_entry(workshop_id, timezone, event) for event in events]
    for number, (entry, event) in enumerate(zip(entries, events, strict=True)):
        entry["_id"] = entry_id(event.at, subject, number)
    return entries
