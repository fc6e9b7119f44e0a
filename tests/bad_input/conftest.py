"""Whatever is sent: a clear 4xx that names the field, never a 5xx, and nothing written. Here is where it is sent."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx2
import pytest

from revops.mongo.client import Database
from tests.factories import Api, Garage, make_garage, make_job, make_owner, make_payment, make_settlement
from tests.invariants import assert_invariants, unchanged


@dataclass
class Place:
    """A workshop with one of everything, an owner without one, and somebody who is nobody."""

    garage: Garage
    newcomer: Api
    anonymous: Api
    ids: dict[str, str]

    def who(self, name: str) -> Api:
        """Return the one who acts."""
        found: Api = {"anonymous": self.anonymous, "newcomer": self.newcomer}.get(name) or getattr(self.garage, name)
        return found


@pytest.fixture(scope="module")
async def place(http: httpx2.AsyncClient) -> Place:
    garage = await make_garage(http)
    job_id = await make_job(garage.manager, estimated_amount=5000)
    ids = {
        "workshop_id": garage.id,
        "job_id": job_id,
        "payment_id": await make_payment(garage.manager, job_id, 1000),
        "settlement_id": await make_settlement(garage.manager, 100, [job_id]),
    }
    return Place(garage, await make_owner(http), Api(http), ids)


@pytest.fixture(autouse=True)
async def nothing_written(place: Place, db: Database) -> AsyncIterator[None]:
    """Assert that the test left no trace."""
    async with unchanged(db, place.garage.id):
        yield
    await assert_invariants(db, place.garage.id)
