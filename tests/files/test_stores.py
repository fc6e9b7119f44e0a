"""Files in the database and in a folder: kept whole or not at all, read as they were kept or refused."""

import asyncio
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from revops.core.errors import TooManyRequests, Unavailable
from revops.core.time import now
from revops.files.errors import FileUnusable, WrongKey
from revops.files.port import MAX_BYTES, FileKey, Kind
from revops.files.service import Files
from revops.mongo.quota import DailyQuota
from revops.rooms import migrate
from tests.files.conftest import MakePlace, Place

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

MINE, OTHERS = "workshop-1", "workshop-2"


async def test_what_is_kept_is_read_and_kept_once(any_place: Place) -> None:
    content = os.urandom(100_000)
    sha256 = await any_place.files.put(MINE, Kind.PAPER, content)
    assert sha256 == await any_place.files.put(MINE, Kind.PAPER, content)
    assert await any_place.names() == {f"{MINE}/paper/{sha256}"}
    assert await any_place.files.get(MINE, Kind.PAPER, sha256) == content
    key = FileKey(MINE, Kind.PAPER, sha256)
    assert await any_place.files.store.exists(key)
    assert await any_place.files.put(MINE, Kind.LOGO, b"")
    largest = await any_place.files.put(MINE, Kind.PAPER, bytes(MAX_BYTES))
    assert len(await any_place.files.get(MINE, Kind.PAPER, largest)) == MAX_BYTES
    with pytest.raises(AssertionError):
        await any_place.files.put(MINE, Kind.PAPER, bytes(MAX_BYTES + 1))


async def test_of_another_workshop_or_kind_is_not_there(any_place: Place) -> None:
    sha256 = await any_place.files.put(MINE, Kind.PAPER, b"an invoice")
    for workshop_id, kind in ((OTHERS, Kind.PAPER), (MINE, Kind.LOGO)):
        with pytest.raises(FileUnusable) as refusal:
            await any_place.files.get(workshop_id, kind, sha256)
        assert refusal.value.is_missing
        assert not await any_place.files.store.exists(FileKey(workshop_id, kind, sha256))


@pytest.mark.parametrize("workshop_id", ["", ".", "..", "../x", "a/b", "/etc", "a\0b", "a\n", "x" * 65])
async def test_no_name_leads_out_of_the_folder(place: Place, workshop_id: str) -> None:
    with pytest.raises(WrongKey):
        await place.files.put(workshop_id, Kind.PAPER, b"x")
    with pytest.raises(WrongKey):
        await place.files.get(workshop_id, Kind.PAPER, "0" * 64)
    for sha256 in ("../" * 21 + "x", "0" * 63, "A" * 64, f"{'0' * 64}\n"):
        with pytest.raises(WrongKey):
            await place.files.get(MINE, Kind.PAPER, sha256)
    for name in (f"{MINE}/{workshop_id}/{'0' * 64}", f"{workshop_id}/paper/{'0' * 64}", f"{MINE}/paper", "x"):
        with pytest.raises(WrongKey):
            FileKey.parse(name)


async def test_what_was_altered_is_refused_and_healed_by_keeping_it_again(any_place: Place) -> None:
    content = os.urandom(5_000)
    changes: dict[str, Callable[[bytes], bytes]] = {
        "cut short": lambda found: found[:-1],
        "emptied": lambda _: b"",
        "one bit": lambda found: bytes([found[0] ^ 1]) + found[1:],
        "longer": lambda found: found + b"x",
    }
    for how, change in changes.items():
        sha256 = await any_place.files.put(MINE, Kind.PAPER, content)
        await any_place.spoil(f"{MINE}/paper/{sha256}", change)
        with pytest.raises(FileUnusable, match="was altered on the server") as refusal:
            await any_place.files.get(MINE, Kind.PAPER, sha256)
        assert not refusal.value.is_missing, how
    await any_place.files.put(MINE, Kind.PAPER, content)
    assert await any_place.files.get(MINE, Kind.PAPER, sha256) == content


async def test_what_was_kept_in_the_other_place_is_found(make_place: MakePlace) -> None:
    database = make_place("database")
    folder = Files(database.db, database.files.stores[1], database.files.stores[:1])
    for first, second in ((database.files, folder), (folder, database.files)):
        sha256 = await first.put(MINE, Kind.PAPER, os.urandom(100))
        assert await second.get(MINE, Kind.PAPER, sha256) == await first.get(MINE, Kind.PAPER, sha256)


async def test_a_workshop_keeps_so_much_in_a_day(place: Place) -> None:
    place.db.quota = DailyQuota(place.db.loose_collection("throttles"), 1)
    await place.files.put(MINE, Kind.PAPER, os.urandom(600_000))
    refused = os.urandom(600_000)
    with pytest.raises(TooManyRequests):
        await place.files.put(MINE, Kind.PAPER, refused)
    assert not await place.files.store.exists(FileKey.of(MINE, Kind.PAPER, refused))
    await place.files.put(OTHERS, Kind.PAPER, refused)


async def test_a_killed_process_leaves_whole_files_only_and_all_that_it_was_told_are_kept(
    place: Place, mongo_url: str
) -> None:
    await migrate(place.db)
    arguments = ["-m", "tests.files.putting_process", mongo_url, place.db.name, str(place.settings.data), place.name]
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, MINE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(8):
        await process.stdout.readline()
    await asyncio.sleep(0.007)
    process.kill()
    told = {line.strip().decode() for line in (await process.stdout.read()).splitlines(keepends=True)[:-1]}
    await process.wait()
    kept = [key async for key in place.files.store.kept_before(now() + dt.timedelta(hours=1))]
    assert told <= {key.sha256 for key in kept}
    assert len(kept) >= 8
    for key in kept:
        assert len(await place.files.get(MINE, Kind.PAPER, key.sha256)) == 400_000
    # No document names them. A request may be about to, so they are left for a day.
    assert await place.sweep.sweep() == 0
    assert {str(key) for key in kept} <= await place.names()
    await place.age()
    again = await place.files.get(MINE, Kind.PAPER, kept[0].sha256)
    await place.files.put(MINE, Kind.PAPER, again)  # by whoever is about to name it
    await place.sweep.sweep()
    assert await place.names() == {str(kept[0])}


async def test_in_a_folder_links_lead_nowhere_and_others_cannot_read(make_place: MakePlace, tmp_path: Path) -> None:
    place = make_place("folder")
    sha256 = await place.files.put(MINE, Kind.PAPER, b"an invoice")
    path = place.folder / MINE / "paper" / sha256
    assert path.stat().st_mode & 0o777 == 0o600
    assert {parent.stat().st_mode & 0o777 for parent in (path.parent, path.parent.parent, place.folder)} == {0o700}
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / sha256).write_bytes(b"an invoice")
    path.unlink()
    path.symlink_to(outside / sha256)
    with pytest.raises(FileUnusable, match="cannot be read"):
        await place.files.get(MINE, Kind.PAPER, sha256)
    (place.folder / OTHERS).mkdir()
    (place.folder / OTHERS / "paper").symlink_to(outside)
    for refused in (place.files.get(OTHERS, Kind.PAPER, sha256), place.files.put(OTHERS, Kind.PAPER, b"another")):
        with pytest.raises(FileUnusable, match="lies behind a link"):
            await refused
    assert [found.name for found in outside.iterdir()] == [sha256]


async def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_named(make_place: MakePlace) -> None:
    place = make_place("folder")
    place.folder.write_text("not a folder")
    with pytest.raises(Unavailable, match="could not store the file, so nothing was saved"):
        await place.files.put(MINE, Kind.PAPER, b"an invoice")
