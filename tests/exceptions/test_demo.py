"""The demo garage: its owner is asked about what his managers did today, and nothing of the months before."""

import pytest

from revops.demo.questions import add_questions
from tests.conftest import MakeDatabase, SettingsMaker, eventually
from tests.demo import demo_garage
from tests.factories import ok
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_the_demo_asks_its_owner_a_few_questions(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    async with demo_garage(make_database, make_settings) as demo:
        workshop_id = demo.filled.workshop_id
        done = await add_questions(demo.services, workshop_id)
        assert done > 0
        # A second time keeps what is there.
        assert await add_questions(demo.services, workshop_id) == 0
        owner = await demo.owner()

        async def are_asked() -> bool:
            return len(ok(await owner.get("/api/exceptions", kind="estimate_lowered"))) == done

        await eventually(are_asked)
        assert ok(await owner.get("/api/digest"))["settings"] == {"at": "20:30"}
        assert await problems(demo.db, workshop_id) == []
