"""A bucket's server for the journeys in a browser: python -m tests.bucket_process FOLDER PORT.

It says when it is ready, and makes the bucket once a line comes in; it ends with its standard input.
"""

import signal
import sys
from pathlib import Path

from tests.bucket_server import BUCKET, make, start, stop

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder = Path(sys.argv[1])
    server = start(folder, int(sys.argv[2]))
    try:
        print("ready", flush=True)
        if sys.stdin.readline():
            make(server, BUCKET)
            print("made", flush=True)
            sys.stdin.read()
    finally:
        stop(folder)
