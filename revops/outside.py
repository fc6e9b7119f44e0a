"""Tries what RevOps uses outside of itself and its database, as it is set up."""

from revops.files.service import bucket_of
from revops.oversight.outside import try_bucket, try_redis
from revops.settings import Settings


async def check(settings: Settings) -> list[str]:
    """Try everything; say of each that it works. Raises CannotBeDone with the reason for what does not."""
    bucket = bucket_of(settings)
    return [
        await try_bucket(settings, bucket)
        if bucket is not None
        else "No bucket is set up: files are kept in the database or in a folder.",
        await try_redis(settings)
        if settings.redis_url is not None
        else "No Redis is set up: each instance counts the requests of a user by itself.",
    ]
