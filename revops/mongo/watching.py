"""Metrics of the connections to MongoDB."""

from prometheus_client import Counter, Gauge, Histogram
from pymongo import monitoring

OPEN = Gauge("revops_mongo_connections_open", "Connections to MongoDB.", multiprocess_mode="livesum")
IN_USE = Gauge("revops_mongo_connections_in_use", "Connections that a request holds now.", multiprocess_mode="livesum")
WAITED = Histogram(
    "revops_mongo_connection_wait_seconds",
    "Time a request waited for a connection.",
    buckets=(0.001, 0.005, 0.025, 0.1, 0.5, 1, 5),
)
REFUSED = Counter("revops_mongo_connection_failures_total", "Times that no connection was to be had.")
LOST = Counter(
    "revops_mongo_pool_cleared_total", "Times that connections were given up: a node failed or stepped down."
)
UP = Gauge("revops_mongo_up", "1 when the database answered the last look, else 0.", multiprocess_mode="mostrecent")


class PoolWatch(monitoring.ConnectionPoolListener):
    """Counts the connections of a process."""

    def connection_created(self, _: monitoring.ConnectionCreatedEvent) -> None:
        """One more."""
        OPEN.inc()

    def connection_closed(self, _: monitoring.ConnectionClosedEvent) -> None:
        """One less."""
        OPEN.dec()

    def connection_checked_out(self, event: monitoring.ConnectionCheckedOutEvent) -> None:
        """A request holds one."""
        IN_USE.inc()
        WAITED.observe(event.duration or 0.0)

    def connection_checked_in(self, _: monitoring.ConnectionCheckedInEvent) -> None:
        """It is given back."""
        IN_USE.dec()

    def connection_check_out_failed(self, _: monitoring.ConnectionCheckOutFailedEvent) -> None:
        """A request got none."""
        REFUSED.inc()

    def pool_cleared(self, _: monitoring.PoolClearedEvent) -> None:
        """All to one node are given up."""
        LOST.inc()

    def connection_check_out_started(self, _: monitoring.ConnectionCheckOutStartedEvent) -> None:
        """Not counted."""

    def connection_ready(self, _: monitoring.ConnectionReadyEvent) -> None:
        """Not counted."""

    def pool_created(self, _: monitoring.PoolCreatedEvent) -> None:
        """Not counted."""

    def pool_ready(self, _: monitoring.PoolReadyEvent) -> None:
        """Not counted."""

    def pool_closed(self, _: monitoring.PoolClosedEvent) -> None:
        """Not counted."""
