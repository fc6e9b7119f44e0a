"""The owner's verdict on money: from which device it came, and the password above the workshop's sum."""

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.access.own_password import PasswordNeeded, require_password
from revops.core.money import shown
from revops.http.wire import Confirmation
from revops.mongo.client import Document


async def within_trust(caller: Caller, body: Confirmation | None, origin: Origin) -> Document:
    """Return the condition on what may be confirmed: any amount with the password, else none above the workshop's sum.

    Raises InvalidFields for a wrong password.
    """
    most_minor = caller.workshop.password_above_minor
    if most_minor is None:
        return {}
    if body is None or body.password is None:
        return {"amount_minor": {"$lte": most_minor}}
    await require_password(caller.services, caller.user.id, origin.session_id, body.password)
    return {}


def above_trust(caller: Caller) -> PasswordNeeded:
    """Build the failure for what is confirmed with the password only."""
    currency, most_minor = caller.workshop.currency, caller.workshop.password_above_minor
    above = "" if most_minor is None else f" above {shown(most_minor, currency)}"
    return PasswordNeeded(f"Enter your password to confirm a sum{above}.")


def judged_from(origin: Origin) -> Document:
    """Build what what was judged keeps of where the verdict came from."""
    return {
        "session_id": origin.session_id,
        "device": origin.device,
        "network": origin.network,
        "request_id": origin.request_id,
    }


def note_verdict(caller: Caller, kind: AuditKind, subject_id: str, origin: Origin) -> None:
    """Have a verdict written into the audit log. It stands on what was judged already, so the answer does not wait."""
    event = AuditEvent(kind, caller.workshop.id, caller.user.id, origin, subject_id=subject_id)
    caller.services.audit.note(event)
