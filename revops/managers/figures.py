"""Limits of members and of invite codes in another currency of the garage."""

from collections.abc import Sequence

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.access.members import change_member
from revops.core.money import NewCurrency
from revops.core.signing import Signed
from revops.core.time import now
from revops.journal.entry import EntryKind, Event
from revops.managers.invites import check_invite, sign_invite
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, TenantScope


async def keep_limits(caller: Caller, session: Session, currency: NewCurrency, origin: Origin) -> Sequence[str]:
    """Keep the amounts up to which members take cash. Returns the users they are of."""
    workshop, here = caller.workshop, TenantScope(caller.workshop.id)
    codes = Scoped(caller.db, "invite_codes", here)
    async for code in codes.find({"terms.limits": {"$exists": True}}, session=session):
        limits = currency.stored(code["terms"]["limits"])
        changed: Document = {**code, "terms": {**code["terms"], "limits": limits}}
        # What was altered stays so.
        is_good = check_invite(caller.db, code) is Signed.YES
        signed = {"signed": sign_invite(caller.db, changed)} if is_good else {}
        await codes.update({"_id": code["_id"]}, {"$set": {"terms.limits": limits, **signed}}, session)
    events, users = [], []
    limited = {"limits.cash_payment_minor": {"$exists": True}}
    async for member in Scoped(caller.db, "members", here).find(limited, session=session):
        limits = currency.stored(member["limits"])
        await change_member(caller.db, member["_id"], workshop.id, {"$set": {"limits": limits}}, session)
        changes = {"limits": (member["limits"], limits)}
        events.append(Event(EntryKind.MEMBER_CHANGED, caller.user.id, member["_id"], now(), changes=changes))
        users.append(str(member["user_id"]))
        about = f"limits: {member['limits']} → {limits}"
        noted = AuditEvent(AuditKind.MEMBER_CHANGED, workshop.id, users[-1], origin, caller.user.id, about=about)
        await caller.services.audit.record(noted, session)
    if events:
        await caller.record(session, *events)
    return users
