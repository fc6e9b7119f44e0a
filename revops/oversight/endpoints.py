"""/tasks, /verification and /outside: whether the work beside requests is done and the books agree, for the owner."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.journal.witness import MAX_LEAVES
from revops.oversight import outside, service
from revops.oversight.errors import OutsideFails
from revops.oversight.outside import OutsideService
from revops.oversight.schemas import DeadTaskOut, LeavesOut, OutsideOut, SealOut, VerificationOut

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


@router.get("/verification/seal", operation_id="getSeal", response_model=SealOut)
async def get_seal(caller: CanReadAudit) -> Response:
    """Tell the last entry of the garage's journal that is sealed, for whoever keeps it outside of the server."""
    return Json(await service.seal(caller))


@router.get("/verification/leaves", operation_id="listLeaves", response_model=LeavesOut)
async def list_leaves(
    caller: CanReadAudit,
    after: Annotated[int, Query(ge=0, le=10**12, description="The number of the last entry that is known.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_LEAVES)] = MAX_LEAVES,
) -> Response:
    """List the leaves of the journal's chain after an entry, by which a witness follows it without seeing entries."""
    return Json(await service.leaves(caller, after, limit))


@router.get("/outside", operation_id="listOutside", response_model=list[OutsideOut])
async def list_outside(caller: CanManage) -> Response:
    """List the services outside of RevOps that whoever runs the server has set up, and what is wrong with each."""
    return Json(await outside.list_outside(caller))


@router.post(
    "/outside/{service_name}/test",
    operation_id="testOutside",
    response_model=Done,
    responses=problems(NotFound, OutsideFails),
)
async def test_outside(caller: CanManage, service_name: OutsideService) -> Response:
    """Try a service; the refusal says what is wrong, in full where the server has one garage."""
    return Json({"message": await outside.test_outside(caller, service_name)})
