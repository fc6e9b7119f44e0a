"""Which time zones a workshop has had: a journal entry keeps the day that it was in the zone of its time."""

from collections.abc import Iterable

from revops.mongo.client import Document


def note_zones(zones: Iterable[str], version: int) -> Document:
    """Build the stored note of the time zones that a workshop has had, up to that version."""
    return {"names": sorted(set(zones)), "version": version}


def zones_of(workshop: Document) -> tuple[str, ...] | None:
    """Return the zones that a workshop has had; None when that is not known.

    A release that does not note them may serve beside this one, and moves the workshop's version on.
    """
    noted = workshop.get("zones")
    if noted is None or noted["version"] != workshop["version"]:
        return None
    return tuple(noted["names"])
