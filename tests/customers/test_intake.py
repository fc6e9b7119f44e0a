"""Every job names a customer and a vehicle: found by the plate, then by the phone, else made."""

import asyncio
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.factories import Garage, job_fields, make_job, make_manager, ok, refused
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow

RAJ = {"customer_name": "Raj Kumar", "phone": "98765 43210", "vehicle_number": "MH 12 AB 1234"}
STRANGER = {"customer_name": "Meera Shah", "phone": "9822012345"}


async def take_in(garage: Garage, **fields: Any) -> dict[str, Any]:
    """Take a vehicle in; return the answer."""
    answer: dict[str, Any] = ok(await garage.manager.post("/api/jobs", job_fields(**fields)))
    return answer


async def customer(garage: Garage, customer_id: str) -> dict[str, Any]:
    """Return a customer with all."""
    found: dict[str, Any] = ok(await garage.owner.get(f"/api/customers/{customer_id}"))
    return found


async def vehicle(garage: Garage, vehicle_id: str) -> dict[str, Any]:
    """Return a vehicle with all."""
    found: dict[str, Any] = ok(await garage.owner.get(f"/api/vehicles/{vehicle_id}"))
    return found


async def test_the_first_visit_makes_both_and_the_next_finds_them(garage: Garage, db: Database) -> None:
    first = await take_in(garage, **RAJ, estimated_amount=500)
    again = await take_in(garage, **RAJ | {"vehicle_number": "mh-12-ab-1234"}, estimated_amount=300)
    other_car = await take_in(garage, **RAJ | {"vehicle_number": "MH14XY7"}, estimated_amount=200)
    assert first["customer_id"] == again["customer_id"] == other_car["customer_id"]
    assert first["vehicle_id"] == again["vehicle_id"] != other_car["vehicle_id"]
    job = ok(await garage.manager.get(f"/api/jobs/{again['id']}"))
    assert (job["customer_id"], job["vehicle_id"]) == (first["customer_id"], first["vehicle_id"])
    assert job["vehicle_number"] == "mh-12-ab-1234"  # the papers say what was said
    raj = await customer(garage, first["customer_id"])
    assert (raj["name"], raj["phones"], raj["outstanding_amount"], raj["job_count"]) == (
        "Raj Kumar",
        ["+919876543210"],
        1000,
        3,
    )
    assert {car["vehicle_number"] for car in raj["vehicles"]} == {"MH 12 AB 1234", "MH14XY7"}
    assert [row["id"] for row in raj["jobs"]] == [other_car["id"], again["id"], first["id"]]
    await assert_invariants(db, garage.id)


async def test_papers_are_on_the_customers_page(garage: Garage) -> None:
    job = await take_in(garage, **RAJ, estimated_amount=500)
    invoice = ok(await garage.manager.post(f"/api/documents/invoice/{job['id']}/issue"))
    assert [paper["id"] for paper in (await customer(garage, job["customer_id"]))["papers"]] == [invoice["id"]]
    assert [paper["id"] for paper in (await vehicle(garage, job["vehicle_id"]))["papers"]] == [invoice["id"]]


async def test_one_new_plate_twice_at_the_same_moment_is_one_vehicle(garage: Garage, db: Database) -> None:
    for round_ in range(4):
        plate = f"MH12RC{1000 + round_}"
        answers = await asyncio.gather(
            *(
                garage.manager.post(
                    "/api/jobs",
                    job_fields(vehicle_number=plate, phone=f"+9198220{round_:03d}{n % 2:02d}", customer_name="Race"),
                    key=f"{plate}-{n}" if n % 3 else None,
                )
                for n in range(8)
            )
        )
        made = [ok(answer) for answer in answers]
        assert len({job["vehicle_id"] for job in made}) == 1
        assert len({job["id"] for job in made}) == 8
        assert await db.collection("vehicles").count_documents({"workshop_id": garage.id, "plate": plate}) == 1
        phones = {f"+9198220{round_:03d}{n:02d}" for n in range(2)}
        query = {"workshop_id": garage.id, "phones": {"$in": list(phones)}}
        assert await db.collection("customer_records").count_documents(query) <= 2
        jobs = await db.collection("jobs").find({"workshop_id": garage.id, "plate": plate}).to_list()
        for phone in phones:
            assert len({job["customer_id"] for job in jobs if job["phone"] == phone}) == 1
    await assert_invariants(db, garage.id)


async def test_without_an_answer_the_phone_says_whose_it_is_and_the_keeper_stays(garage: Garage) -> None:
    first = await take_in(garage, **RAJ)
    wife = await take_in(garage, **RAJ | {"phone": "9000000001"})  # the same name: the same customer
    assert wife["customer_id"] == first["customer_id"]
    assert (await customer(garage, first["customer_id"]))["phones"] == ["+919876543210", "+919000000001"]
    renamed = await take_in(garage, **RAJ | {"customer_name": "Rajesh Kumar"})  # the same phone: too
    assert renamed["customer_id"] == first["customer_id"]
    stranger = await take_in(garage, **RAJ | STRANGER)
    assert stranger["customer_id"] != first["customer_id"]
    assert stranger["vehicle_id"] == first["vehicle_id"]
    car = await vehicle(garage, first["vehicle_id"])
    assert car["keeper"]["customer_id"] == first["customer_id"]
    assert len(car["jobs"]) == 4


@pytest.mark.parametrize("phone", ["0000000000", "9999999999", "1111111111", "1234567890", "0000"])
async def test_a_number_typed_for_want_of_one_is_nobodys(garage: Garage, phone: str) -> None:
    one = await take_in(garage, **RAJ | {"phone": phone})
    other = await take_in(garage, customer_name="Meera Shah", phone=phone, vehicle_number="KA05MN4321")
    assert one["customer_id"] != other["customer_id"]
    assert (await customer(garage, one["customer_id"]))["phones"] == []
    again = await take_in(garage, **RAJ | {"phone": phone})
    assert again["customer_id"] == one["customer_id"]


async def test_same_and_sold_are_done(garage: Garage) -> None:
    first = await take_in(garage, **RAJ)
    same = await take_in(garage, **RAJ | STRANGER, keeper="same")
    assert same["customer_id"] == first["customer_id"]
    raj = await customer(garage, first["customer_id"])
    assert (raj["name"], raj["phones"]) == ("Meera Shah", ["+919876543210", "+919822012345"])
    sold = await take_in(garage, **RAJ | {"customer_name": "Anil", "phone": "9811111111"}, keeper="sold")
    assert sold["customer_id"] != first["customer_id"]
    assert sold["vehicle_id"] == first["vehicle_id"]
    car = await vehicle(garage, first["vehicle_id"])
    assert [keeper["customer_id"] for keeper in car["keepers"]] == [sold["customer_id"], first["customer_id"]]
    assert car["keepers"][0]["until"] is None
    assert car["keepers"][1]["until"] == car["keepers"][0]["since"]
    assert (await customer(garage, first["customer_id"]))["vehicles"][0]["id"] == first["vehicle_id"]  # once his
    nothing_known = await take_in(garage, vehicle_number="KA01ZZ1", phone="9811111112", keeper="same")
    assert nothing_known["customer_id"] not in {first["customer_id"], sold["customer_id"]}


async def test_the_look_up_says_what_is_known_and_when_to_ask(garage: Garage) -> None:
    first = await take_in(garage, **RAJ)

    async def known(**typed: str) -> Any:
        return ok(await garage.manager.get("/api/intake/known", **typed))

    found = await known(vehicle_number="mh12ab1234", phone="+91 98765-43210", customer_name="raj  kumar")
    assert (found["vehicle"]["id"], found["asks_keeper"]) == (first["vehicle_id"], False)
    assert [row["id"] for row in found["customers"]] == [first["customer_id"]]
    assert found["open_job"]["id"] == first["id"]
    assert (await known(vehicle_number="MH12AB1234", phone="9822012345"))["asks_keeper"] is True
    assert (await known(vehicle_number="MH12AB1234", customer_name="Meera"))["asks_keeper"] is True
    assert await known(vehicle_number="MH12AB1235", phone="9822012345") == {
        "vehicle": None,
        "customers": [],
        "asks_keeper": False,
        "open_job": None,
        "quotations": [],
    }
    assert await known() == await known(vehicle_number="MH12AB1235", phone="9822012345")


async def test_who_sees_only_own_jobs_is_shown_only_their_customers(garage: Garage) -> None:
    first = await take_in(garage, **RAJ, estimated_amount=500)
    colleague = await make_manager(garage.owner)
    paths = (f"/api/customers/{first['customer_id']}", f"/api/vehicles/{first['vehicle_id']}")
    for path in paths:
        refused(await colleague.get(path), 404, "not_found")
        refused(await colleague.request("PATCH", path, json={}), 404, "not_found")
    assert ok(await colleague.get("/api/customers")) == ok(await colleague.get("/api/vehicles")) == []
    assert ok(await colleague.get("/api/customers", q="raj")) == []
    typed = {"vehicle_number": "MH12AB1234", "phone": "9876543210"}
    assert ok(await colleague.get("/api/intake/known", **typed))["vehicle"] is None
    # He takes the same car in: it is the same in the garage's books, and his to see from then on.
    own = ok(await colleague.post("/api/jobs", job_fields(**RAJ, estimated_amount=70)))
    assert (own["customer_id"], own["vehicle_id"]) == (first["customer_id"], first["vehicle_id"])
    shown = ok(await colleague.get(paths[0]))
    assert (shown["outstanding_amount"], shown["job_count"]) == (70, 1)
    assert [row["id"] for row in shown["jobs"]] == [own["id"]]
    assert [row["id"] for row in ok(await colleague.get(paths[1]))["jobs"]] == [own["id"]]


async def test_a_job_that_goes_over_takes_its_customer_along(garage: Garage) -> None:
    first = await take_in(garage, **RAJ)
    colleague = await make_manager(garage.owner)
    ok(await garage.owner.post(f"/api/members/{garage.manager.id}/hand-over", {"to": colleague.id}))
    assert ok(await colleague.get(f"/api/customers/{first['customer_id']}"))["job_count"] == 1
    assert ok(await colleague.get(f"/api/vehicles/{first['vehicle_id']}"))["job_count"] == 1


async def test_ids_chosen_count_and_those_of_another_garage_are_refused(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    first, second = await take_in(garage, **RAJ), await take_in(garage, **STRANGER, vehicle_number="KA05MM1")
    theirs = await take_in(other_garage, **RAJ)
    assert theirs["customer_id"] != first["customer_id"]
    chosen = await take_in(garage, **RAJ, customer_id=second["customer_id"], vehicle_id=first["vehicle_id"])
    assert (chosen["customer_id"], chosen["vehicle_id"]) == (second["customer_id"], first["vehicle_id"])
    async with unchanged(db, garage.id, other_garage.id):
        for field in ("customer_id", "vehicle_id"):
            for bad in (theirs[field], "no-such"):
                answer = await garage.manager.post("/api/jobs", job_fields(**RAJ, **{field: bad}))
                refused(answer, 422, field=field)
        answer = await garage.manager.post("/api/jobs", job_fields(**RAJ, vehicle_id=second["vehicle_id"]))
        refused(answer, 422, field="vehicle_number")
        for path in (f"/api/customers/{theirs['customer_id']}", f"/api/vehicles/{theirs['vehicle_id']}"):
            refused(await garage.owner.get(path), 404, "not_found")
            refused(await garage.owner.request("PATCH", path, json={"notes": "x", "colour": "x"}), 404, "not_found")
        assert ok(await garage.owner.get("/api/jobs", customer_id=theirs["customer_id"])) == []
        assert ok(await garage.owner.get("/api/jobs", vehicle_id=theirs["vehicle_id"])) == []


@pytest.mark.parametrize("km", [-1, "many", 1.5, 10_000_000, True])
async def test_what_no_odometer_says_is_refused(garage: Garage, db: Database, km: Any) -> None:
    async with unchanged(db, garage.id):
        refused(await garage.manager.post("/api/jobs", job_fields(odometer_km=km)), 422, field="odometer_km")


async def test_a_corrected_job_names_who_it_says(garage: Garage, db: Database) -> None:
    first, second = await take_in(garage, **RAJ), await take_in(garage, **STRANGER, vehicle_number="KA05MM1")
    ok(await garage.manager.put(f"/api/jobs/{second['id']}", {"vehicle_number": "KA 05 MM 2", "customer_name": "Mira"}))
    assert (await vehicle(garage, second["vehicle_id"]))["vehicle_number"] == "KA 05 MM 2"
    assert (await customer(garage, second["customer_id"]))["name"] == "Mira"
    ok(await garage.manager.put(f"/api/jobs/{second['id']}", {"vehicle_number": "MH12AB1234", "phone": "9876543210"}))
    job = ok(await garage.manager.get(f"/api/jobs/{second['id']}"))
    assert (job["customer_id"], job["vehicle_id"]) == (first["customer_id"], first["vehicle_id"])
    await assert_invariants(db, garage.id)


async def test_whom_a_corrected_job_names_is_shown_to_whose_job_it_is(garage: Garage, db: Database) -> None:
    theirs = await take_in(garage, **RAJ)
    colleague = await make_manager(garage.owner)
    own = ok(await colleague.post("/api/jobs", job_fields(**STRANGER, vehicle_number="KA05MM1", estimated_amount=70)))
    corrected = {"phone": RAJ["phone"], "vehicle_number": RAJ["vehicle_number"]}
    ok(await colleague.put(f"/api/jobs/{own['id']}", corrected))
    for address in (f"/api/customers/{theirs['customer_id']}", f"/api/vehicles/{theirs['vehicle_id']}"):
        page = ok(await colleague.get(address))
        assert ([row["id"] for row in page["jobs"]], page["outstanding_amount"]) == ([own["id"]], 70)
    await assert_invariants(db, garage.id)


async def test_a_correction_leaves_alone_what_jobs_of_a_colleague_name(garage: Garage, db: Database) -> None:
    theirs = await take_in(garage, **RAJ)
    colleague = await make_manager(garage.owner)
    own = ok(await colleague.post("/api/jobs", job_fields(**RAJ)))
    corrected = {"phone": "9811111111", "customer_name": "Anil", "vehicle_number": "KA05MM7"}
    ok(await colleague.put(f"/api/jobs/{own['id']}", corrected))
    assert (await customer(garage, theirs["customer_id"]))["phones"] == ["+919876543210"]
    assert (await customer(garage, theirs["customer_id"]))["name"] == "Raj Kumar"
    assert (await vehicle(garage, theirs["vehicle_id"]))["vehicle_number"] == "MH 12 AB 1234"
    job = ok(await colleague.get(f"/api/jobs/{own['id']}"))
    assert (await customer(garage, job["customer_id"]))["phones"] == ["+919811111111"]
    assert (await vehicle(garage, job["vehicle_id"]))["vehicle_number"] == "KA05MM7"
    await assert_invariants(db, garage.id)


async def test_who_is_not_shown_a_keeper_does_not_rename_him(garage: Garage) -> None:
    theirs = await take_in(garage, **RAJ)
    colleague = await make_manager(garage.owner)
    address = f"/api/customers/{theirs['customer_id']}"
    refused(await colleague.request("PATCH", address, json={"name": "Nobody"}), 404, "not_found")
    unseen = RAJ | {"customer_name": "Nobody", "keeper": "same"}
    own = ok(await colleague.post("/api/jobs", job_fields(**unseen)))
    assert own["customer_id"] == theirs["customer_id"]
    assert ok(await colleague.get(address))["name"] == "Raj Kumar"
    ok(await colleague.post("/api/jobs", job_fields(**unseen | {"customer_name": "Raj K."})))
    assert ok(await colleague.get(address))["name"] == "Raj K."


async def test_the_same_customer_may_be_changed_at_the_moment_of_an_intake(garage: Garage, db: Database) -> None:
    first = await take_in(garage, **RAJ)
    address = f"/api/customers/{first['customer_id']}"
    for round_ in range(30):
        said = RAJ | {"customer_name": f"Raj {round_}", "keeper": "same"}

        async def intake(delay: float, said: dict[str, Any] = said) -> Any:
            await asyncio.sleep(delay)
            return await garage.manager.post("/api/jobs", job_fields(**said))

        change = {"notes": f"Note {round_}"}
        delay = round_ % 10 * 0.0005
        made, changed = await asyncio.gather(intake(delay), garage.owner.request("PATCH", address, json=change))
        assert (ok(made)["customer_id"], ok(changed)["customer"]["notes"]) == (first["customer_id"], change["notes"])
        raj = await customer(garage, first["customer_id"])
        assert (raj["name"], raj["notes"]) == (said["customer_name"], change["notes"])
    await assert_invariants(db, garage.id)


async def test_a_job_of_an_older_version_is_shown_without_them(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    await db.collection("jobs").update_one({"_id": job_id}, {"$unset": {"customer_id": 1, "vehicle_id": 1}})
    job = ok(await garage.manager.get(f"/api/jobs/{job_id}"))
    assert (job["customer_id"], job["vehicle_id"]) == (None, None)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"phone": "9822012345"}))
