"""The demo garage has customers who were asked: one answered on the page, one has not yet, one put it off by phone."""

import pytest

from revops.demo.visits import add_visits
from tests.conftest import MakeDatabase, SettingsMaker
from tests.customer_page.test_page import read_page
from tests.demo import demo_garage
from tests.factories import ok
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_the_demo_shows_a_customers_page_that_is_alive(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    async with demo_garage(make_database, make_settings) as demo:
        db, workshop_id = demo.db, demo.filled.workshop_id
        token = await add_visits(demo.services, workshop_id)
        assert token is not None
        # A second time keeps what is there.
        assert await add_visits(demo.services, workshop_id) is None
        text, _ = read_page(await demo.http.get(f"/c/{token}"))
        for said in ("Brake pads, front", "Approved", "Call me", "Not now", "Photos"):
            assert said in text, said
        owner = await demo.owner()
        put_off = {(row["title"], row["state"]) for row in ok(await owner.get("/api/services/deferred"))}
        assert {("Wiper blades", "declined"), ("Clutch plate change", "declined")} <= put_off
        (told,) = ok(await owner.get("/api/estimates/told"))
        assert told["told_count"] == 1
        answered = await db.collection("inspections").find({"workshop_id": workshop_id}).to_list()
        assert [len(row["answers"]) for row in answered] == [12]
        assert await problems(db, workshop_id) == []
