"""/events: what changed, as it happens."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import Field

from revops.access.caller import caller_of
from revops.access.permissions import Permission
from revops.core.addresses import counted_as
from revops.deps import CurrentSession, client_address, services_of, workshop_named
from revops.http.problems import problems
from revops.http.query import QueryModel, QueryOf, parameters
from revops.http.route import JsonRoute
from revops.journal.following import Position, of_text
from revops.live.errors import TooManyStreams
from revops.live.hub import Hub
from revops.live.response import MEDIA_TYPE, EventStream
from revops.live.stream import Stream
from revops.live.view import view_of

router = APIRouter(prefix="/api", tags=["live"], route_class=JsonRoute)

# Each event of the stream.
_EVENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "event": {"type": "string", "enum": ["ready", "change", "reload"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
        "retry": {"type": "integer"},
    },
    "example": {
        "id": "1795872600.3.1",
        "event": "change",
        "data": '{"jobs":["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"]}',
    },
}
_LastId = Annotated[
    Annotated[str, Field(max_length=200)] | None,
    Header(alias="Last-Event-ID", description="The `id` that was heard last: what came after it is told first."),
]


class StreamQuery(QueryModel):
    """The time that a stream lasts."""

    seconds: Annotated[
        float | None,
        Field(ge=0, le=3600, description="Ends after so long; with 0 after what was missed. Without, it does not end."),
    ] = None


@router.get(
    "/events",
    operation_id="streamEvents",
    response_class=Response,
    responses={
        **problems(TooManyStreams),
        200: {"content": {MEDIA_TYPE: {"schema": _EVENT}}},
    },
    openapi_extra=parameters(StreamQuery),
)
async def stream_events(
    request: Request,
    session: CurrentSession,
    query: Annotated[StreamQuery, QueryOf(StreamQuery)],
    last_id: _LastId = None,
) -> Response:
    """Tell what changed of what the caller may see, as server-sent events: by topic the ids of what to ask for anew.

    `ready` comes first, then `change` with `jobs`, `payments`, `settlements`, `documents` (ids), `members`, `workshop`
    (without); `reload` when something may have been missed, so that everything is to be asked for anew. A comment comes
    every 20 seconds. The stream ends with the session, and when the caller's rights change.
    """
    services = services_of(request)
    caller = await caller_of(services, session.user, Permission.WORKSHOP_READ, workshop_named(request))
    hub: Hub = request.app.state.live
    address = counted_as(client_address(request))
    hub.require_room(address)
    stream = Stream(session.claims, view_of(caller), address)
    # What is no position is before all of them.
    after = (of_text(last_id) or Position(0, 0)) if last_id is not None else None
    await hub.enter(stream, after)
    return EventStream(hub, stream, query.seconds)
