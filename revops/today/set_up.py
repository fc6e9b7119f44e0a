"""The steps of a new garage, each ticked by what is really there."""

import datetime as dt

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.time import now
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped
from revops.mongo.union import SubQuery, read_union
from revops.today.schemas import StepName

# Who has run a garage for longer knows what it has.
_OF_A_NEW_GARAGE = dt.timedelta(days=30)
# So long after the first day two-step login is offered once more to whoever put the steps away.
_OFFERED_AGAIN_AFTER = dt.timedelta(days=7)
_ONLY_ID: Document = {"$project": {"_id": 1}}
_RATES = ("labour_tax_rate_bp", "parts_tax_rate_bp", "prices_include_tax", "round_totals")


def of_workshop(workshop_id: str) -> SubQuery:
    """Build the sub-query for what the workshop itself tells of its steps."""
    fields = dict.fromkeys(("address", "gst_number", "created_at", "set_up_put_away_at", "digest_at"), 1)
    return SubQuery("workshops", [{"$match": {"_id": workshop_id}}, {"$project": fields}])


async def steps(
    caller: Caller, session: Session, found: list[Document], as_of: dt.datetime, *, has_jobs: bool
) -> list[Document] | None:
    """List the steps of a new garage; None when all are done, when they were put away, and later on."""
    (workshop,) = found
    if not caller.may(Permission.WORKSHOP_MANAGE) or workshop.get("set_up_put_away_at") is not None:
        return None
    if as_of - workshop["created_at"].replace(tzinfo=dt.UTC) > _OF_A_NEW_GARAGE:
        return None
    whole = caller.scope.whole_workshop()
    wanted = {
        "billing": Scoped(caller.db, "billing_settings", whole).sub_query({}, {"changes": 1}),
        "members": Scoped(caller.db, "members", whole).sub_query({}, {"_id": 1}, limit=2),
        "codes": Scoped(caller.db, "invite_codes", whole).sub_query({}, {"_id": 1}, limit=1),
        "protected": SubQuery("users", [{"$match": {"_id": caller.user.id, "second_factor": {"$ne": None}}}, _ONLY_ID]),
    }
    there = await read_union(caller.db, session, list(wanted.items()))
    changed = {name for row in there["billing"] for name, value in row["changes"].items() if value is not None}
    done = {
        StepName.WORKSHOP: bool(workshop.get("address")),
        StepName.PAPERS: bool(changed & {"vpa", "logo_id"}),
        StepName.RATES: bool(workshop.get("gst_number") or changed.intersection(_RATES)),
        StepName.TEAM: len(there["members"]) > 1 or bool(there["codes"]),
        StepName.FIRST_JOB: has_jobs,
        StepName.DIGEST: "digest_at" in workshop,
        StepName.TWO_STEPS: bool(there["protected"]),
    }
    if all(done.values()):
        return None
    return [{"step": step.value, "is_done": is_done} for step, is_done in done.items()]


async def offers_two_steps(caller: Caller, session: Session, found: list[Document], as_of: dt.datetime) -> bool:
    """Say whether the owner of a new garage, who put its steps away, is offered two-step login once more."""
    (workshop,) = found
    if not caller.may(Permission.WORKSHOP_MANAGE) or workshop.get("set_up_put_away_at") is None:
        return False
    age = as_of - workshop["created_at"].replace(tzinfo=dt.UTC)
    if not _OFFERED_AGAIN_AFTER <= age <= _OF_A_NEW_GARAGE:
        return False
    mine = {"_id": caller.user.id, "second_factor": None, "two_steps_declined_at": None}
    return await caller.db.collection("users").find_one(mine, {"_id": 1}, session=session) is not None


async def decline_two_steps(caller: Caller) -> None:
    """Offer two-step login to this user no more."""
    mine = {"_id": caller.user.id}
    await caller.db.collection("users").update_one(mine, {"$set": {"two_steps_declined_at": now()}})


async def put_away(caller: Caller, *, is_put_away: bool) -> None:
    """Put the steps away for everybody who runs the garage, or bring them back."""
    at = now() if is_put_away else None
    await caller.db.collection("workshops").update_one(
        {"_id": caller.workshop.id}, {"$set": {"set_up_put_away_at": at}}
    )
