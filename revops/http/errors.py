"""Refusals of requests, before any endpoint. ``core.errors`` says what each status means."""

from revops.core.errors import AppError, BadRequest, NotAllowed, Refused, UnsupportedContent


class IncompleteBody(BadRequest):
    """The connection ended in the middle of the body."""

    code = "incomplete_body"


class BadContentLength(BadRequest):
    """Content-Length is not a number."""

    code = "bad_content_length"


class MetricsTokenRequired(NotAllowed):
    """Metrics were asked for from another machine, without the token."""

    code = "metrics_token_required"


class MalformedJson(BadRequest):
    """The body is not JSON."""

    code = "malformed_json"


class MalformedBody(BadRequest):
    """The body is JSON, and not an object."""

    code = "malformed_body"


class NotJson(UnsupportedContent):
    """The body says that it is something else than JSON."""

    code = "not_json"


class HttpsRequired(Refused):
    """The garage is opened by https only (403)."""

    status = 403
    code = "https_required"


class TooSlow(Refused):
    """The body took too long to arrive (408)."""

    status = 408
    code = "too_slow"


class TooLarge(Refused):
    """The body is larger than any that is taken (413)."""

    status = 413
    code = "too_large"


class UriTooLong(Refused):
    """The address is too long (414)."""

    status = 414
    code = "uri_too_long"


class HeadersTooLarge(Refused):
    """The headers are too large (431)."""

    status = 431
    code = "headers_too_large"


class InternalError(Refused):
    """Something that nobody expected (500)."""

    status = 500
    code = "internal_error"


class NothingHere(AppError):
    """No endpoint and no page has this address (404)."""

    status = 404
    title = "Not Found"
    code = "not_found"


class MethodNotAllowed(AppError):
    """The address takes other methods (405)."""

    status = 405
    title = "Method Not Allowed"
    code = "method_not_allowed"
