"""/c/<token> before the car has come: the estimate, and the customer's yes or no to it."""

from fastapi import APIRouter, Request, Response

from revops.core.errors import Conflict, NotFound
from revops.customer_page.opening import answer_opened, back, read_form
from revops.customer_page.quoted import OpenedQuotation, page_of_quotation
from revops.customer_page.reading import Opened
from revops.customer_page.rendering import chosen_language, html, render, translations_of
from revops.customer_page.texts import NOTICES
from revops.http.route import JsonRoute
from revops.mongo.client import Session
from revops.quotations import service
from revops.quotations.row import QuotationState

router = APIRouter(prefix="/c/{token}", include_in_schema=False, route_class=JsonRoute)

_ANSWERS = (QuotationState.APPROVED.value, QuotationState.DECLINED.value)


async def show_quotation(request: Request, opened: OpenedQuotation) -> Response:
    """Show the page of a quotation."""
    language = _language(request)
    notice = NOTICES.get(request.query_params.get("done", ""))
    said = translations_of(language).gettext(notice) if notice is not None else None
    return html(render("quotation.html", language, **page_of_quotation(opened, language), notice=said))


def _language(request: Request, wanted: str | None = None) -> str:
    tapped = wanted or request.query_params.get("lang")
    return chosen_language(tapped, None, request.headers.get("accept-language", ""))


@router.post("/quotation")
async def answer_quotation(request: Request, token: str) -> Response:
    """Take the customer's yes or no. The same again changes nothing."""

    async def of_job(opened: Opened) -> Response:
        # The car came meanwhile, and the page of the job says what holds.
        return back(opened.token, "changed", _language(request))

    async def of_quotation(opened: OpenedQuotation) -> Response:
        form = await read_form(request)
        language, said = _language(request, form.get("lang")), form.get("answer", "")
        if said not in _ANSWERS:
            return back(token, "refused", language)

        async def work(session: Session) -> str:
            row = await service.read_quotation(opened.caller, opened.row["_id"], session)
            if row["state"] == said:
                return "answered"
            if str(row["version"]) != form.get("version"):
                return "changed"
            is_said = await service.answer_of_customer(opened.caller, session, row, said)
            return "answered" if is_said else "refused"

        try:
            done = await opened.caller.db.transaction(work)
        except (Conflict, NotFound):
            done = "refused"
        return back(token, done, language)

    return await answer_opened(request, token, of_job, of_quotation)
