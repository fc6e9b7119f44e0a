"""The one layer around every request: id, size limits, security headers, log line, metrics. Pure ASGI, for speed."""

import re
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import structlog
from prometheus_client import Counter, Gauge, Histogram
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from revops.core.addresses import counted_as
from revops.core.errors import AppError
from revops.core.ids import new_id
from revops.core.tracing import Tracing
from revops.core.traffic import Traffic
from revops.http.bodies import Bodies, announces_body, forget_upload, is_upload, too_large
from revops.http.concurrency_limit import ConcurrencyLimit
from revops.http.draining import Draining
from revops.http.errors import BadContentLength, HeadersTooLarge, HttpsRequired, InternalError, UriTooLong
from revops.http.problems import problem_response

log = structlog.get_logger("revops.request")

MAX_QUERY_BYTES = 8 * 1024
MAX_HEADER_BYTES = 16 * 1024
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

CONTENT_POLICY = b"default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
# Set in the scope by whoever states Content-Security-Policy and Cache-Control of an answer: the web app's files.
OWN_POLICY = "revops.own_policy"
# Its value where the address itself is a secret, of which no other site is to hear; else True.
NO_REFERRER = "no-referrer"
# Set by whoever answers for as long as somebody listens: such an answer takes as long as its head does.
STREAMED = "revops.streamed"
_POLICY = [(b"content-security-policy", CONTENT_POLICY), (b"cache-control", b"no-store")]
# No endpoint sets any of these, so they are put on every answer as they are.
_SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=()"),
]
_HEADERS = [*_SECURITY_HEADERS, *_POLICY]
_ADDED: dict[Any, list[tuple[bytes, bytes]]] = {
    None: _HEADERS,
    True: _SECURITY_HEADERS,
    NO_REFERRER: [*_SECURITY_HEADERS[:2], (b"referrer-policy", NO_REFERRER.encode()), *_SECURITY_HEADERS[3:]],
}

REQUESTS = Histogram(
    "revops_http_request_duration_seconds",
    "Time from the first byte in to the last byte out.",
    ["method", "route", "status"],
    buckets=(0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
IN_PROGRESS = Gauge("revops_http_requests_in_progress", "Requests being answered now.", multiprocess_mode="livesum")
CRASHES = Counter("revops_http_unexpected_errors_total", "Requests that ended in an unexpected error.")


# Asked by whatever runs the server, from beside it; nobody's data is in their answers.
_ALSO_WITHOUT_HTTPS = {"/healthz", "/readyz", "/metrics"}
_API = "/api/"
# What waits for a slot, and may bring a body: the API, and the pages of customers.
_WORKS = (_API, "/c/", "/g/")
# Where the scope keeps in whose name a request is made, once that is known.
_WHOSE = "revops.whose"
# What comes there is signed otherwise (by another service, in a link), so a body is read although nobody is signed in.
_SIGNED_OTHERWISE = ("/api/webhooks/", "/api/unsubscribe/", "/c/", "/g/")
# A failed log-in is answered late on purpose, and must not keep others waiting.
_WAITS_ON_PURPOSE = "/api/auth/"
# It is open for hours, and does nothing while it is.
_STAYS_OPEN = "/api/events"


class RequestLayer:
    """Wraps the whole application."""

    def __init__(
        self,
        app: ASGIApp,
        bodies: Bodies,
        concurrent_requests: int,
        user_of: Callable[[Scope], str],
        draining: Draining,
        tracing: Tracing | None = None,
        *,
        traffic: Traffic,
        require_https: bool = False,
    ) -> None:
        """Wrap an application; ``user_of`` tells whose request it is by its token, and raises NotSignedIn."""
        self.app = app
        self._bodies = bodies
        self._limit = ConcurrencyLimit(app, concurrent_requests, self._whose, traffic=traffic)
        self._user_of = user_of
        self._draining = draining
        self._tracing = tracing
        self._require_https = require_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"").decode("latin-1")
        request_id = given if _REQUEST_ID.fullmatch(given) else new_id()
        scope["revops.request_id"] = request_id
        if self._tracing is None or scope["path"] == _STAYS_OPEN:
            await self._answer(scope, receive, send, headers, request_id)
            return
        with self._tracing.request(scope["method"], headers, request_id) as span:
            status = await self._answer(scope, receive, send, headers, request_id)
            self._tracing.answered(span, scope["method"], _route(scope), status)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes], request_id: str
    ) -> int:
        """Answer a request, whatever happens; return the status."""
        started = time.perf_counter()
        status = 500
        answered = False
        head_seconds: float | None = None

        async def wrapped_send(message: Message) -> None:
            nonlocal status, answered, head_seconds
            if message["type"] == "http.response.start":
                status, answered = message["status"], True
                own = (b"x-request-id", request_id.encode())
                added = _ADDED[scope.get(OWN_POLICY)]
                message["headers"] = [*message.get("headers", ()), own, *added]
                if self._draining.has_begun:
                    message["headers"].append((b"connection", b"close"))
                if STREAMED in scope:
                    head_seconds = time.perf_counter() - started
                    IN_PROGRESS.dec()
            await send(message)

        IN_PROGRESS.inc()
        try:
            path: str = scope["path"]
            is_limited = path.startswith(_WORKS) and not path.startswith(_WAITS_ON_PURPOSE) and path != _STAYS_OPEN
            try:
                self._require_sound(scope, headers)
                if path.startswith(_WORKS) and announces_body(headers):
                    if is_limited and not path.startswith(_SIGNED_OTHERWISE):
                        scope[_WHOSE] = self._user_of(scope)
                    if is_upload(scope):
                        receive = await self._bodies.receive_upload(scope, receive, scope[_WHOSE])
                    else:
                        receive = await self._bodies.read(scope, receive)
            except AppError as refusal:
                await _answer_to(refusal, headers, request_id)(scope, receive, wrapped_send)
            else:
                await (self._limit.answer if is_limited else self.app)(scope, receive, wrapped_send)
        except Exception:
            CRASHES.inc()
            log.exception("unexpected_error", request_id=request_id, route=_route(scope))
            if not answered:
                failure = InternalError("Something went wrong on our side. Nothing was half done; please try again.")
                await problem_response(failure, request_id)(scope, receive, wrapped_send)
        finally:
            forget_upload(scope)
            if head_seconds is None:
                IN_PROGRESS.dec()
            elapsed = time.perf_counter() - started if head_seconds is None else head_seconds
            route = _route(scope)
            _requests(scope["method"], route, status).observe(elapsed)
            log.info(
                "request",
                request_id=request_id,
                method=scope["method"],
                route=route,
                status=status,
                ms=round(elapsed * 1000, 1),
                user_id=scope.get("revops.user_id"),
            )
        return status

    def _whose(self, scope: Scope) -> str:
        """Return in whose name a request waits: the user's or, without a good token, the address's."""
        known: str | None = scope.get(_WHOSE)
        if known is not None:
            return known
        try:
            return self._user_of(scope)
        except AppError:
            client = scope.get("client")
            return counted_as(client[0]) if client else ""

    def _require_sound(self, scope: Scope, headers: dict[bytes, bytes]) -> None:
        """Raise what is wrong with how a request comes, or with its size, as far as it says so itself."""
        if self._require_https and scope["scheme"] == "http" and scope["path"] not in _ALSO_WITHOUT_HTTPS:
            raise HttpsRequired("This garage is opened by https only: write https:// before the address.")
        if len(scope["query_string"]) > MAX_QUERY_BYTES:
            raise UriTooLong("The address is too long.")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADER_BYTES:
            raise HeadersTooLarge("The headers of the request are too large.")
        length = headers.get(b"content-length")
        if length is not None:
            if not length.isdigit():
                raise BadContentLength("Content-Length must be a number.")
            max_bytes = self._bodies.max_bytes_of(scope)
            if len(length) > 15 or int(length) > max_bytes:
                raise too_large(max_bytes)


def _answer_to(refusal: AppError, headers: dict[bytes, bytes], request_id: str) -> Response:
    """Say it in plain text to a person who opened a page, as a problem to a program."""
    if b"text/html" in headers.get(b"accept", b""):
        return PlainTextResponse(f"{refusal.detail}\n", refusal.status)
    return problem_response(refusal, request_id)


@cache
def _requests(method: str, route: str, status: int) -> Histogram:
    """Return the histogram of a kind of request: there are a few hundred, and finding it costs more than observing."""
    return REQUESTS.labels(method, route, status)


def _route(scope: dict[str, Any] | Scope) -> str:
    """Return the template of the route, never the path itself: ids and searches stay out of logs and metrics."""
    route = scope.get("route")
    return getattr(route, "path", "unmatched")
