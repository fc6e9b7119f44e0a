"""Backups by the clock: one instance makes them, old ones go when a new one stands, and a failure costs nothing."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from revops.backup.file import BackupReader
from revops.backup.schedule import Plan, Schedule
from revops.mongo.client import Database
from tests.backup.conftest import PASSPHRASE
from tests.conftest import Clock, MakeDatabase, SettingsMaker, eventually, running
from tests.factories import Garage

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


def names(folder: Path) -> list[str]:
    """Return what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


async def test_of_many_instances_one_backs_up_and_only_old_ones_of_its_own_go(
    source: Database, busy_garage: Garage, mongo_url: str, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "backups"
    hourly, always = (Plan(folder, every, 2, PASSPHRASE) for every in (dt.timedelta(hours=1), dt.timedelta()))
    clock.set("2026-03-10T18:00:00Z")
    made = await asyncio.gather(*(Schedule(source, mongo_url, hourly).make_if_due() for _ in range(3)))
    (first,) = [path for path in made if path is not None]
    assert first.name == f"{source.name}-20260310T180000Z.rvb"
    assert BackupReader(first, PASSPHRASE).check()["users"] == await source.collection("users").count_documents({})

    schedule = Schedule(source, mongo_url, always)
    others = ["another-20250101T000000Z.rvb", f"{source.name}-before-the-upgrade.rvb"]
    for name in others:
        (folder / name).touch()
    (folder / f"{source.name}-20260101T000000Z.rvb.partial").touch()  # of a server that was killed
    for hour in (19, 20):
        clock.set(f"2026-03-10T{hour}:00:00Z")
        await schedule.make_if_due()
    kept = [f"{source.name}-20260310T{hour}0000Z.rvb" for hour in (19, 20)]
    assert names(folder) == sorted(others + kept)
    assert await Schedule(source, mongo_url, hourly).make_if_due() is None

    # Of the same second as the one before, so it cannot be made: the old ones stay, and it is not tried without pause.
    assert await schedule.make_if_due() is None
    assert names(folder) == sorted(others + kept)


async def test_server_backs_up_by_itself_and_a_folder_that_fails_does_not_stop_it(
    make_database: MakeDatabase, make_settings: SettingsMaker, tmp_path: Path
) -> None:
    folder, name = tmp_path / "backups", make_database().name
    folder.write_text("not a folder")
    async with running(make_settings(db_name=name, backup_folder=folder)) as http:
        assert (await http.get("/readyz")).status_code == 200
    folder.unlink()
    db = make_database()
    async with running(make_settings(db_name=db.name, backup_folder=folder)):

        async def is_made() -> bool:
            taken = {"_id": "backup", "taken_at": {"$ne": None}, "$expr": {"$eq": ["$taken_at", "$tried_at"]}}
            return await db.collection("leases").find_one(taken) is not None

        await eventually(is_made)
        (path,) = folder.iterdir()
        assert BackupReader(path).header.database == db.name
