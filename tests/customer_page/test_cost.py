"""What the customer's page costs the database: four questions in two waves, each answered from an index."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.customer_page.test_page import give, read_page
from tests.estimates.making import OIL, add_service, send_estimate
from tests.factories import Garage, make_garage, make_job, make_payment, make_photo
from tests.mongo.commands import Commands, for_this_request, listening

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

# Of the session, and of when it is to be read: not of what is asked.
_OF_THE_SESSION = {"lsid", "txnNumber", "startTransaction", "autocommit", "readConcern", "$clusterTime", "$db"}


@pytest.fixture(scope="module")
async def alone(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> AsyncIterator[tuple[Garage, httpx2.AsyncClient, Database, Commands]]:
    """A garage in an application of its own, to which one listens."""
    db = make_database()
    with listening() as commands:
        async with running(make_settings(db_name=db.name)) as http:
            yield await make_garage(http), http, db, commands


async def test_the_page_is_read_in_two_waves_and_from_indexes(
    alone: tuple[Garage, httpx2.AsyncClient, Database, Commands],
) -> None:
    garage, http, db, commands = alone
    job_id = await make_job(garage.manager, estimated_amount=1000)
    pads = await add_service(garage.manager, job_id, photo_ids=[await make_photo(garage.manager, job_id)])
    await add_service(garage.manager, job_id, "Oil change", items=[OIL])
    page = await send_estimate(garage.manager, job_id)
    await give(http, page, {pads: "approved"})
    await make_payment(garage.manager, job_id, 500)
    read_page(await http.get(page))
    before = len(commands.sent)
    with for_this_request() as asked:
        read_page(await http.get(page))
    assert len(asked) <= 4, asked
    mine = [
        sent
        for sent in commands.sent[before:]
        if sent.name in ("find", "aggregate") and _is_of_the_page(sent.collection)
    ]
    assert mine
    for sent in mine:
        question = {name: value for name, value in sent.body.items() if name not in _OF_THE_SESSION}
        plan = str(await db.command({"explain": question, "verbosity": "queryPlanner"}))
        assert "COLLSCAN" not in plan, sent.body


def _is_of_the_page(collection: str) -> bool:
    return collection in {"customer_links", "workshops", "billing_settings", "users", "jobs", "services", "inspections"}
