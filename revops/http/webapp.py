"""The built web app, served from memory: every file was read and its headers were made before the first request.

It answers what no route does. Requests only look up a dictionary, so no path can lead outside the folder.
"""

from collections.abc import Iterator
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from revops.http.kept_files import ASK_FIRST, KeptFile, RawHeaders, answer
from revops.http.middleware import CONTENT_POLICY, OWN_POLICY

# Where the build of web/ puts it, and a wheel carries it.
FOLDER = Path(__file__).parent.parent / "webapp"

_INDEX = "/index.html"
_ASSETS = "/assets/"
_API = "/api"

# Assets carry a hash of their content in their names; anything else is asked for each time and mostly answered 304.
_FOR_EVER = b"public, max-age=31536000, immutable"

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

_NOT_BUILT_HEADERS: RawHeaders = [
    (b"cache-control", b"no-store"),
    (b"content-security-policy", _PAGE_POLICY),
    (b"content-type", _TYPES[".html"].encode()),
    (b"content-length", str(len(_NOT_BUILT)).encode()),
]


class WebApp:
    """Serves a build: its files by their paths, and its page for every other path that is not the API's or a file's.

    The app itself says when it has no such page. No page of it has a dot in its address: what has one is a file that is
    not here, such as ``/.env``, and is answered 404, with the page for people. ``not_found`` answers the rest.
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
            await answer(scope, send, 503, _NOT_BUILT_HEADERS, _NOT_BUILT)
        elif is_page and "." in path:
            await file.answer_not_found(scope, send)
        else:
            await file.answer(scope, send)


def _read(folder: Path) -> Iterator[tuple[str, KeptFile]]:
    """Yield every file under its path in an address."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.suffix in _ENCODINGS.values():
            continue
        path = "/" + file.relative_to(folder).as_posix()
        encoded = {
            name: beside.read_bytes()
            for name, ending in _ENCODINGS.items()
            if (beside := file.with_name(file.name + ending)).is_file()
        }
        served = KeptFile.made_of(
            file.read_bytes(),
            encoded,
            media_type=_TYPES.get(file.suffix, "application/octet-stream"),
            cached=_FOR_EVER if path.startswith(_ASSETS) else ASK_FIRST,
            policy=_PAGE_POLICY if file.suffix == ".html" else CONTENT_POLICY,
        )
        yield path, served
        if path == _INDEX:
            yield "/", served
