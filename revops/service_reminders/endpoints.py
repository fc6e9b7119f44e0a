"""/service-reminders: what is due again on which vehicle."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.mongo.errors import LooksRepeated
from revops.service_reminders import service, wire
from revops.service_reminders.errors import NoVehicleRecord, OdometerUnknown, TooManyReminders
from revops.service_reminders.row import Standing
from revops.service_reminders.schemas import (
    ServiceReminderAnswer,
    ServiceReminderIn,
    ServiceReminderMade,
    ServiceReminderOut,
    ServiceReminderQuery,
    UsualReminder,
)

router = APIRouter(prefix="/api", tags=["vehicles"], route_class=JsonRoute)

CanReadVehicles = Annotated[Caller, Can(Permission.VEHICLES_READ)]
CanUpdateJobs = Annotated[Caller, Can(Permission.JOBS_UPDATE)]


@router.get(
    "/service-reminders",
    operation_id="listServiceReminders",
    response_model=list[ServiceReminderOut],
    openapi_extra=parameters(ServiceReminderQuery),
)
async def list_reminders(
    request: Request, caller: CanReadVehicles, query: Annotated[ServiceReminderQuery, QueryOf(ServiceReminderQuery)]
) -> Response:
    """List what is due again, the soonest first. A manager who sees own jobs only sees what is due after those."""
    rows, cursor = await service.list_reminders(caller, query)
    return page(request, await wire.reminders_out(caller, rows), cursor)


@router.get("/service-reminders/usual", operation_id="listUsualReminders", response_model=list[UsualReminder])
async def list_usual(_: CanUpdateJobs) -> Response:
    """List what garages usually remind of, and after how long."""
    return Json([{"title": title, "months": months, "km": km} for title, months, km in service.USUAL])


@router.post(
    "/jobs/{job_id}/service-reminders",
    operation_id="setServiceReminder",
    response_model=ServiceReminderMade,
    responses=problems(LooksRepeated, NotFound, NoVehicleRecord, OdometerUnknown, TooManyReminders),
)
async def set_reminder(
    caller: CanUpdateJobs, job_id: Identifier, body: ServiceReminderIn, key: Idempotency
) -> Response:
    """Set when something is due again on the vehicle of a job, counted from when its work was done, or from today while
    it goes on, and from what the odometer said then.
    """
    return Json({"message": "Reminder set", **await service.set_reminder(caller, job_id, body, key)})


@router.put(
    "/service-reminders/{reminder_id}/answer",
    operation_id="answerServiceReminder",
    response_model=Done,
    responses=problems(NotFound),
)
async def answer_reminder(caller: CanUpdateJobs, reminder_id: Identifier, body: ServiceReminderAnswer) -> Response:
    """Say that it was done, or is not needed. The first answer stays."""
    await service.answer(caller, reminder_id, Standing(body.answer))
    return Json({"message": "Saved"})
