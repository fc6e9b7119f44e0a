"""The page of a job for its customer: read and answered without scripts, and nothing of anybody else on it."""

import asyncio
import re
import time
from html.parser import HTMLParser
from urllib.parse import urlencode

import httpx2
import pytest

from revops.customer_links.service import token_hash
from revops.journal.recount import Report
from revops.mongo.client import Database
from revops.rooms import verify_workshop
from tests.conftest import Clock
from tests.estimates.making import OIL, add_service, get_estimate, send_estimate, service_of
from tests.estimates.test_services import assert_sound
from tests.factories import (
    Garage,
    get_job,
    make_garage,
    make_inspection,
    make_job,
    make_member,
    make_payment,
    make_photo,
    move_job,
    ok,
    picture,
    refused,
)
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow


class _Forms(HTMLParser):
    """Collects the text, and the forms with what they send as they stand, as a browser without scripts would."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: dict[str, dict[str, str]] = {}
        self._in: dict[str, str] = {}
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._style = tag == "style"
        assert tag != "script"
        if tag == "form":
            self._in = self.forms.setdefault(said["action"] or "", {})
        elif tag == "input" and (said.get("type") == "hidden" or "checked" in said):
            self._in[said["name"] or ""] = said["value"] or ""

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._style:
            self.words.append(data.strip())


def read_page(response: httpx2.Response, status: int = 200) -> tuple[str, dict[str, dict[str, str]]]:
    """Return the text of a page and its forms, after checking how it was sent."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers.get_list("referrer-policy") == ["no-referrer"]
    assert "noindex" in response.headers["x-robots-tag"]
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers
    assert len(response.content) <= 60 * 1024
    parser = _Forms()
    parser.feed(response.text)
    return " ".join(parser.words), parser.forms


async def post(http: httpx2.AsyncClient, path: str, **form: str) -> httpx2.Response:
    """Send a form as a browser does, and follow where it leads."""
    response = await http.post(
        path, content=urlencode(form), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert response.status_code == 303, response.text
    return await http.get(response.headers["location"])


async def give(http: httpx2.AsyncClient, page: str, answers: dict[str, str]) -> str:
    """Choose answers, look at them together and give them; return what the page says then."""
    _, forms = read_page(await http.get(page))
    chosen = forms[f"{page}/review"] | answers
    _, summed_up = read_page(await http.get(f"{page}/review", params=chosen))
    text, _ = read_page(await post(http, f"{page}/answer", **summed_up[f"{page}/answer"]))
    return text


async def test_three_services_are_answered_without_scripts(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=1000, customer_name="Asha <b>Rao</b>", internal_notes="Secret")
    pads = await add_service(manager, job_id, reason="3 mm are left", photo_ids=[await make_photo(manager, job_id)])
    oil = await add_service(manager, job_id, "Oil change", items=[OIL])
    belt = await add_service(manager, job_id, "Timing belt")
    page = await send_estimate(manager, job_id)
    text, forms = read_page(await http.get(page))
    for said in ("Test Motors", "Honda City", "MH12AB1234", "Work has not begun", "3 mm are left", "₹2,500", "₹1,820"):
        assert said in text, said
    for hidden in ("Secret", "Asha", "+919123456789", manager.name, "+919123456780"):
        assert hidden not in text, hidden
    assert forms[f"{page}/review"] == {"version": "1", "lang": "en"}
    summed, _ = read_page(await http.get(f"{page}/review", params={"version": "1", pads: "approved", oil: "declined"}))
    assert "You approve ₹2,500" in summed
    assert "comes to ₹3,500 in all" in summed
    assert (await get_job(manager, job_id))["estimated_amount"] == 1000
    assert "The garage has your answer" in await give(http, page, {pads: "approved", oil: "declined", belt: "call_me"})
    estimate = await get_estimate(garage.owner, job_id)
    assert {row["id"]: (row["state"], row["how"]) for row in estimate["services"]} == {
        pads: ("approved", "customer"),
        oil: ("declined", "customer"),
        belt: ("call_me", "customer"),
    }
    assert estimate["answers"][0]["device"] is not None
    assert (await get_estimate(manager, job_id))["answers"][0]["device"] is None
    job = await get_job(manager, job_id)
    assert (job["estimated_amount"], job["updates"][0]["actor_name"]) == (3500, None)
    # The customer may change his mind about what was not approved; the same again is the same answer.
    assert "₹5,320" in await give(http, page, {oil: "approved"})
    await give(http, page, {oil: "approved"})
    assert len((await get_estimate(manager, job_id))["answers"]) == 2
    await assert_invariants(db, garage.id)


async def test_the_customer_sees_what_was_found(garage: Garage, http: httpx2.AsyncClient) -> None:
    manager = garage.manager
    job_id = await make_job(manager)
    await add_service(manager, job_id)
    page = await send_estimate(manager, job_id)
    inspection_id = await make_inspection(manager, job_id)
    worn, elsewhere = await make_photo(manager, job_id), await make_photo(manager, await make_job(manager))
    for point, said in {
        "battery": {"measured": 12.6},
        "odometer": {"measured": 48210},
        "front_pads": {"measured": 2.5, "photo_ids": [worn, elsewhere]},
        "wipers": {"answer": "soon", "note": "Torn <b>twice</b>", "photo_ids": [worn]},
        "lights": {"answer": "good"},
        "body": {"answer": "good"},
    }.items():
        ok(await manager.put(f"/api/inspections/{inspection_id}/points/{point}", said))
    assert "Front brake pads" not in (await http.get(page)).text
    ok(await manager.put(f"/api/inspections/{inspection_id}/finish"))
    response = await http.get(page)
    text, _ = read_page(response)
    assert "Quick check at intake" in text
    found = [
        text.index(said) for said in ("Front brake pads", "2.5 mm", "Wipers", "Torn <b>twice", "Battery", "12.6 V")
    ]
    assert found == sorted(found), text
    assert "48,210 km Battery" in text
    assert "OK: 2 more" in text
    assert elsewhere not in response.text
    shown, _ = read_page(await http.get(page, params={"lang": "hi"}))
    assert "आगे के ब्रेक पैड · 2.5 मिमी अभी ज़रूरी" in shown
    discarded = await make_inspection(manager, job_id, "full")
    ok(await manager.request("DELETE", f"/api/inspections/{discarded}"))
    assert "Full inspection" not in (await http.get(page)).text


async def test_an_old_version_a_withdrawn_service_and_a_closed_job(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=1000)
    pads = await add_service(manager, job_id)
    oil = await add_service(manager, job_id, "Oil change", items=[OIL])
    page = await send_estimate(manager, job_id)
    ok(await manager.put(f"/api/jobs/{job_id}/services/{pads}", {"reason": "2 mm are left"}))
    changed = "has changed this estimate in the meantime"
    text, _ = read_page(await post(http, f"{page}/answer", **{"version": "1", pads: "approved"}))
    assert changed in text
    response = await http.get(f"{page}/review", params={"version": "1", pads: "approved"})
    assert response.status_code == 303
    ok(await manager.delete(f"/api/jobs/{job_id}/services/{oil}"))
    text, _ = read_page(await post(http, f"{page}/answer", **{"version": "3", oil: "approved"}))
    assert "can no longer be done" in text
    assert "Oil change" not in text
    for nonsense in ({"version": "x" * 900}, {"version": "3", "no-such": "approved"}, {"version": "3", pads: "yes"}):
        read_page(await post(http, f"{page}/answer", **nonsense))
    assert (await service_of(manager, job_id, pads))["state"] == "proposed"
    # Lowered after the customer approved it: he sees both.
    await give(http, page, {pads: "approved"})
    ok(await manager.put(f"/api/jobs/{job_id}/services/{pads}", {"items": [OIL]}))
    text, _ = read_page(await http.get(page))
    assert "₹2,500 ₹1,820" in text
    await make_payment(manager, job_id, 2820)
    await move_job(garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
    text, _ = read_page(await http.get(page))
    assert "This visit is closed." in text
    text, _ = read_page(await post(http, f"{page}/answer", **{"version": "3", pads: "declined"}))
    assert "can no longer be done" in text
    await assert_invariants(db, garage.id)


async def test_money_papers_and_photos(garage: Garage, http: httpx2.AsyncClient) -> None:
    manager = garage.manager
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "garage@upi"}))
    job_id = await make_job(manager, estimated_amount=2000)
    number = (await get_job(manager, job_id))["number"]
    await make_payment(manager, job_id, 500)
    gone = await make_payment(manager, job_id, 300)
    ok(await manager.post(f"/api/payments/{gone}/cancel", {"reason": "Twice"}))
    photo = await make_photo(manager, job_id)
    private = await make_photo(manager, job_id, picture("red"), kind="document")
    page = httpx2.URL(ok(await manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    response = await http.get(page)
    text, _ = read_page(response)
    assert "To pay ₹1,500" in text
    assert "received by Test Manager" in text
    assert "Paid ₹500" in text
    assert "<del>₹300</del>" in response.text
    link = re.search(r'href="(upi:[^"]+)"', response.text)
    assert link is not None
    assert f"am=1500.00&amp;cu=INR&amp;tn=Job%20{number}%20MH12AB1234" in link[1]
    assert (await http.get(f"{page}/pay.svg")).headers["content-type"] == "image/svg+xml"
    assert (await http.get(f"{page}/photo/{photo}/320")).headers["content-type"] == "image/webp"
    read_page(await http.get(f"{page}/photo/{private}/320"), 404)
    read_page(await http.get(f"{page}/photo/{photo}/full"), 404)
    invoice = ok(await manager.post(f"/api/documents/invoice/{job_id}/issue"))["id"]
    assert f"{page}/paper/{invoice}" in (await http.get(page)).text
    assert (await http.get(f"{page}/paper/{invoice}")).content.startswith(b"%PDF")


async def test_a_link_opens_its_own_job_and_nothing_else(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    stranger = await make_garage(http)
    job_id, other = await make_job(garage.manager), await make_job(stranger.manager)
    photo, paper = await make_photo(stranger.manager, other), await add_service(stranger.manager, other)
    service = await add_service(garage.manager, job_id)
    page, others = await send_estimate(garage.manager, job_id), await send_estimate(stranger.manager, other)
    read_page(await http.get(f"{page}/photo/{photo}/320"), 404)
    read_page(await http.get(f"{page}/paper/{paper}"), 404)
    text, _ = read_page(await post(http, f"{page}/answer", **{"version": "1", paper: "approved"}))
    assert "can no longer be done" in text
    assert (await service_of(stranger.manager, other, paper))["state"] == "proposed"
    # Altered, of the right length or not, and one that was ended: all alike.
    ok(await stranger.manager.delete(f"/api/jobs/{other}/customer-link"))
    token = page.removeprefix("/c/")
    wrong = [token[:-1] + ("A" if token[-1] != "A" else "B"), token[:-1], token + "A", "x", "%00", "é", token.upper()]
    answers = [await http.get(f"/c/{one}") for one in wrong] + [await http.get(others)]
    answers += [await http.get(f"{others}/{what}") for what in ("pay.svg", "seen.gif", f"photo/{photo}/320")]
    for answer in answers:
        text, _ = read_page(answer, 404)
        assert "This link does not work" in text
    assert len({answer.content for answer in answers}) == 1
    hidden = {"x-request-id"}
    assert len({str({k: v for k, v in answer.headers.items() if k not in hidden}) for answer in answers}) == 1
    answer = await http.post(f"{others}/answer", content=urlencode({"version": "1", paper: "approved"}))
    read_page(answer, 404)
    # Nor when whoever has the database opens it again.
    ended = {"_id": token_hash(others.removeprefix("/c/"))}
    (row,) = await db.collection("customer_links").find(ended).to_list()
    await db.collection("customer_links").update_one(ended, {"$set": {"revoked_at": None}})
    read_page(await http.get(others), 404)
    await db.collection("customer_links").replace_one(ended, row)
    # The next link is another one, and what is kept of either is a hash.
    again = ok(await stranger.manager.put(f"/api/jobs/{other}/customer-link"))
    assert others not in again["url"]
    read_page(await http.get(httpx2.URL(again["url"]).path))
    kept = await db.collection("customer_links").find({"job_id": {"$in": [job_id, other]}}).to_list()
    assert token_hash(token) in {row["_id"] for row in kept}
    assert token not in str(kept)
    assert (await service_of(garage.manager, job_id, service))["state"] == "proposed"


async def test_a_link_ends_after_its_job(garage: Garage, http: httpx2.AsyncClient, db: Database, clock: Clock) -> None:
    job_id = await make_job(garage.manager, estimated_amount=0)
    page = httpx2.URL(ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    await move_job(garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
    clock.advance(days=179)
    read_page(await http.get(page))
    clock.advance(days=2)
    read_page(await http.get(page), 404)


async def test_the_code_on_a_card_leads_who_works_on_it_to_the_job(garage: Garage, other_garage: Garage) -> None:
    job_id, others = await make_job(garage.manager), await make_job(garage.manager)
    technician = await make_member(garage.owner, "technician")
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"manager_id": technician.id}))
    other = ok(await garage.manager.put(f"/api/jobs/{others}/customer-link"))["url"]
    url = ok(await garage.owner.put(f"/api/jobs/{job_id}/customer-link"))["url"]
    for code in (url, f" {url}/ ", httpx2.URL(url).path.removeprefix("/c/")):
        assert ok(await technician.get("/api/work/scanned", code=code)) == {"job_id": job_id}
    # A card that was printed before its link was ended is the card of that job still.
    ok(await garage.owner.delete(f"/api/jobs/{job_id}/customer-link"))
    assert ok(await technician.get("/api/work/scanned", code=url)) == {"job_id": job_id}
    refused(await technician.get("/api/work/scanned", code=other), 404, "not_found")
    refused(await technician.get("/api/work/scanned", code="https://garage.example/menu"), 404, "not_found")
    refused(await other_garage.owner.get("/api/work/scanned", code=url), 404, "not_found")
    refused(await technician.get("/api/work/scanned", code="x" * 201), 422)


async def test_wrong_and_dead_links_take_as_long(garage: Garage, http: httpx2.AsyncClient) -> None:
    job_id = await make_job(garage.manager)
    page = httpx2.URL(ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    ok(await garage.manager.delete(f"/api/jobs/{job_id}/customer-link"))
    for path in (page, "/c/0pG6wMDQ1nKgCK8mY4rYGA"):
        started = time.perf_counter()
        read_page(await http.get(path), 404)
        assert time.perf_counter() - started >= 0.05


async def test_only_the_customer_counts_as_having_seen_it(garage: Garage, http: httpx2.AsyncClient) -> None:
    job_id = await make_job(garage.manager)
    path = f"/api/jobs/{job_id}/customer-link"
    page = httpx2.URL(ok(await garage.manager.put(path))["url"]).path
    await http.get(page)  # a preview of the link loads no pictures
    staff = {"cookie": f"revops_session={garage.manager.token}"}
    text, _ = read_page(await http.get(page, headers=staff))
    assert "not counted as seen" in text
    await http.get(f"{page}/seen.gif", headers=staff)
    await http.get(f"{page}/seen.gif", headers={"cookie": "revops_works_here=1"})
    assert ok(await garage.manager.put(path))["first_seen_at"] is None
    for device in ("Phone A", "Phone B", "Phone A"):
        seen = await http.get(f"{page}/seen.gif", headers={"user-agent": device})
        assert seen.headers["content-type"] == "image/gif"
    mine, owners = ok(await garage.manager.put(path)), ok(await garage.owner.put(path))
    assert mine["first_seen_at"] is not None
    assert (mine["device_count"], owners["device_count"]) == (None, 2)


async def test_links_made_at_once_are_one(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    path = f"/api/jobs/{job_id}/customer-link"
    answers = await asyncio.gather(*(garage.manager.put(path) for _ in range(5)))
    assert len({ok(answer)["url"] for answer in answers}) == 1


async def test_a_difference_goes_to_the_owner_alone(garage: Garage, http: httpx2.AsyncClient, db: Database) -> None:
    manager, owner = garage.manager, garage.owner
    job_id = await make_job(manager, estimated_amount=1200)
    right, wrong = await make_payment(manager, job_id, 500), await make_payment(manager, job_id, 700)
    page = httpx2.URL(ok(await manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    before = await get_job(manager, job_id)
    text, forms = read_page(await http.get(f"{page}/different", params={"payment": wrong}))
    assert "₹700" in text
    said = {**forms[f"{page}/payment"], "says": "different", "differs": "amount", "text": "मैंने 900 दिए थे"}
    for _ in range(50):
        text, _ = read_page(await post(http, f"{page}/payment", **said))
    assert "The owner of the garage will look into it" in text
    read_page(await post(http, f"{page}/payment", payment=right, says="right"))
    text, _ = read_page(await post(http, f"{page}/payment", payment=right, says="different", differs="everything"))
    assert "Please choose" in text
    read_page(await post(http, f"{page}/payment", payment="no-such", says="right"))
    read_page(await http.get(f"{page}/different", params={"payment": "no-such"}), 404)
    assert [
        row["count"] for row in ok(await owner.get("/api/today"))["actions"] if row["kind"] == "customer_words"
    ] == [1]
    (word,) = ok(await owner.get("/api/customer-words"))
    assert (word["kind"], word["differs"], word["text"]) == ("different", "amount", "मैंने 900 दिए थे")
    assert (word["payment"]["id"], word["payment"]["amount"]) == (wrong, 700)
    assert [row["kind"] for row in ok(await owner.get("/api/customer-words", kind="right"))] == ["right"]
    # The manager sees nothing of it: no word, no entry, no mark; and nor does the page, which he can open too.
    refused(await manager.get("/api/customer-words"), 403)
    assert await get_job(manager, job_id) == before
    assert ok(await manager.get(f"/api/jobs/{job_id}/customer-words")) == []
    text, _ = read_page(await http.get(page))
    assert "900" not in text
    mark = {row["id"]: row.get("disputed") for row in (await get_job(owner, job_id))["payments"]}
    assert mark == {right: None, wrong: True}
    ok(await owner.post(f"/api/customer-words/{word['id']}/resolve", {"note": "Corrected by phone"}))
    (word,) = ok(await owner.get("/api/customer-words"))
    assert (word["is_open"], word["resolution"]) == (False, "Corrected by phone")
    assert ok(await owner.get("/api/customer-words", open="true")) == []
    assert not any(row.get("disputed") for row in (await get_job(owner, job_id))["payments"])
    await assert_sound(db, garage.id)
    # The books know what was said, until the customer is erased: then his words are gone and his page is, too.
    await db.collection("customer_words").update_one({"_id": word["id"]}, {"$set": {"differs": "day"}})
    report = Report()
    await verify_workshop(db, garage.id, report, lambda *_: None)
    assert any("is not what was said" in found for found in report.problems)
    await db.collection("customer_words").update_one({"_id": word["id"]}, {"$set": {"differs": "amount"}})
    await move_job(owner, job_id, "in_progress", "completed", "delivered", "closed")
    ok(await owner.post(f"/api/customers/{before['customer_id']}/erase"))
    assert {row["text"] for row in ok(await owner.get("/api/customer-words"))} == {None}
    read_page(await http.get(page), 404)
    await assert_sound(db, garage.id)


@pytest.mark.parametrize("text", ["بسيار خوب", "क्‍ष 👍🏽", "x" * 3000, "<script>alert(1)</script>", "a\x00b\u202ec"])
async def test_a_word_to_the_owner(garage: Garage, http: httpx2.AsyncClient, text: str) -> None:
    job_id = await make_job(garage.manager)
    page = httpx2.URL(ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    for rating in ("0", "6", "-1", "five"):
        told, _ = read_page(await post(http, f"{page}/word", rating=rating, text=text))
        assert "Please choose" in told
    read_page(await post(http, f"{page}/word", rating="4", text=text))
    (word,) = ok(await garage.owner.get("/api/customer-words"))
    assert word["rating"] == 4
    assert len(word["text"]) <= 2000
    ok(await garage.owner.post(f"/api/customer-words/{word['id']}/show"))
    (shown,) = ok(await garage.manager.get(f"/api/jobs/{job_id}/customer-words"))
    assert shown["text"] == word["text"]


async def test_the_visits_of_a_car_are_those_of_this_customer(garage: Garage, http: httpx2.AsyncClient) -> None:
    """Who had the car before is not shown, nor another car of his, nor what another garage did."""
    manager, other = garage.manager, await make_garage(http)
    mine = {"customer_name": "Asha Rao", "phone": "+919123450001"}
    first = await make_job(manager, **mine, work_description="Clutch", estimated_amount=9000, odometer_km=41_250)
    ok(await manager.post(f"/api/documents/invoice/{first}/issue"))
    before = await make_job(manager, customer_name="Somebody Else", phone="+919123450002", work_description="Gearbox")
    ok(await manager.post(f"/api/documents/invoice/{before}/issue"))
    beside = await make_job(manager, **mine, vehicle_number="MH14ZZ9999", work_description="Horn")
    elsewhere = await make_job(other.manager, **mine, work_description="Paint")
    job_id = await make_job(manager, **mine, work_description="Wipers")
    page = "/c/" + ok(await manager.put(f"/api/jobs/{job_id}/customer-link"))["url"].rpartition("/c/")[2]
    response = await http.get(f"{page}/visits")
    text, _ = read_page(response)
    for said in ("Clutch", "Wipers", "₹9,000", "41,250 km", "INV/"):
        assert said in text, said
    for hidden in ("Gearbox", "Horn", "Paint", "Somebody"):
        assert hidden not in text, hidden
    (paper,) = re.findall(rf'href="({page}/paper/[^"]+)"', response.text)
    assert (await http.get(paper)).content.startswith(b"%PDF-")
    for person, job in ((manager, before), (manager, beside), (other.manager, elsewhere)):
        documents = ok(await person.get("/api/documents", job_id=job))
        for document in documents:
            assert (await http.get(f"{page}/paper/{document['id']}")).status_code == 404
    assert (await http.get("/c/no-such/visits")).status_code == 404


async def test_a_customer_agrees_to_be_reminded_and_takes_it_back(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    job_id = await make_job(garage.manager)
    page = "/c/" + ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"].rpartition("/c/")[2]
    customer = f"/api/customers/{(await get_job(garage.manager, job_id))['customer_id']}"
    for wants, agrees, shown in (("yes", True, "may write to you"), ("no", False, "May the garage write")):
        for _ in range(2):
            text, _ = read_page(await post(http, f"{page}/reminders", wants=wants))
            assert "Saved." in text
            assert shown in text
        assert ok(await garage.owner.get(customer))["consents"] == {"marketing": agrees}
    changed = [line async for line in db.collection("audit_log").find({"kind": "customer_changed"})]
    assert [(line["actor_id"], line["about"]) for line in changed[-2:]] == [("customer", "consents")] * 2
    text, _ = read_page(await post(http, f"{page}/reminders", wants="perhaps"))
    assert "can no longer be done" in text
    assert ok(await garage.owner.get(customer))["consents"] == {"marketing": False}
