"""A push service in a process of its own, as strict as those of the browsers' makers.

python -m tests.push.push_process FOLDER

It speaks TLS, signed by an authority whose certificate it writes into the folder, prints its port, and knows the
browsers whose keys lie in the folder: ``NAME.json``. What it takes it writes there, decrypted as that browser would, a
line each in ``NAME.taken``; what it refuses, with the reason, in ``NAME.refused``. What a browser is called says what
becomes of its messages: ``gone-410``, ``gone-404``, ``busy`` (429 once, with Retry-After), ``broken`` (503 once),
``cut`` (once), ``large`` (413), ``slow`` (answers after a second), ``bloated`` (an answer without end), ``elsewhere``
(redirects).
"""

import asyncio
import json
import ssl
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt
import trustme
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.push.browser import of_text

_DAY = 24 * 3600
_CURVE = ec.SECP256R1()


class Refused(Exception):
    """The request is not as the standards want it: a status, and why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def check_vapid(header: str, origin: str, subscribed_to: str) -> None:
    """Check who sends (RFC 8292): the key that was subscribed to, for this origin, for a day at most, reachable."""
    scheme, _, rest = header.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(",")) if scheme == "vapid" else {}
    if parts.keys() != {"t", "k"}:
        raise Refused(401, "no vapid")
    if parts["k"] != subscribed_to:
        raise Refused(403, "the key is not the one that was subscribed to")
    key = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, of_text(parts["k"]))
    try:
        claims = jwt.decode(parts["t"], key, ["ES256"], audience=origin, options={"require": ["aud", "exp", "sub"]})
    except jwt.InvalidTokenError as error:
        raise Refused(403, f"bad token: {error}") from None
    if claims["exp"] > time.time() + _DAY:
        raise Refused(403, "valid for more than a day")
    if not claims["sub"].startswith(("mailto:", "https://")):
        raise Refused(403, "no contact")


def check_headers(headers: dict[str, str], length: int) -> None:
    """Check how it is to be delivered (RFC 8030), and that it is not too large."""
    if not headers.get("ttl", "").isdigit():
        raise Refused(400, "no TTL")
    if headers.get("urgency", "normal") not in {"very-low", "low", "normal", "high"}:
        raise Refused(400, "no urgency")
    topic = headers.get("topic", "t")
    if len(topic) > 32 or not all(c.isalnum() or c in "-_" for c in topic):
        raise Refused(400, "no topic")
    if headers.get("content-encoding") != "aes128gcm":
        raise Refused(400, "not encrypted")
    if length > 4096:
        raise Refused(413, "too large")


def decrypt(body: bytes, browser: dict[str, str]) -> bytes:
    """Decrypt a message as the browser would (RFC 8291, RFC 8188)."""
    salt, size, keyid = body[:16], int.from_bytes(body[16:20], "big"), body[21 : 21 + body[20]]
    sealed = body[21 + body[20] :]
    if size < 18 or len(sealed) > size:
        raise Refused(400, "more than one record")
    private = ec.derive_private_key(int.from_bytes(of_text(browser["private"]), "big"), _CURVE)
    own = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, keyid))

    def derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
        return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)

    secret = derive(shared, of_text(browser["auth"]), b"WebPush: info\0" + own + keyid, 32)
    cipher = AESGCM(derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16))
    record = cipher.decrypt(derive(secret, salt, b"Content-Encoding: nonce\0", 12), sealed, None)
    content, end = record.rstrip(b"\0")[:-1], record.rstrip(b"\0")[-1:]
    if end != b"\2":
        raise Refused(400, "no end")
    return content


class Service:
    """Answers the requests of application servers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = 0
        self._seen: set[str] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer what comes on a connection until it ends."""
        try:
            while line := await reader.readline():
                _method, path, _ = line.decode().split(" ")
                headers = {}
                while (header := (await reader.readline()).decode().strip()) != "":
                    name, _, value = header.partition(":")
                    headers[name.lower()] = value.strip()
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                if not await self._answer(writer, urlsplit(path).path, headers, body):
                    break
        except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, path: str, headers: dict[str, str], body: bytes) -> bool:
        name = path.rpartition("/")[2]
        is_first = name not in self._seen
        self._seen.add(name)
        more = ""
        if name.startswith("cut") and is_first:
            writer.transport.abort()
            return False
        if name.startswith("slow"):
            await asyncio.sleep(1)
        try:
            if name.startswith("gone-"):
                raise Refused(int(name[5:8]), "unsubscribed")
            if name.startswith("busy") and is_first:
                more = "Retry-After: 1\r\n"
                raise Refused(429, "too many")
            if name.startswith("broken") and is_first:
                raise Refused(503, "broken")
            if name.startswith("large"):
                raise Refused(413, "too large")
            if name.startswith("elsewhere"):
                more = f"Location: https://127.0.0.1:{self.port}/push/taken-elsewhere\r\n"
                raise Refused(307, "elsewhere")
            browser = json.loads((self._folder / f"{name}.json").read_text())
            check_vapid(headers.get("authorization", ""), f"https://127.0.0.1:{self.port}", browser["server_key"])
            check_headers(headers, len(body))
            taken: Any = {"content": json.loads(decrypt(body, browser)), "length": len(body)}
            taken |= {key: headers[key] for key in ("ttl", "urgency", "topic")}
            with (self._folder / f"{name}.taken").open("a") as file:
                file.write(json.dumps(taken) + "\n")
            status, said = 201, ""
        except Refused as refused:
            status, said = refused.status, refused.reason
            with (self._folder / f"{name}.refused").open("a") as file:
                file.write(f"{status} {said}\n")
        if name.startswith("bloated"):
            writer.write(b"HTTP/1.1 400 No\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(10_000):
                writer.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
                await writer.drain()
            return False
        writer.write(f"HTTP/1.1 {status} It\r\n{more}Content-Length: {len(said)}\r\n\r\n{said}".encode())
        await writer.drain()
        return True


async def main(folder: Path) -> None:
    """Serve until killed."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    service = Service(folder)
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0, ssl=context)
    service.port = server.sockets[0].getsockname()[1]
    print(service.port, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
