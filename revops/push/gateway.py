"""The way out to push services. Whoever signs in may name an address, so it leads to the public network alone.

A name is looked up once, for the connection that is then used: what it leads to cannot change between the look and the
request. Redirects are not followed, and of an answer no more is read than tells what became of the message.
"""

import asyncio
import datetime as dt
import email.utils
import re
import socket
import ssl
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import urlsplit

import httpcore2

from revops.access.caller import Services
from revops.access.push_subscriptions import SubscriptionRow
from revops.access.vapid import Vapid, to_bytes
from revops.core.addresses import is_public
from revops.core.time import now
from revops.push.encryption import encrypt

MAX_ENDPOINT = 1000
# For everything, from looking up the name to the last byte of the answer.
_SECONDS = 15
_CONNECT_SECONDS = 5
_MAX_ADDRESSES = 4
_MAX_ANSWER_BYTES = 2000
_PADDED_TO = 1024
_HTTPS_PORT = 443
# Neither blanks nor line ends, which whoever takes an address apart leaves out.
_ADDRESS = re.compile(r"[!-~]+")
# Of two labels or more, the last of which is no number: that would be an address in figures, however written.
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
# What a service asks to wait for, at most.
_MAX_WAIT = dt.timedelta(hours=6)

# A name server may take half a minute over a name that somebody made up. So it is looked up where neither the database
# nor a mail server waits to be found, nor the services that nearly all browsers have.
_KNOWN = ("fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
_LOOKING_UP_KNOWN = ThreadPoolExecutor(2, thread_name_prefix="known push service")
_LOOKING_UP_OTHERS = ThreadPoolExecutor(2, thread_name_prefix="push service")


class Gone(Exception):
    """The browser has no such subscription any more."""


class Later(Exception):
    """It may work later, not before ``after`` where the service said so. The message says why."""

    def __init__(self, sentence: str, after: dt.timedelta | None = None) -> None:
        super().__init__(sentence)
        self.after = after


class Never(Exception):
    """The service refused, or there is no way to it; the message says why, in a sentence."""


class _NotPublic(Exception):
    """A name leads into a network that is nobody's business."""


class _Lookup(httpcore2.AsyncNetworkBackend):
    """Connects to addresses that were looked at."""

    def __init__(self, *, is_private_allowed: bool) -> None:
        self._inner = httpcore2.AnyIOBackend()
        self._is_private_allowed = is_private_allowed

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Look a name up, and connect to the first of its addresses that answers. Raises _NotPublic."""
        pool = _LOOKING_UP_KNOWN if host.endswith(_KNOWN) else _LOOKING_UP_OTHERS
        look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        try:
            found = await asyncio.get_running_loop().run_in_executor(pool, look_up)
        except (OSError, UnicodeError) as error:  # the second for what cannot be a name
            raise httpcore2.ConnectError(f"{host} cannot be looked up") from error
        addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))[:_MAX_ADDRESSES]
        if not self._is_private_allowed and not all(map(is_public, addresses)):
            raise _NotPublic
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


class Gateway:
    """Hands messages to push services."""

    def __init__(self, vapid: Vapid, own_ca: Path | None) -> None:
        self.vapid = vapid
        self._is_private_allowed = own_ca is not None
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(cafile=own_ca),
            max_connections=8,
            max_keepalive_connections=4,
            keepalive_expiry=30,
            network_backend=_Lookup(is_private_allowed=self._is_private_allowed),
        )

    def why_not(self, endpoint: str) -> str | None:
        """Say why an address is none of a push service; None when it may be one."""
        try:
            parts = urlsplit(endpoint)
            port = parts.port
        except ValueError:
            return "This is not an address of a push service."
        host = parts.hostname
        is_plain = _ADDRESS.fullmatch(endpoint) is not None and "@" not in parts.netloc and not parts.fragment
        if parts.scheme != "https" or not host or not is_plain:
            return "This is not an address of a push service."
        if self._is_private_allowed:
            return None
        if port not in {None, _HTTPS_PORT} or _NAME.fullmatch(host) is None:
            return "This is not an address of a public push service."
        return None

    async def push(
        self, subscription: SubscriptionRow, content: bytes, *, ttl: dt.timedelta, urgency: str, topic: str
    ) -> None:
        """Hand a message to the push service of a browser. Raises Gone, Later, Never."""
        endpoint = subscription["endpoint"]
        if (why_not := self.why_not(endpoint)) is not None:
            raise Never(why_not)
        body = encrypt(content, to_bytes(subscription["p256dh"]), to_bytes(subscription["auth"]), padded_to=_PADDED_TO)
        headers: dict[bytes | str, bytes | str] = {
            "Authorization": self.vapid.authorization(endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "Content-Length": str(len(body)),
            "Host": urlsplit(endpoint).netloc,
            "TTL": str(int(ttl.total_seconds())),
            "Topic": topic,
            "Urgency": urgency,
            "User-Agent": "RevOps",
        }
        try:
            async with asyncio.timeout(_SECONDS):
                status, answered, said = await self._post(endpoint, headers, body)
        except _NotPublic:
            raise Never("The push service of this browser has no public address, so nothing is sent there.") from None
        except httpcore2.UnsupportedProtocol:
            raise Never("This is not an address of a push service.") from None
        except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError, TimeoutError, OSError):
            raise Later("The push service of this browser does not answer this server.") from None
        _judge(status, answered, said)

    async def _post(
        self, endpoint: str, headers: Mapping[bytes | str, bytes | str], body: bytes
    ) -> tuple[int, dict[bytes, bytes], str]:
        limits = {"connect": _CONNECT_SECONDS, "read": _SECONDS, "write": _SECONDS, "pool": _SECONDS}
        request = self._pool.stream("POST", endpoint, headers=headers, content=body, extensions={"timeout": limits})
        async with request as response:
            read = b""
            async for part in response.aiter_stream():
                read += part
                if len(read) >= _MAX_ANSWER_BYTES:
                    break
        answered = {name.lower(): value for name, value in response.headers}
        return response.status, answered, read[:_MAX_ANSWER_BYTES].decode("utf-8", "replace")

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.aclose()


def _judge(status: int, answered: Mapping[bytes, bytes], said: str) -> None:
    """Tell what became of a message by the answer. Raises Gone, Later, Never."""
    if 200 <= status < 300:
        return
    if status in {404, 410}:
        raise Gone
    if status == 429 or status >= 500:
        raise Later(f"The push service asks to wait (status {status}).", _wait(answered.get(b"retry-after")))
    if status in {401, 403}:
        raise Never(f"The push service does not accept this server: {_reason(said, status)}.")
    raise Never(f"The push service refused the notification: {_reason(said, status)}.")


def _reason(said: str, status: int) -> str:
    words = " ".join(said.split())
    printable = "".join(c for c in words if c.isprintable())[:120].rstrip(" .")
    return f"{printable} ({status})" if printable and "<" not in printable else f"status {status}"


def _wait(said: bytes | None) -> dt.timedelta | None:
    """Read a Retry-After, in seconds or as a date; None when it says nothing that can be kept to."""
    text = (said or b"").decode("latin-1").strip()
    if text.isdigit():
        wait = dt.timedelta(seconds=min(int(text[:9]), 10**8))
    else:
        try:
            wait = email.utils.parsedate_to_datetime(text) - now()
        except (ValueError, TypeError):
            return None
    return min(max(wait, dt.timedelta(0)), _MAX_WAIT)


def gateway_of(services: Services) -> Gateway | None:
    """Return the way out to push services, one in a process; None where nothing is pushed."""
    return _gateway(services.vapid, services.settings.push_ca) if services.vapid is not None else None


@lru_cache(maxsize=4)
def _gateway(vapid: Vapid, own_ca: Path | None) -> Gateway:
    return Gateway(vapid, own_ca)
