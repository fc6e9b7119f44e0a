"""Decodes a HEIC row by row of its tiles, where it is made of such, as phones' are: of 24 megapixels a strip at a time.

Pillow's reader of HEIC only decodes a picture whole, three copies of it; the library beneath decodes tiles too, so it
is asked directly. What is seen through, and what is cropped after it was turned, is left to the reader.
"""

import ctypes
import weakref
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_ubyte, c_uint32, c_void_p
from functools import cache
from pathlib import Path

from PIL import Image

# Of the library's own numbers.
_RGB, _INTERLEAVED = 1, 10
_ROTATION, _MIRROR, _CROP = (int.from_bytes(name) for name in (b"irot", b"imir", b"clap"))
_TURNS = {
    (_ROTATION, 90): Image.Transpose.ROTATE_90,
    (_ROTATION, 180): Image.Transpose.ROTATE_180,
    (_ROTATION, 270): Image.Transpose.ROTATE_270,
    (_MIRROR, 0): Image.Transpose.FLIP_TOP_BOTTOM,
    (_MIRROR, 1): Image.Transpose.FLIP_LEFT_RIGHT,
}
_MAX_TURNS = 8
# Tiles of phones have 512 by 512.
_TILE_PIXELS = 2_000_000
# For each colour; of more than eight the library makes eight.
_BITS = range(8, 13)


class _Failure(ctypes.Structure):
    _fields_ = (("code", c_int), ("detail", c_int), ("message", c_char_p))


class _Tiling(ctypes.Structure):
    _fields_ = (
        ("version", c_int),
        *(
            (name, c_uint32)
            for name in ("columns", "rows", "tile_width", "tile_height", "width", "height", "top", "left")
        ),
        ("more_dimensions", c_ubyte),
        ("size_of_more", c_uint32 * 8),
    )


class _Decoding(ctypes.Structure):
    """The beginning of the library's options, which it allocates: what follows is not touched."""

    _fields_ = (
        ("version", c_ubyte),
        ("is_untransformed", c_ubyte),
        ("progress", c_void_p * 4),
        ("is_made_eight_bits", c_ubyte),
    )


class HeifTiles:
    """The rows of a HEIC as its tiles have them, from the first to the last, before it is turned as it says."""

    def __init__(self, library: ctypes.CDLL, raw: bytes) -> None:
        self._library, self._raw = library, raw  # which the library reads as it goes
        self._context = c_void_p(library.heif_context_alloc())
        weakref.finalize(self, library.heif_context_free, self._context)
        library.heif_context_set_max_decoding_threads(self._context, 0)
        self._require(library.heif_context_read_from_memory_without_copy(self._context, raw, len(raw), None))
        self._handle = c_void_p()
        self._require(library.heif_context_get_primary_image_handle(self._context, byref(self._handle)))
        # In turn: the handle before its context.
        weakref.finalize(self, library.heif_image_handle_release, self._handle)
        self._tiling = _Tiling()
        self._require(library.heif_image_handle_get_image_tiling(self._handle, 0, byref(self._tiling)))
        # What is seen of it: its first column, its first row, and those behind its last.
        self._seen = (0, 0, int(self._tiling.width), int(self._tiling.height))
        self.turns = self._turns()
        left, top, right, bottom = self._seen
        self.size = (right - left, bottom - top)
        self._next_row, above = divmod(top, max(1, self._tiling.tile_height))
        self._strip: Image.Image | None = None
        self._taken, self._above = 0, above

    def is_usual(self) -> bool:
        """Say whether it has tiles, of the kind that is read here."""
        tiling, library = self._tiling, self._library
        covers = (
            tiling.columns * tiling.tile_width >= tiling.width and tiling.rows * tiling.tile_height >= tiling.height
        )
        return (
            tiling.columns * tiling.rows > 1
            and covers
            and 0 < tiling.tile_width * tiling.tile_height <= _TILE_PIXELS
            and not tiling.more_dimensions
            and library.heif_image_handle_get_luma_bits_per_pixel(self._handle) in _BITS
            and library.heif_image_handle_get_chroma_bits_per_pixel(self._handle) in _BITS
            and not library.heif_image_handle_has_alpha_channel(self._handle)
        )

    def _turns(self) -> list[Image.Transpose]:
        """List what is to be done, in order, to see it as it is meant; what is cropped first is noted.

        Raises ValueError for what is cropped later.
        """
        library, item = self._library, self._library.heif_image_handle_get_item_id(self._handle)
        how = {
            _ROTATION: library.heif_item_get_property_transform_rotation_ccw,
            _MIRROR: library.heif_item_get_property_transform_mirror,
        }
        found = (c_uint32 * _MAX_TURNS)()
        count = library.heif_item_get_transformation_properties(self._context, item, found, _MAX_TURNS)
        turns = []
        for place, number in enumerate(found[:count]):
            kind = library.heif_item_get_property_type(self._context, item, number)
            if kind == _CROP and not place:
                self._seen = self._cropped(item, number)
                continue
            by = how[kind](self._context, item, number) if kind in how else -1
            if (kind, by) in _TURNS:
                turns.append(_TURNS[kind, by])
            elif (kind, by) != (_ROTATION, 0):
                raise ValueError("it is cropped after it was turned")
        return turns

    def _cropped(self, item: int, number: int) -> tuple[int, int, int, int]:
        """Read what is seen of it."""
        width, height = int(self._tiling.width), int(self._tiling.height)
        off = [c_int() for _ in range(4)]
        how = self._library.heif_item_get_property_transform_crop_borders
        how(self._context, item, number, width, height, *map(byref, off))
        left, top, right, bottom = (border.value for border in off)
        seen = (left, top, width - right, height - bottom)
        if min(left, top, right, bottom) < 0 or seen[0] >= seen[2] or seen[1] >= seen[3]:
            raise ValueError("nothing of it is seen")
        return seen

    def take(self, count: int) -> Image.Image:
        """Return the next rows as a picture. Raises ValueError when they are damaged."""
        width, rows = self.size[0], []
        left, _, right, _ = self._seen
        while count:
            if self._strip is None or self._taken == self._strip.height:
                # Of the first that is seen, what is above is cropped.
                self._strip, self._taken, self._above = self._decoded_strip(), self._above, 0
            last = min(self._strip.height, self._taken + count)
            rows.append(self._strip.crop((left, self._taken, right, last)))
            count -= last - self._taken
            self._taken = last
        if len(rows) == 1:
            return rows[0]
        taken = Image.new("RGB", (width, sum(part.height for part in rows)))
        top = 0
        for part in rows:
            taken.paste(part, (0, top))
            top += part.height
        return taken

    def _decoded_strip(self) -> Image.Image:
        """Decode the next row of tiles."""
        tiling, row = self._tiling, self._next_row
        if row == tiling.rows:
            raise ValueError("rows are missing")
        self._next_row += 1
        self._strip = None  # not two at a time
        strip = Image.new("RGB", (tiling.width, tiling.tile_height))
        for column in range(tiling.columns):
            strip.paste(self._tile(column, row), (column * tiling.tile_width, 0))
        return strip

    def _tile(self, column: int, row: int) -> Image.Image:
        library, decoded = self._library, c_void_p()
        options = c_void_p(library.heif_decoding_options_alloc())
        asked = ctypes.cast(options, POINTER(_Decoding)).contents
        asked.is_untransformed = asked.is_made_eight_bits = 1
        try:
            self._require(
                library.heif_image_handle_decode_image_tile(
                    self._handle, byref(decoded), _RGB, _INTERLEAVED, options, column, row
                )
            )
        finally:
            library.heif_decoding_options_free(options)
        try:
            size = tuple(
                how(decoded, _INTERLEAVED) for how in (library.heif_image_get_width, library.heif_image_get_height)
            )
            if size != (self._tiling.tile_width, self._tiling.tile_height):
                raise ValueError("a tile has another size than the first")
            stride = c_int()
            plane = library.heif_image_get_plane_readonly(decoded, _INTERLEAVED, byref(stride))
            pixels = ctypes.string_at(plane, stride.value * size[1])
            return Image.frombytes("RGB", size, pixels, "raw", "RGB", stride.value)
        finally:
            library.heif_image_release(decoded)

    @staticmethod
    def _require(failure: _Failure) -> None:
        if failure.code:
            raise ValueError((failure.message or b"").decode(errors="replace"))


def tiles_of(picture: Image.Image, raw: bytes) -> HeifTiles | None:
    """Return the tiles of a HEIC that was opened and not loaded; None when it is to be decoded whole."""
    library = _library() if picture.format == "HEIF" else None
    if library is None:
        return None
    try:
        tiles = HeifTiles(library, raw)
    except ValueError:
        return None
    return tiles if tiles.is_usual() else None


@cache
def _library() -> ctypes.CDLL | None:
    """Find the library that the reader of HEIC brings with it; None when it is kept elsewhere."""
    import pi_heif  # noqa: PLC0415 - half of this process, for whoever sends one

    packages = Path(pi_heif.__file__).parent.parent
    found = [*packages.glob("pi_heif.libs/libheif*"), *packages.glob("pi_heif/.dylibs/libheif*")]
    if not found:
        return None
    library = ctypes.CDLL(str(found[0]))
    for name in (
        "heif_context_read_from_memory_without_copy",
        "heif_context_get_primary_image_handle",
        "heif_image_handle_get_image_tiling",
        "heif_image_handle_decode_image_tile",
    ):
        getattr(library, name).restype = _Failure
    library.heif_context_read_from_memory_without_copy.argtypes = (c_void_p, c_char_p, c_size_t, c_void_p)
    for name in ("heif_context_alloc", "heif_decoding_options_alloc", "heif_image_get_plane_readonly"):
        getattr(library, name).restype = c_void_p
    library.heif_image_handle_get_item_id.restype = c_uint32
    library.heif_item_get_property_type.restype = c_uint32
    return library
