"""The digest on WhatsApp: in its own words to whoever wrote within a day, otherwise by the template, otherwise not."""

import httpx2
import pytest

from revops.core.time import now
from revops.digest.making import Digests
from revops.main import open_services
from revops.messages.channels import channels_of
from revops.messages.whatsapp import windows
from revops.mongo.client import Database
from tests.conftest import SettingsMaker, eventually
from tests.factories import Garage, make_garage
from tests.whatsapp import graph
from tests.whatsapp.conftest import TEMPLATES
from tests.whatsapp.messaging import new_phone, refresh
from tests.whatsapp.standing import StandIn, settings_of

pytestmark = pytest.mark.slow

DIGEST = graph.template(
    "revops_digest",
    "{{garage}}, {{day}}: {{collected}} collected, {{questions}} questions, {{cash}} in hand. Books: {{seal}}.",
)


async def make_digest(garage: Garage, meta: StandIn, kept: Database, settings: SettingsMaker) -> None:
    """Have the digest of today made, as the loop does in the evening, on a server that has just begun."""
    services = open_services(settings(db_name=kept.name, **settings_of(meta)))
    try:
        workshop = await services.workshop(garage.id)
        assert workshop is not None
        assert await Digests(services, channels_of(services)).make(workshop, now())
    finally:
        await services.db.close()


async def channels_to(kept: Database, garage: Garage) -> list[tuple[str, bool]]:
    rows = kept.collection("messages").find({"workshop_id": garage.id, "event": "digest"})
    return sorted([(row["channel"], row["is_typed"]) async for row in rows])


async def owned(line: httpx2.AsyncClient, kept: Database) -> tuple[Garage, str]:
    garage, phone = await make_garage(line), new_phone()
    await kept.collection("users").update_one({"_id": garage.owner.id}, {"$set": {"phone": phone}})
    return garage, phone


async def test_outside_of_the_window_it_goes_by_the_template(
    line: httpx2.AsyncClient, kept: Database, told: StandIn, make_settings: SettingsMaker
) -> None:
    garage, phone = await owned(line, kept)
    told.set(templates=[*TEMPLATES, DIGEST])
    await refresh(garage, told)
    await make_digest(garage, told, kept, make_settings)

    async def came() -> bool:
        return any(sent["to"] == phone[1:] for sent in told.sent)

    await eventually(came)
    (sent,) = [sent for sent in told.sent if sent["to"] == phone[1:]]
    assert sent["template"]["name"] == "revops_digest"
    values = {value["parameter_name"]: value["text"] for value in sent["template"]["components"][0]["parameters"]}
    assert (values["collected"], values["questions"]) == ("₹0", "0")
    assert await channels_to(kept, garage) == [("whatsapp", False)]


async def test_outside_of_the_window_and_without_a_template_it_is_left_to_the_letter(
    line: httpx2.AsyncClient, kept: Database, told: StandIn, make_settings: SettingsMaker
) -> None:
    garage, _ = await owned(line, kept)
    await make_digest(garage, told, kept, make_settings)
    assert await channels_to(kept, garage) == []


async def test_within_the_window_it_goes_in_its_own_words(
    line: httpx2.AsyncClient, kept: Database, told: StandIn, make_settings: SettingsMaker
) -> None:
    garage, phone = await owned(line, kept)
    told.incoming("Good evening", from_=phone[1:])

    async def is_open() -> bool:
        return await windows.is_open(kept, phone[1:])

    await eventually(is_open)
    await make_digest(garage, told, kept, make_settings)

    async def came() -> bool:
        return any(sent["to"] == phone[1:] and sent["type"] == "text" for sent in told.sent)

    await eventually(came)
    assert await channels_to(kept, garage) == [("whatsapp", True)]
