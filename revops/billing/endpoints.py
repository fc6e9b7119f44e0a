"""/workshops/…/billing: how a workshop bills, and its logo; /jobs/price: what lines come to."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.billing import pricing, settings
from revops.billing.errors import TooManyChanges
from revops.billing.schemas import BillingChange, BillingOut, LogoIn, Quote, QuoteOut
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency
from revops.files.errors import FileUnusable
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.workshops.service import require_own

router = APIRouter(prefix="/api", tags=["billing"], route_class=JsonRoute)

CanReadWorkshop = Annotated[Caller, Can(Permission.WORKSHOP_READ)]
CanManageWorkshop = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]
CanUpdateJobs = Annotated[Caller, Can(Permission.JOBS_UPDATE)]


@router.get("/workshops/me/billing", operation_id="getBilling", response_model=BillingOut)
async def get_billing(caller: CanReadWorkshop) -> Response:
    """Read how the workshop bills today, and every change of it, with the day it is in force from."""
    return Json(await settings.read(caller))


@router.post(
    "/workshops/{workshop_id}/billing",
    operation_id="changeBilling",
    response_model=Done,
    responses=problems(NotFound, TooManyChanges),
)
async def change_billing(
    caller: CanManageWorkshop, workshop_id: Identifier, body: BillingChange, key: Idempotency
) -> Response:
    """Change how the workshop bills, from a day on. What is issued already stays as it is."""
    require_own(caller, workshop_id)
    return Json(await settings.change(caller, body, key))


@router.get(
    "/workshops/me/logo",
    operation_id="getLogo",
    response_class=Response,
    responses=problems(FileUnusable, NotFound)
    | {200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_logo(caller: CanReadWorkshop) -> Response:
    """Return the workshop's logo as PNG."""
    return Response(await settings.current_logo(caller), media_type="image/png")


@router.put(
    "/workshops/{workshop_id}/logo",
    operation_id="setLogo",
    response_model=Done,
    responses=problems(NotFound, TooManyChanges),
)
async def set_logo(caller: CanManageWorkshop, workshop_id: Identifier, body: LogoIn) -> Response:
    """Set the logo that papers carry from today on."""
    require_own(caller, workshop_id)
    return Json(await settings.set_logo(caller, body))


@router.delete(
    "/workshops/{workshop_id}/logo",
    operation_id="removeLogo",
    response_model=Done,
    responses=problems(NotFound, TooManyChanges),
)
async def remove_logo(caller: CanManageWorkshop, workshop_id: Identifier) -> Response:
    """Print papers without a logo from today on."""
    require_own(caller, workshop_id)
    return Json(await settings.remove_logo(caller))


@router.post("/jobs/price", operation_id="priceItems", response_model=QuoteOut)
async def price_items(caller: CanUpdateJobs, body: Quote) -> Response:
    """Price lines, with tax and round-off, as saving them on a job would. Saves nothing."""
    return Json(await pricing.quote(caller, body))
