"""Failures of a backup, each told in one line that says what to do."""


class BackupError(Exception):
    """A backup cannot be made or restored; the message says what to do about it."""
