"""Sending statements, and looking at what is kept of them."""

from typing import Any

import httpx2

from revops.mongo.client import Database
from tests.factories import Api, Garage, ok


async def send(person: Api, file: bytes, **wanted: str) -> httpx2.Response:
    """Send a file as a statement."""
    headers = {"Content-Type": "application/octet-stream"}
    return await person.request("POST", "/api/bank/statements", content=file, headers=headers, params=wanted)


async def upload(person: Api, file: bytes, **wanted: str) -> dict[str, Any]:
    """Send a statement that is read; return what is said of it."""
    read: dict[str, Any] = ok(await send(person, file, **wanted))
    return read


async def rows_of(db: Database, garage: Garage) -> list[dict[str, Any]]:
    """Read the rows of a garage that are kept, in the order of their days."""
    rows = db.collection("bank_rows").find({"workshop_id": garage.id})
    return await rows.sort([("day", 1), ("_id", 1)]).to_list()
