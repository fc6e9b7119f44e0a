"""The source of the passphrase of backups."""

from pathlib import Path

from revops.backup.errors import BackupError
from revops.core.files import read_line
from revops.settings import Settings


def read_passphrase(settings: Settings, file: Path | None) -> str | None:
    """Return the passphrase in the file, else the one of the settings, else None. Raises BackupError."""
    if file is None:
        return None if settings.backup_passphrase is None else settings.backup_passphrase.get_secret_value()
    try:
        text = read_line(file)
    except (OSError, UnicodeDecodeError):
        raise BackupError(f"The passphrase file {file} cannot be read.") from None
    if not text:
        raise BackupError(f"The passphrase file {file} is empty.")
    return text
