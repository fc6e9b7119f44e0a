"""The documents of a workshop, counted one by one in the terms of the totals, and checked against each other.

Each room counts its own, and hands that in (``revops.rooms``).
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from revops.core.ids import is_id
from revops.journal.entry import ALL_TIME, Balance, TotalKey
from revops.journal.fields import Fields
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

MAX_PROBLEMS = 50
VerifyProgress = Callable[[str, int], None]
Told = Callable[[Document, Fields], None]


@dataclass(slots=True)
class Report:
    """The number of documents checked, and the differences found."""

    workshops: int = 0
    entries: int = 0
    jobs: int = 0
    payments: int = 0
    settlements: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)
    # What could not be checked here, and why.
    unchecked: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when everything agrees."""
        return not self.problems

    def found(self, problem: str) -> None:
        """Note a difference."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)


@dataclass(slots=True)
class Recount:
    """Counts the documents of one workshop within one snapshot; differences between them go into the report."""

    db: Database
    session: Session
    workshop_id: str
    report: Report
    progress: VerifyProgress
    # Of all time, and what is owed by the day of intake; by manager and, under None, for the whole workshop.
    fields: Fields = field(default_factory=Fields)
    sums: dict[TotalKey, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    # What customers owe now; on a job that names none yet, by the job.
    balances: dict[str, Balance] = field(default_factory=dict)
    # By job: what the journal says is owed, and what its payments come to and those of them that are confirmed.
    receivable: Counter[str] = field(default_factory=Counter)
    paid: Counter[str] = field(default_factory=Counter)
    confirmed: Counter[str] = field(default_factory=Counter)

    async def find(
        self, name: str, *fields: str, sort: Sequence[tuple[str, int]] | None = None
    ) -> AsyncIterator[Document]:
        """Yield the documents of the workshop."""
        bounds = {"workshop_id": self.workshop_id}
        async for batch in in_batches(self.db.collection(name), bounds, fields, sort=sort, session=self.session):
            for document in batch:
                yield document

    async def compare_last(self, kind: str, collection: str, said_by: Callable[[Document], Mapping[str, Any]]) -> None:
        """Compare all documents of a collection with the last word that the journal has on each."""
        expected = dict(self.fields.last[kind])
        async for stored in self.find(collection):
            wanted = expected.pop(stored["_id"], None)
            if wanted is None:
                self.report.found(f"workshop {self.workshop_id}: {kind} {stored['_id']}: the journal knows none such")
            else:
                self.compare_fields(kind, stored["_id"], wanted, said_by(stored))
        for document_id in expected:
            self.report.found(f"workshop {self.workshop_id}: {kind} {document_id} is missing")

    def compare_fields(self, kind: str, document_id: str, wanted: Mapping[str, Any], stored: Mapping[str, Any]) -> None:
        """Compare fields of a document with what the journal says that they are."""
        for name, value in wanted.items():
            if stored.get(name) != value:
                said = f"its {name} is not what the journal says"
                self.report.found(f"workshop {self.workshop_id}: {kind} {document_id}: {said}")

    def is_customer(self, whose: str) -> bool:
        """Tell whether a balance is of a customer: not of a phone number, nor of a job that names none."""
        return is_id(whose) and whose not in self.receivable

    def count(self, manager_id: str, name: str, value: int, day: str = ALL_TIME) -> None:
        """Add to what a manager and the workshop come to."""
        self.sums[manager_id, day][name] += value
        self.sums[None, day][name] += value


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks that the rooms hand over: their documents against the journal, and against each other."""

    # Collections whose documents each belong to a workshop.
    of_workshops: Sequence[str]
    # Lists the workshops.
    workshops: Callable[[Database], Awaitable[list[str]]]
    # By kind of entry: notes what it says the fields of documents become.
    told: Mapping[str, Sequence[Told]]
    # Each compares the fields of what one room keeps; those of jobs, payments, hand-overs are compared when counted.
    compared: Sequence[Callable[[Recount], Awaitable[None]]]
    # Each counts what one room keeps of a workshop, one after the other: what payments sum to is asked of jobs.
    counts: Sequence[Callable[[Recount], Awaitable[None]]]
    # More that is checked of a workshop in its snapshot, and of all of them together.
    of_each: Sequence[Callable[[Database, Session, str, Report], Awaitable[None]]] = ()
    of_all: Sequence[Callable[[Database, Report], Awaitable[None]]] = ()
