"""Files in a folder of one machine, for whoever would rather not have them in the database."""

import asyncio
import contextlib
import datetime as dt
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from filelock import FileLock

from revops.core.files import sync_folder
from revops.files.errors import FileUnusable, WrongKey
from revops.files.port import MAX_BYTES, FileKey

_UNFINISHED = "unfinished-"
# A link under a file's name leads to somebody else's.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class FolderStore:
    """Keeps each file under its name; a process that is killed leaves an unfinished one, which is no file."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, key: FileKey, content: bytes) -> None:
        """Keep a content. Raises OSError."""
        await asyncio.to_thread(self._put, key, content)

    async def get(self, key: FileKey) -> bytes:
        """Read a content and check it. Raises FileUnusable."""
        return key.checked(await asyncio.to_thread(self._read, key))

    async def exists(self, key: FileKey) -> bool:
        """Say whether something is kept under a name."""
        return await asyncio.to_thread(lambda: self._path(key).is_file())

    async def delete(self, key: FileKey, older_than: dt.datetime) -> bool:
        """Remove a file unless it was kept since. Returns whether it was removed."""
        return await asyncio.to_thread(self._delete, key, older_than)

    async def kept_before(self, instant: dt.datetime) -> AsyncIterator[FileKey]:
        """Yield the names of the files that were last kept before an instant; remove what was not finished by then."""
        for key in await asyncio.to_thread(lambda: list(self._kept_before(instant))):
            yield key

    def _path(self, key: FileKey) -> Path:
        """Find the place of a file. Raises FileUnusable where a link leads out of the folder."""
        folder = self._root / key.workshop_id / key.kind.value
        if folder.resolve() != self._root.resolve() / key.workshop_id / key.kind.value:
            raise FileUnusable(str(key), "lies behind a link")
        return folder / key.sha256

    def _lock(self) -> FileLock:
        """Keep a file from being removed, for being old, while it is kept anew."""
        return FileLock(self._root / ".lock")

    def _put(self, key: FileKey, content: bytes) -> None:
        path = self._path(key)
        _make_folder(path.parent)
        handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with self._lock():
                Path(unfinished).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(unfinished).unlink()
            raise
        sync_folder(path.parent)

    def _read(self, key: FileKey) -> bytes:
        path = self._path(key)
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | _NO_LINK), "rb") as file:
                return file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise FileUnusable(str(key), "is missing", is_missing=True) from None
        except OSError as error:
            raise FileUnusable(str(key), f"cannot be read ({error.strerror})") from None

    def _delete(self, key: FileKey, older_than: dt.datetime) -> bool:
        path = self._path(key)
        with self._lock():
            try:
                if path.lstat().st_mtime >= older_than.timestamp():
                    return False
                path.unlink()
            except FileNotFoundError:
                return False
        return True

    def _kept_before(self, instant: dt.datetime) -> Iterator[FileKey]:
        for path in self._root.glob("*/*/*"):
            with contextlib.suppress(FileNotFoundError):
                if path.lstat().st_mtime >= instant.timestamp():
                    continue
                if path.name.startswith(_UNFINISHED):
                    path.unlink()
                    continue
                with contextlib.suppress(WrongKey):  # nothing of ours
                    yield FileKey.parse(path.relative_to(self._root).as_posix())


def _make_folder(folder: Path) -> None:
    """Make a folder and those that it lies in, for its user alone, so that a crash of the machine loses none."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)
