"""Finding a job by whatever somebody at the counter types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.core.text import normalise_plate
from revops.jobs.search import MARK, search_tokens
from revops.mongo.client import Database
from tests.factories import Garage, job_fields, make_garage, make_job, ok

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def _found(garage: Garage, text: str) -> list[str]:
    """Return the customers found."""
    return sorted(row["customer_name"] for row in ok(await garage.owner.get("/api/jobs", q=text)))


ASKED = {
    "Raj D'Souza": ["dsouza", "d'souza", "d’souza", "D SOUZA", "souza", "raj dsouza", "dsouza raj", "rajd", "raj 1234"],
    "Sean O’Brien": ["obrien", "o'brien", "brien", "o brien", "O\u2032BRIEN", "22 BH 1234 AA", "22bh1234aa", "bh 1234"],
    "Dsouza Traders": ["d souza", "d'souza tr", "dsouza"],
    "Salem Al-Rashid": ["al rashid", "alrashid", "al-rashid", "rashid", "salem alrashid", "salem al rashid"],
    "Alkhaldi": ["al khaldi", "al-khaldi"],
    "Abdul Rahman": ["abdulrahman", "rahman", "abdul rahman"],
    "Kumar Patil": ["patil", "mh 14 cd 5875", "mh14cd5875", "cd5875", "5875", "CD 5875", "kumar mh 14 cd 5875",
                    "mh 14 cd 5875 patil", "MH-14/CD.5875", "mh1 4cd 5875", "14 cd", "kumar 5875", "१४ CD ५८७५"],
    "علي کریم": ["على", "علی", "كريم", "عَلي", "كريم على", "١٢٣٤٥", "12345", "۱۲۳۴۵", "دبي", "دبی ١٢٣٤٥"],
    "രാജൻ": ["രാജന്‍", "രാജൻ", "കെഎൽ", "കെഎല്‍ 7"],
    "ज़ाकिर हुसैन": ["जाकिर", "ज\u093cाकिर", "हुसैन ज़ाकिर", "एमएच १२ एबी ४३२१", "एमएच12एबी4321", "एबी ४३२१", "4321"],
    "Işıl Özgür": ["isil", "ozgur", "IŞIL", "ışıl özgür", "özgur"],
    "Straße Großmann": ["strasse", "grossmann", "STRASSE", "großm"],
}  # fmt: skip
PLATES = {
    "Raj D'Souza": "KA 03 MN 1234",
    "Sean O’Brien": "22 BH 1234 AA",
    "Kumar Patil": "MH14CD5875",
    "علي کریم": "دبي ١٢٣٤٥",
    "രാജൻ": "കെഎൽ 7 എ 99",
    "ज़ाकिर हुसैन": "एमएच १२ एबी ४३२१",
}


async def test_names_and_vehicle_numbers_are_found_however_they_are_typed(garage: Garage) -> None:
    for number, name in enumerate(ASKED):
        await make_job(
            garage.manager,
            customer_name=name,
            vehicle_number=PLATES.get(name, f"XX {number:02d} Q"),
            phone=f"+9190000000{number:02d}",
        )
    missed = [(name, text) for name, texts in ASKED.items() for text in texts if name not in await _found(garage, text)]
    assert missed == []
    for text in ("dsilva", "rajan kumar", "mh 14 cd 5876", "5874", "54321", "patil 1234", "~", "#", "'", "।"):
        assert await _found(garage, text) == [], text


NUMBERS = {
    "INR": ("098765 43210", "+919876543210", "9876543210", "98765 43210", "09876543210", "+91 98765-43210",
            "0091 98765 43210", "919876543210", "९८७६५ ४३२१०", "+91 (0)98765 43210", "43210", "3210", "98765"),
    "AED": ("050 123 4567", "+971501234567", "501234567", "050-1234567", "00971 50 123 4567", "971501234567", "0501",
            "٠٥٠ ١٢٣ ٤٥٦٧", "+971 (0)50 123 4567", "4567", "050 123", "50 123 4567", "34567"),
    "SAR": ("051 234 5678", "+966512345678", "512345678", "0512345678", "00966512345678", "5678", "051 234 5678"),
    "QAR": ("3312 3456", "+97433123456", "33123456", "00974 3312 3456", "3456", "974 3312 3456"),
    "OMR": ("9212 3456", "+96892123456", "92123456", "0096892123456", "3456", "+968 9212 3456"),
    "KWD": ("5123 4567", "+96551234567", "51234567", "00965 5123 4567", "4567"),
    "BHD": ("3600 1234", "+97336001234", "36001234", "00973 3600 1234", "1234"),
    "USD": ("(415) 555-2671", "+14155552671", "4155552671", "1 415 555 2671", "415-555-2671", "2671", "+1 (415) 555"),
}  # fmt: skip


@pytest.mark.parametrize("currency", NUMBERS)
async def test_phones_are_found_however_they_are_typed(http: object, currency: str) -> None:
    garage = await make_garage(http, currency=currency, gst_number=None)  # type: ignore[arg-type]
    typed, *asked = NUMBERS[currency]
    await make_job(garage.manager, phone=typed, customer_name="Mine", vehicle_number="Q 1")
    await make_job(garage.manager, phone="+442079460958", customer_name="Other", vehicle_number="Q 2")
    for text in (typed, *asked, f"mine {typed}", f"{typed} mine"):
        assert await _found(garage, text) == ["Mine"], text
    for text in ("+44 20 7946 0958", "020 7946 0958", "2079460958", "0958"):
        assert await _found(garage, text) == ["Other"], text


async def test_numbers_that_are_odd_or_have_an_extension_are_found(garage: Garage) -> None:
    for typed, asked in {
        "98765 4321": ("987654321", "98765 4321", "4321"),
        "022 2555 1234 ext 12": ("022 2555 1234", "22 2555 1234 ext. 12", "02225551234 x12", "25551234", "1234"),
        "tel:+919822133333": ("tel:+919822133333", "wa.me/919822133333", "98221 33333"),
        "98220 11111 / 98230 22222": ("9822011111", "98230 22222", "11111", "98220 11111 / 98230 22222"),
    }.items():
        job_id = await make_job(garage.manager, phone=typed, customer_name=typed[:8], vehicle_number="Q 1")
        stored = ok(await garage.manager.get(f"/api/jobs/{job_id}"))["phone"]
        assert ("ext. 12" in stored) == ("ext" in typed)
        for text in asked:
            assert typed[:8] in await _found(garage, text), text


async def test_many_matches_are_found_by_every_way_of_asking(garage: Garage, db: Database) -> None:
    template = await db.collection("jobs").find_one({"_id": await make_job(garage.manager, customer_name="Raj Kumar")})
    assert template is not None
    for number in range(900):
        name, plate = ("Raj Kumar", f"MH12AB{1000 + number}") if number < 450 else ("Rajkumar", f"22BH{number:04d}AA")
        job = template | {"customer_name": name, "vehicle_number": plate, "phone": f"+9198765{number:05d}"}
        await db.collection("jobs").insert_one(
            job
            | {
                "_id": f"many-{number:03d}",
                "number": 1000 + number,
                "search": search_tokens(job),
                "plate": normalise_plate(plate),
            }
        )
    for text, newest in {
        "rajkumar": "many-899",
        "raj kumar": "many-899",
        "kumar raj": "many-449",
        "mh 12 ab": "many-449",
        "98765": "many-899",
        "098765": "many-899",
        "raj": "many-899",
        "22 bh": "many-899",
    }.items():
        rows = ok(await garage.owner.get("/api/jobs", q=text, limit=5))
        assert len(rows) == 5, text
        assert rows[0]["id"] == newest, text
    await db.collection("jobs").delete_many({"_id": {"$regex": "^many-"}})  # the journal knows nothing of them


@given(name=st.text(max_size=120), plate=st.text(max_size=20), phone=st.text(max_size=32))
def test_whatever_is_typed_can_be_indexed(name: str, plate: str, phone: str) -> None:
    tokens = search_tokens({"customer_name": name, "vehicle_number": plate, "phone": phone, "car_model": name})
    assert tokens == sorted(set(tokens))
    assert all(0 < len(token) <= 41 for token in tokens)


def test_tokens_of_a_job() -> None:
    fields = job_fields(customer_name="Test Customer", vehicle_number="MH12AB1234", phone="+919123456789")
    assert search_tokens({**fields, "number": 3001}) == sorted(
        {"testcustomer", "te", "tes", "customer", "cu", "cus"}
        | {"mh12ab1234", "mh", "mh1", "12ab1234", "12", "12a", "ab1234", "ab", "ab1", "1234", "123"}
        | {"hondacity", "ho", "hon", "city", "ci", "cit", "3001", "30", "300"}
        | {"9123456789", "91", "912", "919123456789", "919", "~9876543219", "~98", MARK}
    )
