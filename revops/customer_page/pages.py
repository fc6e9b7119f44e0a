"""/c/<token>: the page of a job for its customer. The token is all the secret there is: no cookie is read or set, so no
other site can act by the customer's browser, and everything works without scripts.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request, Response

from revops.billing.upi import qr_svg, upi_link
from revops.core.errors import Conflict, NotFound
from revops.core.strokes import HEIGHT, WIDTH
from revops.customer_page import seen, words
from revops.customer_page.errors import TooManyWords
from revops.customer_page.opening import answer_opened, back, language_of, plain_text, read_form
from revops.customer_page.quotation import show_quotation
from revops.customer_page.reading import PAPERS, Contents, Opened, read_contents
from revops.customer_page.rendering import HEADERS, SIGNING, SIGNING_HEADERS, html, render, translations_of
from revops.customer_page.row import Differs, WordKind
from revops.customer_page.texts import NOTICES
from revops.customer_page.view import advance_of_page, page_of, review_of
from revops.customer_page.visits import is_visit_of
from revops.deps import client_address
from revops.estimates import answers
from revops.estimates.errors import EstimateChanged
from revops.estimates.row import How, State
from revops.estimates.signature import new_signature
from revops.files.port import Kind
from revops.http.route import JsonRoute
from revops.mongo.client import Session
from revops.mongo.scoped import Scoped
from revops.papers import service as papers
from revops.photos.service import find_file

router = APIRouter(prefix="/c/{token}", include_in_schema=False, route_class=JsonRoute)

_CHOICES = (State.APPROVED.value, State.DECLINED.value, State.CALL_ME.value)
_SIZES = frozenset({"320", "1280"})
_MAX_NAME_LENGTH = 120
SHEET = {"width": WIDTH, "height": HEIGHT}


def _(message: str) -> str:
    """Mark a text for translation."""
    return message


DIFFERENCES = {
    Differs.AMOUNT: _("I paid another amount"),
    Differs.METHOD: _("I paid in another way"),
    Differs.DAY: _("I paid on another day"),
    Differs.NOT_PAID: _("I did not pay this"),
}
DIFFERENCES_OF_REFUND = {
    Differs.AMOUNT: _("I got another amount back"),
    Differs.METHOD: _("I got it back in another way"),
    Differs.DAY: _("I got it back on another day"),
    Differs.NOT_PAID: _("I did not get this back"),
}


@router.get("")
async def show_page(request: Request, token: str) -> Response:
    """Show the page of a job."""

    async def answer(opened: Opened) -> Response:
        contents = await read_contents(opened)
        language = language_of(request, opened)
        say = translations_of(language).gettext
        names = await opened.caller.services.names({row["collected_by"] for row in contents.payments})
        notice = NOTICES.get(request.query_params.get("done", ""))
        choices = [
            (State.APPROVED.value, say(_("Yes, do it"))),
            (State.DECLINED.value, say(_("Not now"))),
            (State.CALL_ME.value, say(_("Call me about it"))),
        ]
        page = render(
            "page.html",
            language,
            **page_of(opened, contents, language, names),
            notice=say(notice) if notice is not None else None,
            is_staff=await seen.is_staff(request),
            upi_link=pay_link(opened, contents),
            advance_link=advance_link(opened, contents),
            choices=choices,
            sheet=SHEET,
        )
        return html(page)

    return await answer_opened(request, token, answer, partial(show_quotation, request))


@router.get("/review")
async def review(request: Request, token: str) -> Response:
    """Sum up what was chosen, before it is told to the garage."""

    async def answer(opened: Opened) -> Response:
        contents = await read_contents(opened)
        chosen = _chosen(request.query_params)
        if request.query_params.get("version") != str(opened.job.get("estimate_version", 0)):
            return back(token, "changed", language_of(request, opened))
        language = language_of(request, opened)
        already = {row["_id"] for row in contents.services if row["state"] == State.APPROVED}
        new = {service_id: said for service_id, said in chosen.items() if service_id not in already}
        return _review(opened, contents, language, new)

    return await answer_opened(request, token, answer)


def _review(
    opened: Opened, contents: Contents, language: str, chosen: Mapping[str, str], *, is_unsigned: bool = False
) -> Response:
    is_signed = opened.caller.workshop.asks_signature and State.APPROVED in chosen.values()
    page = review_of(opened, contents, language, chosen)
    script = SIGNING if is_signed else None
    content = render("review.html", language, **page, script=script, sheet=SHEET, is_unsigned=is_unsigned)
    return html(content, 422 if is_unsigned else 200, SIGNING_HEADERS if is_signed else HEADERS)


@router.post("/answer")
async def give_answer(request: Request, token: str) -> Response:
    """Take the customer's answer. The same again changes nothing."""

    async def answer(opened: Opened) -> Response:
        form = await read_form(request)
        language = language_of(request, opened, form.get("lang"))
        version, chosen = form.get("version", ""), _chosen(form)
        signature = None
        if opened.caller.workshop.asks_signature and State.APPROVED in chosen.values():
            name = " ".join((plain_text(form.get("signed_name", "")) or "").split())[:_MAX_NAME_LENGTH]
            signature = new_signature(name or None, form.get("strokes", ""))
            if signature is None:
                return _review(opened, await read_contents(opened), language, chosen, is_unsigned=True)
        said = answers.Said(
            chosen,
            How.CUSTOMER,
            int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
            address=client_address(request),
            device=request.headers.get("user-agent", "")[:200],
            signature=signature,
        )

        async def work(session: Session) -> None:
            await answers.record_answers(opened.caller, session, opened.job["_id"], said)

        try:
            await opened.caller.db.transaction(work)
        except EstimateChanged:
            return back(token, "changed", language)
        except (Conflict, NotFound):
            return back(token, "refused", language)
        return back(token, "answered", language)

    return await answer_opened(request, token, answer)


@router.get("/seen.gif")
async def show_seen(request: Request, token: str) -> Response:
    """Note that the page is open, unless it is by somebody of a garage."""

    async def answer(opened: Opened) -> Response:
        if not await seen.is_staff(request):
            await seen.note_seen(request, opened)
        return Response(seen.PICTURE, media_type="image/gif", headers=HEADERS)

    return await answer_opened(request, token, answer)


@router.get("/pay.svg")
async def show_code(request: Request, token: str) -> Response:
    """Show the code that is scanned to pay what is open."""

    async def answer(opened: Opened) -> Response:
        contents = await read_contents(opened)
        link = advance_link(opened, contents) or pay_link(opened, contents)
        if link is None:
            raise NotFound("code")
        # Twenty milliseconds: in a thread, so that others do not wait for it.
        svg = await anyio.to_thread.run_sync(qr_svg, link)
        return Response(svg, media_type="image/svg+xml", headers=HEADERS)

    return await answer_opened(request, token, answer)


@router.get("/photo/{photo_id}/{size}")
async def show_photo(request: Request, token: str, photo_id: str, size: str) -> Response:
    """Show a photo of the job."""

    async def answer(opened: Opened) -> Response:
        photos = Scoped(opened.caller.db, "photos", opened.caller.scope)
        mine = {"_id": photo_id, "job_id": opened.job["_id"], "kind": {"$ne": "document"}}
        if size not in _SIZES or await photos.find_one(mine, {"_id": 1}) is None:
            raise NotFound("photo")
        sha256 = await find_file(opened.caller, photo_id, size)
        content = await opened.caller.services.files.get(opened.caller.workshop.id, Kind.PHOTO, sha256)
        kept = {**HEADERS, "Cache-Control": "private, max-age=86400"}
        return Response(content, media_type="image/webp", headers=kept)

    return await answer_opened(request, token, answer)


@router.get("/paper/{document_id}")
async def show_paper(request: Request, token: str, document_id: str) -> Response:
    """Hand out a paper of the job as a PDF."""

    async def answer(opened: Opened) -> Response:
        documents = Scoped(opened.caller.db, "documents", opened.caller.scope)
        document = await documents.find_one({"_id": document_id}, {"job_id": 1, "kind": 1})
        if document is None or document["kind"] not in PAPERS or not await is_visit_of(opened, document["job_id"]):
            raise NotFound("document")
        content, name = await papers.document_pdf(opened.caller, document_id)
        headers = {**HEADERS, "Content-Disposition": f'inline; filename="{name}.pdf"'}
        return Response(content, media_type="application/pdf", headers=headers)

    return await answer_opened(request, token, answer)


@router.get("/different")
async def ask_difference(request: Request, token: str) -> Response:
    """Ask what of a payment is not as it is written down."""

    async def answer(opened: Opened) -> Response:
        contents = await read_contents(opened)
        language = language_of(request, opened)
        names = await opened.caller.services.names({row["collected_by"] for row in contents.payments})
        page = page_of(opened, contents, language, names)
        wanted = request.query_params.get("payment")
        payment = next((row for row in page["money"]["payments"] if row["id"] == wanted), None)
        if payment is None:
            raise NotFound("payment")
        if payment["cancelled_at"] is not None:
            return back(token, "refused", language)
        say = translations_of(language).gettext
        differences = DIFFERENCES_OF_REFUND if payment["is_refund"] else DIFFERENCES
        choices = [(what.value, say(words)) for what, words in differences.items()]
        return html(render("different.html", language, **page, payment=payment, choices=choices))

    return await answer_opened(request, token, answer)


@router.post("/payment")
async def judge_payment(request: Request, token: str) -> Response:
    """Take the customer's word that a payment is right, or different. The same again is the same word."""

    async def answer(opened: Opened) -> Response:
        form = await read_form(request)
        language = language_of(request, opened, form.get("lang"))
        differs, text = form.get("differs"), plain_text(form.get("text", ""))
        kind = WordKind.RIGHT if form.get("says") == WordKind.RIGHT else WordKind.DIFFERENT
        if kind is WordKind.DIFFERENT and differs not in {what.value for what in Differs}:
            return back(token, "unclear", language)
        said = {"differs": differs, "text": text} if kind is WordKind.DIFFERENT else {}
        payment_id = form.get("payment", "")[:64]
        return await _say(opened, token, language, kind, payment_id=payment_id, **said)

    return await answer_opened(request, token, answer)


@router.post("/word")
async def say_word(request: Request, token: str) -> Response:
    """Take a word to the owner: one to five stars, and a text if there is one."""

    async def answer(opened: Opened) -> Response:
        form = await read_form(request)
        language = language_of(request, opened, form.get("lang"))
        rating, text = form.get("rating", ""), plain_text(form.get("text", ""))
        if rating not in {"1", "2", "3", "4", "5"} and (rating or text is None):
            return back(token, "unclear", language)
        return await _say(opened, token, language, WordKind.WORD, rating=int(rating) if rating else None, text=text)

    return await answer_opened(request, token, answer)


async def _say(opened: Opened, token: str, language: str, kind: WordKind, **said: Any) -> Response:
    try:
        await words.say(opened.caller, opened.job["_id"], kind, **said)
    except (TooManyWords, NotFound):
        return back(token, "refused", language)
    return back(token, "thanks" if kind is not WordKind.DIFFERENT else "looked_into", language)


def pay_link(opened: Opened, contents: Contents) -> str | None:
    """Build the link that pays what is open on a job; None where nothing is, or the garage takes no UPI."""
    return _link_for(opened, contents, opened.job["outstanding_minor"])


def advance_link(opened: Opened, contents: Contents) -> str | None:
    """Build the link that pays what is open of the advance; None where none is asked for, as above."""
    advance = advance_of_page(opened, contents)
    return _link_for(opened, contents, advance.open_minor) if advance is not None else None


def _link_for(opened: Opened, contents: Contents, minor: int) -> str | None:
    job, vpa = opened.job, contents.biller.settings.vpa
    currency = opened.caller.workshop.currency
    if vpa is None or currency != "INR" or minor <= 0:
        return None
    number = job.get("number")
    called = f"Job {number}" if number is not None else "Job"
    note, reference = f"{called} {job['vehicle_number']}", f"JOB-{number or job['_id'][-12:]}"
    return upi_link(vpa, contents.workshop["name"], minor, currency, note, reference)


def _chosen(said: Mapping[str, str]) -> dict[str, str]:
    """Read which service was answered how; whatever else a form says is no answer."""
    return {name: value for name, value in said.items() if value in _CHOICES and len(name) <= 64}
