"""Liveness, readiness and metrics, at the root: for whoever operates the server."""

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pymongo.errors import PyMongoError

from revops.core.errors import Unavailable
from revops.core.metrics import exposition
from revops.http.errors import MetricsTokenRequired
from revops.http.responses import Json
from revops.http.route import JsonRoute

router = APIRouter(include_in_schema=False, route_class=JsonRoute)
_LOOPBACK = {"127.0.0.1", "::1"}
# Whatever carries one of these came through a proxy of this machine, from wherever it may say itself.
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-real-ip")


# Watchers from outside ask by HEAD.
@router.api_route("/healthz", methods=["GET", "HEAD"])
async def healthz(request: Request) -> Response:
    """Answer as long as the process does, and name the loops beside the requests that fail, and what is outside of
    RevOps and of no use now, with the reason.
    """
    supervisor: Any = getattr(request.app.state, "supervisor", None)
    failing: list[str] = supervisor.failing if supervisor is not None else []
    outside: Any = getattr(request.app.state, "outside", ())
    useless = {service.name: service.failure[0] for service in outside if service.failure is not None}
    return Json(
        {"status": "alive"}
        | ({"failing_loops": failing} if failing else {})
        | ({"failing_outside": useless} if useless else {})
    )


@router.api_route("/readyz", methods=["GET", "HEAD"])
async def readyz(request: Request) -> Response:
    """Answer 200 when the database answers and its migrations are done, 503 otherwise and once told to stop."""
    if request.app.state.draining.has_begun:
        raise Unavailable("The server is about to stop.")
    services: Any = getattr(request.app.state, "services", None)
    if services is None:
        raise Unavailable("The server is starting.")
    try:
        await services.db.ping()
    except PyMongoError:
        raise Unavailable from None
    return Json({"status": "ready"})


@router.get("/metrics")
async def metrics(request: Request, authorization: Annotated[str | None, Header()] = None) -> Response:
    """Return Prometheus metrics, on this machine or with the token of REVOPS_METRICS_TOKEN."""
    token = request.app.state.settings.metrics_token
    given = (authorization or "").removeprefix("Bearer ")
    by_token = token is not None and hmac.compare_digest(given.encode(), token.get_secret_value().encode())
    if not by_token and not _is_of_this_machine(request):
        raise MetricsTokenRequired("Metrics are for this machine, or with the metrics token.")
    for measure in request.app.state.measures:
        await measure()
    return Response(exposition(), media_type=CONTENT_TYPE_LATEST)


def _is_of_this_machine(request: Request) -> bool:
    near = request.client is not None and request.client.host in _LOOPBACK
    return near and not any(name in request.headers for name in _FORWARDED)
