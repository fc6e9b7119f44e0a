"""A process that keeps files until it is killed, and says which it was told are kept.

python -m tests.files.putting_process URL DATABASE FOLDER STORE WORKSHOP
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

from revops.files.port import Kind
from revops.files.service import files_of
from revops.mongo.client import Database
from revops.settings import Settings


async def main(url: str, name: str, folder: str, store: Any, workshop_id: str) -> None:
    """Keep one file after the other."""
    files = files_of(Database(url, name), Settings(_env_file=None, data=Path(folder), files=store))
    while True:
        print(await files.put(workshop_id, Kind.PAPER, os.urandom(400_000)), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
