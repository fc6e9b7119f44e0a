"""Invite codes against managers, for `revops verify`."""

from collections import Counter
from typing import Any

from revops.journal.recount import Report
from revops.mongo.client import Database


async def verify_invite_codes(db: Database, report: Report) -> None:
    """Check that a used code has exactly one user."""
    users: Counter[str] = Counter()
    async for code in db.collection("invite_codes").find({"used_by": {"$ne": None}}):
        users[code["used_by"]] += 1
        member: Any = await db.collection("managers").find_one(
            {"_id": code["used_by"], "workshop_id": code["workshop_id"]}, {"_id": 1}
        )
        if member is None:
            report.found(f"invite code {code['_id']}: {code['used_by']} used it and is not a manager of its workshop")
    for user_id, used in users.items():
        if used > 1:
            report.found(f"user {user_id} used {used} invite codes")
