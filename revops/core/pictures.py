"""Pictures that people send: whatever came, its pixels go on, and nothing else of the file.

A file of some kilobytes can stand for gigabytes of pixels, so what it says of its size is looked at first, and it is
decoded in a process of its own, one picture at a time, whose memory is bounded and given back.
"""

import struct
from dataclasses import dataclass
from typing import IO

from revops.core.fair import Desk
from revops.core.helper import Helper

SIZES = struct.Struct("<III")
# One of a person at a time; who comes second waits for somebody else's.
_DESK = Desk(1, 1, 15, "A picture of yours is being read already. Please wait until it is.")
_DECODER = Helper("revops.core.picture_decoder", _DESK, longest_seconds=10, idle_seconds=5, max_mb=512)

# Photos do not wait behind logos. Two of a person, since two devices of one may send at a time.
_PHOTO_DESK = Desk(1, 2, 30, "Photos of yours are being read already. Please wait until they are.")
_PHOTO_DECODER = Helper("revops.core.photo_decoder", _PHOTO_DESK, longest_seconds=15, idle_seconds=5, max_mb=640)
# How wide and high, and how long each file.
_PHOTO_HEAD = struct.Struct("<5I")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as WebP of three sizes, the longest side at most 2048, 1280 and 320 pixels."""

    width: int
    height: int
    full: bytes
    medium: bytes
    small: bytes


async def redrawn(raw: bytes, max_pixels: int, size: tuple[int, int], whose: str, who: str) -> bytes:
    """Return a picture as PNG that fits into ``size``, for a person of a workshop.

    Takes PNG, JPEG and WebP of at most so many pixels. Raises ValueError saying what is wrong with any other,
    TooManyRequests, Unavailable.
    """
    return await _DECODER.ask(SIZES.pack(max_pixels, *size) + raw, whose, who)


async def photo_of(file: IO[bytes], whose: str, who: str) -> Photo:
    """Make a photo of what a person of a workshop sent, turned as it is meant to be seen.

    Takes JPEG and HEIC of at most 51 megapixels, PNG of 25, WebP of 4.5. Raises ValueError saying what is wrong with
    any other, TooManyRequests, Unavailable.
    """
    made = await _PHOTO_DECODER.ask(file, whose, who)
    width, height, *lengths = _PHOTO_HEAD.unpack_from(made)
    starts = [_PHOTO_HEAD.size + sum(lengths[:number]) for number in range(3)]
    full, medium, small = (made[start : start + length] for start, length in zip(starts, lengths, strict=True))
    return Photo(width, height, full, medium, small)
