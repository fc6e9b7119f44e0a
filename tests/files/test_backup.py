"""A backup has the files of either place, and a restore puts them into either."""

from dataclasses import asdict
from pathlib import Path

import bson
import pytest

from revops.backup.errors import BackupError
from revops.backup.file import FILES, BackupReader, BackupWriter, Block
from revops.backup.restore import restore
from revops.backup.save import save
from revops.core.time import now
from revops.files.database import file_document
from revops.files.port import FileKey, Kind
from revops.rooms import verify
from tests.conftest import running
from tests.crash.running import run
from tests.factories import login, make_garage
from tests.files.conftest import MakePlace, Place, StoreName, keep_both

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.mark.parametrize("into", ["database", "folder"])
async def test_a_backup_of_either_place_is_restored_into_either(
    place: Place, into: StoreName, make_place: MakePlace, tmp_path: Path
) -> None:
    async with running(place.settings) as http:
        kept = await keep_both(await make_garage(http))
    saved = await save(place.db, tmp_path / "garage.rvb", files=place.files)
    assert saved.files_lacking == 0
    assert BackupReader(saved.path).check()[FILES] == 2
    target = make_place(into)
    await restore(target.db, BackupReader(saved.path), files=target.files)
    assert await target.names() == kept.names
    assert await target.db.collection("files").count_documents({}) == (2 if into == "database" else 0)
    assert (await verify(target.db, files=target.files)).problems == []
    async with running(target.settings) as http:
        kept.garage.owner = await login(http, kept.garage.owner.email)
        assert await kept.is_handed_out()


async def test_the_command_line_does_it_by_the_setting(
    place: Place, make_place: MakePlace, mongo_url: str, tmp_path: Path
) -> None:
    async with running(place.settings) as http:
        kept = await keep_both(await make_garage(http))
    file = str(tmp_path / "garage.rvb")

    def revops(at: Place, *arguments: str) -> str:
        mongo = {"MONGO_URL": mongo_url, "DB_NAME": at.db.name, "REVOPS_FILES": at.name, "COLUMNS": "400"}
        code, said = run(at.settings.data, *arguments, **mongo)
        assert code == 0, said
        return said

    revops(place, "backup", file)
    target = make_place("folder" if place.name == "database" else "database")
    assert "everything agrees" in revops(target, "restore", file)
    assert await target.names() == kept.names


async def test_a_file_that_is_lost_does_not_cost_the_rest(make_place: MakePlace, tmp_path: Path) -> None:
    place = make_place("folder")
    async with running(place.settings) as http:
        kept = await keep_both(await make_garage(http))
    lost = min(kept.names)
    await place.spoil(lost, lambda found: found[:-1])
    saved = await save(place.db, tmp_path / "garage.rvb", files=place.files)
    assert saved.files_lacking == 1
    target = make_place("folder")
    await restore(target.db, BackupReader(saved.path), files=target.files)
    assert await target.names() == kept.names - {lost}
    (problem,) = (await verify(target.db, files=target.files)).problems
    assert lost in problem


async def test_an_altered_file_in_a_backup_is_found_before_anything_is_written(
    place: Place, make_place: MakePlace, tmp_path: Path
) -> None:
    async with running(place.settings) as http:
        await keep_both(await make_garage(http))
    header = asdict(BackupReader((await save(place.db, tmp_path / "garage.rvb", files=place.files)).path).header)
    key = FileKey.of("workshop-1", Kind.PAPER, b"an invoice")
    altered = file_document(key, b"another invoice", now())
    led_out = file_document(key, b"an invoice", now()) | {"_id": f"../../{key}"}
    for number, document in enumerate((altered, led_out)):
        bad = tmp_path / f"bad-{number}.rvb"
        with BackupWriter(bad, header, None) as writer:
            writer.add(Block(FILES, bson.encode(document)))
            writer.finish()
        target = make_place(place.name)
        with pytest.raises(BackupError, match=r"was altered. Use another backup|damaged or incomplete"):
            await restore(target.db, BackupReader(bad), files=target.files)
        assert await target.db.client[target.db.name].list_collection_names() == []
        assert not target.folder.exists()
