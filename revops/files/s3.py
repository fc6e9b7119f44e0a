"""A bucket of S3, or of whatever speaks it.

No request waits long for it: each call has a deadline, gives back the request's slot first, and is refused at once for
a few seconds after one that was not answered.
"""

import asyncio
import datetime as dt
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from revops.core.ids import new_id
from revops.core.outside import Outside
from revops.core.slots import release_slot
from revops.files.errors import BucketFails

if TYPE_CHECKING:
    from obstore.store import S3Store

T = TypeVar("T")

# From asking to the end of the answer, waiting in line included.
_DEADLINE_SECONDS = 10.0
_CONNECT_SECONDS = 2.0
# After a call that was not answered, how long the next ones are refused without asking.
_PAUSE_SECONDS = 5.0
# Calls at a time, each of which may hold a file in memory.
_CONCURRENCY = 8

_CODE = re.compile(r"<Code>(\w+)</Code>")
_STATUS = re.compile(r"status code: (\d{3})")
_TLS = re.compile(r"certificate|InvalidContentType|corrupt message|HandshakeFailure", re.IGNORECASE)
# Amazon sends whoever asks in another region elsewhere; the client reads no more of that answer.
_ELSEWHERE = re.compile("redirect")
# Without the words of S3 the client says just that.
_UNKNOWN_HOST = re.compile("dns error")
_NO_S3 = "Unable to extract metadata"
_REASONS = {
    "SignatureDoesNotMatch": "wrong_key",
    "InvalidAccessKeyId": "wrong_key",
    "InvalidToken": "wrong_key",
    "ExpiredToken": "wrong_key",
    "AccessDenied": "not_allowed",
    "AllAccessDisabled": "not_allowed",
    "NoSuchBucket": "no_bucket",
    "InvalidBucketName": "no_bucket",
    "AuthorizationHeaderMalformed": "wrong_region",
    "PermanentRedirect": "wrong_region",
    "IncorrectEndpoint": "wrong_region",
    "InvalidRegion": "wrong_region",
    "IllegalLocationConstraintException": "wrong_region",
    "RequestTimeTooSkewed": "wrong_clock",
    "RequestExpired": "wrong_clock",
    "QuotaExceeded": "full",
    "XMinioStorageFull": "full",
    "InsufficientStorage": "full",
}
# What is in front of a bucket's server, such as nginx, or is no such server, answers in other words.
_OF_STATUS = {
    **dict.fromkeys(("301", "302", "307", "308"), "wrong_region"),
    # All that there is to read where an object is only asked about.
    **dict.fromkeys(("400", "401", "403"), "refused"),
    "413": "too_large",
    "507": "full",
}
_SENTENCES = {
    "unknown_host": "There is no server {endpoint} as far as this machine can find out. Check how REVOPS_S3_ENDPOINT is"
    " written.",
    "no_s3": "What answers at {endpoint} is no server of buckets ({code}). Check REVOPS_S3_ENDPOINT: the address for"
    " programs, not that of a page.",
    "refused": "What answers at {endpoint} refuses without a reason ({code}). Check the key and what it may do, the"
    " region, and REVOPS_S3_ENDPOINT: the address for programs, not that of a page.",
    "too_large": "What is in front of the bucket's server {endpoint} takes no file of this size ({code}). With nginx"
    " raise client_max_body_size.",
    "away": "The bucket's server {endpoint} does not answer. Check that it runs, and REVOPS_S3_ENDPOINT.",
    "not_trusted": "The certificate of the bucket's server {endpoint} cannot be trusted, or it speaks no TLS there."
    " Check REVOPS_S3_ENDPOINT: https:// with a certificate that this machine trusts, or http:// without.",
    "slow": "The bucket's server {endpoint} takes longer than {seconds:g} seconds to answer.",
    "wrong_key": "The bucket's server refuses the key. Check REVOPS_S3_ACCESS_KEY_ID and REVOPS_S3_SECRET_ACCESS_KEY.",
    "not_allowed": "The key may not do this in the bucket {bucket}. Let it read, write, delete and list there.",
    "no_bucket": "There is no bucket {bucket}. Make it, or check REVOPS_S3_BUCKET.",
    "wrong_region": "The bucket {bucket} is not in the region {region}. Check REVOPS_S3_REGION.",
    "wrong_clock": "The clocks of this machine and of the bucket's server differ. Let NTP set them.",
    "full": "The bucket {bucket} is full. Make room, or raise its quota.",
    "failing": "The bucket's server {endpoint} fails ({code}). Its own log says why.",
}


@dataclass(frozen=True, slots=True)
class BucketSettings:
    """The address of a bucket and what opens it. Without an endpoint it is Amazon's."""

    name: str
    region: str
    access_key_id: str
    secret_access_key: SecretStr
    endpoint: str | None = None
    path_style: bool = True
    # What the names of all objects begin with, where others use the bucket too.
    prefix: str | None = None

    @property
    def address(self) -> str | None:
        """The endpoint as the client wants it: with the bucket in its name unless the bucket is in the path."""
        if self.endpoint is None or self.path_style:
            return self.endpoint
        parts = urlsplit(self.endpoint)
        return urlunsplit(parts._replace(netloc=f"{self.name}.{parts.netloc}"))


class Bucket:
    """A bucket, of which an object is replaced or removed as a whole. What fails says so in a sentence."""

    def __init__(self, settings: BucketSettings, *, deadline_seconds: float = 0) -> None:
        self._settings = settings
        self._deadline = deadline_seconds or _DEADLINE_SECONDS
        self._line = asyncio.Semaphore(_CONCURRENCY)
        self._opened: S3Store | None = None
        self._refused_until = 0.0
        self.outside = Outside("bucket")

    async def put(self, name: str, content: bytes) -> None:
        """Keep an object, replacing what was there. Raises BucketFails."""
        import obstore  # noqa: PLC0415  (it takes its time, and most have no bucket)

        try:
            await self._call(lambda store: obstore.put_async(store, name, content, use_multipart=False))
        except FileNotFoundError:
            raise self._failed("no_s3", "404") from None

    async def get(self, name: str, max_bytes: int) -> bytes:
        """Read an object, and none that is longer. Raises FileNotFoundError, BucketFails."""
        import obstore  # noqa: PLC0415

        async def read(store: "S3Store") -> bytes:
            found = await obstore.get_async(store, name)
            return b"" if found.meta["size"] > max_bytes else bytes(await found.bytes_async())

        return await self._call(read)

    async def kept_at(self, name: str) -> dt.datetime | None:
        """Tell when an object was put there, by the server's clock; None if there is none. Raises BucketFails."""
        import obstore  # noqa: PLC0415

        try:
            return (await self._call(lambda store: obstore.head_async(store, name)))["last_modified"]
        except FileNotFoundError:
            return None

    async def delete(self, name: str) -> None:
        """Remove an object, if there is one. Raises BucketFails."""
        import obstore  # noqa: PLC0415

        await self._call(lambda store: obstore.delete_async(store, name))

    async def names(self, prefix: str | None = None) -> AsyncIterator[tuple[str, dt.datetime]]:
        """Yield the name of each object, and when it was put there. Raises BucketFails."""
        import obstore  # noqa: PLC0415

        pages = obstore.list(self._open(), prefix)
        while (page := await self._call(lambda _: anext(pages, None))) is not None:
            for found in page:
                yield found["path"], found["last_modified"]

    async def check(self) -> float:
        """Keep, list, read and remove something; return how many seconds that took. Raises BucketFails."""
        self._refused_until = 0
        begun = time.monotonic()
        name, content = f"check/{new_id()}", b"RevOps was here"
        await self.put(name, content)
        listed = [found async for found, _ in self.names("check")]
        if name not in listed or await self.get(name, len(content)) != content:
            raise self._failed("failing", "what was kept is not there")
        await self.delete(name)
        return time.monotonic() - begun

    async def _call(self, ask: "Callable[[S3Store], Awaitable[T]]") -> T:
        """Ask the server. Raises FileNotFoundError for what is not there, BucketFails for everything else."""
        from obstore.exceptions import BaseError  # noqa: PLC0415

        release_slot()
        if time.monotonic() < self._refused_until and self.outside.failure is not None:
            raise BucketFails(*self.outside.failure)
        try:
            async with asyncio.timeout(self._deadline), self._line:
                answer = await ask(self._open())
        except TimeoutError:
            raise self._failed("slow") from None
        except (FileNotFoundError, BaseError) as error:
            if (failed := _why(error)) is None:
                self.outside.worked()
                raise FileNotFoundError from None
            raise self._failed(*failed) from None
        self.outside.worked()
        return answer

    def _failed(self, reason: str, code: str = "") -> BucketFails:
        """Note a failure, and build the exception of it."""
        if reason in {"away", "unknown_host", "not_trusted", "slow"}:
            self._refused_until = time.monotonic() + _PAUSE_SECONDS
        sentence = _SENTENCES[reason].format(
            endpoint=self._settings.endpoint or "of Amazon",
            bucket=self._settings.name,
            region=self._settings.region,
            seconds=self._deadline,
            code=code,
        )
        self.outside.failed(reason, sentence)
        return BucketFails(reason, sentence)

    def _open(self) -> "S3Store":
        if self._opened is None:
            from obstore.store import S3Store  # noqa: PLC0415

            settings = self._settings
            address = settings.address
            deadline = dt.timedelta(seconds=self._deadline)
            self._opened = S3Store(
                settings.name,
                prefix=settings.prefix,
                config={
                    "region": settings.region,
                    "access_key_id": settings.access_key_id,
                    "secret_access_key": settings.secret_access_key.get_secret_value(),
                    "virtual_hosted_style_request": not settings.path_style,
                    # One request fewer than S3's list of what to delete, and every server has it.
                    "disable_bulk_delete": True,
                    **({} if address is None else {"endpoint": address}),
                },
                client_options={
                    "allow_http": address is not None and address.startswith("http:"),
                    "connect_timeout": dt.timedelta(seconds=_CONNECT_SECONDS),
                    "timeout": deadline,
                },
                retry_config={
                    "max_retries": 2,
                    "retry_timeout": deadline,
                    "backoff": {
                        "init_backoff": dt.timedelta(milliseconds=100),
                        "max_backoff": dt.timedelta(seconds=1),
                        "base": 2,
                    },
                },
            )
        return self._opened


def _why(error: Exception) -> tuple[str, str] | None:
    """Tell why a call failed, as a key of ``_SENTENCES`` and a code; None where an object is simply not there."""
    said = str(error)
    if (code := _CODE.search(said)) is not None:
        if isinstance(error, FileNotFoundError) and code[1] not in _REASONS:
            return None
        return _REASONS.get(code[1], "failing"), code[1]
    if isinstance(error, FileNotFoundError):
        return None
    if (status := _STATUS.search(said)) is not None:
        return _OF_STATUS.get(status[1], "failing" if status[1].startswith("5") else "no_s3"), status[1]
    if _NO_S3 in said:
        return "no_s3", "without an ETag"
    reasons = ((_TLS, "not_trusted"), (_UNKNOWN_HOST, "unknown_host"), (_ELSEWHERE, "wrong_region"))
    return next((reason for words, reason in reasons if words.search(said)), "away"), ""
