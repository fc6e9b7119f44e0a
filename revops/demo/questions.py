"""Questions to the owner of the demo garage: a few things that his managers did today, done as the app does."""

from revops.access.caller import Caller, Services, caller_of
from revops.access.permissions import Permission
from revops.custody import limits
from revops.custody.schemas import SettingsIn
from revops.digest import service as digest
from revops.jobs.row import JobRow
from revops.jobs.schemas import JobUpdate
from revops.jobs.update import update_job
from revops.mongo.client import Document
from revops.mongo.scoped import ScopedRows

# A tenth off, an eighth, a fifth, after something was paid; each by another manager.
_LOWERED = (10, 8, 5)
_MAX_CASH, _MAX_AGE_HOURS = 45_000, 96
_EVENING = "20:30"


async def add_questions(services: Services, workshop_id: str) -> int:
    """Have managers do what owners are asked about, unless the garage has its evenings already. Returns how often."""
    garage = {"_id": workshop_id, "digest_at": {"$exists": False}}
    workshop = await services.db.collection("workshops").find_one(garage, {"owner_id": 1})
    if workshop is None:
        return 0
    owner = await _acting(services, workshop["owner_id"], Permission.WORKSHOP_MANAGE)
    await limits.set_limits(owner, SettingsIn(amount=_MAX_CASH, age_hours=_MAX_AGE_HOURS))
    await digest.change_settings(owner, _EVENING)
    asked = 0
    agreed: Document = {"status": "in_progress", "paid_minor": {"$gt": 0}, "outstanding_minor": {"$gt": 200_000}}
    jobs = ScopedRows[JobRow](services.db, "jobs", owner.scope.whole_workshop())
    order = [("outstanding_minor", -1), ("_id", 1)]
    found = await jobs.find({**agreed, "items": []}, sort=order, limit=50).to_list()
    by_manager = {job["manager_id"]: job for job in reversed(found)}
    for part, (manager_id, job) in zip(_LOWERED, sorted(by_manager.items()), strict=False):
        manager = await _acting(services, manager_id, Permission.JOBS_UPDATE)
        less = (job["estimated_minor"] - job["outstanding_minor"] // part) // 100
        await update_job(manager, job["_id"], JobUpdate(estimated_amount=less))
        asked += 1
    return asked


async def _acting(services: Services, user_id: str, permission: Permission) -> Caller:
    user = await services.user(user_id, fresh=True)
    assert user is not None, "made by the demo"
    return await caller_of(services, user, permission)
