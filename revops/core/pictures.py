"""Pictures that people send: whatever came, a small PNG of its pixels goes on, and nothing else of the file.

A file of some kilobytes can stand for gigabytes of pixels, so what it says of its size is looked at first, and it is
decoded in a process of its own, one picture at a time, whose memory is bounded and given back.
"""

import struct

from revops.core.fair import Desk
from revops.core.helper import Helper

SIZES = struct.Struct("<III")
# One of a person at a time; who comes second waits for somebody else's.
_DESK = Desk(1, 1, 15, "A picture of yours is being read already. Please wait until it is.")
_DECODER = Helper("revops.core.picture_decoder", _DESK, longest_seconds=10, idle_seconds=5, max_mb=512)


async def redrawn(raw: bytes, max_pixels: int, size: tuple[int, int], whose: str, who: str) -> bytes:
    """Return a picture as PNG that fits into ``size``, for a person of a workshop.

    Takes PNG, JPEG and WebP of at most so many pixels. Raises ValueError saying what is wrong with any other,
    TooManyRequests, Unavailable.
    """
    return await _DECODER.ask(SIZES.pack(max_pixels, *size) + raw, whose, who)
