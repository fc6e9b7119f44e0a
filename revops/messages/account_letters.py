"""Letters about an account: a link that sets a password, word of a new passkey, and to an address that is no longer its
own."""

import structlog

from revops.access import users
from revops.access.audit import Origin
from revops.access.caller import Services
from revops.access.members import load_memberships
from revops.auth import links
from revops.core.ids import new_id
from revops.messages.channel import ChannelStopped, Outgoing, Permanent, Temporary
from revops.messages.mail import Mail
from revops.tasks.outbox import Claimed, TryAgain

log = structlog.get_logger(__name__)

_LINK_SUBJECT = "Set your password for {garage}"
_LINK_TEXT = """{garage} has made a login for you in RevOps.

Set your password here: {url}
The link works once, for 24 hours. Then log in with {login}.

If you do not know {garage}, do nothing."""
_CHANGED_SUBJECT = "Your e-mail address was changed"
_CHANGED_TEXT = """The RevOps account of {name} has another e-mail address now: {email}.

If it was not you, tell the owner of your garage, or the person who runs the server, at once."""

_PASSKEY_SUBJECT = "A passkey was added to your login"
_PASSKEY_TEXT = """{name}, the passkey “{passkey}” was added to your RevOps account{device}.
It logs in without your password.

If it was not you, remove it under Settings, and change your password at once."""


class AccountLetters:
    """Sends them. A link that was perhaps sent is sent anew as another one, which ends the one before."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def send_link(self, claimed: Claimed) -> None:
        """Make a link and send it, unless the account has become worth more since. Raises TryAgain."""
        services, workshop_id = self._services, claimed.workshop_id
        user = await users.by_id(services.db, claimed.payload["user_id"])
        base, workshop = services.settings.public_url, await services.workshop(workshop_id or "")
        if user is None or base is None or workshop is None or not users.has_email(user):
            return
        if not links.is_worth_one_garage(user, await load_memberships(services.db, user), workshop.id):
            return
        token, _ = await links.issue(services, user, workshop.id, claimed.payload["actor_id"], Origin())
        text = _LINK_TEXT.format(garage=workshop.name, url=links.address(base, token), login=user["email"])
        subject = _LINK_SUBJECT.format(garage=workshop.name)
        await self._send(claimed.kind, user["email"], subject, text)

    async def tell_old_address(self, claimed: Claimed) -> None:
        """Tell an address that it is no longer that of its account. Raises TryAgain."""
        said = claimed.payload
        text = _CHANGED_TEXT.format(name=said["name"], email=said["email"])
        await self._send(claimed.kind, said["to"], _CHANGED_SUBJECT, text)

    async def tell_of_passkey(self, claimed: Claimed) -> None:
        """Tell somebody that his account has a new passkey. Raises TryAgain."""
        said = claimed.payload
        device = f" on {said['device']}" if said["device"] else ""
        text = _PASSKEY_TEXT.format(name=said["name"], passkey=said["passkey"], device=device)
        await self._send(claimed.kind, said["to"], _PASSKEY_SUBJECT, text)

    async def _send(self, kind: str, to: str, subject: str, text: str) -> None:
        letter = Outgoing(
            id=new_id(),
            workshop_id="",
            workshop_name="RevOps",
            to=to,
            event=kind,
            language="en",
            params={},
            subject=subject,
            text=text,
        )
        try:
            await Mail(self._services.settings).send(letter)
        except Permanent:
            log.warning("account_letter_refused", kind=kind)
        except (Temporary, ChannelStopped) as reason:
            raise TryAgain(str(reason)) from None
