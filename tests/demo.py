"""A demo garage behind a server of its own, and the services by which more is put into it."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx2

from revops.access.caller import Services
from revops.access.tokens import signing_of
from revops.demo.load import Filled, fill
from revops.main import open_services
from revops.mongo.client import Database
from revops.rooms import migrate
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import Person, login


@dataclass(frozen=True, slots=True)
class Demo:
    """The garage as it was filled, and its owner."""

    db: Database
    http: httpx2.AsyncClient
    filled: Filled
    services: Services

    async def owner(self) -> Person:
        """Log its owner in."""
        return await login(self.http, self.filled.logins[0][1], self.filled.password)


@contextlib.asynccontextmanager
async def demo_garage(make_database: MakeDatabase, make_settings: SettingsMaker) -> AsyncIterator[Demo]:
    """Fill a garage with 300 jobs of two months."""
    db = make_database()
    settings = make_settings(db_name=db.name)
    # As the command does it, before a server looks for what to ask about.
    db.signing = signing_of(settings)
    await migrate(db)
    filled = await fill(db, jobs=300, managers=3, months=2, progress=lambda *_: None)
    async with running(settings) as http:
        services = open_services(settings)
        try:
            yield Demo(db, http, filled, services)
        finally:
            await services.db.close()
