"""A workshop's logo: what was uploaded, made into a small PNG that cannot do harm."""

from revops.core.errors import InvalidFields
from revops.core.pictures import redrawn

MAX_PIXELS = 4_000_000
MAX_SIZE = (600, 300)


async def clean_logo(raw: bytes, workshop_id: str, user_id: str) -> bytes:
    """Return a picture as PNG of at most 600 x 300 pixels, transparent where it was, without anything but pixels.

    Takes PNG, JPEG and WebP. Raises InvalidFields on ``logo`` for everything else, for a picture that is damaged or
    moves, and for one of more than 4 megapixels; TooManyRequests, Unavailable.
    """
    try:
        return await redrawn(raw, MAX_PIXELS, MAX_SIZE, workshop_id, user_id)
    except ValueError as refusal:
        raise InvalidFields({"logo": str(refusal)}) from None
