"""The limit that the list of jobs is measured against: the same find with the same driver, dumped as JSON.

No authentication, no validation, no names, no framework: what is left is what the driver and the database cost.
"""

import os
import sys
from typing import Any

import orjson
import uvicorn
from pymongo import AsyncMongoClient

client: AsyncMongoClient[dict[str, Any]] | None = None
workshop_id = ""


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer any request with the newest 50 jobs of the one workshop."""
    global client, workshop_id  # noqa: PLW0603
    if scope["type"] != "http":
        return
    if client is None:
        client = AsyncMongoClient(os.environ["MONGO_URL"])
        first = await client["revops"]["workshops"].find_one()
        assert first is not None
        workshop_id = first["_id"]
    assert client is not None
    jobs = client["revops"]["jobs"]
    found = jobs.find({"workshop_id": workshop_id}, {"search": 0, "plate": 0}, batch_size=51).sort(
        [("created_at", -1), ("_id", -1)]
    )
    body = orjson.dumps(await found.limit(51).to_list())
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        app,
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_keep_alive=75,  # it waits while the other side has its turn
    )
