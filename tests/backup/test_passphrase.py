"""The passphrase of a backup, as keyboards and editors really give it."""

import codecs
from pathlib import Path
from typing import Any

import pytest

from revops.backup.errors import BackupError
from revops.backup.file import BackupReader, BackupWriter
from revops.backup.passphrase import read_passphrase
from revops.settings import Settings

pytestmark = pytest.mark.slow

_HEADER: dict[str, Any] = {
    "app": "test",
    "migration": 1,
    "database": "revops",
    "taken_at": "2026-11-28T08:00:00Z",
    "instant": (1, 1),
    "about": {},
}


def test_a_passphrase_is_the_same_from_every_keyboard_and_editor(tmp_path: Path) -> None:
    composed, apart = "\u00e9t\u00e9 et lorry 42", "e\u0301te\u0301 et lorry 42"
    for number, (made_with, given) in enumerate([(composed, apart), (apart, composed)]):
        path = tmp_path / f"{number}.rvb"
        with BackupWriter(path, _HEADER, made_with) as writer:
            writer.finish()
        assert BackupReader(path, given).check().total() == 0
        file = tmp_path / "passphrase"
        file.write_bytes(codecs.BOM_UTF8 + given.encode() + b"\r\n")
        read = read_passphrase(Settings(_env_file=None), file)
        assert BackupReader(path, read).check().total() == 0


def test_a_backup_of_a_passphrase_as_it_was_typed_still_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = "e\u0301te\u0301 et lorry 42"
    path = tmp_path / "old.rvb"
    with monkeypatch.context() as earlier:
        earlier.setattr("revops.backup.file.normal_secret", lambda typed: typed)
        with BackupWriter(path, _HEADER, apart) as writer:
            writer.finish()
    for given in (apart, "\u00e9t\u00e9 et lorry 42"):
        assert BackupReader(path, given).check().total() == 0
    with pytest.raises(BackupError, match="not the passphrase"):
        BackupReader(path, "another et lorry 42")
