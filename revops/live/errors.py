"""Refusals of live pages."""

from revops.core.errors import TooManyRequests


class TooManyStreams(TooManyRequests):
    """As many are open as this server, or this address, may have."""

    code = "too_many_streams"
