"""/tasks and /verification: whether the work beside requests is done and the books agree, for the owner."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.oversight import service
from revops.oversight.schemas import DeadTaskOut, VerificationOut

router = APIRouter(prefix="/api", tags=["oversight"], route_class=JsonRoute)

CanReadAudit = Annotated[Caller, Can(Permission.AUDIT_READ)]
CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]

_SHOWN = ("kind", "made_at", "failed_at", "attempts", "error")


@router.get("/tasks/dead", operation_id="listDeadTasks", response_model=list[DeadTaskOut])
async def list_dead_tasks(caller: CanReadAudit) -> Response:
    """List the garage's work that was tried again and again and then given up, the latest first."""
    rows = await service.list_dead(caller)
    return Json([{"id": row["_id"], **{name: row[name] for name in _SHOWN}} for row in rows])


@router.post("/tasks/{task_id}/retry", operation_id="retryTask", response_model=Done, responses=problems(NotFound))
async def retry_task(caller: CanManage, task_id: Identifier, key: Idempotency) -> Response:
    """Have work that was given up tried again. Asking twice changes nothing."""
    return Json(await service.retry(caller, task_id, key))


@router.get("/verification", operation_id="getVerification", response_model=VerificationOut)
async def get_verification(caller: CanReadAudit) -> Response:
    """Tell when the garage's books were last checked against all that is stored, and what was found."""
    return Json(await service.verification(caller))
