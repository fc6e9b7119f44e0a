"""Messages of the demo garage: every state is there to be seen, and nothing is ever sent."""

import pytest

from revops.demo.load import fill
from revops.demo.messages import add_messages
from revops.messages.row import State
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import login, ok

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_the_demo_has_messages_in_every_state_and_none_is_sent(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    db = make_database()
    async with running(make_settings(db_name=db.name)) as http:
        filled = await fill(db, jobs=60, managers=2, months=2, progress=lambda *_: None)
        assert await add_messages(db, filled.workshop_id) == len(State)
        # A second time keeps what is there.
        assert await add_messages(db, filled.workshop_id) == 0
        owner = await login(http, filled.logins[0][1], filled.password)
        shown = ok(await owner.get("/api/messages"))
        assert {row["state"] for row in shown} == {state.value for state in State}
        assert all("{" not in f"{row['subject']}{row['text']}" for row in shown)
        assert await db.collection("tasks").count_documents({"kind": "send_message"}) == 0
