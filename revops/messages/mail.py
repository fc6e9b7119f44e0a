"""E-mail by SMTP: plain text and HTML with the garage's name and logo, and the paper that it is about."""

import asyncio
import html
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

import aiosmtplib

from revops.core.time import now
from revops.messages import mail_refusals
from revops.messages.channel import ChannelName, Outgoing, Permanent, Sent, Temporary
from revops.messages.wording import NO_MORE, RIGHT_TO_LEFT
from revops.settings import Settings

_SECONDS = 30
# A connection on which a letter went out is kept for the next: as long as several come one after the other, and not for
# more letters than mail servers take on one.
_KEPT_SECONDS = 5.0
_MAX_LETTERS = 50
_MAX_KEPT_CONNECTIONS = 2
_LOGO_ID = "logo"


@dataclass(frozen=True, slots=True)
class _Kept:
    """A connection that waits for the next letter."""

    client: aiosmtplib.SMTP
    letters: int
    closing: asyncio.TimerHandle


class Mail:
    """The channel for e-mail. A mailbox is known by its address, so no more is asked than that nobody refused."""

    name = ChannelName.EMAIL
    reads: Literal["email", "phone"] = "email"
    needs_yes = False

    def __init__(
        self,
        settings: Settings,
        seconds: float = _SECONDS,
        *,
        kept_seconds: float = _KEPT_SECONDS,
        most_letters: int = _MAX_LETTERS,
    ) -> None:
        self._settings = settings
        self._seconds = seconds
        self._kept_seconds = kept_seconds
        self._most_letters = most_letters
        self._kept: list[_Kept] = []

    async def is_ready(self, workshop_id: str) -> bool:
        """Tell whether the host has a mail server."""
        return self._settings.smtp_host is not None

    async def is_own(self, workshop_id: str) -> bool:
        """Tell that all garages have the host's mail server."""
        return False

    def part_of(self, event: str, language: str, *, is_typed: bool) -> str | None:
        """Tell that it stops as a whole."""
        return None

    async def send(self, message: Outgoing) -> Sent:
        """Send a message. Raises Temporary, Permanent, ChannelStopped."""
        letter = build_letter(message, str(self._settings.smtp_from))
        client, letters = await self._connection()
        try:
            await _hand_over(client, letter, self._where)
        except BaseException:
            client.close()
            raise
        self._keep(client, letters + 1)
        return Sent(letter["Message-ID"])

    async def _connection(self) -> tuple[aiosmtplib.SMTP, int]:
        """Open a connection, or take one that was kept; return it with how many letters went out on it."""
        while self._kept:
            kept = self._kept.pop()
            kept.closing.cancel()
            try:
                # A server may have closed it: then nothing of this letter is lost.
                await kept.client.rset()
            except (aiosmtplib.SMTPException, OSError, TimeoutError):
                kept.client.close()
            else:
                return kept.client, kept.letters
        client = self._client()
        try:
            await self._sign_in(client)
        except BaseException:
            client.close()
            raise
        return client, 0

    def _keep(self, client: aiosmtplib.SMTP, letters: int) -> None:
        """Keep a connection for the next letter, or close it."""
        if letters >= self._most_letters or len(self._kept) >= _MAX_KEPT_CONNECTIONS:
            client.close()
            return

        def close() -> None:
            self._kept.remove(kept)
            client.close()

        closing = asyncio.get_running_loop().call_later(self._kept_seconds, close)
        kept = _Kept(client, letters, closing)
        self._kept.append(kept)

    def _client(self) -> aiosmtplib.SMTP:
        settings = self._settings
        security = settings.smtp_security
        context = ssl.create_default_context(cafile=settings.smtp_ca)
        return aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            use_tls=security == "tls",
            start_tls=False,
            tls_context=context if security != "none" else None,
            timeout=self._seconds,
        )

    @property
    def _where(self) -> str:
        return f"{self._settings.smtp_host}:{self._settings.smtp_port}"

    async def _sign_in(self, client: aiosmtplib.SMTP) -> None:
        settings = self._settings
        try:
            await client.connect()
            if settings.smtp_security == "starttls":
                await client.starttls()
            if settings.smtp_user is not None:
                password = settings.smtp_password.get_secret_value() if settings.smtp_password is not None else ""
                await client.login(settings.smtp_user, password)
        except (aiosmtplib.SMTPException, OSError, TimeoutError, UnicodeError) as error:
            raise mail_refusals.not_connected(self._where, error, settings.smtp_security) from None


async def _hand_over(client: aiosmtplib.SMTP, letter: EmailMessage, where: str) -> None:
    """Hand a letter over. Raises Temporary, Permanent, ChannelStopped."""
    try:
        await client.send_message(letter)
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise mail_refusals.recipient_refused(error.recipients[0], where) from None
    except aiosmtplib.SMTPSenderRefused as error:
        raise mail_refusals.sender_refused(error, letter["From"], where) from None
    except aiosmtplib.SMTPResponseException as error:
        raise mail_refusals.letter_refused(error) from None
    except (aiosmtplib.SMTPException, OSError, TimeoutError):
        raise Temporary("The connection to the mail server ended in the middle.", is_unknown=True) from None


def build_letter(message: Outgoing, sender: str) -> EmailMessage:
    """Build a letter. Raises Permanent for an address that no letter can carry."""
    letter = EmailMessage(policy=SMTP)
    try:
        letter["From"] = Address(_line(message.workshop_name), addr_spec=sender)
        letter["To"] = Address(addr_spec=message.to)
        if message.reply_to is not None:
            letter["Reply-To"] = Address(_line(message.workshop_name), addr_spec=message.reply_to)
    except (MessageError, ValueError, IndexError):
        raise Permanent("No e-mail can be sent to this address.", marks_address=True) from None
    letter["Subject"] = _line(message.subject)
    letter["Date"] = format_datetime(now())
    # The same each time it is sent, so that a mail program shows it once.
    letter["Message-ID"] = f"<{message.id}@{sender.partition('@')[2]}>"
    letter["auto-submitted"] = "auto-generated"
    text = message.text
    if message.unsubscribe_url is not None:
        letter["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        text += f"\n\n{NO_MORE[message.language]}: {message.unsubscribe_url}"
    letter.set_content(text)
    letter.add_alternative(_page(message), subtype="html")
    if message.logo_png is not None:
        parts = letter.get_payload()
        assert isinstance(parts, list)
        picture = parts[1]
        assert isinstance(picture, EmailMessage)
        picture.add_related(message.logo_png, "image", "png", cid=f"<{_LOGO_ID}>", filename="logo.png")
    if message.paper is not None:
        letter.add_attachment(message.paper.pdf, "application", "pdf", filename=message.paper.name)
    return letter


def _line(text: str) -> str:
    """Write a text as a single line: a header has no second one."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _page(message: Outgoing) -> str:
    name = html.escape(_line(message.workshop_name))
    logo = f'<img src="cid:{_LOGO_ID}" alt="" style="max-height:64px;max-width:240px"><br>' if message.logo_png else ""
    paragraphs = "".join(
        f'<p style="margin:0 0 16px">{html.escape(paragraph).replace(chr(10), "<br>")}</p>'
        for paragraph in message.text.split("\n\n")
    )
    end = ""
    if message.unsubscribe_url is not None:
        link = html.escape(message.unsubscribe_url)
        end = f'<p style="margin:24px 0 0;font-size:13px"><a href="{link}">{NO_MORE[message.language]}</a></p>'
    direction = "rtl" if message.language in RIGHT_TO_LEFT else "ltr"
    return (
        f'<!doctype html><html lang="{html.escape(message.language)}" dir="{direction}">'
        '<head><meta charset="utf-8"></head>'
        '<body style="margin:0;padding:24px;font:16px/1.5 Arial,sans-serif;color:#1c1917">'
        f'<div style="max-width:560px;margin:0 auto">{logo}<p style="margin:0 0 24px"><strong>{name}</strong></p>'
        f"{paragraphs}{end}</div></body></html>"
    )
