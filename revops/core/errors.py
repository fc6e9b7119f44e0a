"""Expected failures. Each is a named class with a status, a stable code and a sentence a manager can act on.

Those of a room are in its ``errors.py``, each with a ``code`` of its own; endpoints list theirs with
``http.problems.problems``, so that clients know them. Rendered as RFC 9457 problem documents by ``http.problems``.
"""

from collections.abc import Mapping
from typing import Any


class AppError(Exception):
    """An expected failure. Subclasses name the case; there is no default status, and no default code."""

    status: int
    title: str
    code: str

    def __init__(
        self,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


class CannotBeDone(Exception):
    """A command cannot do what it was asked for; the sentence says why. No request ends like this."""


class BadRequest(AppError):
    """The request cannot be carried out as it stands (400)."""

    status = 400
    title = "Bad request"


class NotSignedIn(AppError):
    """No valid session came with the request (401)."""

    status = 401
    title = "Not signed in"
    code = "not_signed_in"

    def __init__(
        self,
        detail: str = "Please sign in.",
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer", **(headers or {})}, extra=extra)


class NotAllowed(AppError):
    """Signed in, but this is for somebody else to do (403)."""

    status = 403
    title = "Not allowed"


class NotFound(AppError):
    """It does not exist, or it belongs to another workshop: the caller cannot tell which (404)."""

    status = 404
    title = "Not found"
    code = "not_found"

    def __init__(self, what: str) -> None:
        super().__init__(f"This {what} does not exist, or you cannot see it.")


class Conflict(AppError):
    """The request is sound, but the present state does not allow it (409)."""

    status = 409
    title = "Not possible now"
    # Whether it may be done all the same by whoever says so.
    is_question = False


class StaleVersion(Conflict):
    """Somebody changed it since it was read."""

    code = "stale_version"


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
    code = "invalid_fields"

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(
            " ".join(fields.values()),
            extra={"errors": [{"field": name, "message": message} for name, message in fields.items()]},
        )


class TooManyRequests(AppError):
    """A throttle is closed (429). ``retry_after_seconds`` goes into Retry-After."""

    status = 429
    title = "Too many requests"
    code = "too_many_requests"

    def __init__(self, detail: str, *, retry_after_seconds: int) -> None:
        super().__init__(detail, headers={"Retry-After": str(max(1, retry_after_seconds))})


class Refused(AppError):
    """A request refused before anything is done for it; subclasses give the status."""

    title = "Refused"


class Unavailable(AppError):
    """The database does not answer at the moment (503). Nothing is lost; the caller may retry with the same key."""

    status = 503
    title = "Not available at the moment"
    code = "unavailable"

    def __init__(self, detail: str = "The database is restarting. Please try again in a few seconds.") -> None:
        super().__init__(detail, headers={"Retry-After": "2"})
