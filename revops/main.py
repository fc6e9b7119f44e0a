"""Builds the application: routers, middleware, lifespan. Nothing else."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from fastapi import FastAPI
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import Route

from revops import __version__
from revops.access.audit import AuditLog
from revops.access.audit_chain import AuditSealer
from revops.access.caller import Caller, Services
from revops.access.devices import Devices
from revops.access.members import MIGRATION as MEMBERS_MIGRATION
from revops.access.members import make_members
from revops.access.second_factor import Vault
from revops.access.throttle import Throttles
from revops.access.tokens import Tokens, secret_key, signing_of
from revops.access.vapid import Vapid
from revops.analytics.endpoints import router as analytics
from revops.audit import refusals
from revops.audit.endpoints import router as audit
from revops.auth.endpoints import router as auth
from revops.auth.owners import MEANING
from revops.auth.passkeys.endpoints import router as passkeys
from revops.bank.endpoints import router as bank
from revops.billing.endpoints import router as billing
from revops.core.logging import configure
from revops.core.memory import give_back_what_is_free
from revops.core.process import end_with_parent, look_for_garbage_less_often
from revops.core.tracing import CommandSpans, Tracing, start_tracing
from revops.core.traffic import Traffic
from revops.custody.endpoints import router as custody
from revops.custody.guard import guard_cash
from revops.customer_links.endpoints import router as customer_links
from revops.customer_links.endpoints import work_router as scanned_work
from revops.customer_page import erasing as pages_erasing
from revops.customer_page.endpoints import router as customer_page
from revops.customers.endpoints import router as customers
from revops.deps import user_of
from revops.digest.endpoints import router as digest
from revops.discounts.endpoints import router as discounts
from revops.estimates.endpoints import router as estimates
from revops.evidence.endpoints import router as evidence
from revops.evidence.forgetting import forget_cars
from revops.exceptions.endpoints import router as exceptions
from revops.exports.endpoints import router as exports
from revops.figures import keep_figures
from revops.files.service import files_of
from revops.gate.endpoints import router as gate
from revops.http import operations, problems, webapp
from revops.http.bodies import Bodies
from revops.http.draining import Draining
from revops.http.middleware import RequestLayer
from revops.inspections.endpoints import router as inspections
from revops.intake.endpoints import pages_router as records
from revops.intake.endpoints import router as intake
from revops.intake.records import relink
from revops.jobs.endpoints import router as jobs
from revops.jobs.endpoints import work_router as work
from revops.jobs.numbers import job_numbers
from revops.journal.sealer import Sealer
from revops.live.endpoints import router as live
from revops.live.hub import Hub
from revops.loops import clock_loops, task_loops
from revops.managers.endpoints import router as managers
from revops.members.endpoints import router as members
from revops.messages import channels
from revops.messages import erasing as messages_erasing
from revops.messages.endpoints import router as messages
from revops.messages.replies.endpoints import router as replies
from revops.messages.setup.endpoints import router as whatsapp
from revops.mongo.cache import Cache, follow
from revops.mongo.client import Database, Session
from revops.mongo.instances import Presence
from revops.mongo.quota import DailyQuota
from revops.mongo.remaking import Remaking
from revops.mongo.watching import PoolWatch
from revops.openapi import Document, describe
from revops.oversight import rounds
from revops.oversight.endpoints import router as oversight
from revops.papers.endpoints import router as papers
from revops.papers.rejection import router as rejection
from revops.papers.split import postings_of_jobs
from revops.payments.endpoints import refunds_router as refunds
from revops.payments.endpoints import router as payments
from revops.photos.endpoints import router as photos
from revops.push.endpoints import router as push
from revops.quotations.endpoints import router as quotations
from revops.quotations.forgetting import forget as forget_quotations
from revops.remaking.derived import remaking
from revops.remaking.erasures import ending_rollout
from revops.remaking.files import moving
from revops.remaking.indexes import dropping
from revops.remaking.records import moving_balances, naming
from revops.remaking.set_up import noting_set_up
from revops.remaking.splits import splitting
from revops.rooms import FOLLOWS_JOB, SET_UP, SHOWN_WITH_JOB, migrate, newest_migration
from revops.service_reminders.endpoints import router as service_reminders
from revops.settings import Settings
from revops.settlements.endpoints import router as settlements
from revops.tasks import worker as outbox
from revops.tasks.supervisor import Loop, Supervisor
from revops.today.endpoints import router as today
from revops.vehicles.endpoints import router as vehicles
from revops.workshops.endpoints import router as workshops

log = structlog.get_logger(__name__)


async def _forget(caller: Caller, session: Session, addresses: Sequence[str], job_ids: Sequence[str]) -> None:
    for forget in (messages_erasing.forget, pages_erasing.forget, forget_cars, forget_quotations):
        await forget(caller, session, addresses, job_ids)


# One flat list, the busiest first: an included router is matched anew at every level on every request.
_ROUTERS = (
    jobs,
    intake,
    payments,
    bank,
    rejection,
    analytics,
    today,
    exports,
    auth,
    passkeys,
    settlements,
    custody,
    evidence,
    refunds,
    managers,
    members,
    work,
    customers,
    vehicles,
    records,
    workshops,
    papers,
    billing,
    photos,
    inspections,
    exceptions,
    discounts,
    estimates,
    quotations,
    service_reminders,
    customer_links,
    scanned_work,
    customer_page,
    audit,
    oversight,
    messages,
    live,
    replies,
    whatsapp,
    push,
    gate,
    digest,
)


def open_services(settings: Settings, tracing: Tracing | None = None) -> Services:
    """Open what the application holds: the database's connections, tokens, throttles, caches."""
    assert settings.mongo_url is not None, "the command line starts or finds the database"
    listeners = [PoolWatch(), *([CommandSpans(tracing)] if tracing is not None else [])]
    db = Database(settings.mongo_url.get_secret_value(), settings.db_name, listeners)
    db.quota = DailyQuota(db.loose_collection("throttles"), settings.workshop_mb_per_day)
    db.signing = signing_of(settings)
    key = secret_key(settings)
    tokens = Tokens(key, dt.timedelta(days=settings.session_days))
    return Services(
        settings,
        db,
        tokens,
        Throttles(settings, db),
        AuditLog(db),
        Vault(key),
        Devices(key),
        job_numbers(db),
        files_of(db, settings),
        FOLLOWS_JOB,
        SHOWN_WITH_JOB,
        relink,
        postings_of_jobs,
        _forget,
        guard_cash,
        keep_figures,
        Vapid(key, settings.push_contact) if settings.push_contact is not None else None,
    )


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    tracing: Tracing | None = app.state.tracing
    services = open_services(settings, tracing)
    await migrate(services.db)
    log.info("registration", mode=settings.registration, meaning=MEANING[settings.registration])
    sealer = Sealer(services.db, traffic=app.state.traffic)
    presence = Presence(services.db, secret_key(settings), newest_migration())
    caches: dict[str, Cache[Any]] = {
        "users": services.users,
        "workshops": services.workshops,
        "members": services.members,
    }
    live_pages = app.state.live = Hub(services, app.state.draining, settings.live_streams, app.state.traffic)
    supervisor = Supervisor()
    loops: dict[str, Loop] = {
        "remaking": remaking(services.db).run,
        "members_made_anew": Remaking(services.db, MEMBERS_MIGRATION, (make_members,), ()).run,
        "customers_and_vehicles": naming(services.db).run,
        "balances_moved": moving_balances(services.db).run,
        "papers_split": splitting(services.db).run,
        "files_moved": moving(services.db, services.files).run,
        "indexes_dropped": dropping(services.db).run,
        "rollout_ended": ending_rollout(services.db).run,
        "set_up_noted": noting_set_up(services.db, SET_UP).run,
        "journal_sealer": sealer.run,
        "audit_sealer": AuditSealer(services.db, sealer.lease).run,
        "presence": presence.run,
        "audit_log": services.audit.run,
        "caches": lambda: follow(services.db, caches),
        "live_pages": live_pages.follow,
        "live_beats": live_pages.look_after,
        "parent": end_with_parent,
        "memory": give_back_what_is_free,
        **({"request_counts": services.throttles.requests.run} if settings.redis_url is not None else {}),
        **clock_loops(services),
        **task_loops(services, settings.tasks_concurrency, app.state.traffic),
    }
    for name, loop in loops.items():
        supervisor.start(name, loop)
    app.state.supervisor = supervisor
    app.state.services = services
    bucket, requests = services.files.bucket, services.throttles.requests
    found = (bucket.outside if bucket is not None else None, requests.outside)
    app.state.outside = [service for service in found if service is not None]
    looked_at = (outbox.measure, rounds.measure, channels.measure)
    app.state.measures = (sealer.measure, *(partial(measure, services.db) for measure in looked_at))
    app.state.draining.listen()
    look_for_garbage_less_often()
    try:
        yield
    finally:
        await supervisor.stop()
        await sealer.release()
        await presence.end()
        await services.audit.flush()
        await services.db.close()
        if tracing is not None:
            await asyncio.to_thread(tracing.end)


def create_app(settings: Settings | None = None, web: Path = webapp.FOLDER) -> FastAPI:
    """Return the application. Without settings they come from the environment; ``web`` holds the built web app."""
    settings = settings or Settings()
    configure(settings.log_level)
    app = FastAPI(
        title="RevOps",
        version=__version__,
        lifespan=_lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # It would put addresses and searches, which are personal data, into traces; see core.tracing.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.settings = settings
    app.state.tracing = start_tracing()
    app.state.draining = Draining(settings.drain_seconds)
    app.state.traffic = Traffic()
    for router in (*_ROUTERS, operations.router):
        app.router.routes.extend(router.routes)
    app.router.routes.append(Route("/api/openapi.json", Document(app), methods=["GET"], include_in_schema=False))
    # Asked last, when no route matched, so that it costs the API nothing.
    app.router.default = webapp.WebApp(web, app.router.default)
    problems.install(app)
    refusals.install(app)
    # One layer, which turns whatever was not expected into an answer, so the framework's own are left out.
    app.middleware_stack = RequestLayer(
        ExceptionMiddleware(app.router, handlers=app.exception_handlers),
        bodies=Bodies(settings.max_body_bytes, settings.bodies_per_address),
        concurrent_requests=settings.concurrent_requests,
        user_of=lambda scope: user_of(scope, app.state.services.tokens),
        draining=app.state.draining,
        tracing=app.state.tracing,
        traffic=app.state.traffic,
        require_https=settings.require_https,
    )
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app
