"""Services outside of RevOps and its database, and whether they work: said in the log when that changes, on
``/healthz`` and on ``/metrics``.
"""

import structlog
from prometheus_client import Counter, Gauge

log = structlog.get_logger(__name__)

WORKS = Gauge(
    "revops_outside_works",
    "1 while a service outside of RevOps that is set up was of use when it was last asked, else 0.",
    ["service"],
    multiprocess_mode="livemin",
)
FAILURES = Counter(
    "revops_outside_failures_total", "How often a service outside of RevOps was of no use.", ["service", "reason"]
)


class Outside:
    """One service, as this process has met it last."""

    def __init__(self, name: str) -> None:
        self.name = name
        # The reason in a word, and in a sentence for whoever runs the server.
        self.failure: tuple[str, str] | None = None
        WORKS.labels(name).set(1)

    def worked(self) -> None:
        """Note that it was of use."""
        if self.failure is not None:
            self.failure = None
            WORKS.labels(self.name).set(1)
            log.info("outside_works_again", service=self.name)

    def failed(self, reason: str, sentence: str) -> None:
        """Note that it was not, and why. The log says so once, until it works or fails in another way."""
        FAILURES.labels(self.name, reason).inc()
        if self.failure is None or self.failure[0] != reason:
            log.warning("outside_fails", service=self.name, reason=reason, meaning=sentence)
            WORKS.labels(self.name).set(0)
        self.failure = reason, sentence
