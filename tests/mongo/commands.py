"""The commands that an application sends to its database, as the driver tells them.

A read in one piece goes by the driver while somebody listens (``RawReads``): the same command, as often.
"""

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from pymongo import monitoring

# What a request does in its own tasks is done in its context; what goes on in the background is not.
_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)


@dataclass(frozen=True)
class Sent:
    """A command, and the name of the transaction that it is part of, if it is."""

    name: str
    body: Mapping[str, Any]

    @property
    def collection(self) -> str:
        """The collection it is about; empty for one that is about none."""
        about = self.body[self.name]
        return about if isinstance(about, str) else ""

    @property
    def transaction(self) -> tuple[bytes, int] | None:
        """Session and number of its transaction."""
        if "txnNumber" not in self.body or self.body.get("autocommit") is not False:
            return None
        return bytes(self.body["lsid"]["id"]), int(self.body["txnNumber"])


class Commands(monitoring.CommandListener):
    """Everything that is sent."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Note a command."""
        sent = Sent(event.command_name, dict(event.command))
        self.sent.append(sent)
        asked = _asked.get()
        if asked is not None:
            asked.append(f"{sent.name} {sent.collection}".rstrip())

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Nothing to note."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing to note."""


@contextlib.contextmanager
def listening() -> Iterator[Commands]:
    """Note what is sent by every database that is opened from here on."""
    commands = Commands()
    monitoring.register(commands)
    try:
        yield commands
    finally:
        monitoring._LISTENERS.command_listeners.remove(commands)


@contextlib.contextmanager
def for_this_request() -> Iterator[list[str]]:
    """Collect what is sent in the context of the caller: a request, and none of what goes on beside it."""
    asked: list[str] = []
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)
