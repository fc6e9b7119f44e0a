"""/c/<token> after the visit: what was done to the vehicle before, and what its customer agrees to."""

from fastapi import APIRouter, Request, Response

from revops.customer_page.agreed import agree, agree_at, write_in
from revops.customer_page.opening import answer_opened, back, language_of, read_form
from revops.customer_page.reading import Opened
from revops.customer_page.rendering import LANGUAGES, html, render
from revops.customer_page.visits import visits_of
from revops.deps import origin_of
from revops.http.route import JsonRoute

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
    """Take whether the customer wants to be reminded: a consent of its own, as easily withdrawn."""
    return await _choose(request, token, "marketing")


@router.post("/messages")
async def choose_messages(request: Request, token: str) -> Response:
    """Take whether the customer wants messages about his car: any at all, or at one of his addresses."""
    return await _choose(request, token, "service")


@router.post("/language")
async def choose_language(request: Request, token: str) -> Response:
    """Take in which language the garage is to write. Reading the page in another one says nothing of it."""

    async def answer(opened: Opened) -> Response:
        form = await read_form(request)
        language, wanted = language_of(request, opened, form.get("lang")), form.get("wants")
        if opened.customer is None or wanted not in LANGUAGES:
            return back(token, "refused", language)
        await write_in(opened.caller, opened.customer["_id"], wanted, origin_of(request))
        return back(token, "saved", language)

    return await answer_opened(request, token, answer)


async def _choose(request: Request, token: str, kind: str) -> Response:
    async def answer(opened: Opened) -> Response:
        form = await read_form(request)
        language = language_of(request, opened, form.get("lang"))
        customer, wants = opened.customer, form.get("wants")
        if customer is None or wants not in {"yes", "no"}:
            return back(token, "refused", language)
        agrees, address_id = wants == "yes", form.get("at")
        if address_id is None or kind != "service":
            await agree(opened.caller, customer["_id"], kind, agrees, origin_of(request))
        elif not await agree_at(opened.caller, customer, address_id, agrees):
            return back(token, "refused", language)
        return back(token, "saved", language)

    return await answer_opened(request, token, answer)
