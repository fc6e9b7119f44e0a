"""/messages: what was sent to customers and to people of the garage, by which channel, and in which words."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound, StaleVersion
from revops.core.money import to_wire
from revops.core.text import Identifier
from revops.deps import Can, Idempotency, RequestOrigin, services_of
from revops.http.middleware import OWN_POLICY
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.messages import consents, reminders, service, unsubscribe, wire
from revops.messages.channel import ChannelName
from revops.messages.errors import AlreadySent, CannotReach, ChannelFailed, NobodyToRemind, RemindedAlready
from revops.messages.schemas import (
    ConsentIn,
    ConsentOut,
    MessageIn,
    MessageMade,
    MessageOut,
    MessageQuery,
    MessageSettingsOut,
    MessageSettingsUpdate,
    MessageSettingsUpdated,
    Preview,
    PreviewIn,
    RemindersIn,
    RemindersMade,
    RemindersOut,
    TemplateIn,
    TemplateOut,
    Tested,
)
from revops.messages.settings import change_wording, settings_of
from revops.messages.unsubscribe_page import POLICY, asked_page, ended_page, gone_page
from revops.messages.wording import Wording, first_language, shipped
from revops.mongo.errors import LooksRepeated

router = APIRouter(prefix="/api", tags=["messages"], route_class=JsonRoute)

CanRead = Annotated[Caller, Can(Permission.MESSAGES_READ)]
CanSend = Annotated[Caller, Can(Permission.MESSAGES_SEND)]
CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]
CanReadCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_READ)]
CanUpdateCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_UPDATE)]


@router.get(
    "/messages",
    operation_id="listMessages",
    response_model=list[MessageOut],
    openapi_extra=parameters(MessageQuery),
)
async def list_messages(
    request: Request, caller: CanRead, query: Annotated[MessageQuery, QueryOf(MessageQuery)]
) -> Response:
    """List messages, newest first. Who sees only own jobs sees only messages about those."""
    rows, cursor = await service.list_messages(caller, query)
    return page(request, await wire.messages_out(caller, rows), cursor)


@router.get("/messages/settings", operation_id="getMessageSettings", response_model=MessageSettingsOut)
async def get_settings(caller: CanManage) -> Response:
    """Return which events are written about, when, and whether the channels work."""
    return Json(await service.settings_out(caller, await settings_of(caller.db, caller.workshop.id)))


@router.put(
    "/messages/settings",
    operation_id="changeMessageSettings",
    response_model=MessageSettingsUpdated,
    responses=problems(StaleVersion),
)
async def change_settings(caller: CanManage, body: MessageSettingsUpdate, origin: RequestOrigin) -> Response:
    """Change which events are written about, and when. Nothing is sent automatically until an event is turned on."""
    settings = await service.change_settings(caller, body, origin)
    return Json({"message": "Settings saved", "settings": await service.settings_out(caller, settings)})


@router.get("/messages/templates", operation_id="listMessageTemplates", response_model=list[TemplateOut])
async def list_templates(caller: CanManage) -> Response:
    """List the words of each event in each language."""
    return Json(wire.templates_out(await settings_of(caller.db, caller.workshop.id)))


@router.put(
    "/messages/templates",
    operation_id="changeMessageTemplate",
    response_model=list[TemplateOut],
    responses=problems(StaleVersion),
)
async def change_template(caller: CanManage, body: TemplateIn, origin: RequestOrigin) -> Response:
    """Give an event words of the garage's own; without a text, those that RevOps comes with are back."""
    words = None
    if body.text is not None:
        words = Wording(body.subject or shipped(body.event, body.language).subject, body.text)
    return Json(wire.templates_out(await change_wording(caller, body.event, body.language, words, origin)))


@router.post("/messages/preview", operation_id="previewMessage", response_model=Preview, responses=problems(NotFound))
async def preview_message(caller: CanSend, body: PreviewIn) -> Response:
    """Return a message as it would be sent, and the channels to the customer. Sends and saves nothing."""
    return Json(await service.preview(caller, body))


@router.post(
    "/jobs/{job_id}/messages",
    operation_id="sendMessage",
    response_model=MessageMade,
    responses=problems(CannotReach, LooksRepeated, NotFound, RemindedAlready),
)
async def send_message(caller: CanSend, job_id: Identifier, body: MessageIn, key: Idempotency) -> Response:
    """Send a message about a job by hand, or note that a draft was opened."""
    return Json(await service.send_by_hand(caller, job_id, body, key))


@router.get("/messages/reminders", operation_id="planReminders", response_model=RemindersOut)
async def plan_reminders(caller: CanManage) -> Response:
    """Tell how many customers would be reminded of what they owe, by which channels, and in how many days."""
    planned = await reminders.plan(caller)
    amount = to_wire(planned.pop("amount_minor"), caller.workshop.currency)
    return Json({**planned, "amount": amount})


@router.post(
    "/messages/reminders",
    operation_id="sendReminders",
    response_model=RemindersMade,
    responses=problems(NobodyToRemind),
)
async def send_reminders(caller: CanManage, body: RemindersIn, key: Idempotency) -> Response:
    """Remind everybody who owes after delivery and may be reminded, the largest debts first."""
    return Json(await reminders.remind_all(caller, body.at_most, key))


@router.post(
    "/messages/{message_id}/retry",
    operation_id="retryMessage",
    response_model=MessageMade,
    responses=problems(AlreadySent, NotFound),
)
async def retry_message(caller: CanSend, message_id: Identifier, key: Idempotency) -> Response:
    """Send again what was not sent."""
    return Json(await service.retry(caller, message_id, key))


@router.post(
    "/messages/channels/{channel}/test",
    operation_id="testMessageChannel",
    response_model=Tested,
    responses=problems(ChannelFailed),
)
async def test_channel(caller: CanManage, channel: ChannelName) -> Response:
    """Send a message to the caller's own address; the refusal says what is wrong."""
    to = await service.test_channel(caller, channel)
    return Json({"message": "The test message is on its way", "to": to})


@router.get(
    "/customers/{customer_id}/consents",
    operation_id="listConsents",
    response_model=list[ConsentOut],
    responses=problems(NotFound),
)
async def list_consents(caller: CanReadCustomers, customer_id: Identifier) -> Response:
    """List what each address of a customer said about messages, when and how."""
    return Json(await consents.list_consents(caller, customer_id))


@router.put(
    "/customers/{customer_id}/consents",
    operation_id="giveConsent",
    response_model=Done,
    responses=problems(NotFound),
)
async def give_consent(caller: CanUpdateCustomers, customer_id: Identifier, body: ConsentIn) -> Response:
    """Write down what a customer said when he was asked whether he wants messages."""
    await consents.give_consent(caller, customer_id, body)
    return Json({"message": "Noted"})


@router.get(f"{unsubscribe.PATH.removeprefix('/api')}/{{token}}", include_in_schema=False)
async def ask_unsubscribe(request: Request, token: Identifier) -> Response:
    """Ask whoever follows the link, and not a program that looks where it leads."""
    message = await unsubscribe.read_message(services_of(request), token)
    if message is None:
        return _gone(request)
    return _page(request, asked_page(message["language"], message["workshop_name"]))


@router.post(f"{unsubscribe.PATH.removeprefix('/api')}/{{token}}", include_in_schema=False)
async def end_subscription(request: Request, token: Identifier) -> Response:
    """End messages to an address: by the button of the page, or by the one click of a mail program."""
    services = services_of(request)
    message = await unsubscribe.read_message(services, token)
    if message is None:
        return _gone(request)
    await unsubscribe.unsubscribe(services, message)
    return _page(request, ended_page(message["language"], message["workshop_name"]))


def _gone(request: Request) -> Response:
    return _page(request, gone_page(first_language(request.headers.get("accept-language", ""))), 404)


def _page(request: Request, page: str, status: int = 200) -> Response:
    request.scope[OWN_POLICY] = True
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return Response(page, status, headers=headers, media_type="text/html")
