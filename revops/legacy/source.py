"""Reading the original's database. It is only ever read; no index of it is relied upon but that of ``_id``."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, NamedTuple, Self

import bson
from bson.codec_options import CodecOptions, DatetimeConversion
from pymongo import AsyncMongoClient

from revops.core.errors import CannotBeDone
from revops.legacy.convert import derived_id, key_of, parse_time
from revops.legacy.report import Notes
from revops.mongo.client import Document

COLLECTIONS = ("users", "workshops", "managers", "invite_codes", "jobs", "job_updates", "payments", "settlements")
# Whole in memory, with their documents; the others are surveyed and then read in batches.
SMALL = ("users", "workshops", "managers", "invite_codes", "settlements")
_OURS = {"chain_heads", "totals", "journal"}
_BATCH = 5000

_LENIENT: CodecOptions[Document] = CodecOptions(
    document_class=dict,
    tz_aware=True,
    tzinfo=dt.UTC,
    uuid_representation=bson.binary.UuidRepresentation.STANDARD,
    unicode_decode_error_handler="replace",
    # A date beyond the year 9999 must not stop the reading of all others.
    datetime_conversion=DatetimeConversion.DATETIME_AUTO,
)


class UnusableSource(CannotBeDone):
    """There is nothing of the original system in that database."""


class JobRef(NamedTuple):
    """A job before it is read. ``key`` is what payments call it by."""

    key: str
    source_id: Any
    workshop: str | None
    manager: str | None
    created: dt.datetime | None


class MoneyRef(NamedTuple):
    """A payment before it is read."""

    source_id: Any
    collector: str | None
    # Set when an earlier payment has the same id: the one it goes by instead.
    renamed: str | None


@dataclass(slots=True)
class Survey:
    """A survey of references, over the whole database."""

    jobs: dict[str, JobRef] = field(default_factory=dict)
    payments: dict[str, list[MoneyRef]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    # Payments and updates that name no job that exists.
    stray_payments: list[Any] = field(default_factory=list)
    stray_updates: list[Any] = field(default_factory=list)


class Source:
    """The original's database, open for reading."""

    def __init__(self, url: str, name: str) -> None:
        self._client: AsyncMongoClient[Document] = AsyncMongoClient(
            url, appname="revops-import", serverSelectionTimeoutMS=8000, connectTimeoutMS=8000, document_class=dict
        )
        self._db = self._client.get_database(name, codec_options=_LENIENT)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()

    async def check(self) -> None:
        """Raise UnusableSource when this is not a database of the original system."""
        names = set(await self._db.list_collection_names())
        if names >= _OURS:
            raise UnusableSource(f"{self._db.name} is a database of this RevOps, not of the original system.")
        if not names & set(COLLECTIONS):
            raise UnusableSource(
                f"The database {self._db.name} has none of the original system's collections. Check its name.",
            )

    async def all(self, collection: str) -> list[Document]:
        """Return a small collection whole, in the order of ``_id``."""
        return await self._db[collection].find({}, sort=[("_id", 1)], batch_size=_BATCH).to_list()

    async def fetch(self, collection: str, source_ids: Iterable[Any]) -> list[Document]:
        """Return documents by their ``_id``, in its order."""
        wanted = list(source_ids)
        if not wanted:
            return []
        return (
            await self._db[collection]
            .find({"_id": {"$in": wanted}}, sort=[("_id", 1)], batch_size=max(len(wanted), _BATCH))
            .to_list()
        )

    async def _walk(
        self, collection: str, fields: Sequence[str], each: Callable[[Document], None], show: Callable[[int, int], None]
    ) -> None:
        count = 0
        found = self._db[collection].find({}, dict.fromkeys(fields, 1), sort=[("_id", 1)], batch_size=_BATCH)
        async for doc in found:
            each(doc)
            count += 1
            if count % _BATCH == 0:
                show(count, 0)

    async def survey(self, notes: Notes, progress: Callable[[str, int, int], None]) -> Survey:
        """Read the references of all jobs, payments and updates, and settle which of two with one id keeps it."""
        survey = Survey()
        doubles: dict[str, list[tuple[str, Any, Any]]] = {"jobs": [], "payments": []}

        def see_job(doc: Document) -> None:
            key = key_of(doc.get("id")) or str(doc["_id"])
            first = survey.jobs.get(key)
            if first is not None:
                doubles["jobs"].append((key, first.source_id, doc["_id"]))
                key = derived_id("job", key, _fingerprint(doc["_id"]))
            created = parse_time(doc.get("created_at"))
            workshop, manager = key_of(doc.get("workshop_id")), key_of(doc.get("manager_id"))
            survey.jobs[key] = JobRef(key, doc["_id"], workshop, manager, created)

        firsts: dict[str, Any] = {}

        def see_payment(doc: Document) -> None:
            key = key_of(doc.get("id")) or str(doc["_id"])
            renamed = None
            if key in firsts:
                doubles["payments"].append((key, firsts[key], doc["_id"]))
                renamed = derived_id("payment", key, _fingerprint(doc["_id"]))
            else:
                firsts[key] = doc["_id"]
            job = key_of(doc.get("job_id"))
            if job in survey.jobs:
                collector = key_of(doc.get("collected_by_manager_id"))
                survey.payments[job].append(MoneyRef(doc["_id"], collector, renamed))
            else:
                survey.stray_payments.append(doc["_id"])

        def see_update(doc: Document) -> None:
            job = key_of(doc.get("job_id"))
            if job in survey.jobs:
                survey.updates[job].append(doc["_id"])
            else:
                survey.stray_updates.append(doc["_id"])

        walks: tuple[tuple[str, Sequence[str], Callable[[Document], None]], ...] = (
            ("jobs", ("id", "workshop_id", "manager_id", "created_at"), see_job),
            ("payments", ("id", "job_id", "collected_by_manager_id"), see_payment),
            ("job_updates", ("job_id",), see_update),
        )
        for collection, fields, each in walks:
            await self._walk(collection, fields, each, partial(progress, f"reading {collection}"))
        await self._settle_doubles(survey, doubles, notes)
        return survey

    async def _settle_doubles(
        self, survey: Survey, doubles: dict[str, list[tuple[str, Any, Any]]], notes: Notes
    ) -> None:
        """Of two with one id the first keeps it. The second is left out if it says the same, else it is renamed."""
        for collection, found in doubles.items():
            same: set[bytes] = set()
            for start in range(0, len(found), 500):
                part = found[start : start + 500]
                docs = await self.fetch(collection, [source_id for _, *both in part for source_id in both])
                by_id = {_fingerprint(doc.pop("_id")): doc for doc in docs}
                for key, first, second in part:
                    if _encoded(by_id.get(_fingerprint(first))) == _encoded(by_id.get(_fingerprint(second))):
                        same.add(token(second))
                        notes.left_out(collection, key, "id", "is the same document a second time")
                    else:
                        notes.repaired(collection, key, "id", "another one has this id, so it has a new one", key)
            if collection == "jobs":
                survey.jobs = {key: ref for key, ref in survey.jobs.items() if token(ref.source_id) not in same}
            elif same:
                for job, refs in survey.payments.items():
                    survey.payments[job] = [ref for ref in refs if token(ref.source_id) not in same]
                survey.stray_payments = [one for one in survey.stray_payments if token(one) not in same]


def _encoded(doc: Document | None) -> bytes:
    return bson.encode(doc or {})


def token(source_id: Any) -> bytes:
    """Build a hashable stand-in for an ``_id`` of any type."""
    return bson.encode({"_id": source_id})


def _fingerprint(source_id: Any) -> str:
    return token(source_id).hex()
