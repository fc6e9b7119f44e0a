"""Traces by OpenTelemetry, when OTEL_EXPORTER_OTLP_ENDPOINT says where to send them; otherwise nothing is loaded.

A span for each request and one for each command to the database. As in the logs, neither holds personal data: names are
those of routes and collections, never addresses with ids, searches or contents. (FastAPI's own telemetry sends those.)
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from pymongo import monitoring

from revops import __version__

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


class Tracing:
    """Makes the spans and sends them in batches. One per process; ``end`` sends what is left."""

    def __init__(self) -> None:
        # Loaded only when it is used: it costs a process 10 MB.
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

        name = os.environ.get("OTEL_SERVICE_NAME", "revops")
        about = {"service.name": name, "service.version": __version__, "service.instance.id": str(os.getpid())}
        self._provider = TracerProvider(resource=Resource.create(about), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self.tracer = self._provider.get_tracer("revops", __version__)
        self._propagator = TraceContextTextMapPropagator()

    @contextmanager
    def request(self, method: str, headers: Mapping[bytes, bytes], request_id: str) -> Iterator[Any]:
        """Open the span of a request, as part of the trace that the caller is in, if the request says so."""
        from opentelemetry.trace import SpanKind  # noqa: PLC0415

        parent = self._propagator.extract({"traceparent": headers.get(b"traceparent", b"").decode("latin-1")})
        attributes = {"http.request.method": method, "revops.request_id": request_id}
        with self.tracer.start_as_current_span(
            method, parent, SpanKind.SERVER, attributes, record_exception=False
        ) as span:
            yield span

    @staticmethod
    def answered(span: Any, method: str, route: str, status: int) -> None:
        """Note how a request went."""
        from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415

        span.update_name(f"{method} {route}")
        span.set_attributes({"http.route": route, "http.response.status_code": status})
        if status >= 500:
            span.set_status(Status(StatusCode.ERROR))

    def end(self) -> None:
        """Send what has not been sent. Waits a few seconds at most."""
        self._provider.force_flush(3000)
        self._provider.shutdown()


class CommandSpans(monitoring.CommandListener):
    """A span for each command to the database, within that of the request it is for."""

    def __init__(self, tracing: Tracing) -> None:
        self._tracer = tracing.tracer
        self._open: dict[int, Any] = {}

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Open the span."""
        from opentelemetry.trace import SpanKind, get_current_span  # noqa: PLC0415

        if not get_current_span().get_span_context().is_valid:
            return  # nobody asked for it: the sealer's and the change stream's commands are no part of a trace
        target = event.command.get(event.command_name)
        collection = target if isinstance(target, str) else None
        self._open[event.request_id] = self._tracer.start_span(
            f"{event.command_name} {collection}" if collection else event.command_name,
            kind=SpanKind.CLIENT,
            attributes={"db.system.name": "mongodb", "db.operation.name": event.command_name}
            | ({"db.collection.name": collection} if collection else {}),
        )

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Close it."""
        span = self._open.pop(event.request_id, None)
        if span is not None:
            span.end()

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Close it as failed."""
        from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415

        span = self._open.pop(event.request_id, None)
        if span is not None:
            failure = cast(Mapping[str, Any], event.failure)
            span.set_status(Status(StatusCode.ERROR, str(failure.get("codeName", failure.get("errtype", "")))))
            span.end()


def start_tracing() -> Tracing | None:
    """Start making traces when the environment says where to send them, else None."""
    return Tracing() if os.environ.get(ENDPOINT) else None
