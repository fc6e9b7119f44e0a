"""The documents of a workshop, counted one by one in the terms of the totals, and checked against each other.

Each room counts its own, and hands that in (``revops.rooms``).
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from revops.journal.entry import ALL_TIME, CustomerChange, TotalKey
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

MAX_PROBLEMS = 50
VerifyProgress = Callable[[str, int], None]


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
    sums: dict[TotalKey, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    # What customers owe now, by phone; the name is any that they have.
    customers: dict[str, CustomerChange] = field(default_factory=dict)
    # By job: what the journal says is owed, and what its payments come to and those of them that are confirmed.
    receivable: Counter[str] = field(default_factory=Counter)
    paid: Counter[str] = field(default_factory=Counter)
    confirmed: Counter[str] = field(default_factory=Counter)

    async def find(self, name: str, *fields: str) -> AsyncIterator[Document]:
        """Yield the documents of the workshop."""
        bounds = {"workshop_id": self.workshop_id}
        async for batch in in_batches(self.db.collection(name), bounds, fields, session=self.session):
            for document in batch:
                yield document

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
    # Each counts what one room keeps of a workshop, one after the other: what payments sum to is asked of jobs.
    counts: Sequence[Callable[[Recount], Awaitable[None]]]
    # More that is checked of a workshop in its snapshot, and of all of them together.
    of_each: Sequence[Callable[[Database, Session, str, Report], Awaitable[None]]] = ()
    of_all: Sequence[Callable[[Database, Report], Awaitable[None]]] = ()
