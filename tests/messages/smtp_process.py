"""A mail server in a process of its own: STARTTLS and a password, as a provider's has them.

python -m tests.messages.smtp_process FOLDER

It writes what it takes into the folder, each letter in a file, and ``ca.pem`` of the authority that it is signed by,
and prints its two ports: of STARTTLS and of TLS. What an address is called says what becomes of it: ``refused``,
``once-refused``, ``later``, ``once-later``, ``spam``, ``cut``, ``slow``, ``last``. Each letter says on which connection
it came.
"""

import asyncio
import ssl
import sys
from itertools import count
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "garage", "letters-42-kites"  # pragma: allowlist secret


class _Handler:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._seen: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        name = address.partition("@")[0]
        if name.startswith("refused") or (name.startswith("once-refused") and address not in self._seen):
            self._seen.add(address)
            return f"550 5.1.1 {address} is not here"
        if name.startswith("later") or (name.startswith("once-later") and address not in self._seen):
            self._seen.add(address)
            return "451 4.7.1 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        name = envelope.rcpt_tos[0].partition("@")[0]
        if name.startswith("spam"):
            return "554 5.7.1 looks like spam"
        assert isinstance(envelope.content, bytes)
        connection: Any = session.peer
        (self._folder / f"{next(self._numbers):06d}.part").write_bytes(
            b"X-Connection: %d\r\n" % connection[1] + envelope.content
        )
        for part in self._folder.glob("*.part"):
            part.rename(part.with_suffix(".eml"))
        if name.startswith("cut") and envelope.rcpt_tos[0] not in self._seen:
            # It was taken, and nobody is told.
            self._seen.add(envelope.rcpt_tos[0])
            server.transport.abort()
        if name.startswith("last"):
            # As a server does that waits for no further letter.
            asyncio.get_running_loop().call_later(0.02, server.transport.abort)
        if name.startswith("slow"):
            await asyncio.sleep(60)
        return "250 OK"


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=is_right)


async def main(folder: Path) -> None:
    """Serve until killed."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    handler = _Handler(folder)
    loop = asyncio.get_running_loop()

    def with_starttls() -> SMTP:
        return SMTP(
            handler, hostname="mail.test", tls_context=context, require_starttls=True, auth_required=True,
            authenticator=_authenticate, enable_SMTPUTF8=True, loop=loop,
        )  # fmt: skip

    def within_tls() -> SMTP:
        return SMTP(
            handler, hostname="mail.test", auth_require_tls=False, auth_required=True, authenticator=_authenticate,
            enable_SMTPUTF8=True, loop=loop,
        )  # fmt: skip

    first = await loop.create_server(with_starttls, "127.0.0.1", 0)
    second = await loop.create_server(within_tls, "127.0.0.1", 0, ssl=context)
    print(*(server.sockets[0].getsockname()[1] for server in (first, second)), flush=True)
    await asyncio.gather(first.serve_forever(), second.serve_forever())


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
