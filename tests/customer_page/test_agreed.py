"""What a customer agreed to is on the page of the job, and is withdrawn there as easily as it was given."""

import httpx2
import pytest

from revops.mongo.client import Database
from tests.customer_page.test_page import post, read_page
from tests.factories import Garage, get_job, make_job, ok

pytestmark = pytest.mark.slow


async def _page(garage: Garage, **fields: object) -> tuple[str, str]:
    job_id = await make_job(garage.manager, **fields)
    page = "/c/" + ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"].rpartition("/c/")[2]
    return page, f"/api/customers/{(await get_job(garage.manager, job_id))['customer_id']}"


async def test_messages_about_the_car_are_withdrawn_and_wanted_again(garage: Garage, http: httpx2.AsyncClient) -> None:
    page, customer = await _page(garage)
    text, _ = read_page(await http.get(page))
    assert "may write to you about this car" in text
    for wants, agrees, shown in (("no", False, "does not write to you"), ("yes", True, "may write to you about")):
        for _ in range(2):
            text, _ = read_page(await post(http, f"{page}/messages", wants=wants))
            assert "Saved." in text
            assert shown in text
        assert ok(await garage.owner.get(customer))["consents"] == {"service": agrees}


async def test_what_was_said_for_an_address_is_shown_without_it_and_withdrawn(
    garage: Garage, http: httpx2.AsyncClient
) -> None:
    page, customer = await _page(garage, phone="+919812345678")
    said = {"channel": "whatsapp", "address": "+919812345678", "is_given": True}
    ok(await garage.manager.put(f"{customer}/consents", said))
    text, forms = read_page(await http.get(page))
    assert "you said yes" in text
    assert "5678" in text
    assert "98123" not in text
    at = forms[f"{page}/messages"]["at"]
    for wants, given, shown in (("no", False, "you said no"), ("yes", True, "you said yes")):
        text, _ = read_page(await post(http, f"{page}/messages", wants=wants, at=at))
        assert shown in text
        (consent,) = ok(await garage.manager.get(f"{customer}/consents"))
        assert (consent["is_given"], consent["how"], consent["by_name"]) == (given, "page", None)


async def test_what_is_another_customers_or_no_answer_changes_nothing(garage: Garage, http: httpx2.AsyncClient) -> None:
    page, customer = await _page(garage, phone="+919812345679")
    other_page, other = await _page(garage, phone="+919812345680", vehicle_number="MH12XY9876")
    said = {"channel": "whatsapp", "address": "+919812345680", "is_given": True}
    ok(await garage.manager.put(f"{other}/consents", said))
    _, forms = read_page(await http.get(other_page))
    at = forms[f"{other_page}/messages"]["at"]
    for form in ({"wants": "no", "at": at}, {"wants": "no", "at": "no-such"}, {"wants": "perhaps"}, {}):
        text, _ = read_page(await post(http, f"{page}/messages", **form))
        assert "can no longer be done" in text
    (consent,) = ok(await garage.manager.get(f"{other}/consents"))
    assert consent["is_given"]
    assert ok(await garage.owner.get(customer))["consents"] == {}


async def test_messages_come_in_another_language_only_when_it_is_said(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    page, customer = await _page(garage)
    hindi = {"lang": "hi"}
    text, _ = read_page(await http.get(page))
    assert "writes to you in this language" not in text
    # Reading it in Hindi, whoever does, changes nothing; it is offered there.
    text, forms = read_page(await http.get(page, params=hindi))
    assert "गैराज आपको इस भाषा में लिखता है: English" in text
    assert ok(await garage.owner.get(customer))["language"] is None
    text, _ = read_page(await post(http, f"{page}/language", **forms[f"{page}/language"], wants="hi"))
    assert "गैराज आपको इस भाषा में लिखता है" not in text
    assert ok(await garage.owner.get(customer))["language"] == "hi"
    for nonsense in ("xx", ""):
        text, _ = read_page(await post(http, f"{page}/language", lang="en", wants=nonsense))
        assert "can no longer be done" in text
    # Whoever reads English now is told what was said, and takes it back as easily.
    text, _ = read_page(await http.get(page, params={"lang": "en"}))
    assert "writes to you in this language: हिन्दी" in text
    for _ in range(2):
        read_page(await post(http, f"{page}/language", lang="en", wants="en"))
    assert ok(await garage.owner.get(customer))["language"] == "en"
    changed = [line async for line in db.collection("audit_log").find({"kind": "customer_changed"})]
    assert [(line["actor_id"], line["about"]) for line in changed[-2:]] == [("customer", "language")] * 2
    assert (await http.post("/c/no-such/language")).status_code == 404


async def test_what_a_merged_customer_says_counts_for_whom_he_is_now(garage: Garage, http: httpx2.AsyncClient) -> None:
    first, customer = await _page(garage, work_description="Clutch")
    page, gone = await _page(garage, customer_name="A. Rao", phone="+919812345678", work_description="Wipers")
    ok(await garage.owner.post(f"{customer}/merge", {"customer_id": gone.rpartition("/")[2]}))
    for path in (page, first):
        text, _ = read_page(await http.get(f"{path}/visits"))
        assert "Clutch" in text
        assert "Wipers" in text
    read_page(await post(http, f"{page}/messages", wants="no"))
    read_page(await post(http, f"{page}/language", lang="ar", wants="ar"))
    kept = ok(await garage.owner.get(customer))
    assert (kept["consents"], kept["language"]) == ({"service": False}, "ar")
    text, _ = read_page(await http.get(first, params={"lang": "en"}))
    assert "does not write to you about this car" in text
