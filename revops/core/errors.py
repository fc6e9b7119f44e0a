"""Expected failures. Each is a named class with a status, a stable code and a sentence a manager can act on.

Rendered as RFC 9457 problem documents by ``http.problems``.
"""

from collections.abc import Mapping
from typing import Any


class AppError(Exception):
    """An expected failure. Subclasses name the case; there is no default status."""

    status: int
    title: str

    def __init__(
        self,
        detail: str,
        *,
        code: str,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


class BadRequest(AppError):
    """The request cannot be carried out as it stands (400)."""

    status = 400
    title = "Bad request"


class NotSignedIn(AppError):
    """No valid session came with the request (401)."""

    status = 401
    title = "Not signed in"

    def __init__(
        self,
        detail: str = "Please sign in.",
        *,
        code: str = "not_signed_in",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail, code=code, headers={"WWW-Authenticate": "Bearer", **(headers or {})})


class NotAllowed(AppError):
    """Signed in, but this is for somebody else to do (403)."""

    status = 403
    title = "Not allowed"


class NotFound(AppError):
    """It does not exist, or it belongs to another workshop: the caller cannot tell which (404)."""

    status = 404
    title = "Not found"

    def __init__(self, what: str, *, code: str = "not_found") -> None:
        super().__init__(f"This {what} does not exist, or you cannot see it.", code=code)


class Conflict(AppError):
    """The request is sound, but the present state does not allow it (409)."""

    status = 409
    title = "Not possible now"


class UnsupportedContent(AppError):
    """The body is not JSON (415)."""

    status = 415
    title = "Unsupported content type"


class InvalidFields(AppError):
    """One or more fields hold a value that cannot be accepted (422).

    ``fields`` maps the field's name on the wire to a message in plain words.
    """

    status = 422
    title = "Please check the form"

    def __init__(self, fields: Mapping[str, str], *, code: str = "invalid_fields") -> None:
        super().__init__(
            " ".join(fields.values()),
            code=code,
            extra={"errors": [{"field": name, "message": message} for name, message in fields.items()]},
        )


class TooManyRequests(AppError):
    """A throttle is closed (429). ``retry_after_seconds`` goes into Retry-After."""

    status = 429
    title = "Too many requests"

    def __init__(self, detail: str, *, retry_after_seconds: int) -> None:
        super().__init__(detail, code="too_many_requests", headers={"Retry-After": str(max(1, retry_after_seconds))})


class Refused(AppError):
    """A request refused before anything is done for it, with the status given."""

    title = "Refused"

    def __init__(self, status: int, detail: str, code: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail, code=code, headers=headers)
        self.status = status


class Unavailable(AppError):
    """The database does not answer at the moment (503). Nothing is lost; the caller may retry with the same key."""

    status = 503
    title = "Not available at the moment"

    def __init__(self, detail: str = "The database is restarting. Please try again in a few seconds.") -> None:
        super().__init__(detail, code="unavailable", headers={"Retry-After": "2"})
