"""Files that are answered from memory: their headers, and their bytes in each encoding, were made before."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from starlette.datastructures import Headers
from starlette.types import Scope, Send

# Asked for each time, and mostly answered 304.
ASK_FIRST = b"no-cache"

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class _Variant:
    """A file in one encoding, with the headers of its answer."""

    etag: str
    body: bytes
    headers: RawHeaders
    unchanged_headers: RawHeaders


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it is, and by the encodings in which it is there too, the smallest first."""

    plain: _Variant
    encoded: Mapping[str, _Variant]

    @classmethod
    def made_of(
        cls, plain: bytes, encoded: Mapping[str, bytes], *, media_type: str, cached: bytes, policy: bytes
    ) -> Self:
        """Make the answers of a file: with its type, what Cache-Control says of it, and its content policy."""

        def variant(body: bytes, encoding: str | None) -> _Variant:
            etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            unchanged: RawHeaders = [
                (b"etag", etag.encode()),
                (b"cache-control", cached),
                (b"content-security-policy", policy),
            ]
            if encoded:
                unchanged.append((b"vary", b"Accept-Encoding"))
            headers: RawHeaders = [
                *unchanged,
                (b"content-type", media_type.encode()),
                (b"content-length", str(len(body)).encode()),
            ]
            if encoding is not None:
                headers.append((b"content-encoding", encoding.encode()))
            return _Variant(etag, body, headers, unchanged)

        return cls(variant(plain, None), {name: variant(body, name) for name, body in encoded.items()})

    async def answer(self, scope: Scope, send: Send) -> None:
        """Answer with what the asker takes, or that it is what he has."""
        headers = Headers(scope=scope)
        variant = self._chosen(headers.get("accept-encoding", ""))
        if _is_known(headers.get("if-none-match"), variant.etag):
            await answer(scope, send, 304, variant.unchanged_headers, b"")
        else:
            await answer(scope, send, 200, variant.headers, variant.body)

    async def answer_not_found(self, scope: Scope, send: Send) -> None:
        """Answer with what the asker takes, and that what he asked for is not here."""
        variant = self._chosen(Headers(scope=scope).get("accept-encoding", ""))
        await answer(scope, send, 404, variant.headers, variant.body)

    def _chosen(self, accepted: str) -> _Variant:
        """Return the smallest variant that an Accept-Encoding allows."""
        if self.encoded and accepted:
            names = _accepted(accepted)
            for name, variant in self.encoded.items():
                if name in names:
                    return variant
        return self.plain


async def answer(scope: Scope, send: Send, status: int, headers: RawHeaders, body: bytes) -> None:
    """Send an answer, to HEAD without its body."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


@lru_cache(maxsize=64)
def _accepted(header: str) -> frozenset[str]:
    """Return the encodings that an Accept-Encoding names without ruling them out."""
    names = set()
    for part in header.lower().split(","):
        name, _, parameters = part.partition(";")
        weight = parameters.replace(" ", "").removeprefix("q=")
        if not weight.strip("0.") and weight:
            continue  # q=0
        names.add(name.strip())
    return frozenset(names)


def _is_known(if_none_match: str | None, etag: str) -> bool:
    """Tell whether the browser has this very variant already."""
    if if_none_match is None:
        return False
    given = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in given or "*" in given
