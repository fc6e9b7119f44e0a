"""Services outside of RevOps and its database that the host has set up: whether they work, and a test of each."""

from enum import StrEnum

from revops.access.caller import Caller
from revops.access.request_counts import check_redis
from revops.core.errors import CannotBeDone, NotFound
from revops.core.outside import Outside
from revops.core.slots import release_slot
from revops.files.s3 import Bucket
from revops.mongo.client import Document
from revops.oversight.errors import OutsideFails
from revops.settings import Settings

# What an owner reads who is not the only one here: the sentence would name what is the host's.
_OF_THE_HOST = "It does not work at the moment. Whoever runs the server is told why in its log."


class OutsideService(StrEnum):
    """The services that can be tested."""

    BUCKET = "bucket"
    REDIS = "redis"


async def list_outside(caller: Caller) -> list[Document]:
    """List those that are set up, with why each is of no use where it was not when it was last asked."""
    sees_host = await _sees_host(caller)
    return [
        {"service": service.value, "problem": _problem(outside, sees_host=sees_host)}
        for service, outside in _set_up(caller).items()
    ]


async def test_outside(caller: Caller, service: OutsideService) -> str:
    """Try a service, and say that it works. Raises NotFound where it is not set up, OutsideFails."""
    outside = _set_up(caller).get(service)
    if outside is None:
        raise NotFound("service")
    sees_host = await _sees_host(caller)
    release_slot()
    settings, bucket = caller.services.settings, caller.services.files.bucket
    try:
        if service is OutsideService.BUCKET:
            assert bucket is not None
            said = await try_bucket(settings, bucket)
        else:
            said = await try_redis(settings)
    except CannotBeDone as error:
        raise OutsideFails(str(error) if sees_host else _OF_THE_HOST) from None
    outside.worked()
    return said if sees_host else "It works."


async def try_bucket(settings: Settings, bucket: Bucket) -> str:
    """Keep, list, read and remove something; say that it works. Raises BucketFails."""
    seconds = await bucket.check()
    used = "Files are kept there." if settings.files == "s3" else f"New files are kept in the {settings.files}."
    return f"The bucket {settings.s3_bucket} works: {seconds * 1000:.0f} ms to keep, list, read and remove. {used}"


async def try_redis(settings: Settings) -> str:
    """Write, read and remove something; say that it works. Raises CannotBeDone."""
    assert settings.redis_url is not None
    seconds = await check_redis(settings.redis_url)
    return f"Redis works: {seconds * 1000:.0f} ms to write, read and remove."


def _set_up(caller: Caller) -> dict[OutsideService, Outside]:
    bucket, requests = caller.services.files.bucket, caller.services.throttles.requests
    found = {
        OutsideService.BUCKET: bucket.outside if bucket is not None else None,
        OutsideService.REDIS: requests.outside,
    }
    return {service: outside for service, outside in found.items() if outside is not None}


def _problem(outside: Outside, *, sees_host: bool) -> str | None:
    if outside.failure is None:
        return None
    return outside.failure[1] if sees_host else _OF_THE_HOST


async def _sees_host(caller: Caller) -> bool:
    """Tell whether the caller's garage is the only one, so that its owner may read how the host is set up."""
    return await caller.db.collection("workshops").count_documents({}, limit=2) == 1
