"""/webhooks/whatsapp, where Meta tells what became of messages and what customers write, and /messages/replies."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from prometheus_client import Counter
from starlette.responses import PlainTextResponse

from revops.access.caller import Caller, Services
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.time import now
from revops.deps import Can, services_of
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.messages.replies import service
from revops.messages.replies.errors import NotOurWebhook, Unreadable
from revops.messages.replies.news import KIND
from revops.messages.replies.schemas import ReplyOut, ReplyQuery
from revops.messages.whatsapp.account import Account, account_of
from revops.messages.whatsapp.callbacks import is_signed, is_verification, read_news
from revops.tasks.outbox import Task, enqueue

router = APIRouter(prefix="/api", tags=["messages"], route_class=JsonRoute)

CanRead = Annotated[Caller, Can(Permission.MESSAGES_READ)]

CALLBACKS = Counter(
    "revops_whatsapp_callbacks_total",
    "Callbacks of WhatsApp, by what became of them: taken, forged, unreadable, nothing_new.",
    ["outcome"],
)
_MAX_PARAMETER_LENGTH = 512


def _account(services: Services) -> Account:
    account = account_of(services.settings)
    if account is None:
        raise NotFound("webhook")
    return account


@router.get(
    "/webhooks/whatsapp",
    operation_id="verifyWhatsAppWebhook",
    response_class=PlainTextResponse,
    responses=problems(NotFound, NotOurWebhook),
)
async def verify_whatsapp_webhook(
    request: Request,
    mode: Annotated[str | None, Query(alias="hub.mode", max_length=_MAX_PARAMETER_LENGTH)] = None,
    token: Annotated[str | None, Query(alias="hub.verify_token", max_length=_MAX_PARAMETER_LENGTH)] = None,
    challenge: Annotated[str | None, Query(alias="hub.challenge", max_length=_MAX_PARAMETER_LENGTH)] = None,
) -> Response:
    """Answer Meta's question whether this webhook is meant, which is asked when it is set up there."""
    account = _account(services_of(request))
    if not is_verification(account.verify_token, mode, token):
        raise NotOurWebhook("The verify token is not the one of REVOPS_WHATSAPP_VERIFY_TOKEN.")
    return PlainTextResponse(challenge or "")


@router.post(
    "/webhooks/whatsapp",
    operation_id="takeWhatsAppNews",
    response_model=Done,
    responses=problems(NotFound, NotOurWebhook, Unreadable),
)
async def take_whatsapp_news(
    request: Request,
    signature: Annotated[str | None, Header(alias="X-Hub-Signature-256", description="Meta's, over the body.")] = None,
) -> Response:
    """Take what Meta tells. It is kept and answered at once, and worked after; the same again changes nothing."""
    services = services_of(request)
    account = _account(services)
    body = await request.body()
    if not is_signed(account.app_secret, body, signature):
        CALLBACKS.labels("forged").inc()
        raise NotOurWebhook("The signature is not one that the app secret makes.")
    try:
        news = read_news(body, account.phone_number_id)
    except ValueError:
        CALLBACKS.labels("unreadable").inc()
        raise Unreadable("The data that was sent cannot be read.") from None
    if news:
        task = Task(KIND, {"news": news, "heard_at": now()}, dedupe_key=hashlib.sha256(body).hexdigest())
        await services.db.transaction(lambda session: enqueue(services.db, session, None, task))
    CALLBACKS.labels("taken" if news else "nothing_new").inc()
    return Json({"message": "Taken"})


@router.get("/messages/replies", operation_id="listReplies", response_model=list[ReplyOut])
async def list_replies(caller: CanRead, query: Annotated[ReplyQuery, Query()]) -> Response:
    """List what customers wrote by WhatsApp, the latest first: all for the owner, those about own jobs for managers."""
    return Json(await service.list_replies(caller, query.job_id))
