"""A garage in a database of its own, with a server on it."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import Garage, confirm_payment, make_garage, make_job, make_payment, make_settlement, ok

PASSPHRASE = "blue-lorry-42-kites"


@pytest.fixture(scope="session")
async def source(make_lasting_database: MakeDatabase) -> Database:
    """The database that is backed up."""
    return make_lasting_database()


@pytest.fixture(scope="session")
async def server(source: Database, make_settings: SettingsMaker) -> AsyncIterator[httpx2.AsyncClient]:
    """HTTP to a server on it."""
    async with running(make_settings(db_name=source.name)) as http:
        yield http


@pytest.fixture(scope="session")
async def busy_garage(server: httpx2.AsyncClient) -> Garage:
    """A garage in which a bit of everything happened."""
    garage = await make_garage(server)
    job_id = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    await confirm_payment(garage.owner, await make_payment(garage.manager, job_id, 1500))
    await make_settlement(garage.manager, 700, [job_id])
    ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue", key="issue-it"))
    paper = await garage.manager.get(f"/api/documents/invoice/{job_id}")
    assert paper.status_code == 200, paper.text
    return garage
