"""The password above the workshop's sum, for what is decided about a hand-over by an amount that is known."""

from revops.access.audit import Origin
from revops.access.caller import Caller
from revops.http.wire import Confirmation
from revops.payments.review import above_trust, within_trust


async def require_trust(caller: Caller, body: Confirmation, origin: Origin, amount_minor: int) -> None:
    """Raise PasswordNeeded for an amount above the workshop's sum without the password; WrongPassword."""
    most_minor = (await within_trust(caller, body, origin)).get("amount_minor", {}).get("$lte")
    if most_minor is not None and abs(amount_minor) > most_minor:
        raise above_trust(caller)
