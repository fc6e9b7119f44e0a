"""Cars that go out: what the gate is told while one can still be stopped. May it leave, and if not, whom to call."""

from revops.access.caller import Caller
from revops.access.permissions import Role
from revops.core.text import normalise_plate
from revops.core.time import now
from revops.gate import passes
from revops.gate.days import LOOKED_BACK
from revops.gate.row import Direction
from revops.gate.schemas import SightingCreate
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped, TenantScope

_NEWEST = [("created_at", -1), ("_id", -1)]
# Of a car that is another's affair, or nobody's here.
_NOTHING: Document = {"may_leave": None, "call": None}


async def stand_of(caller: Caller, body: SightingCreate) -> Document:
    """Say whether the car that goes out may leave by its last job, and the name of whoever it is to be asked about.

    The gate is told no more of the job than that. Nothing is said of a car that comes in, of one with a pass, whose
    outcome says it, or of one that no job is for.
    """
    if body.direction is not Direction.OUT or body.pass_code is not None:
        return _NOTHING
    db, workshop_id, whole = caller.db, caller.workshop.id, caller.scope.whole_workshop()
    vehicle = await Scoped(db, "vehicles", whole).find_one({"plate": normalise_plate(body.plate)}, {"_id": 1})
    if vehicle is None:
        return _NOTHING
    lately: Document = {"vehicle_id": vehicle["_id"], "created_at": {"$gte": now() - LOOKED_BACK}}
    jobs = Scoped(db, "jobs", whole).find(lately, passes.OF_JOB, sort=_NEWEST, limit=1)
    for job in await jobs.to_list():
        if passes.may_leave(job, await passes.last_release(db, workshop_id, job["_id"])):
            return {"may_leave": True, "call": None}
        return {"may_leave": False, "call": await name_to_call(caller, job["manager_id"])}
    return _NOTHING


async def name_to_call(caller: Caller, manager_id: str) -> str | None:
    """Name who can say whether a car may leave: the manager of its job, or the owner when he has left."""
    members = Scoped(caller.db, "members", TenantScope(caller.workshop.id))
    if await members.find_one({"_id": manager_id, "left_at": None}, {"_id": 1}) is None:
        owner = await members.find_one({"role": Role.OWNER.value, "left_at": None}, {"_id": 1})
        manager_id = owner["_id"] if owner is not None else manager_id
    return (await caller.services.names({manager_id})).get(manager_id)
