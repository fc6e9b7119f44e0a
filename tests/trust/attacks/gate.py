"""Attacks on the gate: cars that were seen, passes that were used, and what the owner released and counted."""

from revops.core.time import now
from tests.trust.attacks.honest import Books


async def sighting_plate(books: Books) -> None:
    await books.set("gate_sightings", {"plate": "MH14CD5678", "plate_shown": "MH14CD5678"}, _id=books.ids["out"])


async def sighting_found_by_another_plate(books: Books) -> None:
    """What was seen stays; the job that it is looked up by is another."""
    await books.set("gate_sightings", {"plate": "MH14CD5678"}, _id=books.ids["stranger"])


async def sighting_turned(books: Books) -> None:
    await books.set("gate_sightings", {"direction": "in"}, _id=books.ids["out"])


async def sighting_kilometres(books: Books) -> None:
    await books.set("gate_sightings", {"km": 48_260}, _id=books.ids["out"])


async def sighting_removed(books: Books) -> None:
    await books.remove("gate_sightings", _id=books.ids["stranger"])


async def pass_made_good_again(books: Books) -> None:
    await books.set("gate_passes", {"used_at": None, "sighting_id": None}, job_id=books.ids["plain"])


async def release_raised(books: Books) -> None:
    await books.set("gate_releases", {"amount_minor": 900_000}, job_id=books.ids["plain"])


async def count_of_another_day(books: Books) -> None:
    await books.set("gate_camera_counts", {"day": "2020-01-01"})


async def count_lowered(books: Books) -> None:
    await books.set("gate_camera_counts", {"cars": 3})


async def car_photo_of_another_car(books: Books) -> None:
    """The photo of a car that went out is said to be of another."""
    await books.set("evidence", {"about_id": books.ids["stranger"]}, _id=books.ids["car"])


async def car_photo_later(books: Books) -> None:
    """A photo is said to have come when the car did, and not after."""
    await books.change("evidence", {"$set": {"added_at": now()}}, _id=books.ids["car"])
