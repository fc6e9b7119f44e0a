"""The built web app as the server hands it out."""

import gzip
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
import starlette.testclient
from fastapi import FastAPI
from starlette.types import Message, Scope
from starlette.websockets import WebSocketDisconnect

from revops.http import webapp
from revops.http.middleware import RequestLayer
from revops.main import create_app
from tests.conftest import SettingsMaker, client_of
from tests.factories import ok, refused

ROUTER = Path(__file__).parents[2] / "web/src/router.tsx"
PAGE = b"<!doctype html><title>RevOps</title>"
SCRIPT = b"console.log('the same text again and again, the same text again and again');"
BROTLI = b"(as brotli would have it)"  # served as it lies there
FOR_EVER = "public, max-age=31536000, immutable"
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
    " object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
POLICY = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

FILES = {
    "index.html": PAGE,
    "index.html.gz": gzip.compress(PAGE),
    "sw.js": b"self.addEventListener('fetch', () => {})",
    "manifest.webmanifest": b"{}",
    "icon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "icon-192.png": b"\x89PNG",
    "favicon.ico": b"\x00\x00\x01\x00",
    "assets/index-4f2a91.js": SCRIPT,
    "assets/index-4f2a91.js.br": BROTLI,
    "assets/index-4f2a91.js.gz": gzip.compress(SCRIPT),
    "assets/index-77aa01.css": b"body{}",
    "assets/inter-0011aa.woff2": b"wOF2",
    "assets/left-over.js.br": b"without its original",
    "assets/data-1.json": b"[]",
    "assets/thing-1.bin": b"\x01",
}
JS = "/assets/index-4f2a91.js"


@pytest.fixture(scope="module")
def built(app: FastAPI, make_settings: SettingsMaker, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application with a small build."""
    folder = tmp_path_factory.mktemp("webapp")
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    (folder.parent / "secret.txt").write_text("not to be served")
    application = create_app(make_settings(), folder)
    application.state.services = app.state.services
    return application


@pytest.fixture
async def web(built: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP to it, asking for no encoding unless the test does."""
    async with client_of(built) as client:
        client.headers["accept-encoding"] = "identity"
        yield client


async def test_the_page_is_never_used_without_asking(web: httpx2.AsyncClient) -> None:
    for path in ("/", "/index.html"):
        response = await web.get(path)
        assert (response.status_code, response.content) == (200, PAGE)
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert response.headers.get_list("cache-control") == ["no-cache"]
        assert response.headers["vary"] == "Accept-Encoding"
        again = await web.get(path, headers={"If-None-Match": response.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == response.headers["etag"]
        assert again.headers.get_list("cache-control") == ["no-cache"]
        assert again.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/dashboard", "/jobs/01a2", "/jobs/new", "/apical", "/assets"])
async def test_every_other_address_is_the_apps_to_answer(web: httpx2.AsyncClient, path: str) -> None:
    response = await web.get(path)
    assert (response.status_code, response.content) == (200, PAGE)
    assert response.headers.get_list("cache-control") == ["no-cache"]


@pytest.mark.parametrize("path", ["/.env", "/.git/config", "/a/b.c/d", "/wp-login.php", "/%2eenv"])
async def test_what_looks_like_a_file_and_is_none_is_not_there(web: httpx2.AsyncClient, path: str) -> None:
    """Whoever looks for files that lie about is told that there are none; a person reads the app's own words."""
    etag = (await web.get("/")).headers["etag"]
    response = await web.get(path, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (404, PAGE)
    assert response.headers.get_list("cache-control") == ["no-cache"]


def test_no_page_has_a_dot_in_its_address() -> None:
    pages = re.findall(r"path: '([^']*)'", ROUTER.read_text())
    assert "/jobs/:id" in pages
    assert [page for page in pages if "." in page] == []


async def test_assets_are_kept_for_ever(web: httpx2.AsyncClient) -> None:
    response = await web.get(JS)
    assert (response.status_code, response.content) == (200, SCRIPT)
    assert response.headers.get_list("cache-control") == [FOR_EVER]
    again = await web.get(JS, headers={"If-None-Match": f'"other", W/{response.headers["etag"]}'})
    assert again.status_code == 304
    assert again.headers.get_list("cache-control") == [FOR_EVER]
    assert (await web.get(JS, headers={"If-None-Match": '"other"'})).status_code == 200


@pytest.mark.parametrize(
    ("path", "kind", "keeps"),
    [
        (JS, "text/javascript; charset=utf-8", FOR_EVER),
        ("/assets/index-77aa01.css", "text/css; charset=utf-8", FOR_EVER),
        ("/assets/inter-0011aa.woff2", "font/woff2", FOR_EVER),
        ("/assets/data-1.json", "application/json", FOR_EVER),
        ("/assets/thing-1.bin", "application/octet-stream", FOR_EVER),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        ("/icon-192.png", "image/png", "no-cache"),
        ("/favicon.ico", "image/x-icon", "no-cache"),
    ],
)
async def test_each_kind_of_file(web: httpx2.AsyncClient, path: str, kind: str, keeps: str) -> None:
    response = await web.get(path)
    assert (response.status_code, response.content) == (200, FILES[path[1:]])
    assert response.headers["content-type"] == kind
    assert response.headers.get_list("cache-control") == [keeps]
    assert response.headers["content-length"] == str(len(FILES[path[1:]]))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip;q=1.0", "gzip"),
        ("br; q=0.0", None),
        ("deflate", None),
        ("identity", None),
        ("*", None),
        ("", None),
        (",;,=;q", None),
    ],
)
async def test_the_smallest_encoding_that_is_accepted(
    web: httpx2.AsyncClient, accepted: str, encoding: str | None
) -> None:
    async with web.stream("GET", JS, headers={"Accept-Encoding": accepted}) as response:
        raw = b"".join([chunk async for chunk in response.aiter_raw()])
    assert response.headers.get("content-encoding") == encoding
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert raw == {"br": BROTLI, "gzip": FILES["assets/index-4f2a91.js.gz"], None: SCRIPT}[encoding]
    # Each encoding is a thing of its own, or a cache would mix them up.
    plain = await web.get(JS)
    assert (plain.headers["etag"] == response.headers["etag"]) is (encoding is None)


async def test_what_is_not_compressed_does_not_vary(web: httpx2.AsyncClient) -> None:
    response = await web.get("/icon-192.png", headers={"Accept-Encoding": "br, gzip"})
    assert "vary" not in response.headers
    assert "content-encoding" not in response.headers


async def test_head_tells_the_same_without_the_content(web: httpx2.AsyncClient) -> None:
    for path in ("/", "/dashboard", JS):
        got, head = await web.get(path), await web.head(path)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("content-length", "content-type", "etag", "cache-control"):
            assert head.headers[name] == got.headers[name]


async def test_inline_scripts_are_never_allowed(web: httpx2.AsyncClient) -> None:
    assert (await web.get("/")).headers.get_list("content-security-policy") == [PAGE_POLICY]
    assert (await web.get("/jobs")).headers.get_list("content-security-policy") == [PAGE_POLICY]
    for path in (JS, "/icon.svg", "/sw.js", "/assets/unknown.js", "/api/nothing", "/healthz"):
        assert (await web.get(path)).headers.get_list("content-security-policy") == [POLICY]
    for path in ("/", JS):
        response = await web.get(path)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert len(response.headers["x-request-id"]) == 36


async def test_the_api_answers_as_without_it(web: httpx2.AsyncClient) -> None:
    for path in ("/api", "/api/", "/api/nothing", "/api/jobs/", "/assets/", "/assets/index-old.js"):
        refused(await web.get(path), 404, "not_found")
    refused(await web.get("/assets/left-over.js"), 404)
    refused(await web.get(f"{JS}.br"), 404)
    refused(await web.patch("/api/jobs"), 405)
    refused(await web.get("/api/auth/me"), 401)
    assert ok(await web.get("/healthz")) == {"status": "alive"}
    for path in ("/api/nothing", "/healthz", "/assets/index-old.js"):
        assert (await web.get(path)).headers.get_list("cache-control") == ["no-store"]
    for path in ("/", "/dashboard", JS):
        response = await web.post(path)
        refused(response, 405)
        assert response.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..\\secret.txt",
        "//etc/passwd",
        "/assets/%00",
    ],
)
async def test_no_path_leads_out_of_the_folder(built: FastAPI, path: str) -> None:
    """As a hostile client writes it, not tidied by a library: the scope holds the decoded path."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: Scope = {
        "type": "http", "method": "GET", "path": str(httpx2.URL(f"http://h{path}").path), "raw_path": path.encode(),
        "query_string": b"", "headers": [], "client": None, "server": ("h", 80), "scheme": "http", "root_path": "",
        "http_version": "1.1",
    }  # fmt: skip
    for written in (path, scope["path"]):
        sent.clear()
        await built({**scope, "path": written}, receive, send)
        start, body = sent
        assert (start["status"], body["body"]) == (200, PAGE) or start["status"] == 404


async def test_files_do_not_wait_for_their_turn(built: FastAPI, web: httpx2.AsyncClient) -> None:
    layer = built.middleware_stack
    assert isinstance(layer, RequestLayer)
    del layer._limit  # whoever asks for a slot fails
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(layer), base_url="http://h") as client:
        for path in ("/", JS, "/sw.js", "/dashboard"):
            assert (await client.get(path)).status_code == 200
        assert (await client.get("/api/jobs")).status_code == 500


def test_a_websocket_is_refused(built: FastAPI) -> None:
    client = starlette.testclient.TestClient(built)
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/dashboard"):
        pass


@pytest.mark.parametrize("is_there", [True, False])
async def test_without_a_build_a_page_says_how_to_get_one(
    app: FastAPI, make_settings: SettingsMaker, tmp_path: Path, is_there: bool
) -> None:
    folder = tmp_path / "webapp"
    if is_there:
        folder.mkdir()
    bare = create_app(make_settings(), folder)
    bare.state.services = app.state.services
    async with client_of(bare) as client:
        for path in ("/", "/dashboard"):
            response = await client.get(path)
            assert response.status_code == 503
            assert response.headers["content-type"] == "text/html; charset=utf-8"
            assert response.headers.get_list("cache-control") == ["no-store"]
            assert response.headers.get_list("content-security-policy") == [PAGE_POLICY]
            assert "make setup" in response.text
        assert (await client.head("/")).content == b""
        refused(await client.get("/assets/index.js"), 404)
        refused(await client.get("/api/nothing"), 404)
        refused(await client.get("/api/auth/me"), 401)
        assert ok(await client.get("/readyz")) == {"status": "ready"}


def test_the_build_is_looked_for_beside_the_code() -> None:
    import revops

    assert Path(revops.__file__).parent / "webapp" == webapp.FOLDER
