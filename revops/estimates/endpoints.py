"""Estimates that customers approve service by service: services, versions, answers, usual jobs, what is deferred."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged
from revops.access.permissions import Permission
from revops.core.errors import NotFound, StaleVersion
from revops.core.text import Identifier
from revops.customer_links.service import address, token_for_job
from revops.deps import Can, Idempotency, base_url_of
from revops.estimates import answers, asking, deferred, service, templates, versions, wire
from revops.estimates.errors import AlreadyApproved, EstimateChanged, NothingToSend, ServiceGone, TooManyServices
from revops.estimates.row import How
from revops.estimates.schemas import (
    AnswersIn,
    AnswersRecorded,
    DeferredOut,
    DeferredQuery,
    EstimateSent,
    EstimateSettings,
    EstimateSettingsChange,
    JobEstimate,
    ServiceChanged,
    ServiceIn,
    ServiceTemplateIn,
    ServiceTemplateOut,
    ServiceUpdate,
    SignatureOut,
    ToldOut,
    VersionOut,
)
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Created, Done
from revops.jobs.errors import DiscountAboveCap, EstimateBelowPaid, InvoiceIssued, JobClosed, NeedsApproval
from revops.mongo.client import Document, Session
from revops.mongo.errors import BeingUpgraded, IdTaken, LooksRepeated
from revops.mongo.idempotency import once

router = APIRouter(prefix="/api", tags=["estimates"], route_class=JsonRoute)

CanReadJobs = Annotated[Caller, Can(Permission.JOBS_READ)]
CanUpdateJobs = Annotated[Caller, Can(Permission.JOBS_UPDATE)]
CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]

# What the job may not allow where something approved changes.
_OF_THE_JOB = (EstimateBelowPaid, InvoiceIssued, JobClosed)


@router.get(
    "/jobs/{job_id}/estimate",
    operation_id="getEstimate",
    response_model=JobEstimate,
    responses=problems(NotFound),
)
async def get_estimate(caller: CanReadJobs, job_id: Identifier) -> Response:
    """Return the services of a job with what was sent of them, and what was answered."""
    return Json(await wire.estimate_out(caller, job_id))


@router.post(
    "/jobs/{job_id}/services",
    operation_id="addService",
    response_model=ServiceChanged,
    responses=problems(
        BeingUpgraded, DiscountAboveCap, IdTaken, JobClosed, LooksRepeated, NotFound, ServiceGone, TooManyServices
    ),
)
async def add_service(caller: CanUpdateJobs, job_id: Identifier, body: ServiceIn, key: Idempotency) -> Response:
    """Add a service to a job. The customer is asked about it once the estimate is sent; until it is approved it is not
    part of `estimated_amount`."""
    service_id = await service.propose(caller, job_id, body, key)
    estimate = await wire.estimate_out(caller, job_id)
    return Json({"id": service_id, "message": "Service added", "estimate": estimate})


@router.put(
    "/jobs/{job_id}/services/{service_id}",
    operation_id="changeService",
    response_model=ServiceChanged,
    responses=problems(*_OF_THE_JOB, DiscountAboveCap, NeedsApproval, NotFound, ServiceGone, StaleVersion),
)
async def change_service(
    caller: CanUpdateJobs, job_id: Identifier, service_id: Identifier, body: ServiceUpdate
) -> Response:
    """Change a service. Where the customer has it already, the next version says so; of an approved one only less can
    be charged."""
    await service.change(caller, job_id, service_id, body)
    estimate = await wire.estimate_out(caller, job_id)
    return Json({"id": service_id, "message": "Service changed", "estimate": estimate})


@router.delete(
    "/jobs/{job_id}/services/{service_id}",
    operation_id="withdrawService",
    response_model=ServiceChanged,
    responses=problems(*_OF_THE_JOB, NotFound),
)
async def withdraw_service(caller: CanUpdateJobs, job_id: Identifier, service_id: Identifier) -> Response:
    """Withdraw a service. The lines of an approved one leave the estimate; the customer and the owner see both."""
    await service.withdraw(caller, job_id, service_id)
    estimate = await wire.estimate_out(caller, job_id)
    return Json({"id": service_id, "message": "Service withdrawn", "estimate": estimate})


@router.post(
    "/jobs/{job_id}/estimate/send",
    operation_id="sendEstimate",
    response_model=EstimateSent,
    responses=problems(JobClosed, NotFound, NothingToSend),
)
async def send_estimate(request: Request, caller: CanUpdateJobs, job_id: Identifier, key: Idempotency) -> Response:
    """Make what is proposed the next version, which the customer sees at the link."""
    number = await versions.send(caller, job_id, key)
    token = await token_for_job(caller.services, caller.scope.whole_workshop(), job_id)
    return Json(
        {
            "version": number,
            "url": address(base_url_of(request), token),
            "message": f"Estimate {number} is ready to send",
            "estimate": await wire.estimate_out(caller, job_id),
        }
    )


@router.post(
    "/jobs/{job_id}/estimate/answers",
    operation_id="recordAnswers",
    response_model=AnswersRecorded,
    responses=problems(*_OF_THE_JOB, AlreadyApproved, EstimateChanged, NotFound, ServiceGone),
)
async def record_answers(caller: CanUpdateJobs, job_id: Identifier, body: AnswersIn, key: Idempotency) -> Response:
    """Record what the customer said to somebody of the garage. It counts as the weaker kind of answer."""
    said = answers.Said(
        body.answers, How.TOLD, body.version, told=body.told, note=body.note, recorded_by=caller.user.id
    )

    async def work(session: Session) -> Document:
        await answers.record_answers(caller, session, job_id, said)
        return {"id": job_id}

    await once(caller.db, caller.user.id, key, body, work)
    return Json({"message": "Answers recorded", "estimate": await wire.estimate_out(caller, job_id)})


@router.get(
    "/jobs/{job_id}/estimate/answers/{answer_id}/signature",
    operation_id="getSignature",
    response_model=SignatureOut,
    responses=problems(NotFound),
)
async def get_signature(caller: CanReadJobs, job_id: Identifier, answer_id: Identifier) -> Response:
    """Return the signature under an answer."""
    return Json(await wire.signature_out(caller, job_id, answer_id))


@router.get(
    "/jobs/{job_id}/estimate/versions/{number}",
    operation_id="getEstimateVersion",
    response_model=VersionOut,
    responses=problems(NotFound),
)
async def get_version(caller: CanReadJobs, job_id: Identifier, number: Identifier) -> Response:
    """Return a version of the estimate as it was sent."""
    return Json(await wire.version_out(caller, job_id, number))


@router.get(
    "/services/deferred",
    operation_id="listDeferredServices",
    response_model=list[DeferredOut],
    openapi_extra=parameters(DeferredQuery),
)
async def list_deferred(
    request: Request, caller: CanReadJobs, query: Annotated[DeferredQuery, QueryOf(DeferredQuery)]
) -> Response:
    """List what customers declined or did not answer, the latest first: of a vehicle, or all of it."""
    rows, cursor = await deferred.list_deferred(caller, query)
    return page(request, rows, cursor)


@router.get("/estimates/told", operation_id="countToldAnswers", response_model=list[ToldOut])
async def count_told(caller: CanManage) -> Response:
    """Count the answers that members recorded for customers, by member."""
    return Json(await wire.told_out(caller))


@router.get("/estimates/settings", operation_id="getEstimateSettings", response_model=EstimateSettings)
async def get_settings(caller: CanManage) -> Response:
    """Return the settings of asking customers."""
    return Json(await asking.read_settings(caller))


@router.put(
    "/estimates/settings",
    operation_id="changeEstimateSettings",
    response_model=EstimateSettings,
    responses=problems(BeingUpgraded),
)
async def change_settings(caller: CanManage, body: EstimateSettingsChange) -> Response:
    """Change how the garage asks its customers."""
    return Json(await asking.change_settings(caller, body))


@router.get("/service-templates", operation_id="listServiceTemplates", response_model=list[ServiceTemplateOut])
async def list_templates(caller: CanReadJobs) -> Response:
    """List the usual jobs of the garage, by title."""
    return Json(await templates.list_templates(caller))


@router.post(
    "/service-templates",
    operation_id="createServiceTemplate",
    response_model=Created,
    responses=problems(CurrencyChanged, LooksRepeated),
)
async def create_template(caller: CanManage, body: ServiceTemplateIn, key: Idempotency) -> Response:
    """Keep a usual job with its lines and prices."""
    return Json({"id": await templates.create(caller, body, key), "message": "Usual job saved"})


@router.put(
    "/service-templates/{template_id}",
    operation_id="changeServiceTemplate",
    response_model=Done,
    responses=problems(CurrencyChanged, NotFound),
)
async def change_template(caller: CanManage, template_id: Identifier, body: ServiceTemplateIn) -> Response:
    """Change a usual job; one that came with RevOps becomes the garage's own."""
    await templates.change(caller, template_id, body)
    return Json({"message": "Usual job saved"})


@router.delete(
    "/service-templates/{template_id}",
    operation_id="hideServiceTemplate",
    response_model=Done,
    responses=problems(CurrencyChanged, NotFound),
)
async def hide_template(caller: CanManage, template_id: Identifier) -> Response:
    """Take a usual job off the list."""
    await templates.hide(caller, template_id)
    return Json({"message": "Usual job removed"})
