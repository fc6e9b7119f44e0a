"""Checks the garages whose turn it is, as the servers have it done every hour: python -m revops.checking.

By itself and not as a command, because it runs beside a server and is to take little memory: neither the web framework
nor the command line is loaded.
"""

import asyncio
import sys
from functools import partial

from revops.access.tokens import has_key, signing_of
from revops.core.niceness import yield_to_others
from revops.core.process import end_with_parent
from revops.files.service import files_of
from revops.mongo.client import Database
from revops.oversight.rounds import check_round
from revops.rooms import CHECKS, verify_workshop
from revops.settings import Settings


async def check_due(db: Database, settings: Settings) -> str:
    """Check the garages whose turn it is, and keep what is found for their owners; return what to say of it."""
    ending = asyncio.create_task(end_with_parent())
    check = partial(verify_workshop, files=files_of(db, settings))
    reports = await check_round(db, sorted(await CHECKS.workshops(db)), check)
    ending.cancel()
    return f"{len(reports)} workshops checked, {sum(not report.ok for report in reports)} differ."


async def _check(settings: Settings) -> str:
    assert settings.mongo_url is not None, "whoever runs this names the database"
    db = Database(settings.mongo_url.get_secret_value(), settings.db_name)
    if has_key(settings):
        db.signing = signing_of(settings)
    try:
        return await check_due(db, settings)
    finally:
        await db.close()


if __name__ == "__main__":
    yield_to_others()
    sys.stdout.write(asyncio.run(_check(Settings())) + "\n")
