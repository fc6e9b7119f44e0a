"""Refusals of photos of counts and of cars at the gate. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class PhotoTooLate(Conflict):
    """The thing that is photographed was counted or seen too long ago."""

    code = "photo_too_late"


class EnoughPhotos(Conflict):
    """A count, or a car at the gate, has as many photos as it can have."""

    code = "enough_photos"


class PhotoSentBefore(Conflict):
    """The same photo was sent of another count, or of another car, some time before."""

    code = "photo_sent_before"
