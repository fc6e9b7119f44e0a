"""Throttles. What is counted is a key and a window; nothing personal is stored.

Guessing passwords is counted in the database, so that an attacker has no more attempts by reaching other instances.
The requests of a signed-in user are counted in each process: asking the database would cost each of them more than the
limit saves. So the limit is one per process, or with Redis one for all.
"""

import hashlib
from datetime import UTC, datetime

from pymongo import ReturnDocument, WriteConcern
from pymongo.errors import DuplicateKeyError

from revops.access.request_counts import RequestCounts
from revops.core.addresses import counted_as
from revops.core.errors import TooManyRequests
from revops.mongo.client import Database, Document
from revops.settings import Settings

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE, _HOUR, _DAY = 60, 60 * 60, 24 * 60 * 60
_PICTURES_PER_DAY = 50
_NAMES_PER_DAY = 50
_GUESSES_PER_MINUTE = 30
# Of plates that are typed on the poster's page, and of words to the owner without a job.
_PLATES_PER_HOUR, _PLATES_OF_GARAGE_PER_HOUR = 20, 300
_WORDS_PER_DAY, _WORDS_OF_GARAGE_PER_DAY = 5, 40
# Failures of an account are taken from so many networks at the limit, before no new device may try any more.
_NETWORKS = 10


class Throttles:
    """The three throttles of the HTTP contract."""

    def __init__(self, settings: Settings, db: Database) -> None:
        self._per_user = settings.user_requests_per_minute
        self.requests = RequestCounts(self._per_user, settings.redis_url, settings.db_name)
        self._per_address = settings.auth_requests_per_minute
        self._failures = settings.login_failures_per_account
        self._failure_seconds = settings.login_failure_window_minutes * _MINUTE
        # A count lost with a node that fails is no loss, so it does not wait for the others.
        self._counts = db.collection("throttles").with_options(write_concern=WriteConcern(1))

    def user(self, user_id: str) -> None:
        """Count a request of a signed-in user. Raises TooManyRequests."""
        hits, seconds = self.requests.hit(user_id)
        if hits > self._per_user:
            raise TooManyRequests("That was very fast. Please wait a moment.", retry_after_seconds=seconds)

    async def address(self, address: str) -> None:
        """Count an attempt to come in from an address. Raises TooManyRequests."""
        hits, seconds = await self._count(_key("address", counted_as(address)), _MINUTE)
        if hits > self._per_address:
            raise TooManyRequests("Too many attempts from here. Please wait a minute.", retry_after_seconds=seconds)

    async def page_guess(self, address: str) -> None:
        """Count a link of a customer that opens nothing. Raises TooManyRequests."""
        hits, seconds = await self._count(_key("page", counted_as(address)), _MINUTE)
        if hits > _GUESSES_PER_MINUTE:
            raise TooManyRequests("Too many attempts from here. Please wait a minute.", retry_after_seconds=seconds)

    async def plate(self, address: str, workshop_id: str) -> None:
        """Count a plate that somebody asks a garage about without a login. Raises TooManyRequests."""
        await self._poster("plate", address, _PLATES_PER_HOUR, workshop_id, _PLATES_OF_GARAGE_PER_HOUR, _HOUR)

    async def word(self, address: str, workshop_id: str) -> None:
        """Count a word to an owner that is about no job. Raises TooManyRequests."""
        await self._poster("word", address, _WORDS_PER_DAY, workshop_id, _WORDS_OF_GARAGE_PER_DAY, _DAY)

    async def _poster(
        self, what: str, address: str, per_address: int, workshop_id: str, per_garage: int, seconds: int
    ) -> None:
        for key, limit in (
            (_key(f"{what} from", counted_as(address)), per_address),
            (_key(f"{what} of", workshop_id), per_garage),
        ):
            hits, left = await self._count(key, seconds)
            if hits > limit:
                raise TooManyRequests("Too many attempts. Please ask the garage.", retry_after_seconds=left)

    async def picture(self, user_id: str) -> None:
        """Count a picture that somebody sends: each is decoded, and kept. Raises TooManyRequests."""
        hits, seconds = await self._count(_key("picture", user_id), _DAY)
        if hits > _PICTURES_PER_DAY:
            raise TooManyRequests("No more pictures today. Please try tomorrow.", retry_after_seconds=seconds)

    async def name(self, user_id: str) -> None:
        """Count a name to log in by that somebody asks for, whose refusal says that it is taken. Raises
        TooManyRequests.
        """
        hits, seconds = await self._count(_key("name", user_id), _DAY)
        if hits > _NAMES_PER_DAY:
            raise TooManyRequests("No more of these today. Please try tomorrow.", retry_after_seconds=seconds)

    async def login_attempt(self, account: str, network: str | None, device: str | None) -> None:
        """Reserve one log-in attempt before the password is looked at, so that a burst cannot slip through.

        Counted for the account and the network it comes from, so that nobody elsewhere is kept out; for all unknown
        devices together at ten times the limit; and for a device on which the user signed in before on its own.
        ``login_succeeded`` gives the attempts back. Raises TooManyRequests.
        """
        if device is not None:
            await self._failure(_key("device", f"{account} {device}"), self._failures)
            return
        # Who is held off already does not use up what other networks have left.
        await self._failure(_key("login", f"{account} {network}"), self._failures)
        await self._failure(_key("login", account), self._failures * _NETWORKS)

    async def login_succeeded(self, account: str, network: str | None, device: str | None) -> None:
        """Forget the failed attempts of an account: those of the device if it is known, else of its network and all."""
        if device is not None:
            await self._counts.delete_one({"_id": _key("device", f"{account} {device}")})
            return
        keys = [_key("login", f"{account} {network}"), _key("login", account)]
        await self._counts.delete_many({"_id": {"$in": keys}})

    async def own_password(self, session_id: str) -> None:
        """Reserve one attempt at the own password within a session. ``own_password_fits`` gives them back. Raises
        TooManyRequests.
        """
        await self._failure(_key("session", session_id), self._failures)

    async def own_password_fits(self, session_id: str) -> None:
        """Forget the failed attempts of a session."""
        await self._counts.delete_one({"_id": _key("session", session_id)})

    async def _failure(self, key: str, max_hits: int) -> None:
        hits, seconds = await self._count(key, self._failure_seconds)
        if hits > max_hits:
            raise TooManyRequests(
                f"Too many failed attempts for this account. Try again in {-(-seconds // 60)} minutes.",
                retry_after_seconds=seconds,
            )

    async def _count(self, key: str, window_seconds: int) -> tuple[int, int]:
        """Count one in the window that is open, or open one; return its count and the seconds left, by the database's
        clock, so that instances need not agree on the time."""
        count: list[Document] = [
            {"$set": {"is_over": {"$lte": [{"$ifNull": ["$expires_at", _LONG_AGO]}, "$$NOW"]}}},
            {
                "$set": {
                    "hits": {"$cond": ["$is_over", 1, {"$add": ["$hits", 1]}]},
                    "expires_at": {"$cond": ["$is_over", {"$add": ["$$NOW", window_seconds * 1000]}, "$expires_at"]},
                }
            },
            {"$set": {"left_ms": {"$subtract": ["$expires_at", "$$NOW"]}}},
            {"$unset": "is_over"},
        ]
        while True:
            try:
                counted = await self._counts.find_one_and_update(
                    {"_id": key}, count, upsert=True, return_document=ReturnDocument.AFTER
                )
            except DuplicateKeyError:
                continue  # two opened the window at once; it is open now
            assert counted is not None
            return int(counted["hits"]), max(1, -(-int(counted["left_ms"]) // 1000))


def _key(kind: str, who: str) -> str:
    return f"{kind}:{hashlib.sha256(who.encode('utf-8', 'surrogatepass')).hexdigest()}"
