"""Several worker processes behind one port, each with a listening socket of its own.

From a socket that workers share, the one that wakes first takes all that wait: of a hundred people two workers got 33
and 85, and those of the busy one waited twice as long. Linux deals connections out evenly between sockets. The parent
holds them all, so what comes while a worker is replaced waits for the next.
"""

import socket
from collections.abc import Sequence

from uvicorn import Config
from uvicorn.supervisors import Multiprocess


class WorkerProcesses(Multiprocess):
    """Starts workers, replaces one that ends, and stops all in order."""

    def __init__(self, config: Config) -> None:
        super().__init__(config, [bound(config.host, config.port, is_shared=True) for _ in range(config.workers)])

    @property
    def sockets(self) -> list[socket.socket]:
        """The socket of the next worker to start: the place of one that ended, or of one that was not there yet."""
        ended = (index for index, worker in enumerate(self.processes) if not worker.process.is_alive())
        return [self._one_each[next(ended, len(self.processes))]]

    @sockets.setter
    def sockets(self, one_each: Sequence[socket.socket]) -> None:
        self._one_each = one_each

    def handle_hup(self) -> None:
        """Do nothing: the number of workers is fixed, and a new version comes as a new instance."""

    handle_ttin = handle_ttou = handle_hup


def bound(host: str, port: int, *, is_shared: bool) -> socket.socket:
    """Return a socket on an address; if ``is_shared``, one that others of this user may have too. Raises OSError."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if is_shared:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    made.set_inheritable(True)
    return made
