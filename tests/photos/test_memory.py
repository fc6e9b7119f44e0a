"""How much of a picture is in memory at a time: of a PNG some rows, of a WebP little enough, whatever was sent."""

import io
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pi_heif
import pytest
from PIL import Image, ImageChops

from revops.core import picture_decoder
from revops.core.heif_tiles import tiles_of
from revops.core.helping import ANSWER, LENGTH, REFUSAL
from revops.core.jpeg_scans import kept_bytes
from revops.core.picture_decoder import shrunk, still
from tests.photos.grid import of_tiles

pytestmark = pytest.mark.slow

_MAX_MB = 100
_KINDS = ["PNG RGB", "PNG RGBA", "PNG P", "PNG L", "PNG 1", "WEBP RGB", "WEBP RGBA", "JPEG", "JPEG noise", "JPEG whole"]
_KINDS += ["JPEG square", "JPEG strip", "JPEG passes", "JPEG camera", "HEIC", "HEIC camera", "HEIC ten bits"]
SAMPLES = Path(__file__).parent / "samples"
_HEIC = {
    "HEIC": "twelve-megapixels.heic",
    "HEIC ten bits": "tiles-24-ten-bits.heic",
}


def _noise(size: tuple[int, int], mode: str) -> Image.Image:
    one = Image.effect_noise(size, 90)
    other, third = (one.transpose(how) for how in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM))
    match mode:
        case "L":
            return one
        case "LA":
            return Image.merge("LA", (one, other))
        case "RGBA":
            return Image.merge("RGBA", (one, other, third, one))
        case "P":
            return Image.merge("RGB", (one, other, third)).quantize(200)
    return Image.merge("RGB", (one, other, third))


def _random(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3))


def _png(picture: Image.Image, **said: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", **said)
    return out.getvalue()


def _header_only(size: tuple[int, int], bits: int, colour: int, *, interlaced: bool = False) -> bytes:
    """Write the beginning of a PNG, as far as it is read before it is refused."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", *size, bits, colour, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("band_pixels", [900, 500_000])
@pytest.mark.parametrize("size", [(300, 220), (64, 64), (901, 7), (7, 901), (1, 1)])
@pytest.mark.parametrize(
    ("mode", "seen_through"),
    [("L", None), ("L", 7), ("LA", None), ("RGB", None), ("RGB", (1, 2, 3)), ("RGBA", None), ("P", None), ("P", 5)],
)
def test_read_by_rows_it_is_what_it_is_when_read_whole(
    mode: str, seen_through: object, size: tuple[int, int], band_pixels: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_decoder, "_BAND_PIXELS", band_pixels)
    raw = _png(_noise(size, mode), **({} if seen_through is None else {"transparency": seen_through}))
    for longest in (50, 128, 2048):
        with still(raw, 25_000_000, ("PNG",), "PNG") as picture:
            by_rows = shrunk(picture, raw, (longest, longest), 1.0).convert("RGBA")
        whole = Image.open(io.BytesIO(raw)).convert("RGBA")
        scale = max(1, max(size) / longest)
        wanted = tuple(max(1, round(side / scale)) for side in size)
        assert by_rows.size == wanted
        whole = whole.resize(wanted, Image.Resampling.LANCZOS)
        # Of what is seen through hardly at all, the colour is nothing.
        on_black = [Image.alpha_composite(Image.new("RGBA", wanted, "black"), one) for one in (by_rows, whole)]
        assert max(most for _, most in ImageChops.difference(*on_black).getextrema()) <= 3  # type: ignore[misc]


@pytest.fixture
def decoder() -> Iterator["subprocess.Popen[bytes]"]:
    """Start the process that photos are decoded in, as a server does."""
    command = [sys.executable, "-P", "-m", "revops.core.helping", "revops.core.photo_decoder", "640"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def _ask(decoder: "subprocess.Popen[bytes]", raw: bytes) -> tuple[bytes, bytes]:
    assert decoder.stdin is not None
    assert decoder.stdout is not None
    decoder.stdin.write(LENGTH.pack(len(raw)) + raw)
    decoder.stdin.flush()
    kind = decoder.stdout.read(1)
    return kind, decoder.stdout.read(LENGTH.unpack(decoder.stdout.read(LENGTH.size))[0])


def _picture(kind: str) -> bytes:
    """Draw the largest that is taken of a kind; of HEIC, which nothing here encodes, as they are taken."""
    if kind == "HEIC camera":  # a phone of 48 megapixels; its tiles are smaller files than a camera's
        return of_tiles((SAMPLES / "tiles-24.heic").read_bytes(), 16, 12, (8064, 6048), 9_000_000)
    if kind.startswith("HEIC"):
        return (SAMPLES / _HEIC[kind]).read_bytes()
    out = io.BytesIO()
    match kind.split():
        case ["PNG", "1"]:
            Image.new("1", (5000, 4990)).save(out, "PNG", compress_level=1)
        case ["PNG", mode]:
            _noise((100, 100), mode).resize((5000, 4990), Image.Resampling.NEAREST).save(out, "PNG", compress_level=1)
        case ["WEBP", mode]:
            Image.new(mode, (2440, 1840), (10, 90, 200, 120)[: len(mode)]).save(out, "WEBP", method=0)
        # Of noise everything is as large as it can be, the files that come of it too.
        case ["JPEG", "noise"]:
            _random((5000, 4990)).save(out, "JPEG", quality=70)
        case ["JPEG", "whole"]:  # too small to be decoded as half
            _random((3160, 3160)).save(out, "JPEG", quality=95)
        case ["JPEG", "square"]:
            _random((3880, 3880)).save(out, "JPEG", quality=90)
        case ["JPEG", "strip"]:
            _random((12_000, 2080)).save(out, "JPEG", quality=70)
        case ["JPEG", "passes"]:
            _random((3860, 3860)).save(out, "JPEG", quality=60, progressive=True)
        case ["JPEG", "camera"]:
            _noise((100, 100), "RGB").resize((8192, 6144), Image.Resampling.NEAREST).save(out, "JPEG", quality=70)
        case _:
            Image.new("RGB", (5000, 4990), "teal").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.skipif(sys.platform != "linux", reason="nothing says elsewhere how much memory a process had")
@pytest.mark.parametrize("kind", _KINDS)
def test_the_largest_of_a_kind_is_decoded_in_little_memory(decoder: "subprocess.Popen[bytes]", kind: str) -> None:
    answered, _ = _ask(decoder, _picture(kind))
    assert answered == ANSWER
    said = Path(f"/proc/{decoder.pid}/status").read_text()
    most_mb = next(int(line.split()[1]) for line in said.splitlines() if line.startswith("VmHWM:")) * 1024 / 1e6
    assert most_mb <= _MAX_MB


@pytest.mark.parametrize(
    "name",
    [
        *("phone.heic", "twelve-megapixels.heic", "tiles.heic", "tiles-turned.heic"),
        *("tiles-cropped.heic", "tiles-ten-bits.heic"),
    ],
)
def test_a_heic_that_is_read_by_rows_is_what_it_is_when_read_whole(name: str) -> None:
    pi_heif.register_heif_opener(thumbnails=False)
    raw = (SAMPLES / name).read_bytes()
    whole = Image.open(io.BytesIO(raw)).convert("RGB")
    # At most a third as large, its pixels are averaged first.
    for longest in (2048, 100):
        with still(raw, 25_000_000, ("HEIF",), "HEIC") as picture:
            assert (tiles_of(picture, raw) is not None) == name.startswith("tiles")
            by_rows = shrunk(picture, raw, (longest, longest), 1.0)
        wanted = whole.copy()
        wanted.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        assert by_rows.size == wanted.size
        assert max(most for _, most in ImageChops.difference(by_rows, wanted).getextrema()) <= 3  # type: ignore[misc]


@pytest.mark.parametrize("cut", [300, 1500, 2600, 3300])
def test_a_heic_whose_tiles_end_too_soon_is_refused(decoder: "subprocess.Popen[bytes]", cut: int) -> None:
    kind, _ = _ask(decoder, (SAMPLES / "tiles.heic").read_bytes()[:cut])
    assert kind == REFUSAL


def test_a_heic_in_one_piece_is_to_be_smaller(decoder: "subprocess.Popen[bytes]") -> None:
    raw = (SAMPLES / "twelve-megapixels.heic").read_bytes()
    size = struct.pack(">II", 4032, 3024)
    why = too_large_a("HEIC in one piece")
    assert _ask(decoder, raw.replace(size, struct.pack(">II", 4800, 3600))) == (REFUSAL, why)


def _jpeg_head(size: tuple[int, int], frame: int, of_colours: int, fineness: int = 0x11) -> bytes:
    """Write the beginning of a JPEG, as far as it is read before it is refused: its first pass has so many colours."""

    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data

    colours = bytes((1, fineness, 0, 2, 0x11, 0, 3, 0x11, 0))
    head = segment(frame, struct.pack(">BHHB", 8, size[1], size[0], 3) + colours)
    scan = segment(0xDA, bytes((of_colours, *(n for colour in range(of_colours) for n in (colour + 1, 0)), 0, 63, 0)))
    # Between segments there may be nothing, or filling.
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + b"\xff\xff" + head + scan + bytes(50)


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (_jpeg_head((4000, 3000), 0xC0, 3), 0),
        (_jpeg_head((4000, 3000), 0xC2, 3), 4000 * 3000 * 3 * 2),
        # A colour at a time.
        (_jpeg_head((4000, 3000), 0xC0, 1), 4000 * 3000 * 3 * 2),
        # Two colours are kept half as fine across and down; blocks are whole.
        (_jpeg_head((4000, 3000), 0xC2, 1, 0x22), 4000 * 3008 * 3),
        (_jpeg_head((4000, 3000), 0xC2, 1)[:40], 0),
        (_jpeg_head((4000, 3000), 0xC2, 1, 0), 0),
        (b"\xff\xd8\xff", 0),
        (b"\xff\xd8\xff\xe0", 0),
    ],
)
def test_what_a_jpeg_keeps_until_its_last_pass_is_read_from_its_head(head: bytes, kept: int) -> None:
    assert kept_bytes(head) == kept


def too_large_a(kind: str) -> bytes:
    """Return what is said of a picture that may only be smaller."""
    said = f"This picture is too large for a file of its kind ({kind}). Please take a screenshot of it, and add that."
    return said.encode()


PASSES, WHOLE = too_large_a("progressive JPEG"), too_large_a("interlaced or 16-bit PNG")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (_header_only((4000, 4000), 8, 2, interlaced=True), WHOLE),
        (_header_only((4000, 4000), 16, 2), WHOLE),
        (_header_only((4000, 4000), 16, 6), WHOLE),
        (_jpeg_head((4000, 3000), 0xC2, 3), PASSES),
        (_jpeg_head((4000, 3000), 0xC0, 1), PASSES),
    ],
)
def test_what_can_only_be_read_whole_is_to_be_smaller(
    decoder: "subprocess.Popen[bytes]", raw: bytes, why: bytes
) -> None:
    assert _ask(decoder, raw) == (REFUSAL, why)


def test_a_webp_is_to_be_smaller_than_others(decoder: "subprocess.Popen[bytes]") -> None:
    out = io.BytesIO()
    Image.new("RGB", (2448, 1840)).save(out, "WEBP", method=0)
    assert _ask(decoder, out.getvalue()) == (REFUSAL, too_large_a("WebP"))


@pytest.mark.parametrize(("bits", "mode"), [(16, "I;16"), (1, "1")])
def test_small_ones_of_other_depths_are_read(decoder: "subprocess.Popen[bytes]", bits: int, mode: str) -> None:
    kind, _ = _ask(decoder, _png(Image.new(mode, (40, 30))))
    assert kind == ANSWER, bits


@pytest.mark.parametrize("cut", [5, 9, 13, 17, 40, 400])
def test_a_png_that_ends_too_soon_is_refused(decoder: "subprocess.Popen[bytes]", cut: int) -> None:
    raw = _png(_noise((100, 100), "RGB"))
    end = raw.index(b"IEND") - 4
    kind, why = _ask(decoder, raw[: end - cut] + raw[end:])
    assert (kind, why) == (REFUSAL, b"This picture is damaged or incomplete. Please choose another file.")
