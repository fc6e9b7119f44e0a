"""The environment of the processes that a server starts."""

import os
import sys

from revops.core.niceness import NICENESS

# Of the settings, of which some are passwords and keys. Where to send traces may say with which key.
_OF_SETTINGS = ("REVOPS_", "MONGO_", "OTEL_")


def environment_without_settings() -> dict[str, str]:
    """Build the environment of a process that is told all it needs: what strangers sent is decoded in some, and no
    password of the server's is beside it there.
    """
    kept = {name: value for name, value in os.environ.items() if name == NICENESS or not name.startswith(_OF_SETTINGS)}
    return kept | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
