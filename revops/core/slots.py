"""The slot that a request holds among the few that are answered at a time (``http.concurrency_limit``)."""

from collections.abc import Callable
from contextvars import ContextVar

# Gives back what the request that is being answered in this task holds.
release: ContextVar[Callable[[], None] | None] = ContextVar("release", default=None)


def release_slot() -> None:
    """Let the next request in before this one is done, which from now on must cost the event loop next to nothing."""
    give_back = release.get()
    if give_back is not None:
        give_back()
