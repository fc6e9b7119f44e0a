"""What is sent as a photo: only its pixels are kept, turned as they are meant to be seen, or it is refused."""

import asyncio
import io
import struct
import sys
import time
import uuid
import zipfile
import zlib
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from revops.mongo.client import Database
from tests.conftest import SettingsMaker, running
from tests.factories import Garage, make_garage, make_job, make_photo, ok, picture, refused, send_photo

SAMPLES = Path(__file__).parent / "samples"
OWNER_IN_IT = b"Camera of Mr Rao"
_SIZE = struct.Struct(">HH")
NOT_A_PICTURE = "This file is not a picture. Please choose a JPEG, PNG, WebP or HEIC file."
DAMAGED = "This picture is damaged or incomplete. Please choose another file."
MORE_THAN_A_PICTURE = "There is more than a picture in this file. Please take a screenshot of it, and add that."


def with_metadata(kind: str, orientation: int = 1) -> bytes:
    """Draw a picture as a phone writes it: with its place, its maker, notes and a profile."""
    exif = Image.Exif()
    exif[0x010F] = OWNER_IN_IT.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (18.0, 31.0, 13.0), 3: "E", 4: (73.0, 51.0, 24.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>' + OWNER_IN_IT + b"</rdf:RDF></x:xmpmeta>"
    return picture(kind=kind, exif=exif, xmp=xmp, comment=OWNER_IN_IT)


def chunks_of(webp: bytes) -> dict[bytes, bytes]:
    """Read the chunks of a WebP file; fails for bytes beside them."""
    assert (webp[:4], webp[8:12]) == (b"RIFF", b"WEBP")
    assert struct.unpack("<I", webp[4:8])[0] + 8 == len(webp)
    found, at = {}, 12
    while at < len(webp):
        name, size = webp[at : at + 4], struct.unpack("<I", webp[at + 4 : at + 8])[0]
        found[name] = webp[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    assert at == len(webp)
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_nothing_but_pixels_is_kept(garage: Garage, db: Database, kind: str) -> None:
    raw = (SAMPLES / "phone.heic").read_bytes() if kind == "HEIF" else with_metadata(kind)
    assert OWNER_IN_IT in raw
    photo_id = await make_photo(garage.manager, await make_job(garage.manager), raw)
    for size in ("320", "1280", "full"):
        content = (await garage.manager.get(f"/api/photos/{photo_id}/{size}")).content
        # A frame of pixels: no EXIF, no XMP, no profile, and nothing in between.
        assert set(chunks_of(content)) == {b"VP8 "}
    files = await db.collection("files").find({"workshop_id": garage.id, "kind": "photo"}).to_list()
    assert files
    for file in files:
        for mark in (OWNER_IN_IT, b"Exif", b"GPS", b"xmpmeta", b"ns.adobe"):
            assert mark not in file["content"]
    shown = Image.open(io.BytesIO(content)).convert("RGB")
    assert shown.getpixel((3, 3)) == pytest.approx((255, 255, 255), abs=6)
    assert shown.getpixel((shown.width - 4, shown.height - 4)) == pytest.approx((0, 128, 128), abs=6)


async def test_of_a_photo_with_a_second_picture_in_it_the_first_is_kept(garage: Garage) -> None:
    # As phones write those with depth or a brighter copy.
    job_id = await make_job(garage.manager)
    photo_id = await make_photo(garage.manager, job_id, with_a_second("teal", "red", "multi-picture"))
    content = (await garage.manager.get(f"/api/photos/{photo_id}/full")).content
    assert set(chunks_of(content)) == {b"VP8 "}
    assert Image.open(io.BytesIO(content)).convert("RGB").getpixel((700, 500)) == pytest.approx((0, 128, 128), abs=6)
    hidden = with_a_second("teal", "red", "<script>alert(1)</script>")
    refused(await send_photo(garage.manager, job_id, hidden), 422, field="photo")


async def test_a_photo_is_named_by_what_it_is(garage: Garage) -> None:
    # It is called, and said to be, a JPEG; what counts is what is in it.
    photo_id = await make_photo(garage.manager, await make_job(garage.manager), picture(kind="WEBP"))
    answer = await garage.manager.get(f"/api/photos/{photo_id}/full")
    assert answer.headers["content-type"] == "image/webp"


async def test_a_photo_is_turned_as_it_was_held(garage: Garage) -> None:
    photo_id = await make_photo(garage.manager, await make_job(garage.manager), with_metadata("JPEG", orientation=6))
    answer = await garage.manager.get(f"/api/photos/{photo_id}/full")
    shown = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert shown.size == (600, 800)
    # What lies at the upper left of the file is at the upper right of the picture.
    assert shown.getpixel((590, 10)) == pytest.approx((255, 255, 255), abs=6)
    assert shown.getpixel((10, 10)) == pytest.approx((0, 128, 128), abs=6)


def with_a_second(colour: str, other: str, comment: str) -> bytes:
    """Draw a JPEG with another picture behind the first."""
    out = io.BytesIO()
    first, second = (Image.open(io.BytesIO(picture(each))) for each in (colour, other))
    first.save(out, "MPO", save_all=True, append_images=[second], comment=comment.encode())
    assert Image.open(io.BytesIO(out.getvalue())).format == "MPO"
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Make a PNG of many pixels, all of one colour, in few bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + 3 * width)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def also_an_archive() -> bytes:
    out = io.BytesIO(picture())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("run.sh", "rm -rf /")
    return out.getvalue()


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def of_a_hundred_megapixels() -> bytes:
    small = picture(size=(160, 120))
    assert small.count(_SIZE.pack(120, 160)) == 1
    return small.replace(_SIZE.pack(120, 160), _SIZE.pack(10_000, 10_000))


REFUSED = {
    "nothing": (b"", "The file is empty. Please take the photo again, or choose another file."),
    "a bomb": (bomb(6000, 5000), "This picture has more than 25 megapixels. Please choose a smaller one."),
    "what no phone takes": (
        of_a_hundred_megapixels(),
        "This picture has more than 51 megapixels. Please choose a smaller one.",
    ),
    "half of it": (picture(size=(1600, 1200))[:4000], DAMAGED),
    "a drawing that runs": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', NOT_A_PICTURE),
    "a page behind a picture": (picture() + b"<script>alert(1)</script>", MORE_THAN_A_PICTURE),
    "a paper before a picture": (picture(comment=b"%PDF-1.7"), MORE_THAN_A_PICTURE),
    "an archive behind a picture": (also_an_archive(), MORE_THAN_A_PICTURE),
    "a text of another name": (b"id,amount\n1,500\n" * 40, NOT_A_PICTURE),
    "a kind that is not taken": (picture(kind="BMP", size=(40, 40)), NOT_A_PICTURE),
    "HEIC that is none": (b"\0\0\0\x18ftypheic" + b"\0" * 200, NOT_A_PICTURE),
    "what moves": (moving(), "This picture moves. Please choose a still JPEG, PNG, WebP or HEIC file."),
}


async def test_what_is_no_photo_is_refused_in_a_sentence(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    for what, (raw, sentence) in REFUSED.items():
        problem = refused(await send_photo(garage.manager, job_id, raw), 422, field="photo")
        assert problem["detail"] == sentence, what
    assert ok(await garage.manager.get(f"/api/jobs/{job_id}/photos")) == []
    assert await db.collection("files").count_documents({"workshop_id": garage.id}) == 0


@pytest.mark.slow
async def test_a_file_may_be_large_here_and_nowhere_else(wire: httpx2.AsyncClient) -> None:
    garage = await make_garage(wire)
    job_id = await make_job(garage.manager)
    # Behind a JPEG phones write other things, which are not kept.
    await make_photo(garage.manager, job_id, picture() + b"\0" * 14_000_000)
    problem = refused(await send_photo(garage.manager, job_id, b"\0" * (15 * 1024 * 1024 + 1)), 413, "too_large")
    assert problem["detail"] == "The data that was sent is too large (at most 15 MB)."
    path = f"/api/jobs/{job_id}"
    refused(await garage.manager.request("PUT", path, content=b" " * 300_000), 413, "too_large")


async def test_photos_have_room_of_their_own_and_no_more(make_settings: SettingsMaker, db: Database) -> None:
    # A day's quota is for what people type.
    noise = Image.effect_noise((500, 500), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=90)
    async with running(make_settings(workshop_photos_mb=1, workshop_mb_per_day=1)) as http:
        garage = await make_garage(http)
        job_id = await make_job(garage.manager)
        answers = [await send_photo(garage.manager, job_id, out.getvalue() + bytes([n])) for n in range(6)]
        problem = refused(answers[-1], 409, "photos_full")
        assert problem["detail"] == (
            "The photos of your garage take up all of the 1 MB that they have, so this one was not kept. Ask whoever"
            " runs the server for more room."
        )
        used = ok(await garage.manager.get("/api/photos/usage"))
        assert 0 < used["used_mb"] < 1
        kept = [answer for answer in answers if answer.status_code == 200]
        assert len(ok(await garage.manager.get(f"/api/jobs/{job_id}/photos"))) == len(kept) >= 1


async def test_without_room_on_the_disk_nothing_is_kept(make_settings: SettingsMaker, db: Database) -> None:
    settings = make_settings(files="folder")
    (settings.data / "files").write_text("in the place of the folder")
    async with running(settings) as http:
        garage = await make_garage(http)
        job_id = await make_job(garage.manager)
        problem = refused(await send_photo(garage.manager, job_id), 503, "unavailable")
        assert problem["detail"].startswith("The server could not store the file, so nothing was saved.")
        assert ok(await garage.manager.get(f"/api/jobs/{job_id}/photos")) == []
        assert ok(await garage.manager.get("/api/photos/usage"))["used_mb"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot be kept from writing")
async def test_a_disk_that_is_full_while_a_photo_comes_keeps_nothing(garage: Garage, db: Database) -> None:
    import resource

    job_id = await make_job(garage.manager)
    large = picture(size=(1600, 1200)) + b"\0" * 2_000_000
    key = str(uuid.uuid4())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file of this process grows any further, as on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        answer = await send_photo(garage.manager, job_id, large, key)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    problem = refused(answer, 503, "unavailable")
    assert problem["detail"].startswith("The server has no room for the file, so nothing was saved.")
    assert ok(await garage.manager.get(f"/api/jobs/{job_id}/photos")) == []
    # The phone sends it again, and there it is.
    ok(await send_photo(garage.manager, job_id, large, key))
    assert len(ok(await garage.manager.get(f"/api/jobs/{job_id}/photos"))) == 1


@pytest.mark.slow
async def test_pictures_that_are_meant_to_hurt_keep_nobody_waiting(wire: httpx2.AsyncClient) -> None:
    attacker, other = await make_garage(wire), await make_garage(wire)
    job_id = await make_job(attacker.manager)
    answers: list[int] = []
    large = picture(size=(5000, 4900)) + b"\0" * 1_000_000
    sent = (REFUSED["a bomb"][0], large, also_an_archive(), b"\0" * 5_000_000)
    until = time.monotonic() + 4

    async def attack(raw: bytes) -> None:
        while time.monotonic() < until:
            answers.append((await send_photo(attacker.manager, job_id, raw, str(uuid.uuid4()))).status_code)

    answered: list[float] = []

    async def look() -> None:
        while time.monotonic() < until:
            started = time.monotonic()
            ok(await other.owner.get("/api/jobs"))
            answered.append(time.monotonic() - started)
            await asyncio.sleep(0.02)

    attacks = [attack(raw) for raw in sent * 2]
    await asyncio.gather(look(), *attacks)
    assert set(answers) <= {200, 422, 429}
    # How long exactly is what bench.abuse measures; here nobody waits behind a picture.
    assert len(answered) > 5
    assert answers
