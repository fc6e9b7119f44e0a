"""What other servers of buckets answer than the one of the tests, as their makers publish it: a sentence for each."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

from revops.files.errors import BucketFails
from revops.files.s3 import Bucket, BucketSettings

pytestmark = pytest.mark.anyio


@contextlib.asynccontextmanager
async def _answering(status: str, body: str, context: ssl.SSLContext | None = None) -> AsyncIterator[Bucket]:
    """Listen where the same is answered whatever is asked, and open the bucket that is said to be there."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            answer = body.encode()
            head = f"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {len(answer)}\r\n"
            writer.write(f"{head}Connection: close\r\n\r\n".encode() + answer)
            await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    scheme = "http" if context is None else "https"
    endpoint = f"{scheme}://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield Bucket(BucketSettings("garages", "eu-west-1", "key-id", SecretStr("key"), endpoint), deadline_seconds=5)
    finally:
        listening.close()


def _error(code: str, message: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'


@pytest.mark.parametrize(
    ("status", "code", "reason", "sentence"),
    [
        ("403 Forbidden", "SignatureDoesNotMatch", "wrong_key", "REVOPS_S3_SECRET_ACCESS_KEY"),
        ("403 Forbidden", "InvalidAccessKeyId", "wrong_key", "REVOPS_S3_ACCESS_KEY_ID"),
        ("400 Bad Request", "InvalidToken", "wrong_key", "refuses the key"),
        ("403 Forbidden", "AccessDenied", "not_allowed", "read, write, delete and list"),
        ("404 Not Found", "NoSuchBucket", "no_bucket", "There is no bucket garages"),
        ("400 Bad Request", "AuthorizationHeaderMalformed", "wrong_region", "not in the region eu-west-1"),
        ("301 Moved Permanently", "PermanentRedirect", "wrong_region", "not in the region eu-west-1"),
        ("307 Temporary Redirect", "TemporaryRedirect", "wrong_region", "not in the region eu-west-1"),
        ("403 Forbidden", "RequestTimeTooSkewed", "wrong_clock", "Let NTP set them"),
        ("403 Forbidden", "QuotaExceeded", "full", "Make room"),
        ("507 Insufficient Storage", "XMinioStorageFull", "full", "Make room"),
        ("400 Bad Request", "SomethingNew", "failing", "SomethingNew"),
        ("403 Forbidden", "ExpiredToken", "wrong_key", "refuses the key"),
        ("400 Bad Request", "InvalidRegion", "wrong_region", "not in the region eu-west-1"),
        ("403 Forbidden", "RequestExpired", "wrong_clock", "Let NTP set them"),
        # What is in front of a server, or is none, does not speak S3.
        ("502 Bad Gateway", None, "failing", r"fails \(502\)"),
        ("507 Insufficient Storage", None, "full", "Make room"),
        ("413 Payload Too Large", None, "too_large", "client_max_body_size"),
        ("403 Forbidden", None, "refused", r"refuses without a reason \(403\)"),
        ("404 Not Found", None, "no_s3", r"is no server of buckets \(404\)"),
        ("200 OK", None, "no_s3", "is no server of buckets"),
    ],
)
async def test_each_refusal_says_what_to_do(status: str, code: str | None, reason: str, sentence: str) -> None:
    body = _error(code, "In the words of its maker.") if code is not None else "<html>nginx</html>"
    async with _answering(status, body) as bucket:
        with pytest.raises(BucketFails, match=sentence) as failure:
            await bucket.check()
        assert failure.value.reason == reason


async def test_what_is_only_asked_about_and_is_not_there_is_no_failure() -> None:
    """The answer to such a question has no words."""
    async with _answering("404 Not Found", "") as bucket:
        assert await bucket.kept_at("name") is None


async def test_a_certificate_of_nobody_known_is_not_trusted(tmp_path: Path) -> None:
    certificate = trustme.CA().issue_cert("127.0.0.1").private_key_and_cert_chain_pem
    certificate.write_to_path(tmp_path / "server.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    async with _answering("200 OK", "", context) as bucket:
        with pytest.raises(BucketFails, match="cannot be trusted") as failure:
            await bucket.put("name", b"content")
        assert failure.value.reason == "not_trusted"
