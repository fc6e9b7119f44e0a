"""The digest as people read it in a message: a minute, and its last line is the seal, for ``revops verify``."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from babel.dates import format_date

from revops.core.money import shown
from revops.digest.row import DigestRow, is_quiet

_METHODS = (("cash", "cash"), ("upi", "UPI"), ("card", "card"), ("bank_transfer", "bank transfer"))
_MAX_PROMISED_JOBS = 8
_LEFT = "A member who left"


def subject_of(row: DigestRow, garage: str) -> str:
    """Write the subject of the message of a digest."""
    asked = sum(row["exceptions"].values())
    collected = shown(row["collected_minor"], row["currency"])
    return f"{garage}, {_day(row)}: {collected} collected" + (f", {_counted(asked, 'question')}" if asked else "")


def params_of(row: DigestRow, garage: str) -> dict[str, str]:
    """Write what a template of the digest has in its places; the whole is in the app and in the letter."""
    currency, asked = row["currency"], sum(row["exceptions"].values())
    sealed = f"{row['seal_number']}:{row['seal_hash']}" if row["seal_number"] is not None else ""
    return {
        "garage": garage,
        "day": _day(row),
        "collected": shown(row["collected_minor"], currency),
        "questions": str(asked),
        "cash": shown(sum(row["cash"].values()), currency),
        "seal": sealed,
    }


def text_of(row: DigestRow, garage: str, names: Mapping[str, str], promised: Sequence[Mapping[str, Any]]) -> str:
    """Write the text of a digest, with the names of members and the jobs that are promised."""
    parts = [f"{garage}, {_day(row)}"]
    if is_quiet(row):
        parts.append("A quiet day: nothing was collected, and no car came.")
    else:
        parts.append("\n".join([_collected(row), *_cars(row), _questions(row)]))
    parts += [part for part in (_cash(row, names), _waiting(row), _promised(row, promised)) if part]
    if row["seal_number"] is not None:
        parts.append(f"Seal of your books: {row['seal_number']}:{row['seal_hash']}\nKeep this message: it proves them.")
    return "\n\n".join(parts)


def _day(row: DigestRow) -> str:
    return _shown(row["day"])


def _shown(day: str) -> str:
    return str(format_date(dt.date.fromisoformat(day), "d MMMM", locale="en"))


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _collected(row: DigestRow) -> str:
    currency, by = row["currency"], row["collected_by"]
    parts = [f"{shown(by[method], currency)} {word}" for method, word in _METHODS if method in by]
    corrected_minor = row["collected_minor"] - sum(by.values())
    if corrected_minor:
        parts.append(f"{shown(corrected_minor, currency)} corrections of other days")
    said = f" ({', '.join(parts)})" if parts else ""
    return f"Collected: {shown(row['collected_minor'], currency)}{said}"


def _cars(row: DigestRow) -> list[str]:
    seen = [f"{_counted(row['cars_seen'], 'car')} seen at the gate"] if row["cars_seen"] else []
    if row["cars_counted"] is not None:
        seen.append(f"{_counted(row['cars_counted'], 'car')} counted on the camera")
    return [f"Cars: {', '.join([*seen, _counted(row['jobs_taken_in'], 'job') + ' taken in'])}"]


def _questions(row: DigestRow) -> str:
    if not row["exceptions"]:
        return "Questions: none"
    kinds = [f"{kind.replace('_', ' ')} {count}" for kind, count in row["exceptions"].items()]
    return f"Questions: {', '.join(kinds)}"


def _cash(row: DigestRow, names: Mapping[str, str]) -> str:
    unseen = [f"{names.get(member_id, _LEFT)}: to be counted" for member_id in row.get("being_counted", [])]
    if not row["cash"]:
        return "\n".join(["Cash in hand: after your count", *unseen]) if unseen else "Cash in hand: none"
    largest = sorted(row["cash"].items(), key=lambda item: -item[1])
    held = [
        f"{names.get(member_id, _LEFT)}: {shown(minor, row['currency'])}{_since(row, member_id)}"
        for member_id, minor in largest
    ]
    return "\n".join([f"Cash in hand: {shown(sum(row['cash'].values()), row['currency'])}", *held, *unseen])


def _since(row: DigestRow, member_id: str) -> str:
    day = row["cash_since"].get(member_id)
    return f", the oldest since {_shown(day)}" if day is not None and day < row["day"] else ""


def _waiting(row: DigestRow) -> str:
    waits = [
        _counted(row[count], word) + (f", {shown(row[minor], row['currency'])}" if row[minor] else "")  # type: ignore[literal-required]
        for count, minor, word in (
            ("payments_waiting", "payments_waiting_minor", "payment"),
            ("settlements_waiting", "settlements_waiting_minor", "hand-over"),
        )
        if row[count]  # type: ignore[literal-required]
    ]
    return f"Waiting for you: {'; '.join(waits)}" if waits else ""


def _promised(row: DigestRow, promised: Sequence[Mapping[str, Any]]) -> str:
    if not row["promised"]:
        return ""
    shown_ones = ", ".join(job["vehicle_number"] for job in promised[:_MAX_PROMISED_JOBS])
    more = len(row["promised"]) - min(len(promised), _MAX_PROMISED_JOBS)
    return f"Promised for tomorrow: {shown_ones}" + (f" and {more} more" if more > 0 else "")
