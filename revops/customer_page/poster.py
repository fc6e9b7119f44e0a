"""/g/<name or id of a workshop>: the page that a poster in the garage leads to. Whoever types a plate learns whether
the garage has a job for it now, and nothing else; where it has none, the owner can be told.
"""

import asyncio
import time
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from revops.access.caller import Caller, WorkshopContext
from revops.billing.upi import qr_svg
from revops.core.country import country_of
from revops.core.errors import TooManyRequests
from revops.core.text import normalise_plate
from revops.core.time import day_of, now
from revops.customer_page import words
from revops.customer_page.caller import customer_of
from revops.customer_page.naming import find_workshop
from revops.customer_page.opening import plain_text, read_form
from revops.customer_page.rendering import HEADERS, chosen_language, html, render
from revops.customer_page.schemas import MAX_NAME_LENGTH
from revops.deps import base_url_of, client_address, services_of
from revops.http.middleware import NO_REFERRER, OWN_POLICY
from revops.http.route import JsonRoute
from revops.jobs.status import IN_SHOP
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped
from revops.vehicles.service import vehicles_of

PATH = "/g"
router = APIRouter(prefix="/g/{workshop_id}", include_in_schema=False, route_class=JsonRoute)

WorkshopId = Annotated[str, Path(max_length=64)]
# Whether there is a job or not, it is said after as long.
_SAID_AFTER_SECONDS = 0.06
_MAX_PLATE_LENGTH = 20
_NEWEST_JOBS = 5


async def _garage(request: Request, workshop_id: str) -> Caller | None:
    request.scope[OWN_POLICY] = NO_REFERRER
    services = services_of(request)
    # Names are shorter than ids.
    named = await find_workshop(services, workshop_id) if len(workshop_id) <= MAX_NAME_LENGTH else None
    return await customer_of(services, named or workshop_id)


def path_named(name: str | None, workshop_id: str) -> str:
    """Return the path of the page of a garage with that name, or with none."""
    return f"{PATH}/{name or workshop_id}"


def path_of(workshop: WorkshopContext) -> str:
    """Build the path of the page of a garage."""
    return path_named(workshop.slug, workshop.id)


def _language(request: Request, wanted: str | None = None) -> str:
    tapped = wanted or request.query_params.get("lang")
    return chosen_language(tapped, None, request.headers.get("accept-language", ""))


def _page(caller: Caller, language: str, found: str | None = None, plate: str = "", status: int = 200) -> Response:
    page = {"garage": {"name": caller.workshop.name}, "path": path_of(caller.workshop)}
    page["example"] = country_of(caller.workshop.currency).plate
    return html(render("plate.html", language, **page, found=found, plate=plate), status)


@router.get("")
async def ask_plate(request: Request, workshop_id: WorkshopId) -> Response:
    """Ask for the plate."""
    caller = await _garage(request, workshop_id)
    if caller is None:
        return html(render("gone.html", _language(request)), 404)
    if workshop_id not in (caller.workshop.id, caller.workshop.slug):
        # A name that the garage had: on posters that hang still.
        return RedirectResponse(path_of(caller.workshop), 302, HEADERS)
    return _page(caller, _language(request))


@router.post("")
async def look_up(request: Request, workshop_id: WorkshopId) -> Response:
    """Say whether the garage has a job for a plate now, or take a word to its owner."""
    caller = await _garage(request, workshop_id)
    if caller is None:
        return html(render("gone.html", _language(request)), 404)
    started = time.perf_counter()
    form = await read_form(request)
    language = _language(request, form.get("lang"))
    plate = normalise_plate(form.get("plate", "")[:_MAX_PLATE_LENGTH])
    if not plate:
        return _page(caller, language, "unclear")
    throttles, address = services_of(request).throttles, client_address(request)
    try:
        if form.get("tell") == "owner":
            await throttles.word(address, caller.workshop.id)
            await words.say_no_job(caller, plate, plain_text(form.get("text", "")))
            return _page(caller, language, "told", plate)
        await throttles.plate(address, caller.workshop.id)
    except TooManyRequests as refusal:
        page = html(render("busy.html", language), 429)
        page.headers.update(refusal.headers)
        return page
    has_job = await _has_job(caller, plate)
    await asyncio.sleep(max(0.0, started + _SAID_AFTER_SECONDS - time.perf_counter()))
    return _page(caller, language, "job" if has_job else "none", plate)


async def _has_job(caller: Caller, plate: str) -> bool:
    """Tell whether a vehicle is here by the books: in the shop, or taken in today."""
    vehicle = await vehicles_of(caller).find_one({"plate": plate}, {"_id": 1})
    if vehicle is None:
        return False
    wanted: Document = {"vehicle_id": vehicle["_id"]}
    fields = {"status": 1, "taken_on": 1, "cancelled_at": 1}
    newest = [("created_at", -1), ("_id", -1)]
    jobs = Scoped(caller.db, "jobs", caller.scope)
    rows = await jobs.page_naive(wanted, fields, sort=newest, limit=_NEWEST_JOBS)
    today = day_of(now(), caller.workshop.timezone)
    return any(
        row.get("cancelled_at") is None and (row["status"] in IN_SHOP or row["taken_on"] == today) for row in rows
    )


@router.get("/poster")
async def show_poster(request: Request, workshop_id: WorkshopId) -> Response:
    """Show the poster, to be printed on a page and put up where customers wait."""
    caller = await _garage(request, workshop_id)
    if caller is None:
        return html(render("gone.html", _language(request)), 404)
    path = path_of(caller.workshop)
    garage = {"name": caller.workshop.name}
    return html(render("poster.html", _language(request), garage=garage, path=path))


@router.get("/code.svg")
async def show_code(request: Request, workshop_id: WorkshopId) -> Response:
    """Show the code that leads to the page."""
    caller = await _garage(request, workshop_id)
    if caller is None:
        return html(render("gone.html", _language(request)), 404)
    address = f"{base_url_of(request).rstrip('/')}{path_of(caller.workshop)}"
    # Twenty milliseconds: in a thread, so that others do not wait for it.
    svg = await anyio.to_thread.run_sync(qr_svg, address)
    return Response(svg, media_type="image/svg+xml", headers=HEADERS)
