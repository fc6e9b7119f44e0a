"""Tax numbers: what is wrong with them is said, nothing is refused, and no state is made up."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from revops.core.gstin import compact, state_of, tax_number_warning
from revops.mongo.client import Database
from revops.papers.build import workshop_party
from tests.factories import Garage, job_fields, make_garage, make_job, ok
from tests.papers.reading import words

pytestmark = pytest.mark.anyio

GOOD = "27AAPFU0939F1ZV"


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        GOOD.lower(),
        "27 AAPFU 0939 F1ZV",
        "27-AAPFU0939F-1ZV",
        "२७AAPFU०९३९F१ZV",
        "２７ＡＡＰＦＵ0939F1ZV",
        f"{GOOD}\u200b",
    ],
)
def test_good_numbers_are_read_in_one_form(typed: str) -> None:
    assert (compact(typed), state_of(typed), tax_number_warning(typed, "INR")) == (GOOD, "27", None)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("27AAPFU0939F1ZW", "its last character does not fit the others"),
        ("27AAPFU0939F1Z", "it has 14 characters instead of 15"),
        ("27AAPFU0939F1ZVV", "it has 16 characters instead of 15"),
        ("27AAPFUO939F1ZV", f"the letter O stands at place 8, where a digit belongs; {GOOD} would be right"),
        ("27AAPFU0939FIZV", f"one of them is mistyped; {GOOD} would be right"),
        ("Z7AAPFU0939F1ZV", f"the letter Z stands at place 1, where a digit belongs; {GOOD} would be right"),
        ("27AAPFU093OFIZV", "the letter O stands at place 11"),
        ("274APFU0939F1ZV", "the digit 4 stands at place 3, where a letter belongs"),
        ("28AAPFU0939F1ZV", "no state has the code 28"),
        ("00AAPFU0939F1ZV", "no state has the code 00"),
        ("22AAAAA0000A1Z5", "no PAN has the number 0000"),
        ("27ААРFU0939F1ZV", "only letters and digits"),
        ("none", "it has 4 characters"),
        ("--", "it has 0 characters"),
    ],
)
def test_what_is_wrong_is_named(typed: str, says: str) -> None:
    warning = tax_number_warning(typed, "INR")
    assert warning is not None
    assert warning.startswith(typed)
    assert says in warning


@pytest.mark.parametrize("typed", ["0717UNO00157UNO", GOOD])
def test_numbers_of_other_forms_are_good(typed: str) -> None:
    assert tax_number_warning(typed, "INR") is None


@pytest.mark.parametrize("state", ["27", "38", "97"])
def test_one_check_digit_is_right(state: str) -> None:
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    good = [last for last in alphabet if tax_number_warning(f"{state}AAPFU0939F1Z{last}", "INR") is None]
    assert len(good) == 1


@pytest.mark.parametrize(
    ("typed", "currency", "is_good"),
    [
        ("100 1234 5678 9003", "AED", True),
        ("27AAPFU0939F1ZV", "AED", False),
        ("10012345678900", "AED", False),
        ("300123456700003", "SAR", True),
        ("OM1100012345", "OMR", True),
        ("anything", "QAR", True),
        (None, "INR", True),
    ],
)
def test_numbers_of_other_countries(typed: str | None, currency: str, is_good: bool) -> None:
    assert (tax_number_warning(typed, currency) is None) == is_good


@example(typed="ΰ\u0300", currency="INR")  # whose capital is three signs
@given(typed=st.text(max_size=40), currency=st.sampled_from(["INR", "AED", "SAR", "OMR", "BHD", "QAR"]))
def test_any_text_may_be_typed(typed: str, currency: str) -> None:
    warning = tax_number_warning(typed, currency)
    assert warning is None or warning.startswith(typed)
    assert compact(compact(typed)) == compact(typed)


async def _job(garage: Garage, **fields: Any) -> dict[str, Any]:
    created = ok(await garage.manager.post("/api/jobs", job_fields(**fields)))
    job: dict[str, Any] = ok(await garage.manager.get(f"/api/jobs/{created['id']}"))
    assert job["warnings"] == created["warnings"]
    return job


async def test_a_customers_wrong_number_is_taken_with_a_warning(garage: Garage, db: Database) -> None:
    good = await _job(garage, customer_gst_number="29 aagcd 1234 e1zw")
    assert good["customer_gst_number"] == "29 aagcd 1234 e1zw"
    stored = await db.collection("jobs").find_one({"_id": good["id"]})
    assert stored is not None
    assert stored["customer_gstin"] == "29AAGCD1234E1ZW"
    wrong = await _job(garage, customer_gst_number="27AAPFUO939F1ZV")
    assert ["the letter O stands at place 8" in warning for warning in wrong["warnings"]] == [True]
    path = f"/api/jobs/{wrong['id']}"
    changed = ok(await garage.manager.request("PUT", path, json={"customer_gst_number": "27aapfu0939f1zv"}))
    assert changed["job"]["customer_gst_number"] == "27aapfu0939f1zv"
    assert ok(await garage.manager.get(path))["warnings"] == []
    stored = await db.collection("jobs").find_one({"_id": wrong["id"]})
    assert stored is not None
    assert stored["customer_gstin"] == GOOD


async def test_an_unknown_state_is_never_the_home_state_silently(garage: Garage) -> None:
    line = {"kind": "labour", "description": "Service", "unit_price": 1180}
    for number in ("O7AAPFU0939F1ZV", "28AAPFU0939F1ZV", "unregistered"):
        quote = ok(await garage.manager.post("/api/jobs/price", {"items": [line], "customer_gst_number": number}))
        assert quote["place_of_supply"] is None, number
        assert any("No state can be read" in warning for warning in quote["warnings"])
        job = await _job(garage, items=[line], estimated_amount=None, customer_gst_number=number)
        assert any("No state can be read" in warning for warning in job["warnings"])
        issued = ok(await garage.owner.post(f"/api/documents/invoice/{job['id']}/issue"))
        assert any("No state can be read" in warning for warning in issued["warnings"])
        paper = words((await garage.owner.get(f"/api/documents/invoice/{job['id']}")).content)
        assert "Place of supply" not in paper
    stated = {"items": [line], "customer_gst_number": "O7AAPFU0939F1ZV", "place_of_supply": "07"}
    quote = ok(await garage.manager.post("/api/jobs/price", stated))
    assert [tax["head"] for tax in quote["taxes"]] == ["IGST"]
    assert not any("No state can be read" in warning for warning in quote["warnings"])


async def test_a_state_is_read_however_the_number_is_typed_and_printed_in_one_form(garage: Garage) -> None:
    job_id = await make_job(garage.manager, customer_gst_number="२९ aagcd 1234 e1z5")
    paper = words((await garage.owner.get(f"/api/documents/invoice/{job_id}")).content)
    assert "GSTIN 29AAGCD1234E1Z5" in paper
    assert "29 Karnataka" in paper
    assert "IGST" in paper


async def test_the_workshops_own_wrong_number_is_said_on_every_bill(http: Any, db: Database) -> None:
    garage = await make_garage(http, gst_number="22aaaaa0000a1z5")
    assert ["no PAN has the number 0000" in warning for warning in garage.workshop["warnings"]] == [True]
    stored = await db.collection("workshops").find_one({"_id": garage.id})
    assert stored is not None
    assert (stored["gst_number"], stored["gstin"]) == ("22aaaaa0000a1z5", "22AAAAA0000A1Z5")
    line = {"kind": "labour", "description": "Service", "unit_price": 1180}
    quote = ok(await garage.manager.post("/api/jobs/price", {"items": [line]}))
    assert any(warning.startswith("Your own number, 22aaaaa0000a1z5") for warning in quote["warnings"])
    job_id = await make_job(garage.manager)
    issued = ok(await garage.owner.post(f"/api/documents/invoice/{job_id}/issue"))
    assert any(warning.startswith("Your own number, 22aaaaa0000a1z5") for warning in issued["warnings"])


async def test_a_tax_number_of_the_gulf_is_not_judged_as_a_gstin(http: Any) -> None:
    garage = await make_garage(
        http, currency="AED", timezone="Asia/Dubai", gst_number="100 1234 5678 9003", phone="04 223 4567"
    )
    assert garage.workshop["warnings"] == []


@pytest.mark.parametrize(
    ("currency", "name"),
    [("INR", "GSTIN"), ("AED", "TRN"), ("SAR", "VAT number"), ("OMR", "VATIN"), ("QAR", "Tax number")],
)
def test_a_paper_calls_the_tax_number_as_its_country_does(currency: str, name: str) -> None:
    party = workshop_party({"name": "N", "address": "", "phone": "1", "gst_number": "om 12", "currency": currency})
    assert party["tax_number"] == f"{name} OM12"
