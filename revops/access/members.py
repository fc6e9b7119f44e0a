"""Members: who belongs to which garage, as what, and what that allows.

The right to money is in ``managers`` as long as an older version may guard cash there (decision 0034); everything that
says who may do what is here. A change of a member touches the user too, so that the watched cache of users hears of it.
"""

import contextlib
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.errors import DuplicateKeyError

from revops.access.custody import CashLimits, limits_of
from revops.access.permissions import ROLE_SEES, Permissions, Role, Sees, permissions_of
from revops.core.ids import new_id
from revops.core.time import millis, now
from revops.mongo.client import Database, Document, Session

# Members are known since this migration; a version that does not know them goes by the user alone.
MIGRATION = 8


@dataclass(frozen=True, slots=True)
class Membership:
    """The place of a user in one garage. Jobs, payments and cash name the member by ``id``."""

    id: str
    workshop_id: str
    role: Role
    sees: Sees
    permissions: Permissions
    # The most cash taken in one payment; None: any amount.
    max_cash_payment_minor: int | None = None
    # Up to where cash may be held; None: as the garage says for all.
    cash_limits: CashLimits | None = None
    # The day on which the owner lets cash be taken beyond them.
    cash_allowed_on: str | None = None


def sees_by_role(role: Role, managers_see: str | None) -> Sees:
    """Say whose jobs somebody sees by his role, in a garage that says it of its managers."""
    return Sees(managers_see) if role is Role.MANAGER and managers_see is not None else ROLE_SEES[role]


def at_the_start(role: Role, managers_see: str | None = None, terms: Mapping[str, Any] | None = None) -> Document:
    """Build the fields of a member who begins in a role, for the first time or again. An owner begins without terms."""
    by_role: Document = {"grants": {}, "sees": sees_by_role(role, managers_see).value, "limits": {}}
    said = terms if terms is not None and role is not Role.OWNER else {}
    return {"role": role.value, **by_role, **said, "left_at": None}


def new_member(
    user_id: str,
    workshop_id: str,
    role: Role,
    joined_at: dt.datetime,
    *,
    is_first: bool,
    managers_see: str | None = None,
    terms: Mapping[str, Any] | None = None,
) -> Document:
    """Build a member who joins. The first time somebody joins any garage the member has the id of the user."""
    return {
        "_id": user_id if is_first else new_id(),
        "workshop_id": workshop_id,
        "user_id": user_id,
        "joined_at": joined_at,
        **at_the_start(role, managers_see, terms),
    }


# What the journal says of a member.
RIGHTS = ("user_id", "role", "grants", "sees", "limits", "left_at")


def rights_of(member: Mapping[str, Any]) -> Document:
    """Build what the journal says of a member: who it is, what he may do and see, and when he left."""
    left_at = member.get("left_at")
    return {**{name: member[name] for name in RIGHTS}, "left_at": None if left_at is None else millis(left_at)}


def membership_of(member: Document) -> Membership:
    """Build the membership that a document of ``members`` says."""
    role, custody = Role(member["role"]), member.get("custody") or {}
    own_limits = custody.get("limits")
    return Membership(
        member["_id"],
        member["workshop_id"],
        role,
        Sees(member["sees"]) if role is not Role.OWNER else Sees.ALL,
        permissions_of(role, member["grants"]),
        member["limits"].get("cash_payment_minor"),
        None if own_limits is None else limits_of(own_limits),
        custody.get("allowed_on"),
    )


def memberships_of(user: Document, members: Sequence[Document]) -> tuple[Membership, ...]:
    """List where a user belongs now, longest first.

    Whom an older version let join, or ended, has no document that says so yet: then the user's own does.
    """
    if user.get("removed_at") is not None:
        return ()
    longest_first = sorted(members, key=lambda member: member["joined_at"]) if len(members) > 1 else members
    found = [membership_of(member) for member in longest_first if member["left_at"] is None]
    home = user.get("workshop_id")
    if home is not None and all(member["workshop_id"] != home for member in members):
        role = Role(user["role"])
        found.append(Membership(user["_id"], home, role, ROLE_SEES[role], permissions_of(role, {})))
    return tuple(found)


async def load_memberships(db: Database, user: Document, session: Session | None = None) -> tuple[Membership, ...]:
    """Read where a user belongs now."""
    mine = {"user_id": user["_id"]}
    members = await db.collection("members").find(mine, session=session).to_list()
    return memberships_of(user, members)


def at_work(memberships: Collection[Membership], workshop_id: str | None) -> Membership | None:
    """Choose the membership in a garage; in the first one that there is when the user was last in another."""
    here = next((member for member in memberships if member.workshop_id == workshop_id), None)
    return here or next(iter(memberships), None)


async def change_member(
    db: Database, member_id: str, workshop_id: str, change: Document, session: Session
) -> Document | None:
    """Change a member as it is now, and touch the user, so that everybody who remembers the rights forgets them.

    Returns the member before the change.
    """
    before = await db.collection("members").find_one_and_update(
        {"_id": member_id, "workshop_id": workshop_id}, change, session=session
    )
    if before is not None:
        await touch(db, before["user_id"], session)
    return before


async def let_managers_see(db: Database, workshop_id: str, sees: str, session: Session) -> list[str]:
    """Let all managers of a garage see these jobs. Returns the users whose rights changed."""
    others = {"workshop_id": workshop_id, "role": Role.MANAGER.value, "left_at": None, "sees": {"$ne": sees}}
    members = db.collection("members")
    user_ids = [row["user_id"] async for row in members.find(others, {"user_id": 1}, session=session)]
    await members.update_many(others, {"$set": {"sees": sees}}, session=session)
    for user_id in user_ids:
        await touch(db, user_id, session)
    return user_ids


async def touch(db: Database, user_id: str, session: Session, *, also: Document | None = None) -> None:
    """Have what is remembered of a user read anew, here and in other processes; of two changes at once one waits."""
    change: dict[str, Any] = {**(also or {}), "$inc": {"rights_version": 1}}
    await db.collection("users").update_one({"_id": user_id}, change, session=session)


async def make_members(db: Database, workshop_id: str | None = None) -> int:
    """Make a member of everybody who is in a garage, or in this one, by the word of an older version, and end whom it
    ended. Returns how many that were.
    """
    where = {"workshop_id": workshop_id} if workshop_id is not None else {"workshop_id": {"$ne": None}}
    made = 0
    async for user in await db.collection("users").aggregate([{"$match": where}, *_WITHOUT_MEMBER]):
        role = Role(user["role"])
        member = new_member(user["_id"], user["workshop_id"], role, user["joined_at"], is_first=not user["members"])
        member["left_at"] = user.get("removed_at")
        # Another instance may be doing the same.
        with contextlib.suppress(DuplicateKeyError):
            await db.collection("members").insert_one(member)
            made += 1
    async for member in await db.collection("members").aggregate([{"$match": where | {"left_at": None}}, *_ENDED]):
        left = {"$set": {"left_at": member["left_at"]}}
        made += (
            await db.collection("members").update_one({"_id": member["_id"], "left_at": None}, left)
        ).modified_count
    return made


_WITHOUT_MEMBER: list[Document] = [
    {"$lookup": {"from": "members", "localField": "_id", "foreignField": "user_id", "as": "members"}},
    {"$match": {"$expr": {"$not": {"$in": ["$workshop_id", "$members.workshop_id"]}}}},
    {"$lookup": {"from": "managers", "localField": "_id", "foreignField": "_id", "as": "manager"}},
    {
        "$project": {
            **dict.fromkeys(("workshop_id", "role", "removed_at", "members._id"), 1),
            "joined_at": {"$ifNull": [{"$first": "$manager.joined_at"}, "$created_at"]},
        }
    },
]
_ENDED: list[Document] = [
    {"$lookup": {"from": "users", "localField": "user_id", "foreignField": "_id", "as": "user"}},
    {"$project": {"left_at": {"$first": "$user.removed_at"}}},
    {"$match": {"left_at": {"$ne": None}}},
]


def leaves(at: dt.datetime | None = None) -> Document:
    """Build the change of a member who leaves."""
    return {"$set": {"left_at": at or now()}}
