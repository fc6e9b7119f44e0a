"""/c/<token> after the visit: what was done to the vehicle before, and whether its customer wants to be reminded."""

from fastapi import APIRouter, Request, Response

from revops.access.audit import AuditKind
from revops.core.time import now
from revops.customer_page.opening import answer_opened, back, language_of, read_form
from revops.customer_page.reading import Opened
from revops.customer_page.rendering import html, render
from revops.customer_page.visits import visits_of
from revops.customers.row import CUSTOMERS, CustomerRow
from revops.customers.service import note
from revops.deps import origin_of
from revops.http.route import JsonRoute
from revops.mongo.client import Document, Session
from revops.mongo.scoped import ScopedRows

router = APIRouter(prefix="/c/{token}", include_in_schema=False, route_class=JsonRoute)


@router.get("/visits")
async def show_visits(request: Request, token: str) -> Response:
    """Show the visits of the vehicle by this customer, with their papers."""

    async def answer(opened: Opened) -> Response:
        language, job = language_of(request, opened), opened.job
        page = render(
            "visits.html",
            language,
            token=token,
            garage={"name": opened.caller.workshop.name},
            car=job["car_model"],
            plate=job["vehicle_number"],
            visits=await visits_of(opened, language),
        )
        return html(page)

    return await answer_opened(request, token, answer)


@router.post("/reminders")
async def choose_reminders(request: Request, token: str) -> Response:
    """Take whether the customer wants to be reminded: a consent of its own, as easily withdrawn. The same again
    changes nothing.
    """

    async def answer(opened: Opened) -> Response:
        form = await read_form(request)
        language = language_of(request, opened, form.get("lang"))
        customer_id, wants = opened.job.get("customer_id"), form.get("wants")
        if customer_id is None or wants not in {"yes", "no"}:
            return back(token, "refused", language)
        caller, agrees = opened.caller, wants == "yes"

        async def work(session: Session) -> None:
            customers = ScopedRows[CustomerRow](caller.db, CUSTOMERS, caller.scope)
            differs: Document = {"_id": customer_id, "erased_at": None, "consents.marketing": {"$ne": agrees}}
            said = {"$set": {"consents.marketing": agrees, "updated_at": now()}, "$inc": {"version": 1}}
            if await customers.update(differs, said, session, projection={"_id": 1}) is not None:
                origin = origin_of(request)
                await note(caller, AuditKind.CUSTOMER_CHANGED, customer_id, session, origin, "consents")

        await caller.db.transaction(work)
        return back(token, "saved", language)

    return await answer_opened(request, token, answer)
