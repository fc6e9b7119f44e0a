"""The demo garage has customers who were asked: one answered on the page, one has not yet, one put it off by phone."""

import pytest

from revops.demo.load import fill
from revops.demo.visits import add_visits
from revops.main import open_services
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.customer_page.test_page import read_page
from tests.factories import login, ok
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_the_demo_shows_a_customers_page_that_is_alive(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    db = make_database()
    settings = make_settings(db_name=db.name)
    async with running(settings) as http:
        filled = await fill(db, jobs=300, managers=3, months=2, progress=lambda *_: None)
        services = open_services(settings)
        try:
            token = await add_visits(services, filled.workshop_id)
            assert token is not None
            # A second time keeps what is there.
            assert await add_visits(services, filled.workshop_id) is None
        finally:
            await services.db.close()
        text, _ = read_page(await http.get(f"/c/{token}"))
        for said in ("Brake pads, front", "Approved", "Call me", "Not now", "Photos"):
            assert said in text, said
        owner = await login(http, filled.logins[0][1], filled.password)
        put_off = {(row["title"], row["state"]) for row in ok(await owner.get("/api/services/deferred"))}
        assert {("Wiper blades", "declined"), ("Clutch plate change", "declined")} <= put_off
        (told,) = ok(await owner.get("/api/estimates/told"))
        assert told["told_count"] == 1
        answered = await db.collection("inspections").find({"workshop_id": filled.workshop_id}).to_list()
        assert [len(row["answers"]) for row in answered] == [12]
        assert await problems(db, filled.workshop_id) == []
