"""Bytes outside documents, kept by their hash: what a file is called, and what keeps files.

A file's name is made here, of ids and a hash, and never of what somebody sent. What it holds never changes, so it may
be kept again, which makes it young again, and read without a lock. It is kept before the document that names it is
committed; what no document names is removed a day later (``files.sweep``), never the other way round.
"""

import datetime as dt
import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from revops.files.errors import FileUnusable, WrongKey

# What the database takes in one document, with room around it.
MAX_BYTES = 12 * 1024 * 1024
_WORKSHOP = re.compile(r"[0-9A-Za-z-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Kind(StrEnum):
    """The kinds of files, each named by documents of one collection (``rooms.NAMES_FILES``)."""

    LOGO = "logo"
    PAPER = "paper"
    # A size of one.
    PHOTO = "photo"
    # A photo of cash that was counted, or of a car at the gate.
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class FileKey:
    """The name of a file. Raises WrongKey for what could lead anywhere else."""

    workshop_id: str
    kind: Kind
    sha256: str

    def __post_init__(self) -> None:
        if not (_WORKSHOP.fullmatch(self.workshop_id) and _SHA256.fullmatch(self.sha256)):
            raise WrongKey(f"{self.workshop_id!r}, {self.sha256!r}")

    def __str__(self) -> str:
        return f"{self.workshop_id}/{self.kind}/{self.sha256}"

    @classmethod
    def of(cls, workshop_id: str, kind: Kind, content: bytes) -> "FileKey":
        """Build the name of a content."""
        return cls(workshop_id, kind, hashlib.sha256(content).hexdigest())

    @classmethod
    def parse(cls, name: str) -> "FileKey":
        """Read a name. Raises WrongKey."""
        parts = name.split("/")
        if len(parts) != 3 or parts[1] not in set(Kind):
            raise WrongKey(repr(name))
        return cls(parts[0], Kind(parts[1]), parts[2])

    def checked(self, content: bytes) -> bytes:
        """Hand a content on if it is the one of this name. Raises FileUnusable."""
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise FileUnusable(str(self), "was altered")
        return content


class Store(Protocol):
    """A place that keeps files: the database, a folder."""

    async def put(self, key: FileKey, content: bytes) -> None:
        """Keep a content, which is safe on disk when this returns; again, it is kept anew and young."""

    async def get(self, key: FileKey) -> bytes:
        """Read a content and check it. Raises FileUnusable."""

    async def exists(self, key: FileKey) -> bool:
        """Say whether something is kept under a name."""

    async def delete(self, key: FileKey, older_than: dt.datetime) -> bool:
        """Remove a file unless it was kept since. Returns whether it was removed."""

    def kept_before(self, instant: dt.datetime) -> AsyncIterator[FileKey]:
        """Yield the names of the files that were last kept before an instant."""
