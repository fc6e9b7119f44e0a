"""The settings of asking customers: what part of an estimate in advance, and whether they sign what they approve."""

from revops.access.caller import Caller
from revops.estimates.schemas import EstimateSettingsChange
from revops.mongo.client import Document
from revops.mongo.instances import require_no_older
from revops.workshops import settings

# Older versions could not check an answer that is signed.
_SIGNED_SINCE = 37
# With what holds where nobody has said anything.
_FIELDS = {"advance_percent": None, "asks_signature": False}


async def read_settings(caller: Caller) -> Document:
    """Read how the garage asks its customers."""
    return await settings.read_fields(caller, _FIELDS)


async def change_settings(caller: Caller, body: EstimateSettingsChange) -> Document:
    """Change how the garage asks its customers. The same again changes nothing."""
    wanted = body.model_dump(exclude_unset=True)
    if wanted.get("asks_signature"):
        await require_no_older(caller.db, _SIGNED_SINCE)
    return await settings.change_fields(caller, wanted, _FIELDS)
