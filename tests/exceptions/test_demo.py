"""The demo garage: its owner is asked about what his managers did today, and nothing of the months before."""

import pytest

from revops.demo.load import fill
from revops.demo.questions import add_questions
from revops.main import open_services
from tests.conftest import MakeDatabase, SettingsMaker, eventually, running
from tests.factories import login, ok
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_the_demo_asks_its_owner_a_few_questions(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    db = make_database()
    settings = make_settings(db_name=db.name)
    async with running(settings) as http:
        filled = await fill(db, jobs=300, managers=3, months=2, progress=lambda *_: None)
        services = open_services(settings)
        try:
            done = await add_questions(services, filled.workshop_id)
            assert done > 0
            # A second time keeps what is there.
            assert await add_questions(services, filled.workshop_id) == 0
        finally:
            await services.db.close()
        owner = await login(http, filled.logins[0][1], filled.password)

        async def are_asked() -> bool:
            return len(ok(await owner.get("/api/exceptions", kind="estimate_lowered"))) == done

        await eventually(are_asked)
        assert ok(await owner.get("/api/digest"))["settings"] == {"at": "20:30"}
        assert await problems(db, filled.workshop_id) == []
