"""Refusals of photos. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class PhotosFull(Conflict):
    """The garage's photos take up all the room that they have."""

    code = "photos_full"


class TooManyPhotos(Conflict):
    """The job has as many photos as one can have."""

    code = "too_many_photos"


class PhotoIdUsed(Conflict):
    """Another photo was sent under the same id."""

    code = "photo_id_used"

    def __init__(self) -> None:
        super().__init__("Another photo has this id. Please add the photo again.")


class PhotoTooOld(Conflict):
    """A photo is deleted, or brought back, within a day only."""

    code = "photo_too_old"


class PhotoThereAgain(Conflict):
    """A deleted photo was added once more meanwhile."""

    code = "photo_there_again"


class NotYourPhoto(Conflict):
    """Somebody else added the photo."""

    code = "not_your_photo"
