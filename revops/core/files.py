"""Files on disk: those that somebody else may have written, and those that must outlive a crash of the machine."""

import codecs
import errno
import os
import stat
from pathlib import Path

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_line(path: Path) -> str:
    """Read a file that holds one line, without its end, as any editor writes it: UTF-8, or UTF-16 that is marked so.

    Raises OSError, UnicodeDecodeError.
    """
    raw = path.read_bytes()
    return raw.decode("utf-16" if raw.startswith(_UTF16) else "utf-8-sig").rstrip("\r\n")


def why_not_ours(path: Path) -> str | None:
    """Say why a file's content may be another person's doing; None when it is the user's or root's alone.

    Its folder must be theirs too: who may write the folder may put another file there.
    """
    if not hasattr(os, "geteuid"):
        return None  # Windows keeps rights in another way, and a folder there is its user's
    for called, status in (("it", path.stat()), ("its folder", path.absolute().parent.stat())):
        if status.st_uid not in {0, os.geteuid()}:
            return f"{called} belongs to another user"
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return f"other users may write {called}"
    return None


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk, where the system can say so."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def is_open_to_all(folder: Path) -> bool:
    """Say whether every user of the machine may put files into a folder."""
    return hasattr(os, "geteuid") and folder.is_dir() and bool(folder.stat().st_mode & stat.S_IWOTH)


def in_words(error: OSError) -> str:
    """Say what the machine refused and what to do: a folder that may not be written, a full disk."""
    name = error.filename or "A file"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"{name} cannot be written, because the disk is full. Free some space and try again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{name} cannot be used ({error.strerror}). Give the user who runs RevOps that right, or another place."
    return f"{name} cannot be used: {error.strerror or error}."
