"""/customer-words: what customers say to the owner; and the pages on which they do."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.customer_page import after, naming, pages, poster, quotation, wire, words
from revops.customer_page.errors import NameTaken, TooManyNames
from revops.customer_page.schemas import PosterChange, PosterOut, Resolution, WordOut, WordQuery
from revops.deps import Can, Idempotency
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.mongo.errors import BeingUpgraded

router = APIRouter(prefix="/api", tags=["estimates"], route_class=JsonRoute)

CanReviewWords = Annotated[Caller, Can(Permission.WORDS_REVIEW)]
CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]
CanReadJobs = Annotated[Caller, Can(Permission.JOBS_READ)]


@router.get(
    "/customer-words",
    operation_id="listCustomerWords",
    response_model=list[WordOut],
    openapi_extra=parameters(WordQuery),
)
async def list_words(
    request: Request, caller: CanReviewWords, query: Annotated[WordQuery, QueryOf(WordQuery)]
) -> Response:
    """List what customers said, the latest first."""
    rows, cursor = await words.list_words(caller, query)
    return page(request, await wire.words_out(caller, rows), cursor)


@router.get(
    "/jobs/{job_id}/customer-words",
    operation_id="listShownWords",
    response_model=list[WordOut],
    responses=problems(NotFound),
)
async def list_shown(caller: CanReadJobs, job_id: Identifier) -> Response:
    """List what the owner shows of what the customer of a job said."""
    return Json(await wire.words_out(caller, await words.list_shown(caller, job_id)))


@router.post(
    "/customer-words/{word_id}/resolve",
    operation_id="resolveCustomerWord",
    response_model=Done,
    responses=problems(NotFound),
)
async def resolve_word(caller: CanReviewWords, word_id: Identifier, body: Resolution, key: Idempotency) -> Response:
    """Say what came of a word, which closes it."""
    await words.resolve(caller, word_id, body, key)
    return Json({"message": "Saved"})


@router.post(
    "/customer-words/{word_id}/show",
    operation_id="showCustomerWord",
    response_model=Done,
    responses=problems(NotFound),
)
async def show_word(caller: CanReviewWords, word_id: Identifier, key: Idempotency) -> Response:
    """Let whoever has the job read a word."""
    await words.show(caller, word_id, key)
    return Json({"message": "Whoever has the job can read this now"})


@router.get("/poster", operation_id="getPoster", response_model=PosterOut)
async def get_poster(caller: CanManage) -> Response:
    """Return the address of the poster."""
    return Json({"name": caller.workshop.slug, "path": poster.path_of(caller.workshop)})


@router.put(
    "/poster",
    operation_id="changePoster",
    response_model=PosterOut,
    responses=problems(BeingUpgraded, NameTaken, TooManyNames),
)
async def change_poster(caller: CanManage, body: PosterChange) -> Response:
    """Give the poster an address with a name. Addresses that it had lead to the new one."""
    await naming.change_name(caller, body.name)
    return Json({"name": body.name, "path": poster.path_named(body.name, caller.workshop.id)})


router.routes.extend(pages.router.routes)
router.routes.extend(after.router.routes)
router.routes.extend(quotation.router.routes)
router.routes.extend(poster.router.routes)
