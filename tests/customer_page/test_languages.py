"""The customer's page in the languages of customers."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import httpx2
import pytest

from revops.customer_page.rendering import Formats, render
from revops.inspections.row import points_of
from revops.inspections.shipped import SHIPPED
from tests.customer_page.catalogue import FOLDER, texts, translated
from tests.estimates.making import add_service, send_estimate
from tests.factories import Garage, get_job, make_job, make_payment, ok

_SCRIPTS = {"hi": r"[\u0900-\u097f]", "mr": r"[\u0900-\u097f]", "ar": r"[\u0600-\u06ff]"}
_PLACES = re.compile(r"%\(\w+\)s")
# Written alike everywhere.
_SAME = {"UPI"}


@pytest.mark.parametrize("language", _SCRIPTS)
def test_every_text_is_translated_with_the_same_places(language: str) -> None:
    catalogue = translated(language)
    assert catalogue.keys() == texts()
    for english, said in catalogue.items():
        assert sorted(_PLACES.findall(said)) == sorted(_PLACES.findall(english)), english
        assert english in _SAME or re.search(_SCRIPTS[language], said), english


@pytest.mark.parametrize("language", _SCRIPTS)
def test_a_technician_reads_the_points_that_ship_as_the_customer_does(language: str) -> None:
    app = Path(__file__).parents[2] / "web/src/languages" / f"shipped-{language}.json"
    catalogue, called = translated(language), json.loads(app.read_text())
    groups = {group["title"] for _, of_list in SHIPPED.values() for group in of_list}
    names = {name for name, _ in SHIPPED.values()}
    points = {point["title"] for _, of_list in SHIPPED.values() for point in points_of(of_list)}
    assert called.keys() == groups | names | points
    assert {name: called[name] for name in names | points} == {name: catalogue[name] for name in names | points}
    assert all(re.search(_SCRIPTS[language], said) for said in called.values())


_OF_TEMPLATES = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_SHOWN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}


class _Words(HTMLParser):
    """Collects what a template shows as it is written there."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [value for name, value in attrs if name in _SHOWN_ATTRIBUTES and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("path", sorted((FOLDER / "templates").glob("*.html")), ids=lambda path: path.stem)
def test_a_template_shows_no_words_past_the_catalogues(path: Path) -> None:
    words = _Words()
    words.feed(_OF_TEMPLATES.sub("", path.read_text()))
    # The kind of file is called so everywhere.
    assert set(re.findall(r"[^\W\d_]+", " ".join(words.words))) <= {"PDF"}


def test_a_plate_or_a_price_keeps_its_order_among_arabic_words() -> None:
    page = render("plate.html", "ar", garage={"name": "Rao"}, path="/g/x", found="job", plate="22BH1234AA", example="1")
    assert "\u206822BH1234AA\u2069" in page
    in_india, in_dubai = (Formats("ar", currency, "Asia/Dubai") for currency in ("INR", "AED"))
    assert in_india.amount(123450) == "\u2068₹1,234.50\u2069"
    # The number comes first, then the currency: right to left.
    assert in_dubai.amount(123450) == "\u20681,234.50\xa0د.إ.\u200f\u2069"
    assert Formats("hi", "AED", "Asia/Dubai").amount(123400) == "AED\xa01,234"


async def test_a_customer_reads_the_page_in_his_language(garage: Garage, http: httpx2.AsyncClient) -> None:
    job_id = await make_job(garage.manager, estimated_amount=123456)
    await make_payment(garage.manager, job_id, 1000)
    await add_service(garage.manager, job_id)
    page = await send_estimate(garage.manager, job_id)
    customer = (await get_job(garage.manager, job_id))["customer_id"]

    async def read(**asked: str) -> str:
        response = await http.get(page, params=asked, headers={"accept-language": "mr-IN,en;q=0.5"})
        assert response.status_code == 200
        return response.text

    shown = await read()
    assert '<html lang="mr" dir="ltr">' in shown
    ok(await garage.manager.request("PATCH", f"/api/customers/{customer}", json={"language": "hi", "version": 1}))
    shown = await read()
    assert '<html lang="hi" dir="ltr">' in shown
    assert "आपकी गाड़ी हमारे पास है" in shown
    assert "₹1,23,456" in shown
    # What ships is called as the customer calls it.
    assert "<bdi>आगे के ब्रेक पैड</bdi>" in shown
    shown = await read(lang="ar")
    assert '<html lang="ar" dir="rtl">' in shown
    assert "سيارتك لدينا" in shown
    assert "\u2068₹1,23,456\u2069" in shown
    assert '<html lang="en" dir="ltr">' in await read(lang="en")
    gone = await http.get("/c/no-such", headers={"accept-language": "ar"})
    assert (gone.status_code, 'dir="rtl"' in gone.text) == (404, True)
