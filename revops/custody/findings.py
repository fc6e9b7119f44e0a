"""Questions to the owner about members' cash."""

import datetime as dt

from revops.custody.position import Limit, Position
from revops.custody.row import CountRow, DayRow, TallyRow
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind

OF_LIMITS = {Limit.AMOUNT: ExceptionKind.CASH_OVER_LIMIT, Limit.AGE: ExceptionKind.CASH_TOO_OLD}


def over_limit(position: Position, limit: Limit, day: str) -> Finding:
    """Build that a member holds more cash than he may, or for longer: asked once a day."""
    facts: dict[str, object] = {"cash_minor": position.cash_minor}
    if limit is Limit.AMOUNT:
        facts["limit_minor"] = position.limits.amount_minor
    else:
        facts["limit_hours"] = position.limits.age_hours
        oldest_at = position.age.oldest_at
        assert oldest_at is not None
        facts["hours"] = int((position.at - oldest_at) / dt.timedelta(hours=1))
    member_id = position.member.id
    cause = f"{member_id}:{day}"
    return Finding(OF_LIMITS[limit], cause, position.at, member_id, position.cash_minor, {}, facts)


def _difference(about: dict[str, str], cause: str, member_id: str, tally: TallyRow, at: dt.datetime) -> list[Finding]:
    if not tally["difference_minor"]:
        return []
    facts = {"difference_minor": tally["difference_minor"]}
    if not tally["is_blind"]:
        facts |= {"expected_minor": tally["expected_minor"], "counted_minor": tally["counted_minor"]}
    amount_minor = abs(tally["difference_minor"])
    return [Finding(ExceptionKind.COUNT_DIFFERENCE, cause, at, member_id, amount_minor, about, facts)]


def day_difference(day: DayRow, tally: TallyRow, at: dt.datetime, *, is_opening: bool) -> list[Finding]:
    """Build that a member had something else than the book at the beginning or the end of a day. More at the beginning
    is change that was put in.
    """
    if is_opening and tally["difference_minor"] > 0:
        return []
    cause = f"day:{day['_id']}:{'opening' if is_opening else 'closing'}"
    return _difference({"cash_day": day["_id"]}, cause, day["manager_id"], tally, at)


def count_difference(count: CountRow, tally: TallyRow, at: dt.datetime) -> list[Finding]:
    """Build that a member had something else than the book when he was asked to count."""
    return _difference({"cash_count": count["_id"]}, f"count:{count['_id']}", count["manager_id"], tally, at)


def count_missed(count: CountRow) -> Finding:
    """Build that a member did not count when he was asked to."""
    about = {"cash_count": count["_id"]}
    return Finding(ExceptionKind.COUNT_MISSED, count["_id"], count["due_at"], count["manager_id"], 0, about)


def day_cause(member_id: str, day: str) -> str:
    """Name a member's day that was not closed."""
    return f"{member_id}:{day}"


def day_not_closed(member_id: str, day: str, cash_minor: int, at: dt.datetime) -> Finding:
    """Build that a member did not close a day."""
    cause = day_cause(member_id, day)
    return Finding(ExceptionKind.DAY_NOT_CLOSED, cause, at, member_id, cash_minor, {}, {"of_day": day})
