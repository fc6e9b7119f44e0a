"""The program mongod: where it is, of which version, and why it ended."""

import os
import re
import shutil
import signal
import subprocess  # nosec B404
import sys
from contextlib import suppress
from pathlib import Path

from revops.settings import Settings

_FULL_BYTES = 5 * 1024 * 1024
# Of the end of a log: a mongod that aborts writes its reason, and then all that it was doing.
_READ_CHARACTERS = 200_000


class CannotStart(Exception):
    """The database cannot be started; the message says what to do about it."""


# What Python's installers call the folders that they write.
_INSTALLED_IN = {"site-packages", "dist-packages"}


def find_mongod(settings: Settings) -> Path:
    """Return the mongod to run: REVOPS_MONGOD, else that of the PATH or that of the platform's wheel, the newer one."""
    if settings.mongod is not None:
        if not settings.mongod.is_file():
            raise CannotStart(f"REVOPS_MONGOD names {settings.mongod}, which is not a file.")
        return settings.mongod
    # Never out of the current folder, which is where a relative entry leads.
    on_path = shutil.which("mongod", path=os.pathsep.join(e for e in os.get_exec_path() if Path(e).is_absolute()))
    found = [*([Path(on_path)] if on_path else []), *_carried_mongod()]
    if found:
        # The wheel's is of 2023. Of equals the one that the system keeps up to date.
        return found[0] if len(found) == 1 else max(found, key=version_of)
    raise CannotStart(
        f"There is no mongod for this platform ({sys.platform}, {os.uname().machine if hasattr(os, 'uname') else ''})."
        " Install MongoDB 7 or newer and put it on the PATH, name it in REVOPS_MONGOD, or set MONGO_URL."
    )


def _carried_mongod() -> list[Path]:
    name = "mongod.exe" if sys.platform == "win32" else "mongod"
    for entry in sys.path:
        if Path(entry).name not in _INSTALLED_IN:
            continue
        carried = Path(entry, "fiftyone", "db", "bin", name)
        if carried.is_file():
            if not os.access(carried, os.X_OK):
                carried.chmod(0o755)
            return [carried]
    return []


def version_of(mongod: Path) -> tuple[int, ...]:
    """Ask a mongod for its version; one that cannot be run is older than all others."""
    try:
        said = subprocess.run([mongod, "--version"], capture_output=True, text=True, timeout=10, check=True).stdout  # noqa: S603  # nosec B603
    except (OSError, subprocess.SubprocessError):
        return ()
    version = re.search(r"db version v(\d+)\.(\d+)\.(\d+)", said)
    return tuple(int(part) for part in version.groups()) if version else ()


def diagnose(mongod: Path, folder: Path, port: int, code: int) -> str:
    """Say why a mongod ended, and what to do about it."""
    said = ""
    for name in ("mongod.out", "mongod.log"):
        with suppress(OSError):
            said += (folder / name).read_text(errors="replace")[-_READ_CHARACTERS:]
    if "error while loading shared libraries" in said:
        library = said.split("error while loading shared libraries:")[1].split(":")[0].strip()
        package = {"libcurl.so.4": "libcurl4", "libcrypto.so.3": "libssl3", "libssl.so.3": "libssl3"}.get(
            library, library
        )
        return f"mongod needs the system library {library}. On Debian or Ubuntu: sudo apt-get install {package}"
    if code == -signal.SIGILL:
        return "This processor is too old for mongod (it needs AVX). Give MONGO_URL of a database on another machine."
    if "DBPathInUse" in said or "already running" in said:
        return f"The data folder {folder} is in use by another mongod. Stop that one, or set REVOPS_DATA."
    # A full disk often leaves no room to say so.
    if "No space left on device" in said or shutil.disk_usage(folder).free < _FULL_BYTES:
        return f"The disk of {folder} is full. Free some space and start again; what was saved is safe."
    if "Too many open files" in said:
        return (
            "This system lets mongod open too few files: a database needs 1,024 of them, and one for each connection."
            " Raise the limit (ulimit -n 8192, or LimitNOFILE=8192 in a systemd unit), and start again."
        )
    if "Address already in use" in said:
        return f"Port {port} was taken by another program while mongod started. Start again."
    if "UPGRADE PROBLEM" in said or "Wrong mongod version" in said:
        return (
            f"The data in {folder} was written by another version of MongoDB than {mongod}. Name the one"
            " used before in REVOPS_MONGOD; a backup made with it can be restored into a new folder with this one."
        )
    if "Permission denied" in said:
        return f"mongod may not write to {folder}. Give the user who runs RevOps that folder."
    return f"mongod ended at once (code {code}); see {folder / 'mongod.log'}."
