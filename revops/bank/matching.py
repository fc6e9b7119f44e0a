"""Matching of the rows of a bank with payments. Pure: it is given both, and reads nothing.

First by number and sum; then by sum, day and payer; then several payments that one credit pays. What is not certain is
left to people, who see both lists.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from revops.core.folding import words

_DAY = dt.timedelta(days=1)
# Takings by card come together, and a bank takes its time.
_SEVERAL_DAYS = range(3)
_SHORTEST_NAME = 3


# What a number of the bank's is in: other credits may be anything.
_FROM_CUSTOMERS = ("upi", "imps")


def is_from_customer(rrns: Sequence[str], text: str) -> bool:
    """Say whether a credit looks like one of a customer."""
    return bool(rrns) and any(word in text.casefold() for word in _FROM_CUSTOMERS)


class How(StrEnum):
    """The ground of a match."""

    REFERENCE = "reference"
    PAYER = "payer"
    SEVERAL = "several"
    # Somebody said so.
    BY_HAND = "by_hand"


@dataclass(slots=True)
class Credit:
    """A row that came in."""

    id: str
    day: dt.date
    amount_minor: int
    rrns: Sequence[str]
    text: str


@dataclass(slots=True)
class Entered:
    """A payment that was entered, other than in cash."""

    id: str
    day: dt.date
    amount_minor: int
    method: str
    rrn: str | None
    job_id: str
    # The customer's.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A row, and the payments that it is."""

    row_id: str
    payment_ids: tuple[str, ...]
    how: How


@dataclass(slots=True)
class Left:
    """The matches, and what is left of both."""

    matches: list[Match]
    credits: list[Credit]
    entered: list[Entered]
    # Rows with the number of a payment of another sum.
    other_sum: dict[str, Entered]


def by_reference(came_in: Iterable[Credit], entered: Iterable[Entered]) -> Left:
    """Match by number and sum."""
    by_rrn = {payment.rrn: payment for payment in entered if payment.rrn is not None}
    left = Left([], [], [], {})
    taken: set[str] = set()
    for credit in came_in:
        same = [by_rrn[rrn] for rrn in credit.rrns if rrn in by_rrn]
        payment = next(
            (each for each in same if each.amount_minor == credit.amount_minor and each.id not in taken), None
        )
        if payment is not None:
            taken.add(payment.id)
            left.matches.append(Match(credit.id, (payment.id,), How.REFERENCE))
            continue
        left.credits.append(credit)
        if same and same[0].id not in taken:
            left.other_sum[credit.id] = same[0]
    left.entered = [payment for payment in entered if payment.id not in taken]
    return left


def by_payer_and_several(left: Left) -> Left:
    """Match what is left by sum, day and payer, and then what several payments make."""
    _match(left, _of_payer(left))
    _match(left, _of_several(left))
    return left


def _match(left: Left, found: Mapping[str, tuple[tuple[str, ...], How]]) -> None:
    taken: set[str] = set()
    matched: set[str] = set()
    for row_id, (payment_ids, how) in found.items():
        if taken.isdisjoint(payment_ids):
            taken.update(payment_ids)
            matched.add(row_id)
            left.matches.append(Match(row_id, payment_ids, how))
    left.credits = [credit for credit in left.credits if credit.id not in matched]
    left.entered = [payment for payment in left.entered if payment.id not in taken]


def _may_be(credit: Credit, payment: Entered) -> bool:
    """Say whether the numbers of both allow that they are one."""
    return payment.rrn is None or not credit.rrns or payment.rrn in credit.rrns


def could_be_by_payer(left: Left) -> list[Entered]:
    """List the payments that a credit is as large as, of a day beside it: of these it is asked who paid, and of no
    others.
    """
    return list({payment.id: payment for _, near in _near_credits(left) for payment in near}.values())


def _near_credits(left: Left) -> Iterator[tuple[Credit, list[Entered]]]:
    """Yield each credit that is as large as payments of its day or of one beside it, with those."""
    by_sum: dict[tuple[int, dt.date], list[Entered]] = defaultdict(list)
    for payment in left.entered:
        by_sum[payment.amount_minor, payment.day].append(payment)
    for credit in left.credits:
        near = [each for off in (-1, 0, 1) for each in by_sum.get((credit.amount_minor, credit.day + off * _DAY), ())]
        if near:
            yield credit, near


def _of_payer(left: Left) -> dict[str, tuple[tuple[str, ...], How]]:
    wanted: dict[str, list[str]] = {}
    rivals: dict[str, int] = defaultdict(int)
    for credit, near in _near_credits(left):
        said = set(words(credit.text))
        wanted[credit.id] = [each.id for each in near if _may_be(credit, each) and _names(each.name) & said]
        for payment_id in wanted[credit.id]:
            rivals[payment_id] += 1
    # Two of one name and sum on neighbouring days: which is which is for people to say.
    return {row_id: ((ids[0],), How.PAYER) for row_id, ids in wanted.items() if len(ids) == 1 and rivals[ids[0]] == 1}


def _names(name: str) -> set[str]:
    return {word for word in words(name) if len(word) >= _SHORTEST_NAME and not word.isdigit()}


_GROUPS: Sequence[Callable[[Entered], tuple[str, ...]]] = (
    lambda payment: ("job", payment.job_id),
    lambda payment: (payment.method,),
)


def _of_several(left: Left) -> dict[str, tuple[tuple[str, ...], How]]:
    """Find credits that all payments of a job on a day, or of a method on a day, sum to."""
    sums: dict[tuple[int, dt.date], list[list[Entered]]] = defaultdict(list)
    for group_of in _GROUPS:
        groups: dict[tuple[object, ...], list[Entered]] = defaultdict(list)
        for payment in left.entered:
            groups[(*group_of(payment), payment.day)].append(payment)
        for together in groups.values():
            if len(together) > 1:
                total = sum(payment.amount_minor for payment in together)
                sums[total, together[0].day].append(together)
    found = {}
    for credit in left.credits:
        fitting = [
            together
            for off in _SEVERAL_DAYS
            for together in sums.get((credit.amount_minor, credit.day - off * _DAY), ())
            if all(_may_be(credit, payment) for payment in together)
        ]
        different = {tuple(sorted(payment.id for payment in together)) for together in fitting}
        if len(different) == 1:
            found[credit.id] = (different.pop(), How.SEVERAL)
    return found
