"""WhatsApp as a channel: by a template that Meta approved, or in words of one's own while a customer talks to us."""

import asyncio
import datetime as dt
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NoReturn

from revops.core.time import now
from revops.messages.addresses import Consent, How, note_consent
from revops.messages.channel import (
    ChannelName,
    ChannelStopped,
    Outgoing,
    Paper,
    PerhapsSent,
    Permanent,
    Sent,
    Temporary,
)
from revops.messages.whatsapp import media, windows
from revops.messages.whatsapp.account import Account
from revops.messages.whatsapp.graph import MAX_TEXT_LENGTH, Graph, NotReached, Number, PerhapsTaken, RefusedByMeta
from revops.messages.whatsapp.reach import Reach, free_after, is_reached, note_reached, reach_of
from revops.messages.whatsapp.refusals import Kind, Refusal
from revops.messages.whatsapp.templates import Template, choose, content_of, read_template, template_name
from revops.messages.wording import TEST, readable
from revops.mongo.client import Database

_REACHABLE = re.compile(r"\+([1-9][0-9]{6,14})")
_BELIEVED_SECONDS = 600.0
_MIN_WAIT = dt.timedelta(minutes=1)
_TOMORROW = dt.timedelta(hours=24)
_ENDED_IN_THE_MIDDLE = (
    "It was perhaps sent: the server ended before WhatsApp answered. It is not sent again automatically; what WhatsApp"
    " says of it is shown here."
)
_NO_ANSWER = (
    "It was perhaps sent: WhatsApp did not answer. It is not sent again automatically; what WhatsApp says of it is"
    " shown here."
)
_CLOSED = (
    "The customer has not written for 24 hours, so WhatsApp takes only templates. Send an e-mail, or open WhatsApp"
    " and write from there."
)
_NOTHING_TO_TEST_BY = (
    "The account at Meta works, but no template is approved that a test could be sent by: write to the number from"
    " your own WhatsApp and test again, or make the template hello_world at Meta."
)


class WhatsApp:
    """Sends by WhatsApp from the host's number, for all garages."""

    name = ChannelName.WHATSAPP
    reads: Literal["email", "phone"] = "phone"
    needs_yes = True

    def __init__(self, db: Database, account: Account, names: Mapping[str, Sequence[str]]) -> None:
        """Send for an account; ``names`` are those that templates may use, by event."""
        self.graph = Graph(account)
        self._db = db
        self._account = account
        self._names = names
        self._templates: list[Template] = []
        self._read_at: float | None = None
        self._reading = asyncio.Lock()
        self._number: tuple[float, Number] | None = None

    async def is_ready(self, workshop_id: str) -> bool:
        """Tell whether it is configured for a garage: it is for all of the host."""
        return True

    async def is_own(self, workshop_id: str) -> bool:
        """Tell whether a garage has an account of its own: none has."""
        return False

    def part_of(self, event: str, language: str, *, is_typed: bool) -> str | None:
        """Name the template of a message, which Meta may stop alone."""
        return None if is_typed else f"{template_name(event)} {language}"

    async def send(self, message: Outgoing) -> Sent:
        """Send a message, once: what perhaps went out is not sent again."""
        if message.is_again:
            raise PerhapsSent(_ENDED_IN_THE_MIDDLE)
        number = _REACHABLE.fullmatch(message.to)
        if number is None:
            raise Permanent(f"{message.to} is no number with a country code, which WhatsApp needs.", marks_address=True)
        to = number[1]
        template = await self._template_for(message, to)
        content = await self._content(message, template)
        if template is not None:
            await self._require_reach(to, is_reminder=message.is_reminder)
        try:
            sent = Sent(await self.graph.send(to, content, message.id))
        except PerhapsTaken:
            raise PerhapsSent(_NO_ANSWER) from None
        except NotReached as error:
            raise Temporary(str(error)) from None
        except RefusedByMeta as error:
            if error.refusal.kind is Kind.MEDIA and message.paper is not None:
                await media.forget(self._db, self._account.phone_number_id, message.paper.sha256)
            if error.refusal.kind is Kind.TEMPLATE:
                self._read_at = None
            if error.refusal.kind is Kind.OPTED_OUT:
                said = Consent(False, How.UNSUBSCRIBED, now())
                await note_consent(self._db, None, message.workshop_id, self.name.value, message.to, said)
            fail(error.refusal, self.part_of(message.event, message.language, is_typed=message.is_typed))
        if template is not None:
            await note_reached(self._db, self._account.phone_number_id, to)
        return sent

    async def reach(self) -> Reach | None:
        """Tell how many customers may be written to; None where Meta tells of no limit, or does not answer."""
        try:
            number = await self.number()
        except (RefusedByMeta, NotReached, PerhapsTaken):
            if self._number is None:
                return None
            number = self._number[1]
        return await reach_of(self._db, self._account.phone_number_id, number.tier)

    async def _require_reach(self, to: str, *, is_reminder: bool) -> None:
        """Raise Temporary when as many customers were written to in 24 hours as Meta allows the number."""
        reach = await self.reach()
        if reach is None or reach.reached < (reach.for_reminders if is_reminder else reach.customers):
            return
        if await is_reached(self._db, self._account.phone_number_id, to):
            return
        after = await free_after(self._db, self._account.phone_number_id)
        kept = ", of which some are kept for messages that are no reminders" if is_reminder else ""
        raise Temporary(
            f"WhatsApp lets this number write to {reach.customers:,} customers in 24 hours{kept}. It goes out when"
            " there is room.",
            after=max(after, _MIN_WAIT),
        )

    async def templates(self, *, fresh: bool = False) -> list[Template]:
        """Read the templates of ours at Meta. What was read is believed for ten minutes, unless it is asked anew.

        Raises as ``Graph.templates``.
        """
        async with self._reading:
            at = time.monotonic()
            if fresh or self._read_at is None or at - self._read_at > _BELIEVED_SECONDS:
                rows = await self.graph.templates()
                read = (read_template(row, self._names) for row in rows)
                self._templates = [template for template in read if template is not None]
                self._read_at = at
            return self._templates

    async def has_template(self, event: str, language: str) -> bool:
        """Tell whether Meta has approved a template for an event; not where it cannot be asked."""
        try:
            return choose(await self.templates(), event, language, has_paper=False) is not None
        except (RefusedByMeta, NotReached, PerhapsTaken):
            return False

    async def number(self) -> Number:
        """Read what Meta says of the number; believed for ten minutes. Raises as ``Graph.number``."""
        at = time.monotonic()
        if self._number is None or at - self._number[0] > _BELIEVED_SECONDS:
            self._number = at, await self.graph.number()
        return self._number[1]

    async def _template_for(self, message: Outgoing, to: str) -> Template | None:
        """Choose a template; None where words of one's own may be sent."""
        template = None
        if not message.is_typed:
            try:
                templates = await self.templates(fresh=message.event == TEST)
            except RefusedByMeta as error:
                fail(error.refusal)
            except (NotReached, PerhapsTaken) as error:
                raise Temporary(str(error)) from None
            chosen = (
                choose(templates, message.event, language, has_paper=message.paper is not None)
                for language in readable(message.language)
            )
            template = next((one for one in chosen if one is not None), None)
        if template is not None or await windows.is_open(self._db, to):
            return template
        if message.is_typed:
            raise Permanent(_CLOSED)
        if message.event == TEST:
            raise Permanent(_NOTHING_TO_TEST_BY)
        raise Permanent(
            f"Meta has approved no template {template_name(message.event)} in the language {message.language} that can"
            " be used. See WhatsApp in the settings of messages."
        )

    async def _content(self, message: Outgoing, template: Template | None) -> dict[str, Any]:
        if template is None:
            if len(message.text) > MAX_TEXT_LENGTH:
                raise Permanent(f"WhatsApp takes {MAX_TEXT_LENGTH:,} characters at most. Shorten the text.")
            return {"type": "text", "text": {"body": message.text, "preview_url": False}}
        paper = None
        if template.wants_paper and message.paper is not None:
            paper = (await self._handed_over(message.paper), message.paper.name)
        return content_of(template, message.params, paper)

    async def _handed_over(self, paper: Paper) -> str:
        """Return Meta's id of a paper, which is handed over once in 29 days."""
        known = await media.find(self._db, self._account.phone_number_id, paper.sha256)
        if known is not None:
            return known
        try:
            media_id = await self.graph.upload(paper.pdf, paper.name)
        except RefusedByMeta as error:
            fail(error.refusal)
        except (NotReached, PerhapsTaken) as error:  # a paper that is there twice is no harm
            raise Temporary(str(error)) from None
        await media.keep(self._db, self._account.phone_number_id, paper.sha256, media_id)
        return media_id


def fail(refusal: Refusal, part: str | None = None) -> NoReturn:
    """Raise what a refusal is to whoever sends messages."""
    match refusal.kind:
        case Kind.STOPPED:
            raise ChannelStopped(refusal.told)
        case Kind.LATER | Kind.MEDIA:
            raise Temporary(refusal.told)
        case Kind.TOMORROW:
            raise Temporary(refusal.told, after=_TOMORROW)
        case Kind.NOT_ON_WHATSAPP:
            raise Permanent(refusal.told, marks_address=True)
        case Kind.WINDOW_CLOSED:
            raise Permanent(_CLOSED)
        case Kind.TEMPLATE if part is not None:
            raise ChannelStopped(f"{refusal.told} Its messages wait: mend the template at Meta.", part=part)
        case Kind.TEMPLATE | Kind.OPTED_OUT | Kind.NEVER:
            raise Permanent(refusal.told)
