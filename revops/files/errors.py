"""Refusals of files. ``core.errors`` says what each status means."""

from revops.core.errors import AppError, CannotBeDone


class FileUnusable(AppError):
    """The bytes of a file are missing, or are not those that were kept (500): whoever runs the server must act."""

    status = 500
    title = "A file cannot be used"
    code = "file_unusable"

    def __init__(self, name: str, reason: str, *, is_missing: bool = False) -> None:
        super().__init__(
            f"A file that belongs here {reason} on the server. Nothing else is lost. Please tell whoever runs the"
            " server: `revops verify` names the file, and it can be taken from a backup."
        )
        self.name = name
        self.reason = reason
        self.is_missing = is_missing


class BucketFails(CannotBeDone):
    """The bucket of files is of no use at the moment. The message is for whoever runs the server; ``reason`` is a word
    of it for a machine.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class WrongKey(Exception):
    """No file can have this name: none of ours does, so somebody else made it."""
