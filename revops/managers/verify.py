"""Invite codes against members, for `revops verify`."""

from collections import Counter

from revops.core.signing import Signed
from revops.core.time import now
from revops.journal.entry import EntryKind
from revops.journal.recount import Report
from revops.managers.invites import check_invite, was_closed
from revops.mongo.client import Database


async def verify_invite_codes(db: Database, report: Report) -> None:
    """Check that each used code let one member in: a member joins once, and again after having left."""
    used: Counter[tuple[str, str]] = Counter()
    members: dict[tuple[str, str], str | None] = {}
    async for code in db.collection("invite_codes").find({"used_by": {"$ne": None}}):
        place = code["workshop_id"], code["used_by"]
        used[place] += 1
        if place not in members:
            members[place] = await _member_of(db, *place)
        if members[place] is None:
            report.found(f"invite code {code['_id']}: {code['used_by']} used it and is not a member of its workshop")
    for (workshop_id, user_id), codes in used.items():
        member_id = members[workshop_id, user_id]
        if codes > 1 and member_id is not None:
            joined = {"workshop_id": workshop_id, "kind": EntryKind.MANAGER_JOINED.value, "manager_id": member_id}
            if await db.collection("journal").count_documents(joined, limit=codes) < codes:
                report.found(f"user {user_id} used {codes} invite codes")


async def verify_open_codes(db: Database, report: Report) -> None:
    """Check that each open code lets in as what it was made for, and was neither used nor revoked before."""
    async for code in db.collection("invite_codes").find({"used_by": None, "expires_at": {"$gt": now()}}):
        if check_invite(db, code) in {Signed.NO, Signed.UNKNOWN_KEY}:
            report.found(f"invite code {code['_id']}: it is not for what it was made for")
        if code["is_active"] and await was_closed(db, code):
            report.found(f"invite code {code['_id']}: it was used or revoked, and is open again")


async def _member_of(db: Database, workshop_id: str, user_id: str) -> str | None:
    mine = {"workshop_id": workshop_id, "user_id": user_id}
    found = await db.collection("members").find_one(mine, {"_id": 1})
    if found is None:  # an older version let in whoever it was
        found = await db.collection("managers").find_one({"_id": user_id, "workshop_id": workshop_id}, {"_id": 1})
    return str(found["_id"]) if found is not None else None
