"""Log-ins from new devices, at night, or after somebody was removed; and what an owner confirms on a new device."""

import datetime as dt
from collections.abc import Mapping, Sequence

from revops.access.audit import NEW_DEVICE, AuditKind
from revops.access.permissions import Role
from revops.core.time import zone
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.mongo.client import Document

# An owner's device is new for so long after its first log-in.
_NEW_FOR = dt.timedelta(days=1)
_CONFIRMED = (AuditKind.PAYMENT_CONFIRMED, AuditKind.SETTLEMENT_CONFIRMED)


async def signed_in(look: Look, line: Document) -> Sequence[Finding]:
    """Ask about a log-in on a device that was never used before, or at night."""
    person = await look.person(line["user_id"])
    if person is None:
        return []
    found = []
    if await _is_new_device(look, line):
        facts: Document = {"owner": person.role is Role.OWNER}
        found.append(Finding(ExceptionKind.NEW_DEVICE, line["_id"], line["at"], person.id, facts=facts))
    local = line["at"].astimezone(zone(look.workshop.timezone))
    if person.role is not Role.OWNER and _is_night(look, local.hour):
        facts = {"day": f"{local:%Y-%m-%d}", "hour": local.hour, "minute": local.minute}
        cause = f"{person.id}:{local - dt.timedelta(hours=12):%Y-%m-%d}"  # a night is one
        found.append(Finding(ExceptionKind.NIGHT_LOG_IN, cause, line["at"], person.id, facts=facts))
    return found


def _is_night(look: Look, hour: int) -> bool:
    first, last = look.limits.night_from, look.limits.night_to
    return first <= hour < last if first <= last else hour >= first or hour < last


async def _is_new_device(look: Look, line: Document) -> bool:
    """Say whether a device that was not known looks like none that its user had, who had others before."""
    if line["detail"] != NEW_DEVICE:
        return False
    earlier = {"user_id": line["user_id"], "kind": AuditKind.SIGNED_IN.value, "seq": {"$lt": line["seq"]}}
    lines = look.rows("audit_log").find(earlier, {"device": 1, "network": 1}, sort=[("at", -1)], limit=_MAX_EVENTS)
    before = [(one["device"], one["network"]) async for one in lines]
    return bool(before) and (line["device"], line["network"]) not in before


_MAX_EVENTS = 500


async def refused(look: Look, line: Document) -> Sequence[Finding]:
    """Ask about somebody who tried to log in after being removed, once a day."""
    person = await look.person(line["user_id"])
    if line["detail"] != "manager_removed" or person is None:
        return []
    day = f"{line['at'].astimezone(zone(look.workshop.timezone)):%Y-%m-%d}"
    kind = ExceptionKind.LOG_IN_AFTER_REMOVAL
    return [Finding(kind, f"{person.id}:{day}", line["at"], person.id, facts={"day": day, "times": line["times"]})]


async def confirmed(look: Look, line: Document) -> Sequence[Finding]:
    """Ask an owner about money that was confirmed in his name on a device that he has had for less than a day."""
    person = await look.person(line["user_id"])
    if person is None or line["device"] is None:
        return []
    lately = {"user_id": line["user_id"], "kind": AuditKind.SIGNED_IN.value, "device": line["device"]}
    order = [("at", -1)]
    since = {**lately, "at": {"$gte": line["at"] - _NEW_FOR}, "seq": {"$lt": line["seq"]}}
    logins = await look.rows("audit_log").find(since, sort=order, limit=5).to_list()
    if not logins or not await _is_new_device(look, logins[-1]):
        return []
    about = "settlement" if line["kind"] == AuditKind.SETTLEMENT_CONFIRMED else "payment"
    row = await look.rows(f"{about}s").find_one({"_id": line["subject_id"]}, {"amount_minor": 1})
    minor = abs(row["amount_minor"]) if row is not None else 0
    kind = ExceptionKind.CONFIRMED_FROM_NEW_DEVICE
    return [Finding(kind, line["subject_id"], line["at"], person.id, minor, {about: line["subject_id"]}, {})]


RULES: Mapping[str, Sequence[Rule]] = {
    AuditKind.SIGNED_IN.value: (signed_in,),
    AuditKind.LOGIN_FAILED.value: (refused,),
    **{kind.value: (confirmed,) for kind in _CONFIRMED},
}
