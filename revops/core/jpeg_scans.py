"""Counts what the decoder of a JPEG has to hold beside its pixels.

One that comes in several passes over the whole picture, finer each time (progressive), or a colour at a time, can only
be put together at its end: until then all that was read is kept, twice the size of the pixels, however small the
picture is made.
"""

import struct
from dataclasses import dataclass

_MARK, _STUFFED = 0xFF, 0x00
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, *range(0xD0, 0xD9)}
_FRAME = struct.Struct(">BHHB")
# A block is eight by eight, and each of its numbers takes two bytes.
_BLOCK_SIDE, _BLOCK_BYTES = 8, 128


@dataclass(frozen=True, slots=True)
class _Frame:
    is_progressive: bool
    width: int
    height: int
    # How finely each of its colours is kept, across and down.
    fineness: tuple[tuple[int, int], ...]

    @property
    def coefficient_bytes(self) -> int:
        """The bytes of all numbers of all blocks."""
        most_across = max(across for across, _ in self.fineness)
        most_down = max(down for _, down in self.fineness)
        units = -(-self.width // (_BLOCK_SIDE * most_across)) * -(-self.height // (_BLOCK_SIDE * most_down))
        return units * sum(across * down for across, down in self.fineness) * _BLOCK_BYTES


def kept_bytes(raw: bytes) -> int:
    """Count the bytes of a JPEG that are kept until its last pass: none when it has one, or cannot be read."""
    frame = None
    at = 2
    while True:
        at = raw.find(_MARK, at)
        if at < 0 or at + 1 >= len(raw):
            return 0
        marker = raw[at + 1]
        if marker == _MARK:  # filled up with these
            at += 1
            continue
        at += 2
        if marker == _STUFFED or marker in _ALONE:
            continue
        if marker == _END or at + 2 > len(raw):
            return 0
        segment = raw[at + 2 : at + int.from_bytes(raw[at : at + 2])]
        if marker in _FRAMES:
            frame = _frame(segment, is_progressive=marker in _PROGRESSIVE)
        elif marker == _SCAN:
            has_passes = frame is not None and bool(segment) and segment[0] < len(frame.fineness)
            return frame.coefficient_bytes if frame is not None and (frame.is_progressive or has_passes) else 0
        at += max(2, int.from_bytes(raw[at : at + 2]))


def _frame(segment: bytes, *, is_progressive: bool) -> _Frame | None:
    if len(segment) < _FRAME.size:
        return None
    _, height, width, colours = _FRAME.unpack_from(segment)
    kept = segment[_FRAME.size : _FRAME.size + 3 * colours]
    fineness = tuple((both >> 4, both & 15) for both in kept[1::3])
    if not fineness or any(not across or not down for across, down in fineness):
        return None
    return _Frame(is_progressive, width, height, fineness)
