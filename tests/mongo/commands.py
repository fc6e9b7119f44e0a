"""The commands that an application sends to its database: as the driver tells them, and as ``RawCommands`` sends them
past it, several in one message.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import pytest
from pymongo import monitoring

from revops.mongo.client import Document, Session
from revops.mongo.raw_commands import RawCommands

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

    def note(self, *message: Sent) -> None:
        """Note the commands of one message."""
        self.sent += message
        asked = _asked.get()
        if asked is not None:
            asked.append(", ".join(f"{sent.name} {sent.collection}".rstrip() for sent in message))

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Note a command of the driver."""
        self.note(Sent(event.command_name, dict(event.command)))

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Nothing to note."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing to note."""


@contextlib.contextmanager
def listening() -> Iterator[Commands]:
    """Note what is sent by every database that is opened from here on."""
    commands = Commands()
    monitoring.register(commands)
    with pytest.MonkeyPatch.context() as patching:
        _hear_raw_commands(commands, patching)
        try:
            yield commands
        finally:
            monitoring._LISTENERS.command_listeners.remove(commands)


def _hear_raw_commands(commands: Commands, patching: pytest.MonkeyPatch) -> None:
    """Let raw commands go on although somebody listens, and note them."""
    made, read, written = RawCommands.__init__, RawCommands.documents, RawCommands.write

    def usable(self: RawCommands, *args: Any) -> None:
        made(self, *args)
        self._is_usable = True

    async def documents(self: RawCommands, command: Document) -> list[Document] | None:
        answer = await read(self, command)
        if answer is not None:
            commands.note(Sent(next(iter(command)), command))
        return answer

    async def write(self: RawCommands, sent: Sequence[Document], session: Session) -> list[Document] | None:
        answers = await written(self, sent, session)
        if answers is not None:
            commands.note(*(Sent(next(iter(command)), command) for command in sent))
        return answers

    patching.setattr(RawCommands, "__init__", usable)
    patching.setattr(RawCommands, "documents", documents)
    patching.setattr(RawCommands, "write", write)


@contextlib.contextmanager
def for_this_request() -> Iterator[list[str]]:
    """Collect what is sent in the context of the caller: a request, and none of what goes on beside it."""
    asked: list[str] = []
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)
