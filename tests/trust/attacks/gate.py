"""Attacks on the gate: cars that were seen, passes that were used, and what the owner released and counted."""

from tests.trust.attacks.honest import Books


async def sighting_plate(books: Books) -> None:
    await books.set("gate_sightings", {"plate": "MH14CD5678", "plate_shown": "MH14CD5678"}, _id=books.ids["out"])


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


async def count_lowered(books: Books) -> None:
    await books.set("gate_camera_counts", {"cars": 3})
