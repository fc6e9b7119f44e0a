"""The file: what is written and read, without a database. Never more of it in memory than a block.

    RVBACKUP | length | header: JSON | block ... | last block | SHA-256 of everything before

A block is a kind ("D" or, the last, "E"), a length and content: compressed by zstd and then, with a passphrase,
encrypted. A data block is the name of a collection and documents of it as BSON, one after the other; the last block
tells how many documents of each there are. Lengths are four bytes, little-endian.
"""

import contextlib
import datetime as dt
import hashlib
import os
import re
import secrets
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import bson
import orjson
import zstandard
from bson.errors import BSONError
from pydantic import TypeAdapter

from revops.backup.contents import LEFT_OUT, LISTED_FILES
from revops.backup.encryption import SALT_BYTES, Key, Sealed, check_passphrase
from revops.backup.errors import BackupError
from revops.core.files import sync_folder
from revops.core.passphrases import forms_of, normal_secret
from revops.files.errors import FileUnusable, WrongKey
from revops.files.port import FileKey

MAGIC = b"RVBACKUP"
FORMAT = 1
_LENGTH = struct.Struct("<I")
_BLOCK = struct.Struct("<cI")
_DATA, _LAST = b"D", b"E"
_DIGEST_BYTES = 32
_READ_BYTES = 1024 * 1024
# Twice what the server sends at once; a longer one is damage, and not worth the memory.
_MAX_BLOCK_BYTES = 40 * 1024 * 1024
_LEVEL = 3
# Files of either store are documents of this collection here.
FILES = "files"
# Of a collection, whichever version had it: a file that somebody else made may name what is the database's own.
_NAME = re.compile(r"[a-z][a-z_]*")


def _is_name(name: str) -> bool:
    """Say whether a backup can hold a collection of such a name; what no backup takes, somebody put there."""
    return _NAME.fullmatch(name) is not None and name not in LEFT_OUT


@dataclass(frozen=True, slots=True)
class Header:
    """The description of a backup, readable without the passphrase."""

    app: str  # the version of RevOps that made it
    migration: int  # the last one applied to what it holds
    database: str
    taken_at: str  # the instant that it shows, ISO 8601 in UTC
    instant: tuple[int, int]  # the same as the cluster counts it: seconds since 1970, and a number within
    about: dict[str, int]  # documents of each collection, roughly: for whoever watches it being read
    format: int = FORMAT
    salt: str | None = None  # of an encrypted one, in hex
    check: str | None = None


_HEADER = TypeAdapter(Header)


@dataclass(frozen=True, slots=True)
class Block:
    """Some documents of one collection, as BSON one after the other."""

    collection: str
    documents: bytes

    def __iter__(self) -> Iterator[bytes]:
        """Yield each document. Raises ValueError when they do not add up."""
        at, end = 0, len(self.documents)
        while at < end:
            size = _LENGTH.unpack_from(self.documents, at)[0] if at + 4 <= end else 0
            if size < 5 or at + size > end:
                raise ValueError("a document ends outside its block")
            yield self.documents[at : at + size]
            at += size

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def listed_files(self) -> Iterator[FileKey]:
        """Yield the names of a block of the list of files."""
        for document in self:
            yield _name_of(bson.decode(document))

    def files(self) -> Iterator[tuple[FileKey, bytes]]:
        """Yield the names and contents of a block of files."""
        for document in self:
            file = bson.decode(document)
            yield _name_of(file), _content_of(file)


class BackupWriter:
    """Writes a backup aside, as ``<name>.partial``, and gives it its name when it is whole and on disk.

    Use with ``with``: leaving it before ``finish`` leaves nothing behind.
    """

    def __init__(self, path: Path, header: dict[str, Any], passphrase: str | None) -> None:
        self._path = path
        self._partial = path.with_name(f"{path.name}.partial")
        self._key: Key | None = None
        if passphrase is not None:
            check_passphrase(passphrase)
            salt = secrets.token_bytes(SALT_BYTES)
            self._key = Key(normal_secret(passphrase), salt)
            header = header | {"salt": salt.hex(), "check": self._key.check}
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        self._digest = hashlib.sha256()
        self._number = 0
        self.counts: Counter[str] = Counter()
        # Who can read it can read password hashes, unless it is encrypted: not into what is there already, which may be
        # open to all, or lead elsewhere.
        self._partial.unlink(missing_ok=True)
        self._file: BinaryIO = os.fdopen(os.open(self._partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        described = orjson.dumps(asdict(Header(**header)))
        if self._key is not None:
            self._key.bind(described)
        self._write(MAGIC + _LENGTH.pack(len(described)) + described)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        with contextlib.suppress(OSError):
            self._partial.unlink(missing_ok=True)

    def add(self, block: Block) -> int:
        """Write documents of one collection; returns how many."""
        name = block.collection.encode()
        count = len(block)
        self._add(_DATA, bytes([len(name)]) + name + block.documents)
        self.counts[block.collection] += count
        return count

    def finish(self) -> int:
        """Write the end, wait for the disk, and give the file its name. Returns its size in bytes."""
        self._add(_LAST, orjson.dumps(dict(self.counts)))
        self._file.write(self._digest.digest())
        self._file.flush()
        os.fsync(self._file.fileno())
        size = self._file.tell()
        self._file.close()
        self._partial.replace(self._path)
        sync_folder(self._path.parent)
        return size

    def _add(self, kind: bytes, content: bytes) -> None:
        content = self._compressor.compress(content)
        if self._key is not None:
            content = self._key.close(content, self._number, is_last=kind == _LAST)
        self._number += 1
        self._write(_BLOCK.pack(kind, len(content)))
        self._write(content)

    def _write(self, content: bytes) -> None:
        self._digest.update(content)
        self._file.write(content)


class BackupReader:
    """A backup whose checksum is right and, when it is encrypted, whose passphrase is. Raises BackupError otherwise."""

    def __init__(self, path: Path, passphrase: str | None = None) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self.header, self._start, described = self._read_header(file)
        except OSError as error:
            raise BackupError(f"{path} cannot be read: {error.strerror}.") from None
        except (ValueError, TypeError, KeyError, struct.error):
            raise self._damaged() from None
        self._key: Key | None = None
        if self.header.salt is None:
            return
        if passphrase is None:
            raise BackupError(
                f"{path} is encrypted. Give its passphrase with --passphrase-file or REVOPS_BACKUP_PASSPHRASE."
            )
        salt = bytes.fromhex(self.header.salt)
        keys = (Key(form, salt) for form in forms_of(passphrase))
        self._key = next((key for key in keys if key.check == self.header.check), None)
        if self._key is None:
            raise BackupError(f"This is not the passphrase of {path}. Give the one it was made with.")
        self._key.bind(described)

    @property
    def about(self) -> int:
        """Roughly how many documents it holds."""
        return sum(self.header.about.values())

    def check(self) -> Counter[str]:
        """Read all of it; return how many documents of each collection it holds. Raises BackupError."""
        counts: Counter[str] = Counter()
        for block in self.blocks():
            counts[block.collection] += len(block)
            if block.collection in {FILES, LISTED_FILES}:
                self._check_files(block)
        return counts

    def listed_files(self) -> Iterator[FileKey]:
        """Yield the names of the files that are in a bucket, of a backup that was checked."""
        for block in self.blocks():
            if block.collection == LISTED_FILES:
                yield from block.listed_files()

    def blocks(self) -> Iterator[Block]:
        """Yield what it holds, in the order it was written. Raises BackupError."""
        counts: Counter[str] = Counter()
        try:
            with self.path.open("rb") as file:
                file.seek(self._start)
                for number, (kind, content) in enumerate(_raw_blocks(file)):
                    if self._key is not None:
                        content = self._key.open(content, number, is_last=kind == _LAST)
                    content = _unpacked(content)
                    if kind == _LAST:
                        if orjson.loads(content) != counts:
                            raise ValueError("the counts differ")
                        return
                    name = content[1 : 1 + content[0]].decode() if content else ""
                    if not _is_name(name):
                        raise ValueError("no collection of ours has such a name")
                    block = Block(name, content[1 + content[0] :])
                    counts[name] += len(block)
                    yield block
        except OSError as error:
            raise BackupError(f"{self.path} cannot be read: {error.strerror}.") from None
        except (Sealed, zstandard.ZstdError, ValueError, struct.error):
            raise self._damaged() from None

    def _read_header(self, file: BinaryIO) -> tuple[Header, int, bytes]:
        if file.read(len(MAGIC)) != MAGIC:
            raise BackupError(f"{self.path} is not a backup of RevOps. Name a file that `revops backup` made.")
        if not _digest_is_right(file):
            raise self._damaged()
        file.seek(len(MAGIC))
        (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
        described = file.read(min(length, _MAX_BLOCK_BYTES))
        values = orjson.loads(described)
        if values["format"] > FORMAT:
            raise BackupError(
                f"{self.path} was made by RevOps {values['app']}, which is newer than this one. Install that one."
            )
        header = _HEADER.validate_python(values)
        if header.salt is not None and len(bytes.fromhex(header.salt)) != SALT_BYTES:
            raise ValueError("no salt of ours is so long")
        if not all(map(_is_name, header.about)):
            raise ValueError("no collections of ours have such names")
        return header, file.tell(), described

    def _check_files(self, block: Block) -> None:
        try:
            if block.collection == LISTED_FILES:
                for _ in block.listed_files():
                    pass
                return
            for key, content in block.files():
                key.checked(content)
        except FileUnusable as error:
            raise BackupError(f"{self.path}: the file {error.name} {error.reason}. Use another backup.") from None
        except (WrongKey, BSONError, ValueError):
            raise self._damaged() from None

    def _damaged(self) -> BackupError:
        return BackupError(
            f"{self.path} is damaged or incomplete: its checksum does not match. Nothing was changed. Use another"
            " backup."
        )


def _name_of(file: dict[str, Any]) -> FileKey:
    name = file.get("_id")
    if not isinstance(name, str):
        raise WrongKey(repr(name))
    return FileKey.parse(name)


def _content_of(file: dict[str, Any]) -> bytes:
    content = file.get("content")
    if not isinstance(content, bytes):
        raise ValueError("a file without a content")
    return content


def _unpacked(content: bytes) -> bytes:
    if zstandard.frame_content_size(content) > _MAX_BLOCK_BYTES:
        raise ValueError("the block claims to be longer than blocks are")
    return zstandard.ZstdDecompressor().decompress(content, max_output_size=_MAX_BLOCK_BYTES)


def _raw_blocks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    kind = _DATA
    while kind != _LAST:
        kind, length = _BLOCK.unpack(file.read(_BLOCK.size))
        if kind not in {_DATA, _LAST} or length > _MAX_BLOCK_BYTES:
            raise ValueError("not a block")
        content = file.read(length)
        if len(content) != length:
            raise ValueError("the file ends within a block")
        yield kind, content


def _digest_is_right(file: BinaryIO) -> bool:
    """Compare the SHA-256 at the end with that of everything before it."""
    end = file.seek(0, os.SEEK_END) - _DIGEST_BYTES
    file.seek(0)
    digest = hashlib.sha256()
    while (left := end - file.tell()) > 0:
        digest.update(file.read(min(_READ_BYTES, left)))
    return digest.digest() == file.read(_DIGEST_BYTES)


def instant_text(seconds: int) -> str:
    """Return the instant as the header tells it."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat().replace("+00:00", "Z")
