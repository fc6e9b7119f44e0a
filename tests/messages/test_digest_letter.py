"""The digest goes out as any other message: one letter to each who runs the garage, and a dead address shows."""

import httpx2
import pytest

from revops.core.time import now
from revops.digest.making import Digests
from revops.main import open_services
from revops.messages.channels import channels_of
from revops.mongo.client import Database
from tests.conftest import SettingsMaker, eventually
from tests.factories import Garage, make_garage, make_manager, make_owner, make_workshop, new_email, ok
from tests.messages.conftest import MailServer

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def make_digest(garage: Garage, db: Database, settings: SettingsMaker, mail_server: MailServer) -> None:
    """Make the digest of a garage as another instance would."""
    services = open_services(settings(db_name=db.name, **mail_server.settings()))
    try:
        workshop = await services.workshop(garage.id)
        assert workshop is not None
        assert await Digests(services, channels_of(services)).make(workshop, now())
    finally:
        await services.db.close()


async def test_one_letter_to_whoever_runs_the_garage(
    post: httpx2.AsyncClient, post_db: Database, make_settings: SettingsMaker, mail_server: MailServer
) -> None:
    garage = await make_garage(post)
    await make_digest(garage, post_db, make_settings, mail_server)

    async def came() -> bool:
        return len(mail_server.letters(garage.owner.email)) == 1

    await eventually(came)
    (letter,) = mail_server.letters(garage.owner.email)
    assert "₹0 collected" in str(letter["Subject"])
    body = letter.get_body(("plain",))
    assert body is not None
    assert "A quiet day" in body.get_content()
    assert not mail_server.letters(garage.manager.email)


async def test_a_dead_address_shows_among_the_messages(
    post: httpx2.AsyncClient, post_db: Database, make_settings: SettingsMaker, mail_server: MailServer
) -> None:
    owner = await make_owner(post, email=new_email("refused"))
    workshop = await make_workshop(owner)
    garage = Garage(owner, await make_manager(owner), workshop)
    await make_digest(garage, post_db, make_settings, mail_server)

    async def failed() -> bool:
        rows = ok(await owner.get("/api/messages"))
        return [(row["event"], row["state"]) for row in rows] == [("digest", "failed")]

    await eventually(failed)
