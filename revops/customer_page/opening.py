"""Opening the page of a job by its link, and what all of its addresses share: counting, languages, forms."""

import asyncio
import time
import unicodedata
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import TypeAdapter

from revops.access.caller import Services
from revops.core.addresses import counted_as
from revops.core.errors import NotFound, TooManyRequests
from revops.core.text import OptionalText
from revops.customer_links.service import token_hash
from revops.customer_page.quoted import OpenedQuotation, open_quotation
from revops.customer_page.reading import Opened, open_link
from revops.customer_page.rendering import HEADERS, chosen_language, html, render
from revops.deps import client_address, services_of
from revops.http.middleware import NO_REFERRER, OWN_POLICY

# A link that leads nowhere is answered after as long, whether it is wrong or dead.
_GONE_AFTER_SECONDS = 0.06
_PER_MINUTE_OF_ADDRESS, _PER_MINUTE_OF_TOKEN = 600, 240
_MAX_BODY = 64 * 1024
_MAX_FIELDS = 300
_TEXT: TypeAdapter[str | None] = TypeAdapter(OptionalText)

Answer = Callable[[Opened], Awaitable[Response]]
AnswerOfQuotation = Callable[[OpenedQuotation], Awaitable[Response]]


async def answer_opened(
    request: Request, token: str, answer: Answer, of_quotation: AnswerOfQuotation | None = None
) -> Response:
    """Answer with what a link opens, before the car has come with its quotation, or with the one page of all that open
    nothing.
    """
    request.scope[OWN_POLICY] = NO_REFERRER
    started = time.perf_counter()
    services = services_of(request)
    language = chosen_language(request.query_params.get("lang"), None, request.headers.get("accept-language", ""))
    try:
        await _count(services, client_address(request), token)
        opened = await open_link(services, token)
        if opened is not None:
            return await answer(opened)
        quoted = await open_quotation(services, token) if of_quotation is not None else None
        if of_quotation is not None and quoted is not None:
            return await of_quotation(quoted)
        await services.throttles.page_guess(client_address(request))
    except TooManyRequests as refusal:
        page = html(render("busy.html", language), 429)
        page.headers.update(refusal.headers)
        return page
    except NotFound:
        pass
    await asyncio.sleep(max(0.0, started + _GONE_AFTER_SECONDS - time.perf_counter()))
    return html(render("gone.html", language), 404)


async def _count(services: Services, address: str, token: str) -> None:
    # As digests: what is counted is told to other instances.
    for key, limit in (
        (token_hash(counted_as(address)), _PER_MINUTE_OF_ADDRESS),
        (token_hash(token), _PER_MINUTE_OF_TOKEN),
    ):
        hits, seconds = services.throttles.requests.hit(key)
        if hits > limit:
            raise TooManyRequests("Too many requests.", retry_after_seconds=seconds)


def language_of(request: Request, opened: Opened, wanted: str | None = None) -> str:
    """Choose the language of a page."""
    tapped = wanted or request.query_params.get("lang")
    return chosen_language(tapped, opened.language, request.headers.get("accept-language", ""))


def back(token: str, done: str, language: str) -> Response:
    """Send the browser back to the page, so that loading it again answers nothing twice."""
    address = f"/c/{token}?{urlencode({'done': done, 'lang': language})}"
    return RedirectResponse(address, 303, HEADERS)


async def read_form(request: Request) -> dict[str, str]:
    """Read a form. Raises NotFound for what is no form of ours."""
    body = await request.body()
    if len(body) > _MAX_BODY:
        raise NotFound("form")
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise NotFound("form") from None
    return dict(fields)


def plain_text(said: str) -> str | None:
    """Read what somebody wrote, as much of it as is kept, without signs that cannot be."""
    kept = (c for c in said if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return _TEXT.validate_python("".join(kept)[:2000])
