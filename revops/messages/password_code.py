"""A code for a new password, sent to who asked for it and has an account."""

import structlog

from revops.access import users
from revops.access.caller import Services
from revops.auth.reset import issue_code, task_of_email
from revops.core.errors import CannotBeDone
from revops.core.ids import new_id
from revops.messages.channel import ChannelStopped, Outgoing, Permanent, Temporary
from revops.messages.mail import Mail
from revops.mongo.client import Session
from revops.tasks.outbox import Claimed, TryAgain, enqueue

log = structlog.get_logger(__name__)

_SUBJECT = "Your code for a new password"
_TEXT = """Somebody asked for a new password for your RevOps account {email}.

The code is {code}. It works once, for 30 minutes, and logs you out everywhere.{where}

If it was not you, do nothing: your password stays as it is."""


class PasswordCodes:
    """Sends codes. One that was perhaps sent is sent anew with another code, which ends the one before."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, claimed: Claimed) -> None:
        """Send a code, unless nobody has this address or no letter can reach it. Raises TryAgain."""
        if "phones" in claimed.payload:
            await self._to_whose_phone(claimed)
            return
        email, url = claimed.payload["email"], self._services.settings.public_url
        if users.is_nobodys(email):
            return
        try:
            code = await issue_code(self._services.db, email, "e-mail")
        except CannotBeDone:
            return
        where = f"\nEnter it here: {url.rstrip('/')}/reset-password" if url is not None else ""
        letter = Outgoing(
            id=new_id(),
            workshop_id="",
            workshop_name="RevOps",
            to=email,
            event=claimed.kind,
            language="en",
            params={},
            subject=_SUBJECT,
            text=_TEXT.format(email=email, code=code, where=where),
        )
        try:
            await Mail(self._services.settings).send(letter)
        except Permanent:
            log.warning("password_code_refused")
        except (Temporary, ChannelStopped) as reason:
            raise TryAgain(str(reason)) from None

    async def _to_whose_phone(self, claimed: Claimed) -> None:
        """Have a code sent to the address of the only one with a phone number, as if that had been given."""
        db = self._services.db
        found = await users.by_phone(db, claimed.payload["phones"])

        async def work(session: Session) -> None:
            if len(found) == 1 and users.has_email(found[0]):
                await enqueue(db, session, None, task_of_email(found[0]["email"]))
            await claimed.finish(session)

        await db.transaction(work)
