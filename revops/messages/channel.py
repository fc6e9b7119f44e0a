"""The port for a channel: e-mail, WhatsApp, and whatever comes later. Each sends one message at a time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol


class ChannelName(StrEnum):
    """Ways to reach somebody."""

    EMAIL = "email"
    WHATSAPP = "whatsapp"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that goes with a message."""

    name: str
    pdf: bytes
    # The same bytes have the same name everywhere, so a channel may hand them over once.
    sha256: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as a channel sends it: ``text`` as it was worded, ``event`` and ``params`` for channels that have their
    own templates. ``is_typed`` says that somebody wrote the text by hand, so that no template has it.
    """

    id: str
    workshop_id: str
    workshop_name: str
    to: str
    event: str
    language: str
    params: Mapping[str, str]
    subject: str
    text: str
    is_typed: bool = False
    reply_to: str | None = None
    paper: Paper | None = None
    logo_png: bytes | None = None
    is_reminder: bool = False
    # With reminders only: where one click ends them.
    unsubscribe_url: str | None = None
    # It may have gone out before: whoever sent it ended in the middle.
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that the channel took; later news of it come by the provider's id."""

    provider_id: str
    cost_minor: int | None = None


class Temporary(Exception):
    """It may work later: the message is tried again. The sentence says why, for the owner. ``is_unknown``: the channel
    may have taken it all the same. ``after``: not before so long.
    """

    def __init__(self, sentence: str, *, is_unknown: bool = False, after: dt.timedelta | None = None) -> None:
        super().__init__(sentence)
        self.is_unknown = is_unknown
        self.after = after


class Permanent(Exception):
    """It will never work. ``marks_address``: nothing else can reach this address, so nothing more is sent to it."""

    def __init__(self, sentence: str, *, marks_address: bool = False) -> None:
        super().__init__(sentence)
        self.marks_address = marks_address


class PerhapsSent(Exception):
    """Nobody knows whether it went out, and to send it twice would be worse than not at all. Later news may tell; the
    message says so in a sentence.
    """


class ChannelStopped(Exception):
    """Nothing goes out by this channel until somebody has done something; the sentence says what. ``part``: nothing of
    this part of it, as ``Channel.part_of`` names it.
    """

    def __init__(self, sentence: str, *, part: str | None = None) -> None:
        super().__init__(sentence)
        self.part = part


class Channel(Protocol):
    """A way to reach somebody."""

    @property
    def name(self) -> ChannelName:
        """The name that messages carry."""

    @property
    def reads(self) -> Literal["email", "phone"]:
        """The address of a person that it sends to."""

    @property
    def needs_yes(self) -> bool:
        """True when somebody must have agreed to be reached by it; else it is enough that he did not refuse."""

    async def is_ready(self, workshop_id: str) -> bool:
        """Tell whether it is configured for a garage."""

    async def is_own(self, workshop_id: str) -> bool:
        """Tell whether a garage has an account of its own, which stops alone; else it has the host's."""

    def part_of(self, event: str, language: str, *, is_typed: bool) -> str | None:
        """Name what may be stopped of the channel alone, such as a template; None where it stops as a whole."""

    async def send(self, message: Outgoing) -> Sent:
        """Send a message. Raises Temporary, Permanent, PerhapsSent, ChannelStopped."""
