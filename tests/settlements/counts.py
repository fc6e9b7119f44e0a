"""Hand-overs by two counts, for the tests."""

from typing import Any

import httpx2

from tests.factories import Garage, Person, make_garage, ok


async def make_counting_garage(http: httpx2.AsyncClient, **fields: Any) -> Garage:
    """Return a garage in which cash is counted when it changes hands."""
    return await make_garage(http, blind_counts=True, **fields)


async def hand_over(manager: Person, count: dict[str, int], **fields: Any) -> str:
    """Hand cash over by its notes; return the settlement's id."""
    return str(ok(await manager.post("/api/settlements", {"count": count, "job_ids": [], **fields}))["id"])


async def receive(owner: Person, settlement_id: str, count: dict[str, int], **fields: Any) -> dict[str, Any]:
    """Receive cash by counting it; return the settlement."""
    answer = ok(await owner.put(f"/api/settlements/{settlement_id}/confirm", {"count": count, **fields}))
    settlement: dict[str, Any] = answer["settlement"]
    return settlement


async def settle(owner: Person, settlement_id: str, reason: str = "A torn note", **fields: Any) -> None:
    """Book what the counts differ by."""
    ok(await owner.post(f"/api/settlements/{settlement_id}/difference", {"reason": reason, **fields}))


async def reverse(owner: Person, settlement_id: str, reason: str = "Wrong bag", **fields: Any) -> None:
    """Reverse a hand-over that was received."""
    ok(await owner.post(f"/api/settlements/{settlement_id}/reverse", {"reason": reason, **fields}))


async def listed(person: Person, settlement_id: str) -> dict[str, Any]:
    """Return a hand-over as somebody sees it."""
    (row,) = [row for row in ok(await person.get("/api/settlements")) if row["id"] == settlement_id]
    found: dict[str, Any] = row
    return found
