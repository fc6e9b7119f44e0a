"""Each stored field of a busy garage is altered: verify names it, or it stands here among those that are free, and why.

A field that somebody adds, and that nothing compares, fails here until it is decided. Many documents that do not speak
of each other are altered at once, and each must be named by its own id; what is not is altered once more alone. By
day one field in six; in the night each, which is taken off and exchanged between two documents, too.
"""

import datetime as dt
import os
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from bson import Binary
from fastapi import FastAPI
from pymongo.errors import PyMongoError

from revops.journal import recount
from revops.journal.recount import Report
from revops.journal.verify import verify_numbers
from revops.mongo.client import Database, Document
from tests.factories import make_garage
from tests.trust.attacks.busy import busy_work
from tests.trust.free_fields import FREE
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

_ABSENT = object()
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}")
_NOTHING: tuple[Any, ...] = (None, False, 0, "", [], {})
_TRIALS_PER_CHECK = 12
_EVERY_WAY = "REVOPS_TESTS_EVERY_WAY" in os.environ
_ONE_IN = 6
_TRIES = 3


def paths_of(value: Mapping[str, Any], prefix: str = "", depth: int = 1) -> Iterator[str]:
    """Yield where something stands in a document; in lists, of the first."""
    for name, inner in value.items():
        first = inner[0] if isinstance(inner, list) and inner else inner
        if depth and isinstance(first, dict) and first:
            yield from paths_of(first, f"{prefix}{name}.0." if first is not inner else f"{prefix}{name}.", depth - 1)
        else:
            yield prefix + name


def at(document: Any, path: str) -> Any:
    """Read what stands there."""
    for name in path.split("."):
        if isinstance(document, list):
            document = document[int(name)] if int(name) < len(document) else _ABSENT
        else:
            document = document.get(name, _ABSENT) if isinstance(document, dict) else _ABSENT
    return document


def altered(value: Any) -> Any:
    """Build another value of the same form."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str() if value:
            return ("z" if value[0] != "z" else "y") + value[1:]
        case dt.datetime():
            return value - dt.timedelta(days=1, seconds=1)
        case bytes():
            return Binary(b"x" + value[1:])
        case list() if value:
            return value[1:]
        case dict():
            return {} if value else {"x": 1}
        case list():
            return ["x"]
        case _:
            return "x"


@dataclass(slots=True)
class Trial:
    """Something that is done to one document, or to two, and the documents that it is done to."""

    what: str
    collection: str
    path: str
    documents: list[Document]
    tries: int = 0

    async def do(self, db: Database, elsewhere: str) -> None:
        """Do it."""
        rows, path = db.collection(self.collection), self.path
        first, last = self.documents[0], self.documents[-1]
        mine = {"_id": first["_id"]}
        match self.what:
            case "altered":
                await rows.update_one(mine, {"$set": {path: altered(at(first, path))}})
            case "taken off":
                await rows.update_one(mine, {"$unset": {path: ""}})
            case "swapped":
                await rows.update_one(mine, {"$set": {path: at(last, path)}})
                await rows.update_one({"_id": last["_id"]}, {"$set": {path: at(first, path)}})
            case "removed":
                await rows.delete_one(mine)
            case "doubled":
                await rows.insert_one({**first, "_id": f"forged {first['_id']}"})
            case "moved":
                await rows.update_one(mine, {"$set": {"workshop_id": elsewhere}})

    def ids(self, common: set[str]) -> set[str]:
        """List the ids that it may be named by: none of those that many documents name."""
        return set(_ID.findall(str(self.documents))) - common

    def is_named(self, said: str, common: set[str]) -> bool:
        """Say whether what verify says is about this."""
        whole = [str(one) for document in self.documents for one in (document["_id"], document.get("number"))]
        field = self.path.rpartition(".")[2]
        return (
            any(f" {one}" in said or f"{one}:" in said for one in whole if one != "None")
            or any(one in said for one in self.ids(common))
            or (self.what == "taken off" and f"KeyError '{field}'" in said)
        )

    def __str__(self) -> str:
        return f"{self.collection}.{self.path or '*'} {self.what}"


class Sweep:
    """Does to a garage what is tried, several at once, and looks what verify says."""

    def __init__(self, db: Database, workshop_id: str, elsewhere: str, common: set[str]) -> None:
        self.db, self.workshop_id, self.elsewhere, self.common = db, workshop_id, elsewhere, common
        self.rounds = self.alone = 0

    async def said_of(self, trials: list[Trial]) -> list[str]:
        """Return what is found when these are done; they are undone at the end."""
        self.rounds += 1
        refused = []
        try:
            for trial in trials:
                try:
                    await trial.do(self.db, self.elsewhere)
                except PyMongoError:
                    refused += [str(document["_id"]) for document in trial.documents]
            numbers = Report()
            await verify_numbers(self.db, numbers)
            theirs = [problem for problem in numbers.problems if self.workshop_id in problem]
            return [f"mongod refused {one}:" for one in refused] + theirs + await problems(self.db, self.workshop_id)
        finally:
            for trial in trials:
                rows = self.db.collection(trial.collection)
                for document in trial.documents:
                    await rows.delete_many({"_id": {"$in": [document["_id"], f"forged {document['_id']}"]}})
                    await rows.insert_one(document)

    async def unseen(self, trials: list[Trial]) -> list[str]:
        """List what is not found."""
        waiting, left = deque(trials), []
        while waiting:
            together = self._apart(waiting)
            found = await self.said_of(together)
            said = "\n".join(found)
            is_alone = len(together) == 1
            for trial in together:
                trial.tries += 1
                if trial.is_named(said, self.common) or (is_alone and found):
                    continue
                if is_alone:
                    left.append(str(trial))
                else:
                    waiting.append(trial)
        return left

    def _apart(self, waiting: deque[Trial]) -> list[Trial]:
        """Take the next that speak of different things; what was not named twice, alone."""
        first = waiting.popleft()
        chosen, taken = [first], first.ids(self.common)
        passed: list[Trial] = []
        if first.tries >= _TRIES - 1:
            self.alone += 1
            return chosen
        fields = {first.path.rpartition(".")[2]}
        while waiting and len(chosen) < _TRIALS_PER_CHECK and len(passed) < 400:
            trial = waiting.popleft()
            ids, field = trial.ids(self.common), trial.path.rpartition(".")[2]
            same = any(trial.collection == other.collection for other in chosen) or field in fields
            if trial.tries >= _TRIES - 1 or ids & taken or same:
                passed.append(trial)
                continue
            chosen.append(trial)
            taken |= ids
            fields.add(field)
        waiting.extendleft(reversed(passed))
        return chosen


def _trials(name: str, rows: list[Document]) -> Iterator[Trial]:
    free = FREE.get(name, {})
    if "*" in free:
        return
    fields = dict.fromkeys(path for row in rows for path in paths_of(row) if path not in ("_id", "workshop_id"))
    for path in fields:
        if any(path == one or path.startswith(f"{one}.") for one in free):
            continue
        there = [row for row in rows if at(row, path) is not _ABSENT]
        there.sort(key=lambda row: at(row, path) in _NOTHING)
        yield Trial("altered", name, path, [there[0]])
        if not _EVERY_WAY:
            continue
        if at(there[0], path) not in _NOTHING:
            yield Trial("taken off", name, path, [there[0]])
        other = next((row for row in there if at(row, path) != at(there[0], path)), None)
        if other is not None and path.endswith(("_minor", "_id", "_by", "state")):
            yield Trial("swapped", name, path, [there[0], other])
    if "rows" not in free:
        for what in ("removed", "doubled", "moved") if "workshop_id" in rows[0] else ("removed",):
            yield Trial(what, name, "", [rows[len(rows) // 2]])


async def test_each_field_is_compared_or_free(
    http: httpx2.AsyncClient, app: FastAPI, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recount, "MAX_PROBLEMS", 1000)
    garage, other = await make_garage(http), await make_garage(http)
    await busy_work(garage, app, db)
    assert await problems(db, garage.id) == []
    kept: dict[str, list[Document]] = {}
    for name in sorted(await db.collection("jobs").database.list_collection_names()):
        mine = {"$or": [{"workshop_id": garage.id}, {"_id": garage.id}]}
        if not name.startswith("system.") and (rows := await db.collection(name).find(mine).to_list()):
            # Until one is finished its answers are still being given.
            kept[name] = [row for row in rows if name != "inspections" or "finished_at" in row]
    common = {garage.id, other.id, *(member[one] for member in kept["members"] for one in ("_id", "user_id"))}
    sweep = Sweep(db, garage.id, other.id, common)
    trials = [trial for name, rows in kept.items() for trial in _trials(name, rows)]
    left = await sweep.unseen(trials if _EVERY_WAY else trials[::_ONE_IN])
    print("ROUNDS", sweep.rounds, "ALONE", sweep.alone, *left, sep="\n")
    assert left == []
