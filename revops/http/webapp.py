"""The built web app, served from memory: every file was read and its headers were made before the first request.

It answers what no route does. Requests only look up a dictionary, so no path can lead outside the folder.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from revops.http.middleware import CONTENT_POLICY, OWN_POLICY

# Where the build of web/ puts it, and a wheel carries it.
FOLDER = Path(__file__).parent.parent / "webapp"

_INDEX = "/index.html"
_ASSETS = "/assets/"
_API = "/api"

# Assets carry a hash of their content in their names; anything else is asked for each time and mostly answered 304.
_FOR_EVER = b"public, max-age=31536000, immutable"
_ASK_FIRST = b"no-cache"

# UI libraries insert style elements at run time (positions, scroll locks, toasts), so inline styles must be allowed.
# Scripts are not: they only come as files of this server.
_PAGE_POLICY = (
    b"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
    b" object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)

# Best first, with the ending of the file beside the original.
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}

_NOT_BUILT = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>RevOps</title>
<body style="font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem">
<h1>The web app is not built</h1>
<p>The server runs, and its API answers at <code>/api</code>. The pages for people are missing:
<code>make setup</code> builds them; then start the server again.</p>
"""

_RawHeaders = list[tuple[bytes, bytes]]

_NOT_BUILT_HEADERS: _RawHeaders = [
    (b"cache-control", b"no-store"),
    (b"content-security-policy", _PAGE_POLICY),
    (b"content-type", _TYPES[".html"].encode()),
    (b"content-length", str(len(_NOT_BUILT)).encode()),
]


@dataclass(frozen=True, slots=True)
class _Variant:
    """A file in one encoding, with the headers of its answer."""

    etag: str
    body: bytes
    headers: _RawHeaders
    unchanged_headers: _RawHeaders


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the build: as it is, and by the encodings in which it is there too."""

    plain: _Variant
    encoded: dict[str, _Variant] = field(default_factory=dict)

    def chosen(self, accepted: str) -> _Variant:
        """Return the smallest variant that an Accept-Encoding allows."""
        if self.encoded and accepted:
            names = _accepted(accepted)
            for name, variant in self.encoded.items():
                if name in names:
                    return variant
        return self.plain


class WebApp:
    """Serves a build: its files by their paths, and its page for every other path that is not the API's or a file's.

    The app itself says when it has no such page. ``not_found`` answers the rest.
    """

    # What logs and metrics call the route.
    path = "webapp"

    def __init__(self, folder: Path, not_found: ASGIApp) -> None:
        self._not_found = not_found
        self._files = dict(_read(folder)) if folder.is_dir() else {}
        self._page = self._files.get(_INDEX)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what no route answered."""
        path: str = scope["path"]
        file = self._files.get(path)
        is_page = file is None and path != _API and not path.startswith((_API + "/", _ASSETS))
        if scope["type"] != "http" or (file is None and not is_page):
            await self._not_found(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"}:
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        scope["route"] = self
        scope[OWN_POLICY] = True
        file = file or self._page
        if file is None:
            await _answer(scope, send, 503, _NOT_BUILT_HEADERS, _NOT_BUILT)
            return
        headers = Headers(scope=scope)
        variant = file.chosen(headers.get("accept-encoding", ""))
        if _is_known(headers.get("if-none-match"), variant.etag):
            await _answer(scope, send, 304, variant.unchanged_headers, b"")
        else:
            await _answer(scope, send, 200, variant.headers, variant.body)


async def _answer(scope: Scope, send: Send, status: int, headers: _RawHeaders, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _read(folder: Path) -> Iterator[tuple[str, _File]]:
    """Yield every file under its path in an address."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.suffix in _ENCODINGS.values():
            continue
        path = "/" + file.relative_to(folder).as_posix()
        encoded = {
            name: _variant(path, beside.read_bytes(), name)
            for name, ending in _ENCODINGS.items()
            if (beside := file.with_name(file.name + ending)).is_file()
        }
        served = _File(_variant(path, file.read_bytes(), None, varies=bool(encoded)), encoded)
        yield path, served
        if path == _INDEX:
            yield "/", served


def _variant(path: str, body: bytes, encoding: str | None, *, varies: bool = True) -> _Variant:
    suffix = Path(path).suffix
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    unchanged: _RawHeaders = [
        (b"etag", etag.encode()),
        (b"cache-control", _FOR_EVER if path.startswith(_ASSETS) else _ASK_FIRST),
        (b"content-security-policy", _PAGE_POLICY if suffix == ".html" else CONTENT_POLICY),
    ]
    if varies:
        unchanged.append((b"vary", b"Accept-Encoding"))
    headers: _RawHeaders = [
        *unchanged,
        (b"content-type", _TYPES.get(suffix, "application/octet-stream").encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    if encoding is not None:
        headers.append((b"content-encoding", encoding.encode()))
    return _Variant(etag, body, headers, unchanged)


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
