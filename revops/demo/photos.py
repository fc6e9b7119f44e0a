"""Photos of the demo garage, drawn: a few cars as they came in, with a dent, and as they went out, without."""

import datetime as dt
import hashlib
import io
from collections.abc import Iterator

from PIL import Image, ImageDraw

from revops.core.ids import new_id
from revops.core.pictures import photo_of
from revops.core.time import now
from revops.files.port import Kind
from revops.files.service import Files
from revops.journal.entry import EntryKind, Event, record
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.photos.row import PhotoFileRow, PhotoKind, PhotoRow, contents_of, new_photo, new_photo_file

_CARS = 2
_COLOURS = ("#8a1c1c", "#1c3f8a")
_SIZE = (1280, 960)
_TAKEN = (
    (PhotoKind.INTAKE, "Dent in the front door", True, 0),
    (PhotoKind.BEFORE, "Left side", True, 60),
    (PhotoKind.AFTER, "Left side, beaten out and painted", False, 0),
    (PhotoKind.AFTER, None, False, 60),
)


async def add_photos(db: Database, files: Files, workshop_id: str) -> int:
    """Add photos to a few of the newest jobs that are done, unless the garage has some; return how many."""
    scope = TenantScope(workshop_id)
    if await Scoped(db, "photos", scope).count({}, limit=1):
        return 0
    done = {"status": {"$in": ["completed", "delivered"]}}
    jobs = await Scoped(db, "jobs", scope).find(done, sort=[("created_at", -1)], limit=_CARS).to_list()
    photos: list[PhotoRow] = []
    named: list[PhotoFileRow] = []
    for colour, job in zip(_COLOURS, jobs, strict=False):
        for taken, raw in _pictures(colour):
            photo, its_files = await _kept(files, job, taken, raw)
            photos.append(photo)
            named += its_files

    async def work(session: Session) -> None:
        await ScopedRows[PhotoRow](db, "photos", scope).insert(photos, session)
        await ScopedRows[PhotoFileRow](db, "photo_files", scope).insert(named, session)
        used: Document = {"_id": workshop_id, "workshop_id": workshop_id, "bytes": sum(p["bytes"] for p in photos)}
        await Scoped(db, "photo_usage", scope).insert([used], session)
        await record(db, session, workshop_id, "Asia/Kolkata", *map(_added, photos))

    if photos:
        await db.transaction(work)
    return len(photos)


def _pictures(colour: str) -> Iterator[tuple[tuple[PhotoKind, str | None, int], bytes]]:
    for kind, caption, is_dented, shift in _TAKEN:
        out = io.BytesIO()
        _car(colour, shift, is_dented=is_dented).save(out, "JPEG", quality=90)
        yield (kind, caption, shift), out.getvalue()


def _car(colour: str, shift: int, *, is_dented: bool) -> Image.Image:
    """Draw a car from its side in a garage."""
    image = Image.new("RGB", _SIZE, "#b9b4a8")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 660, 1280, 960), fill="#6d6a64")
    for left in range(-40, 1280, 220):
        draw.rectangle((left + shift, 80, left + shift + 180, 300), fill="#d4dde2", outline="#8d8a82", width=6)
    x = 140 + shift
    draw.polygon([(x + 190, 470), (x + 330, 320), (x + 680, 320), (x + 810, 470)], fill=colour)
    draw.polygon([(x + 235, 462), (x + 345, 345), (x + 490, 345), (x + 490, 462)], fill="#26323a")
    draw.polygon([(x + 510, 345), (x + 665, 345), (x + 755, 462), (x + 510, 462)], fill="#26323a")
    draw.rounded_rectangle((x, 460, x + 960, 660), 60, fill=colour)
    draw.line((x + 500, 470, x + 500, 640), fill="#00000080", width=4)
    for wheel in (x + 210, x + 750):
        draw.ellipse((wheel - 100, 570, wheel + 100, 770), fill="#17181a")
        draw.ellipse((wheel - 48, 622, wheel + 48, 718), fill="#a9adb1")
    draw.ellipse((x + 905, 500, x + 955, 550), fill="#f4ecc8")
    if is_dented:
        draw.ellipse((x + 330, 520, x + 450, 600), fill="#3a3a3a")
        draw.line((x + 300, 540, x + 480, 600), fill="#e6e2da", width=7)
        draw.line((x + 320, 575, x + 470, 560), fill="#e6e2da", width=4)
    return image


async def _kept(
    files: Files, job: Document, taken: tuple[PhotoKind, str | None, int], raw: bytes
) -> tuple[PhotoRow, list[PhotoFileRow]]:
    kind, caption, _ = taken
    workshop_id = job["workshop_id"]
    made = await photo_of(io.BytesIO(raw), workshop_id, "demo")
    after = kind is PhotoKind.AFTER
    at = min(now(), job["completed_at"] or now()) if after else job["created_at"] + dt.timedelta(minutes=5)
    photo = new_photo(
        workshop_id,
        job["_id"],
        new_id(),
        made,
        received=hashlib.sha256(raw).hexdigest(),
        kind=kind,
        caption=caption,
        taken_at=at,
        added_by=job["manager_id"],
        at=at,
    )
    kept = contents_of(made).items()
    named = [new_photo_file(photo, size, await files.put(workshop_id, Kind.PHOTO, content)) for size, content in kept]
    return photo, named


def _added(photo: PhotoRow) -> Event:
    changes = {"photo_kind": (None, photo["kind"]), "photo_sha256": (None, photo["sha256"])}
    about = {"job": photo["job_id"], "photo": photo["_id"]}
    who = photo["added_by"]
    return Event(EntryKind.PHOTO_ADDED, who, who, now(), about=about, changes=changes)
