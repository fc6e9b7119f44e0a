"""Throttles, kept in this process. What is counted is a key and a window; nothing personal is stored."""

import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

from revops.core.errors import TooManyRequests
from revops.settings import Settings


class Throttles:
    """The three throttles of the HTTP contract."""

    def __init__(self, settings: Settings) -> None:
        storage = MemoryStorage()
        self._fixed = FixedWindowRateLimiter(storage)
        self._moving = MovingWindowRateLimiter(storage)
        self._per_user = RateLimitItemPerMinute(settings.user_requests_per_minute)
        self._per_address = RateLimitItemPerMinute(settings.auth_requests_per_minute)
        self._failures = RateLimitItemPerMinute(
            settings.login_failures_per_account, settings.login_failure_window_minutes
        )

    async def user(self, user_id: str) -> None:
        """Count a request of a signed-in user. Raises TooManyRequests."""
        if not await self._fixed.hit(self._per_user, "user", user_id):
            reset, _ = await self._fixed.get_window_stats(self._per_user, "user", user_id)
            raise TooManyRequests("That was very fast. Please wait a moment.", retry_after_seconds=_seconds_to(reset))

    async def address(self, address: str) -> None:
        """Count a request to ``/auth`` from an address. Raises TooManyRequests."""
        if not await self._fixed.hit(self._per_address, "auth", address):
            reset, _ = await self._fixed.get_window_stats(self._per_address, "auth", address)
            raise TooManyRequests(
                "Too many attempts from here. Please wait a minute.", retry_after_seconds=_seconds_to(reset)
            )

    async def login_attempt(self, account: str) -> None:
        """Reserve one log-in attempt before the password is looked at, so that a burst cannot slip through.

        ``login_succeeded`` gives the attempts back. Raises TooManyRequests.
        """
        if not await self._moving.hit(self._failures, "login", account):
            reset, _ = await self._moving.get_window_stats(self._failures, "login", account)
            seconds = _seconds_to(reset)
            raise TooManyRequests(
                f"Too many failed attempts for this account. Try again in {-(-seconds // 60)} minutes.",
                retry_after_seconds=seconds,
            )

    async def login_succeeded(self, account: str) -> None:
        """Forget the failed attempts of an account."""
        await self._moving.clear(self._failures, "login", account)


def _seconds_to(reset: float) -> int:
    return max(1, int(reset - time.time()) + 1)
