"""The instances of one database: each says that it is there, and finds out what does not fit before it serves."""

import asyncio
import contextlib
import datetime as dt
import hashlib
import hmac
import os
import socket

import structlog
from pymongo.errors import OperationFailure, PyMongoError

from revops import __version__
from revops.core.ids import new_id
from revops.core.time import now
from revops.mongo.client import TRANSACTION_LIFETIME_SECONDS, Database, Document
from revops.mongo.errors import BeingUpgraded
from revops.mongo.migrations import UnusableDatabase

log = structlog.get_logger(__name__)

BEAT_SECONDS = 5.0
# One that was not heard for three beats is gone.
GONE_SECONDS = 16.0
# Longer than a clock that is kept by NTP is ever off, shorter than what would matter to a session or a day's books.
MAX_SKEW_SECONDS = 5.0
# Until when MongoDB mends each of its versions: https://www.mongodb.com/legal/support-policy/lifecycles
LAST_DAYS = {6: dt.date(2025, 7, 31), 7: dt.date(2027, 8, 31), 8: dt.date(2029, 10, 31)}


def fingerprint_of(secret: str) -> str:
    """Hash the secret, so that two instances can compare theirs and nothing is told about it."""
    return hmac.new(secret.encode(), b"revops instances", hashlib.sha256).hexdigest()[:16]


async def require_right_clock(db: Database) -> None:
    """Raise UnusableDatabase when this machine's clock and the database's differ: days and sessions depend on both."""
    before = now()
    hello = await db.client.admin.command("hello")
    after = now()
    middle = before + (after - before) / 2
    skew = (middle - hello["localTime"].replace(tzinfo=dt.UTC)).total_seconds()
    if abs(skew) - (after - before).total_seconds() / 2 > MAX_SKEW_SECONDS:
        raise UnusableDatabase(
            f"This machine's clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} the database's. Let NTP"
            " set both (for example: timedatectl set-ntp true) and start again."
        )


async def require_same_secret(db: Database, secret: str) -> None:
    """Raise UnusableDatabase when an instance that is running signs sessions with another secret."""
    other = await db.collection("instances").find_one({**_alive(), "secret": {"$ne": fingerprint_of(secret)}})
    if other is not None:
        raise UnusableDatabase(
            f"The RevOps on {other['host']} uses this database with another secret key, so each would refuse the"
            " sessions of the other. Give all of them the same REVOPS_SECRET_KEY, and start again when the old ones"
            f" have been stopped for {GONE_SECONDS:.0f} s."
        )


async def advise_short_transactions(db: Database) -> None:
    """Log a warning when the database lets an abandoned transaction hold up a garage for longer than it must.

    Says nothing where the account may not ask: nothing is wrong then, only slower after a fault.
    """
    parameter = "transactionLifetimeLimitSeconds"
    with contextlib.suppress(OperationFailure):
        seconds = (await db.client.admin.command({"getParameter": 1, parameter: 1}))[parameter]
        if seconds > 2 * TRANSACTION_LIFETIME_SECONDS:
            log.warning(
                "abandoned_transactions_last",
                seconds=seconds,
                advice=f"start mongod with --setParameter {parameter}={TRANSACTION_LIFETIME_SECONDS}",
            )


async def advise_kept_version(db: Database) -> None:
    """Log the database's version, and a warning when its maker mends it no more."""
    version = str((await db.client.admin.command("buildInfo"))["version"])
    log.info("mongodb", version=version)
    if not is_mended(version, now().date()):
        log.warning(
            "mongodb_past_its_end",
            version=version,
            advice="this version gets no more security fixes: go over to a newer one, as docs/operations.md says",
        )


def is_mended(version: str, day: dt.date) -> bool:
    """Say whether MongoDB still mends a version; of those newer than we know it is taken to."""
    major = int(version.partition(".")[0])
    return major > max(LAST_DAYS) or day <= LAST_DAYS.get(major, dt.date.min)


def _alive() -> Document:
    return {"seen_at": {"$gt": now() - dt.timedelta(seconds=GONE_SECONDS)}}


async def has_older(db: Database, migration: int) -> bool:
    """Say whether a version is running that does not know a migration."""
    older = {**_alive(), "$or": [{"migration": {"$exists": False}}, {"migration": {"$lt": migration}}]}
    return await db.collection("instances").find_one(older, {"_id": 1}) is not None


async def require_no_older(db: Database, migration: int) -> None:
    """Raise Conflict while a version is running that would misunderstand what is to be written."""
    if await has_older(db, migration):
        raise BeingUpgraded("RevOps is being upgraded. Please try again in a few minutes.")


class Presence:
    """Says every few seconds that this process serves the database. ``run`` is the background task."""

    def __init__(self, db: Database, secret: str, migration: int) -> None:
        """Tell of this process, which knows the database up to a ``migration``."""
        self._db = db
        self._instances = db.collection("instances")
        self._id = new_id()
        self._about = {
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "version": __version__,
            "migration": migration,
            "secret": fingerprint_of(secret),
        }

    async def run(self) -> None:
        """Say so for ever. Database failures are waited out."""
        while True:
            try:
                await self.say()
            except PyMongoError as error:
                log.warning("presence_waits", reason=type(error).__name__)
            await asyncio.sleep(BEAT_SECONDS)

    async def say(self) -> None:
        """Say once that this process is there, and look what the others know."""
        seen = {"$set": {**self._about, "seen_at": now()}}
        await self._instances.update_one({"_id": self._id}, seen, upsert=True)
        others = self._instances.find(_alive(), {"migration": 1})
        self._db.known_by_all = min([instance.get("migration", 0) async for instance in others], default=0)

    async def end(self) -> None:
        """Remove the heartbeat, so that others need not wait for it to expire."""
        try:
            await self._instances.delete_one({"_id": self._id})
        except PyMongoError as error:
            log.warning("presence_left", reason=type(error).__name__)
