"""Keeps as many megabytes as it is told to, and says which process it is: for ``core.helper``."""

import os

_KEPT: list[bytearray] = []


def answer(question: bytes) -> bytes:
    """Keep so much more."""
    _KEPT.append(bytearray(b"x" * (int(question) * 1_000_000)))
    return str(os.getpid()).encode()
