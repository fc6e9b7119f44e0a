"""What mail servers say when they are set up otherwise than we are told: a sentence with the setting to look at."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import trustme

from revops.messages.channel import ChannelStopped, Permanent, Temporary
from revops.messages.mail import Mail
from revops.settings import Settings
from tests.messages.test_mail import letter_to

pytestmark = pytest.mark.anyio

_HELLO = "220 mail.example ESMTP"
_LOG_IN: dict[str, Any] = {"smtp_user": "garage", "smtp_password": "letters-42-kites"}  # pragma: allowlist secret


@contextlib.asynccontextmanager
async def _speaking(
    hello: str | None, answers: Mapping[str, str], context: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Listen where commands are answered as a server of a provider does; a None says nothing at all."""
    said = {"EHLO": "250-mail.example\r\n250 AUTH PLAIN LOGIN", "QUIT": "221 bye", **answers}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            if hello is not None:
                writer.write(f"{hello}\r\n".encode())
            while line := await reader.readline():
                if hello is not None:
                    writer.write(f"{said.get(line[:4].decode('latin-1'), '250 ok')}\r\n".encode())
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()


async def _refusal(port: int, **changes: Any) -> Exception:
    """Send a letter there; return what came of it."""
    usual = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_from": "a@garage.example", "smtp_security": "none"}
    mail = Mail(Settings(_env_file=None, **{**usual, **changes}), seconds=1)
    with pytest.raises((ChannelStopped, Permanent, Temporary)) as refused:
        await mail.send(letter_to("raj@example.com"))
    return refused.value


@pytest.mark.parametrize(
    ("hello", "answers", "changes", "sentence"),
    [
        (None, {}, {"smtp_security": "starttls"}, "A port 465 wants REVOPS_SMTP_SECURITY=tls"),
        (_HELLO, {}, {"smtp_security": "tls"}, "does not speak TLS there. A port 587 wants"),
        (_HELLO, {}, {"smtp_security": "starttls"}, "offers no STARTTLS"),
        ("554 5.7.1 Listed at blocks.example", {}, {}, "takes no letters from this machine (554: 5.7.1 Listed at"),
        ("HTTP/1.1 400 Bad Request", {}, {}, "is no mail server"),
        (_HELLO, {"AUTH": "534 5.7.9 Application-specific password required."}, _LOG_IN, "(534: 5.7.9 Application-spe"),
        (_HELLO, {"AUTH": "535 5.7.8 Not accepted."}, _LOG_IN, "check REVOPS_SMTP_USER and REVOPS_SMTP_PASSWORD."),
        (_HELLO, {"AUTH": "530 5.7.0 Must issue a STARTTLS command first"}, _LOG_IN, "SECURITY to starttls."),
        (_HELLO, {"EHLO": "250-mail.example\r\n250 AUTH GSSAPI"}, _LOG_IN, "takes no user name and password"),
        (_HELLO, {"EHLO": "250 mail.example"}, _LOG_IN, "set REVOPS_SMTP_SECURITY to starttls, or unset"),
        (_HELLO, {"MAIL": "530 5.7.0 Must issue a STARTTLS command first"}, {}, "wants TLS"),
        (_HELLO, {"MAIL": "530 5.7.1 Authentication required"}, {}, "wants a log-in: set REVOPS_SMTP_USER"),
        (_HELLO, {"MAIL": "553 5.7.1 Sender address rejected"}, {}, "(553: 5.7.1 Sender address rejected): check"),
    ],
)
async def test_what_is_set_wrongly_stops_the_channel_with_the_setting(
    hello: str | None, answers: dict[str, str], changes: dict[str, Any], sentence: str
) -> None:
    async with _speaking(hello, answers) as port:
        refused = await _refusal(port, **changes)
    assert isinstance(refused, ChannelStopped), refused
    assert sentence in str(refused)


async def test_starttls_at_a_port_of_tls_and_a_name_of_nobody(tmp_path: Path) -> None:
    trustme.CA().issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    async with _speaking(_HELLO, {}, context) as port:
        assert "A port 465 wants" in str(await _refusal(port, smtp_security="starttls"))
        assert "nothing was sent" in str(await _refusal(port, smtp_security="tls"))
    for host in ("no-such-host.invalid", "smtp..example"):
        assert f"no server named {host}" in str(await _refusal(587, smtp_host=host))


@pytest.mark.parametrize(
    ("answer", "sentence", "marks"),
    [
        ("550 5.1.1 No such user", "check how it is written", True),
        ("550 5.7.1 Relaying denied", "does not pass letters on", False),
        ("554 5.7.1 <raj@example.com>: Relay access denied", "does not pass letters on", False),
        ("552 5.2.2 Mailbox full", "The mailbox of this address is full", False),
        ("550 5.7.1 Not allowed by policy", "may not write to this address (550: 5.7.1 Not allowed", False),
    ],
)
async def test_an_address_is_marked_for_its_own_fault_alone(answer: str, sentence: str, *, marks: bool) -> None:
    async with _speaking(_HELLO, {"RCPT": answer}) as port:
        refused = await _refusal(port)
    assert isinstance(refused, Permanent), refused
    assert sentence in str(refused)
    assert refused.marks_address == marks
