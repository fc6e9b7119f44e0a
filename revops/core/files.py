"""Files that somebody else may have written: by hand in any editor, or to be obeyed by whoever starts us."""

import codecs
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


def is_open_to_all(folder: Path) -> bool:
    """Say whether every user of the machine may put files into a folder."""
    return hasattr(os, "geteuid") and folder.is_dir() and bool(folder.stat().st_mode & stat.S_IWOTH)
