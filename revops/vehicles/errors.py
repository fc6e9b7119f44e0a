"""Refusals of vehicles. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class ReadingNeedsReason(Conflict):
    """The odometer does not fit its earlier readings, and no reason is given."""

    code = "reading_needs_reason"


class PlateTaken(Conflict):
    """Another vehicle of the garage has this number."""

    code = "plate_taken"
