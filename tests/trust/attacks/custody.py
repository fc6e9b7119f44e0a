"""Attacks on limits of cash, on days and on counts."""

from tests.trust.attacks.honest import Books


async def cash_limit(books: Books) -> None:
    """The garage allows ten times as much."""
    await books.set("workshops", {"custody.amount_minor": 20_000_000})


async def cash_limit_of_member(books: Books) -> None:
    await books.set("members", {"custody.limits.amount_minor": None}, _id=books.garage.manager.id)


async def cash_allowed(books: Books) -> None:
    """The owner allowed more, it seems."""
    await books.set("members", {"custody.allowed_on": "2099-01-01"}, _id=books.garage.manager.id)


async def count_altered(books: Books) -> None:
    """The count is what the book said, to the last note."""
    count = await books.one("cash_counts", _id=books.ids["count"])
    tally = count["tally"]
    expected_minor = tally["expected_minor"]
    same = {"count": [[100, expected_minor // 100]], "counted_minor": expected_minor, "difference_minor": 0}
    await books.set("cash_counts", {"tally": {**tally, **same}}, _id=count["_id"])


async def count_removed(books: Books) -> None:
    await books.remove("cash_counts", _id=books.ids["count"])


async def count_due_later(books: Books) -> None:
    count = await books.one("cash_counts", _id=books.ids["count"])
    await books.set("cash_counts", {"due_at": count["asked_at"]}, _id=count["_id"])


async def day_reason(books: Books) -> None:
    await books.set("cash_days", {"closing.reason": "The owner took it"}, _id=books.ids["day"])
