"""The places where files can be kept: a test of this folder that asks for one is run with either."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import obstore
import pytest

from revops.files.port import FileKey, Kind
from revops.files.service import Files, files_of
from revops.files.sweep import Sweep
from revops.mongo.client import Database
from revops.rooms import NAMES_FILES
from revops.settings import Settings
from tests.bucket_server import BucketServer
from tests.conftest import MakeDatabase, SettingsMaker
from tests.factories import Garage, make_job, ok

LOGO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

StoreName = Literal["database", "folder", "s3"]


@dataclass
class Place:
    """A database, a folder, and the files of whichever is chosen."""

    name: StoreName
    db: Database
    settings: Settings
    files: Files
    bucket: BucketServer | None = None

    @property
    def outside(self) -> dict[str, str]:
        """The bucket's settings for a process of its own."""
        assert self.bucket is not None
        given = {**self.bucket.settings, "s3_prefix": self.settings.s3_prefix}
        return {f"REVOPS_{name.upper()}": str(value) for name, value in given.items()}

    @property
    def folder(self) -> Path:
        return self.settings.data / "files"

    @property
    def sweep(self) -> Sweep:
        return Sweep(self.db, self.files, NAMES_FILES)

    async def names(self) -> set[str]:
        """Read what is kept, wherever."""
        if self.name == "s3":
            return {str(key) async for key in self.files.store.kept_before(dt.datetime.max.replace(tzinfo=dt.UTC))}
        if self.name == "database":
            return {file["_id"] async for file in self.db.collection("files").find({}, {"_id": 1})}
        return {path.relative_to(self.folder).as_posix() for path in self.folder.glob("*/*/*")}

    async def spoil(self, name: str, change: Callable[[bytes], bytes] | None) -> None:
        """Change what is kept behind the program's back; None removes it."""
        if self.bucket is not None:
            store, place = self.bucket.store(), f"{self.settings.s3_prefix}/{name}"
            if change is None:
                await obstore.delete_async(store, place)
            else:
                content = bytes(await (await obstore.get_async(store, place)).bytes_async())
                await obstore.put_async(store, place, change(content))
            return
        if self.name == "folder":
            path = self.folder / name
            path.unlink() if change is None else path.write_bytes(change(path.read_bytes()))
            return
        files = self.db.collection("files")
        found = await files.find_one({"_id": name})
        assert found is not None
        if change is None:
            await files.delete_one({"_id": name})
        else:
            await files.update_one({"_id": name}, {"$set": {"content": change(bytes(found["content"]))}})

    async def age(self) -> None:
        """Let two days pass for all that is kept."""
        for path in self.folder.glob("*/*/*"):
            then = path.stat().st_mtime - 2 * 86_400
            os.utime(path, (then, then))
        two_days = {"$subtract": ["$stored_at", 2 * 86_400_000]}
        await self.db.collection("files").update_many({}, [{"$set": {"stored_at": two_days}}])


MakePlace = Callable[[StoreName], Place]


@pytest.fixture
def make_place(request: pytest.FixtureRequest, make_database: MakeDatabase, make_settings: SettingsMaker) -> MakePlace:
    """Return a maker of empty places."""

    def make(name: StoreName) -> Place:
        db = make_database()
        if name == "s3":
            bucket: BucketServer = request.getfixturevalue("bucket_of_run")
            settings = make_settings(db_name=db.name, s3_prefix=db.name, **bucket.settings)
            return Place(name, db, settings, files_of(db, settings), bucket)
        settings = make_settings(db_name=db.name, files=name)
        return Place(name, db, settings, files_of(db, settings))

    return make


@pytest.fixture(params=["database", "folder"])
def place(request: pytest.FixtureRequest, make_place: MakePlace) -> Place:
    """An empty place of either kind."""
    return make_place(request.param)


@pytest.fixture(params=["database", "folder", "s3"])
def any_place(request: pytest.FixtureRequest, make_place: MakePlace) -> Place:
    """An empty place of each kind."""
    return make_place(request.param)


@dataclass
class Kept:
    """What a garage has in files: a logo and an issued paper, as they were handed out."""

    garage: Garage
    document_id: str
    logo: bytes
    pdf: bytes

    @property
    def names(self) -> set[str]:
        return {str(FileKey.of(self.garage.id, kind, content)) for kind, content in self.contents.items()}

    @property
    def contents(self) -> dict[Any, bytes]:
        return {Kind.LOGO: self.logo, Kind.PAPER: self.pdf}

    async def is_handed_out(self) -> bool:
        """Say whether both are handed out as before."""
        logo, pdf = await read_logo(self.garage), await read_pdf(self.garage, self.document_id)
        return (logo, pdf) == (self.logo, self.pdf)


async def read_logo(garage: Garage) -> bytes:
    """Ask for the logo."""
    answer = await garage.owner.get("/api/workshops/me/logo")
    assert answer.status_code == 200, answer.text
    return answer.content


async def read_pdf(garage: Garage, document_id: str) -> bytes:
    """Ask for an issued paper."""
    answer = await garage.owner.get(f"/api/documents/{document_id}/pdf")
    assert answer.status_code == 200, answer.text
    return answer.content


async def keep_both(garage: Garage) -> Kept:
    """Give a garage a logo and an issued paper."""
    ok(await garage.owner.put(f"/api/workshops/{garage.id}/logo", {"image": LOGO}))
    job_id = await make_job(garage.manager, estimated_amount=5000)
    document_id = ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"))["id"]
    return Kept(garage, document_id, await read_logo(garage), await read_pdf(garage, document_id))
