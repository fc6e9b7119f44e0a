"""An invite code by e-mail, to whoever the owner invites."""

from urllib.parse import quote

import structlog

from revops.access.caller import Services
from revops.core.time import now
from revops.messages.channel import ChannelStopped, Outgoing, Permanent, Temporary
from revops.messages.mail import Mail
from revops.mongo.scoped import Scoped, TenantScope
from revops.tasks.outbox import Claimed, TryAgain

log = structlog.get_logger(__name__)

_SUBJECT = "Join {garage} on RevOps"
_TEXT = """{owner} invites you to join {garage} on RevOps.

{how}

The code works once, for 7 days. If you do not know {garage}, do nothing."""


class Invitations:
    """Sends invite codes that can still be used."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, claimed: Claimed) -> None:
        """Send a code, unless it was used or revoked meanwhile, or no letter can reach the address. Raises TryAgain."""
        assert claimed.workshop_id is not None
        codes = Scoped(self._services.db, "invite_codes", TenantScope(claimed.workshop_id))
        is_open = {"is_active": True, "used_by": None, "expires_at": {"$gt": now()}}
        code = await codes.find_one({"_id": claimed.payload["code_id"], **is_open})
        context = await self._services.workshop(claimed.workshop_id)
        if code is None or context is None:
            return
        url = self._services.settings.public_url
        how = f"Your code is {code['code']}."
        if url is not None:
            how = f"Open {url.rstrip('/')}/register?code={quote(code['code'])} or use the code {code['code']}."
        names = await self._services.names({code["created_by"]})
        words = {"garage": context.name, "owner": names.get(code["created_by"], "The owner"), "how": how}
        letter = Outgoing(
            # The same however often it is tried, so that a mail program shows it once.
            id=code["_id"],
            workshop_id=context.id,
            workshop_name=context.name,
            to=claimed.payload["email"],
            event=claimed.kind,
            language="en",
            params={},
            subject=_SUBJECT.format(**words),
            text=_TEXT.format(**words),
        )
        try:
            await Mail(self._services.settings).send(letter)
        except Permanent:
            log.warning("invitation_refused", workshop_id=context.id)
        except (Temporary, ChannelStopped) as reason:
            raise TryAgain(str(reason)) from None
