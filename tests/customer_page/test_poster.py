"""The page that a poster in the garage leads to: whether there is a job for a plate, and nothing else."""

import asyncio
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.customer_page.test_page import read_page
from tests.factories import Garage, make_garage, make_job, move_job, ok, refused
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.slow

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HAS, HAS_NONE = "There is a job for", "No job is open for"


async def ask(http: httpx2.AsyncClient, garage: Garage, plate: str, *, status: int = 200, **more: str) -> str:
    response = await http.post(f"/g/{garage.id}", data={"plate": plate, **more})
    text, _ = read_page(response, status)
    return text


@pytest.fixture(autouse=True)
async def nobody_asked_yet(db: Database) -> None:
    """Forget how often this machine has asked."""
    await db.collection("throttles").delete_many({})


async def test_a_plate_is_known_while_its_car_is_here_and_nothing_is_told_of_it(
    garage: Garage, http: httpx2.AsyncClient
) -> None:
    text, forms = read_page(await http.get(f"/g/{garage.id}"))
    assert "Test Motors" in text
    assert forms == {f"/g/{garage.id}": {"lang": "en"}}
    assert HAS_NONE in await ask(http, garage, "MH12AB1234")
    job_id = await make_job(garage.manager, estimated_amount=0)
    for typed in ("MH12AB1234", "mh 12 ab-1234"):
        text = await ask(http, garage, typed)
        assert HAS in text
        for hidden in ("Test Customer", "Honda", "+91", job_id, garage.manager.name):
            assert hidden not in text, hidden
    # A car of today is known although it has left; a cancelled job is none.
    await move_job(garage.manager, job_id, "in_progress", "completed", "delivered")
    assert HAS in await ask(http, garage, "MH12AB1234")
    other = await make_job(garage.manager, vehicle_number="MH14ZZ9999")
    ok(await garage.manager.post(f"/api/jobs/{other}/cancel", {"reason": "Not here"}))
    assert HAS_NONE in await ask(http, garage, "MH14ZZ9999")
    assert "Type the number" in await ask(http, garage, " - ")


async def test_one_garage_says_nothing_of_another(garage: Garage, http: httpx2.AsyncClient) -> None:
    other = await make_garage(http)
    await make_job(other.manager)
    assert HAS_NONE in await ask(http, garage, "MH12AB1234")
    assert HAS in await ask(http, other, "MH12AB1234")
    for path in ("/g/no-such", "/g/no-such/poster", "/g/no-such/code.svg"):
        read_page(await http.get(path), 404)


async def test_the_owner_is_told_of_a_car_without_a_job_and_the_manager_is_not(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    said = "<b>I paid 2,000 in cash</b>"
    for _ in range(2):  # the same of a day is one word
        assert "Nobody else is told" in await ask(http, garage, "MH 12 AB 1234", tell="owner", text=said)
    (word,) = ok(await garage.owner.get("/api/customer-words"))
    assert (word["kind"], word["job_id"], word["vehicle_number"]) == ("no_job", None, "MH12AB1234")
    assert word["text"] == said
    assert (await garage.manager.get("/api/customer-words")).status_code == 403
    actions = {row["kind"]: row["count"] for row in ok(await garage.owner.get("/api/today"))["actions"]}
    assert actions["customer_words"] == 1
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []
    ok(await garage.owner.post(f"/api/customer-words/{word['id']}/resolve", {"note": "A job was made"}))
    # Said again after that, it is a word again.
    await ask(http, garage, "MH 12 AB 1234", tell="owner", text=said)
    assert [one["is_open"] for one in ok(await garage.owner.get("/api/customer-words"))] == [True, False]
    await db.collection("customer_words").update_one({"_id": word["id"]}, {"$set": {"plate": "MH01XX0001"}})
    assert any("is not what was said" in problem for problem in await problems(db, garage.id))


async def test_whoever_tries_plates_is_stopped(garage: Garage, http: httpx2.AsyncClient) -> None:
    statuses = [
        (await http.post(f"/g/{garage.id}", data={"plate": f"MH12AB{number:04}"})).status_code for number in range(22)
    ]
    assert statuses == [200] * 20 + [429] * 2
    words: list[Any] = [
        (await http.post(f"/g/{garage.id}", data={"plate": f"MH12AB{number:04}", "tell": "owner"})).status_code
        for number in range(6)
    ]
    assert words == [200] * 5 + [429]
    assert len(ok(await garage.owner.get("/api/customer-words"))) == 5


async def test_the_poster_shows_the_code_of_the_page(garage: Garage, http: httpx2.AsyncClient) -> None:
    response = await http.get(f"/g/{garage.id}/poster", params={"lang": "hi"})
    text, _ = read_page(response)
    assert "गाड़ी" in text
    assert f'src="/g/{garage.id}/code.svg"' in response.text
    code = await http.get(f"/g/{garage.id}/code.svg")
    assert code.headers["content-type"] == "image/svg+xml"
    assert code.text.startswith("<svg")


@pytest.mark.parametrize(
    "text",
    [
        "गाड़ी यहाँ है, काम दर्ज नहीं",
        "السيارة هنا ولا يوجد أمر عمل",
        "ವಾಹನ ಇಲ್ಲಿದೆ",
        "গাড়ি এখানে",
        "车在这里 👍🏽",
        "a\u202eb\x00c",
        "ก" * 3000,
    ],
)
async def test_the_owner_is_told_in_any_script(garage: Garage, http: httpx2.AsyncClient, text: str) -> None:
    await http.post(f"/g/{garage.id}", data={"plate": "MH12AB1234", "tell": "owner", "text": text})
    (word,) = ok(await garage.owner.get("/api/customer-words"))
    # Neither what no file can hold, nor what turns the text behind it.
    assert word["text"] == text.translate({0: None, 0x202E: None})[:2000]


POSTER = "/api/poster"


async def test_a_poster_has_a_name_of_the_garage_and_the_id_goes_on(garage: Garage, http: httpx2.AsyncClient) -> None:
    name = f"rao-{garage.id[-12:]}"
    assert ok(await garage.owner.get(POSTER)) == {"name": None, "path": f"/g/{garage.id}"}
    for _ in range(2):
        assert ok(await garage.owner.put(POSTER, {"name": name})) == {"name": name, "path": f"/g/{name}"}
    for path in (f"/g/{name}", f"/g/{garage.id}"):
        text, forms = read_page(await http.get(path))
        assert ("Test Motors" in text, list(forms)) == (True, [f"/g/{name}"])
    assert (await http.get(f"/g/{name}/code.svg")).status_code == 200
    await make_job(garage.manager)
    response = await http.post(f"/g/{name}", data={"plate": "MH12AB1234"})
    assert HAS in read_page(response)[0]


async def test_a_name_that_was_leads_on_and_is_nobody_elses(
    garage: Garage, other_garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    first, second = f"a-{garage.id[-12:]}", f"b-{garage.id[-12:]}"
    for name in (first, second):
        ok(await garage.owner.put(POSTER, {"name": name}))
    response = await http.get(f"/g/{first}")
    assert (response.status_code, response.headers["location"]) == (302, f"/g/{second}")
    for name in (first, second):
        refused(await other_garage.owner.put(POSTER, {"name": name}), 409, "name_taken")
    ok(await garage.owner.put(POSTER, {"name": None}))
    assert (await http.get(f"/g/{second}")).headers["location"] == f"/g/{garage.id}"
    refused(await other_garage.owner.put(POSTER, {"name": second}), 409, "name_taken")
    ok(await garage.owner.put(POSTER, {"name": first}))
    for number in range(3):
        ok(await garage.owner.put(POSTER, {"name": f"{number}-{garage.id[-12:]}"}))
    refused(await garage.owner.put(POSTER, {"name": f"c-{garage.id[-12:]}"}), 409, "too_many_names")
    ok(await garage.owner.put(POSTER, {"name": second}))
    assert await problems(db, garage.id) == []
    await db.collection("workshops").update_one({"_id": garage.id}, {"$set": {"slug": "another"}})
    assert any("slug" in problem for problem in await problems(db, garage.id))


async def test_two_who_want_one_name_at_once(garage: Garage, other_garage: Garage) -> None:
    body = {"name": f"both-{garage.id[-12:]}"}
    both = await asyncio.gather(*(one.owner.put(POSTER, body) for one in (garage, other_garage)))
    assert sorted(response.status_code for response in both) == [200, 409]


@pytest.mark.parametrize("wrong", ["", "ab", "Rao", "rao motors", "-rao", "rao--motors", "../c", "राव", "a" * 33, 7])
async def test_a_name_is_short_and_plain(garage: Garage, wrong: object) -> None:
    refused(await garage.owner.put(POSTER, {"name": wrong}), 422, field="name")
