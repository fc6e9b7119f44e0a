"""A HEIC of as many tiles as wanted, made of another's: nothing here encodes a tile."""

import itertools
import struct

_GRID, _PLACE = 1, struct.Struct(">HHHIHII")


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


def _boxes(raw: bytes, at: int = 0) -> dict[bytes, bytes]:
    found = {}
    while at < len(raw):
        size, name = struct.unpack_from(">I4s", raw, at)
        found[name] = raw[at + 8 : at + size]
        at += size
    return found


def of_tiles(raw: bytes, columns: int, rows: int, size: tuple[int, int], more_bytes: int = 0) -> bytes:
    """Write a HEIC of so many tiles and such a size, with the tiles of another again and again, and so many bytes of
    nothing behind, as those of a photo with more in it.
    """
    top = _boxes(raw)
    meta = _boxes(top[b"meta"], 4)
    _, *places = _PLACE.iter_unpack(meta[b"iloc"][8:])
    tiles = [raw[start : start + length] for *_, start, _, _, length in places]
    numbers = range(_GRID + 1, _GRID + 1 + columns * rows)
    properties = _boxes(meta[b"iprp"])[b"ipco"]
    # The first property is how large the whole is.
    properties = _box(b"ispe", struct.pack(">III", 0, *size)) + properties[20:]
    # Of the whole its size and depth; of each tile how it is decoded, its size and depth, as the other has them.
    of_items = bytes.fromhex("0001020184") + b"".join(struct.pack(">H4B", n, 3, 0x82, 3, 0x84) for n in numbers)
    kinds = [(_GRID, b"grid"), *((number, b"hvc1") for number in numbers)]

    def head(start: int) -> bytes:
        starts = itertools.accumulate((len(tile) for tile in tiles), initial=start)
        kept = itertools.cycle(zip(starts, (len(tile) for tile in tiles), strict=False))
        found = [_PLACE.pack(_GRID, 1, 0, 0, 1, 0, 8)]
        found += [_PLACE.pack(n, 0, 0, at, 1, 0, length) for n, (at, length) in zip(numbers, kept, strict=False)]
        described = [
            _box(b"infe", struct.pack(">IHH4sB", 0x02000000 | (n != _GRID), n, 0, kind, 0)) for n, kind in kinds
        ]
        return _box(b"ftyp", top[b"ftyp"]) + _box(
            b"meta",
            bytes(4),
            _box(b"hdlr", meta[b"hdlr"]),
            _box(b"idat", struct.pack(">4B2H", 0, 0, rows - 1, columns - 1, *size)),
            _box(b"iloc", bytes.fromhex("010000004440"), struct.pack(">H", len(found)), *found),
            _box(b"iinf", struct.pack(">IH", 0, len(kinds)), *described),
            _box(b"pitm", struct.pack(">IH", 0, _GRID)),
            _box(b"iprp", _box(b"ipco", properties), _box(b"ipma", struct.pack(">II", 0, len(kinds)), of_items)),
            _box(
                b"iref",
                bytes(4),
                _box(b"dimg", struct.pack(">HH", _GRID, len(numbers)), *(struct.pack(">H", n) for n in numbers)),
            ),
        )

    return head(len(head(0)) + 8) + _box(b"mdat", *tiles) + (_box(b"free", bytes(more_bytes)) if more_bytes else b"")
