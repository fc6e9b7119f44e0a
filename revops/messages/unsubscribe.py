"""The link at the end of reminders with which whoever gets them ends them, without signing in and without scripts."""

import hashlib
import hmac

from revops.access.caller import Services
from revops.access.tokens import secret_key
from revops.core.time import now
from revops.messages.addresses import Consent, How, note_consent
from revops.mongo.client import Document

PATH = "/api/unsubscribe"


def token_of(services: Services, message_id: str) -> str:
    """Build the token of a message: its id, signed."""
    key = secret_key(services.settings).encode()
    signature = hmac.new(key, f"unsubscribe:{message_id}".encode(), hashlib.sha256).hexdigest()[:24]
    return f"{message_id}.{signature}"


def url_of(services: Services, message_id: str) -> str | None:
    """Build the link of a message; None where nobody has said where people reach RevOps."""
    base = services.settings.public_url
    return f"{base.rstrip('/')}{PATH}/{token_of(services, message_id)}" if base is not None else None


async def read_message(services: Services, token: str) -> Document | None:
    """Read what a token is about, with the name of the garage; None for a wrong one, or after a year."""
    message_id, _, _ = token.partition(".")
    if not hmac.compare_digest(token.encode(), token_of(services, message_id).encode()):
        return None
    message = await services.db.collection("messages").find_one({"_id": message_id})
    if message is None or message["to"] is None:
        return None
    workshop = await services.workshop(message["workshop_id"])
    return {**message, "workshop_name": workshop.name if workshop is not None else ""}


async def unsubscribe(services: Services, message: Document) -> None:
    """Write down that whoever got a message wants no more of them. Twice changes nothing."""
    said = Consent(False, How.UNSUBSCRIBED, now())
    await note_consent(services.db, None, message["workshop_id"], message["channel"], message["to"], said)
