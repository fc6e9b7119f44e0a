"""The review of money: from which device the decision came, and the password above the workshop's sum."""

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.access.errors import PasswordNeeded
from revops.access.own_password import require_password
from revops.access.permissions import Permission
from revops.core.money import shown
from revops.http.wire import Confirmation
from revops.mongo.client import Document
from revops.payments.errors import OwnMoney


async def within_trust(caller: Caller, body: Confirmation | None, origin: Origin) -> Document:
    """Build the filter for what may be confirmed: any amount with the password, else none above the workshop's sum.

    Raises InvalidFields for a wrong password.
    """
    max_minor = caller.workshop.password_above_minor
    if max_minor is None:
        return {}
    if body is None or body.password is None:
        return {"amount_minor": {"$lte": max_minor, "$gte": -max_minor}}
    await require_password(caller.services, caller.user.id, origin.session_id, body.password)
    return {}


def above_trust(caller: Caller) -> PasswordNeeded:
    """Build the failure for what is confirmed with the password only."""
    currency, max_minor = caller.workshop.currency, caller.workshop.password_above_minor
    above = "" if max_minor is None else f" above {shown(max_minor, currency)}"
    return PasswordNeeded(f"Enter your password to confirm a sum{above}.")


def not_own(caller: Caller, field: str) -> Document:
    """Build the filter for money that the caller may review: not what he took himself, unless that needs no review."""
    return {} if caller.may(Permission.PAYMENTS_CONFIRM_OWN) else {field: {"$ne": caller.member.id}}


def require_not_own(caller: Caller, member_id: str) -> None:
    """Raise NotAllowed when the caller may not review what this member took."""
    if member_id == caller.member.id and not caller.may(Permission.PAYMENTS_CONFIRM_OWN):
        raise OwnMoney("You took this money yourself, so somebody else has to decide on it.")


def reviewed_from(origin: Origin) -> Document:
    """Build the stored note of the session and the device that a decision came from."""
    return {
        "session_id": origin.session_id,
        "device": origin.device,
        "network": origin.network,
        "request_id": origin.request_id,
    }


def note_review(caller: Caller, kind: AuditKind, subject_id: str, origin: Origin) -> None:
    """Note a decision for the audit log. It is stored with the payment already, so the answer does not wait."""
    event = AuditEvent(kind, caller.workshop.id, caller.user.id, origin, subject_id=subject_id)
    caller.services.audit.note(event)
