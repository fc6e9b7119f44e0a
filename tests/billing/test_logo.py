"""What is taken as a logo, and what is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from revops.billing.logo import MAX_PIXELS, MAX_SIZE
from revops.core.picture_decoder import redraw
from revops.papers.render import render
from revops.papers.typesetting import for_the_roll
from tests.papers import samples
from tests.papers.reading import pictures

pytestmark = pytest.mark.slow


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def cleaned(raw: bytes) -> bytes:
    """Return a logo as it is kept."""
    return redraw(raw, MAX_PIXELS, MAX_SIZE)


def refusal(raw: bytes) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(ValueError, match="icture") as caught:
        cleaned(raw)
    return str(caught.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_it_becomes_a_small_png(kind: str) -> None:
    clean = Image.open(io.BytesIO(cleaned(encoded(Image.new("RGB", (1500, 500), (200, 30, 30)), kind))))
    assert clean.format == "PNG"
    assert clean.size == (600, 200)
    assert clean.mode == "RGB"
    assert all(abs(one - other) < 8 for one, other in zip(clean.getpixel((300, 100)), (200, 30, 30), strict=True))  # type: ignore[arg-type]


def test_a_small_one_is_not_made_larger() -> None:
    assert Image.open(io.BytesIO(cleaned(encoded(Image.new("L", (40, 30), 7), "PNG")))).size == (40, 30)


@pytest.mark.parametrize(("size", "expected"), [((3000, 10), (600, 2)), ((10, 3000), (1, 300)), ((5000, 1), (600, 1))])
def test_a_very_long_one_still_has_both_sides(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert Image.open(io.BytesIO(cleaned(encoded(Image.new("RGB", size), "PNG")))).size == expected


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_stays(mode: str) -> None:
    picture = Image.new("RGBA", (20, 20), (200, 30, 30, 0))
    picture.paste((200, 30, 30, 255), (0, 0, 10, 20))
    options = {"transparency": 0} if mode == "P" else {}
    raw = encoded(Image.new("P", (20, 20), 0) if mode == "P" else picture.convert(mode), "PNG", **options)
    clean = Image.open(io.BytesIO(cleaned(raw)))
    assert clean.mode == "RGBA"
    assert clean.getpixel((15, 5))[3] == 0  # type: ignore[index]


def test_what_a_camera_wrote_beside_the_picture_is_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Camera of Priya"
    raw = encoded(Image.new("RGB", (80, 40), (1, 2, 3)), "JPEG", exif=exif)
    assert b"Camera of Priya" in raw
    clean = cleaned(raw)
    assert b"Camera of Priya" not in clean
    assert Image.open(io.BytesIO(clean)).size == (40, 80)
    texts = encoded(Image.new("RGB", (8, 8)), "PNG", dpi=(300, 300), icc_profile=b"profile")
    picture = Image.open(io.BytesIO(cleaned(texts)))
    picture.load()
    assert picture.info == {}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        encoded(Image.new("RGB", (8, 8)), "BMP"),
        encoded(Image.new("RGB", (8, 8)), "GIF"),
        encoded(Image.new("RGB", (8, 8)), "TIFF"),
    ],
    ids=["nothing", "text", "svg", "pdf", "bmp", "gif", "tiff"],
)
def test_what_is_no_picture_of_the_three_kinds_is_refused(raw: bytes) -> None:
    assert refusal(raw) == "This file is not a picture. Please choose a PNG, JPEG or WebP file."


def test_of_one_with_a_second_picture_in_it_the_first_is_kept() -> None:
    first, second = (Image.new("RGB", (80, 40), colour) for colour in ("teal", "red"))
    raw = encoded(first, "MPO", save_all=True, append_images=[second])
    clean = Image.open(io.BytesIO(cleaned(raw)))
    assert clean.format == "PNG"
    assert all(abs(one - other) < 8 for one, other in zip(clean.getpixel((40, 20)), (0, 128, 128), strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"<html>", b"PK\x05\x06" + bytes(18)])
def test_what_is_something_else_too_is_refused(behind: bytes) -> None:
    raw = encoded(Image.new("RGB", (8, 8)), "PNG") + behind
    assert refusal(raw) == ("There is more than a picture in this file. Please take a screenshot of it, and add that.")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_what_is_cut_short_is_refused(kind: str, share: float) -> None:
    raw = encoded(Image.effect_noise((300, 200), 90).convert("RGB"), kind)
    assert "PNG" in refusal(raw[: int(len(raw) * share)]) or "damaged" in refusal(raw[: int(len(raw) * share)])


def test_what_is_corrupted_is_refused() -> None:
    raw = bytearray(encoded(Image.effect_noise((300, 200), 90), "PNG"))
    raw[2_000:2_100] = bytes(100)
    assert refusal(bytes(raw)) == "This picture is damaged or incomplete. Please choose another file."


def _png(width: int, height: int) -> bytes:
    """Return a PNG that says it is that large, whatever is in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(2_000, 2_001), (20_000, 20_000), (60_000, 60_000)])
def test_what_would_fill_the_memory_is_refused_before_it_is_read(size: tuple[int, int]) -> None:
    assert refusal(_png(*size)) == "This picture has more than 4 megapixels. Please choose a smaller one."


def test_what_has_no_size_is_refused() -> None:
    assert refusal(_png(0, 10))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_refused(kind: str) -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue", "green")]
    raw = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert refusal(raw) == "This picture moves. Please choose a still PNG, JPEG or WebP file."


@pytest.mark.parametrize("size", [(600, 300), (600, 1), (1, 300), (1, 1)])
async def test_what_was_taken_can_be_printed(size: tuple[int, int]) -> None:
    logo = cleaned(encoded(Image.new("RGB", size, (0, 0, 255)), "PNG"))
    assert await render(samples.receipt(has_logo=True), logo)
    assert await render(samples.receipt(has_logo=True), logo, format="thermal")


def test_on_the_roll_it_is_black_dots() -> None:
    picture = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
    picture.paste((185, 28, 28, 255), (0, 0, 300, 300))
    dots = Image.open(io.BytesIO(for_the_roll(cleaned(encoded(picture, "PNG")))))
    assert (dots.mode, dots.size) == ("1", (256, 128))
    assert dots.crop((130, 0, 256, 128)).getextrema() == (255, 255)
    assert set(dots.crop((0, 0, 126, 128)).tobytes()) != {255}


async def test_a_logo_is_where_it_belongs_in_its_own_proportions() -> None:
    logo = cleaned(encoded(Image.new("RGB", (600, 300), (0, 0, 255)), "PNG"))
    page = pictures(await render(samples.invoice(has_logo=True), logo), 72)[0]
    blue = page.split()[2].point(lambda value: 255 if value > 200 else 0)
    red = page.split()[0].point(lambda value: 255 if value < 60 else 0)
    box = Image.composite(blue, Image.new("L", page.size), red).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert abs(left - 48) <= 1
    assert top < 90
    assert abs((right - left) / (bottom - top) - 2) < 0.1
    without = pictures(await render(samples.invoice(has_logo=True), None), 72)[0]
    assert (0, 0, 255) not in {colour for _, colour in without.getcolors(1 << 24) or []}
