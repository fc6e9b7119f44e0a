"""Attacks on what was found on a vehicle."""

import datetime as dt

from tests.trust.attacks.honest import Books


async def found_better(books: Books) -> None:
    """And another point worse, so that as many are good."""
    found = {"answers.battery.answer": "good", "answers.engine_oil.answer": "soon"}
    await books.set("inspections", found, _id=books.ids["inspection"])


async def measured_otherwise(books: Books) -> None:
    await books.set("inspections", {"answers.battery.measured": 10.5}, _id=books.ids["inspection"])


async def noted_otherwise(books: Books) -> None:
    await books.set("inspections", {"answers.battery.note": "As good as new"}, _id=books.ids["inspection"])


async def inspected_by_another(books: Books) -> None:
    await books.set("inspections", {"finished_by": books.garage.owner.id}, _id=books.ids["inspection"])


async def inspection_removed(books: Books) -> None:
    await books.remove("inspections", _id=books.ids["inspection"])


async def inspection_hidden(books: Books) -> None:
    await books.set("inspections", {"discarded_at": dt.datetime.now(dt.UTC)}, _id=books.ids["inspection"])


async def inspection_of_another_job(books: Books) -> None:
    await books.set("inspections", {"job_id": books.ids["other"]}, _id=books.ids["inspection"])
