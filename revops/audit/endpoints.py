"""/audit: who signed in, who was refused, who changed what lets people in."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.audit import service
from revops.audit.schemas import AuditEventOut, AuditQuery, NoticesSeen
from revops.audit.wire import events_out
from revops.deps import Can
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Done

router = APIRouter(prefix="/api/audit", tags=["audit"], route_class=JsonRoute)

CanReadAudit = Annotated[Caller, Can(Permission.AUDIT_READ)]


@router.get(
    "",
    operation_id="listAuditEvents",
    response_model=list[AuditEventOut],
    openapi_extra=parameters(AuditQuery),
)
async def list_audit_events(
    request: Request, caller: CanReadAudit, query: Annotated[AuditQuery, QueryOf(AuditQuery)]
) -> Response:
    """List log-ins, refusals and changes of access of the workshop's people, newest first, of the last 400 days."""
    rows, cursor = await service.list_events(caller, query)
    return page(request, await events_out(caller, rows), cursor)


@router.get("/notices", operation_id="listNotices", response_model=list[AuditEventOut])
async def list_notices(caller: CanReadAudit) -> Response:
    """List what the owner has to know and has not marked as seen, newest first, of the last 90 days."""
    return Json(await events_out(caller, await service.notices(caller)))


@router.put("/notices/seen", operation_id="markNoticesSeen", response_model=Done)
async def mark_notices_seen(caller: CanReadAudit, body: NoticesSeen) -> Response:
    """Mark notices as seen, up to a time."""
    await service.mark_seen(caller, body)
    return Json({"message": "Marked as seen"})
