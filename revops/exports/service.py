"""Decides the contents of an export: the instant, the period, the filters, and what the Summary says of them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from revops.access.caller import Caller
from revops.access.errors import WrongRole
from revops.access.permissions import Permission
from revops.core.errors import InvalidFields, NotFound
from revops.core.money import MINOR_DIGITS
from revops.core.time import day_of, now
from revops.customers.service import PRESENT, seen_by
from revops.exports.schemas import ExportQuery
from revops.exports.spec import ExportSpec, SummaryRow
from revops.journal.accounts import Figure
from revops.journal.entry import ALL_TIME, Count
from revops.journal.periods import Period
from revops.journal.read import read_sums
from revops.journal.sums import PERIOD, Sums, SumsQuery
from revops.mongo.client import Document, instant_of
from revops.mongo.filters import check_period, within_days
from revops.mongo.scoped import Scoped
from revops.workshops.service import read as read_workshop

# A longer period is a mistyped year; who wants everything gives no days.
MAX_YEARS = 20
# More jobs than these are worth a second process.
LARGE_JOBS = 2000
_NOT_IN_NAMES = re.compile(r'[\s/\\:*?"<>|;,\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]+')
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Export:
    """An export that can be made: the spec for the process that makes it, and what the file is."""

    spec: ExportSpec
    media_type: str
    disposition: str
    workshop_id: str
    progress_id: str | None


async def prepare(caller: Caller, query: ExportQuery) -> Export:
    """Fix the instant of an export and everything about it.

    Raises InvalidFields for the period, NotFound for the manager, WrongRole for a sheet that is not shown.
    """
    as_of, timezone = now(), caller.workshop.timezone
    filters = _filters(query, timezone, caller.workshop.zones) | _record_filters(caller, query)
    if query.sheet == "hsn" and caller.workshop.currency != "INR":
        raise InvalidFields({"sheet": "Only a garage in India has a sheet by HSN."})
    if query.format == "csv" and query.sheet not in filters:
        raise WrongRole(f"You may not see the {query.sheet} of this garage.")
    today = dt.date.fromisoformat(day_of(as_of, timezone))
    _check_length(query, today)
    only = query.manager_id
    managers = Scoped(caller.db, "managers", caller.scope.whole_workshop())
    async with caller.db.snapshot() as session:
        team = {manager["_id"] async for manager in managers.find({}, {"_id": 1}, session=session)}
        if only is not None and only not in team:
            raise NotFound("manager")
        period = Period.of_query(query.first_day, query.last_day)
        sums = await read_sums(caller.db, session, SumsQuery(caller.workshop.id, only, period=period))
        instant = instant_of(session)
    workshop = await read_workshop(caller.db, caller.workshop.id)
    names = await caller.services.names(team | {caller.user.id})
    settings = caller.services.settings
    assert settings.mongo_url is not None, "the server is connected"
    currency = caller.workshop.currency
    spec: ExportSpec = {
        "url": settings.mongo_url.get_secret_value(),
        "database": caller.db.name,
        "workshop_id": caller.workshop.id,
        "instant": instant,
        "timezone": timezone,
        "currency": currency,
        "digits": MINOR_DIGITS[currency],
        "amount_format": amount_format(currency),
        "path": "",
        "sheet": None if query.format == "xlsx" else query.sheet,
        "is_part": False,
        "is_large": sums.count(Count.JOBS, only, ALL_TIME if period is None else PERIOD) > LARGE_JOBS,
        "filters": filters,
        "statuses": [status.value for status in query.status] if query.status else None,
        "names": names,
        "about": _about(query, workshop, as_of, names),
        "dashboard": _dashboard(query, sums),
    }
    what = "" if query.format == "xlsx" else f"{query.sheet}-"
    first, last = query.first_day or "start", query.last_day or today
    name = f"revops-{what}{_in_file_name(workshop['name'])}-{first}-{last}.{query.format}"
    return Export(spec, MEDIA_TYPES[query.format], disposition(name), caller.workshop.id, query.progress)


def amount_format(currency: str) -> str:
    """Return Excel's number format of amounts: the currency's sign and decimals, and India's grouping for rupees."""
    cents = "." + "0" * MINOR_DIGITS[currency]
    if currency == "INR":
        lakhs, crores = rf"##\,##\,##0{cents}", rf"##\,##\,##\,##0{cents}"
        return rf'[>=10000000]"₹"\ {crores};[>=100000]"₹"\ {lakhs};"₹"\ ##,##0{cents}'
    return rf'"{currency}"\ #,##0{cents}'


def disposition(name: str) -> str:
    """Return Content-Disposition for a file of that name, in ASCII too for whoever knows no RFC 5987."""
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _in_file_name(name: str) -> str:
    return _NOT_IN_NAMES.sub("-", name).strip("-.")[:60]


def _check_length(query: ExportQuery, today: dt.date) -> None:
    first, last = query.first_day, query.last_day
    check_period(first, last)
    if first is not None and ((last or today) - first).days > MAX_YEARS * 366:
        raise InvalidFields(
            {"from": f"The period can have at most {MAX_YEARS} years. Leave both days out to export everything."}
        )


# By sheet: the day that its documents keep, and the instant that it was the day of.
_DAYS = {
    "jobs": ("taken_on", "created_at"),
    "payments": ("day", "payment_date"),
    "settlements": ("day", "submitted_date"),
}


def _filters(query: ExportQuery, timezone: str, zones: tuple[str, ...] | None) -> dict[str, Any]:
    whose: Document = {} if query.manager_id is None else {"manager_id": query.manager_id}
    days = query.first_day, query.last_day
    filters = {sheet: whose | within_days(*by, *days, timezone, zones) for sheet, by in _DAYS.items()}
    if query.status:
        filters["jobs"] |= {"status": {"$in": [status.value for status in query.status]}}
    return filters


def _record_filters(caller: Caller, query: ExportQuery) -> dict[str, Any]:
    """Build the filters of bills, customers and vehicles, of those that the caller is shown."""
    whose: Document = {} if query.manager_id is None else {"manager_ids": query.manager_id}
    both = {"$and": [whose, seen_by(caller)]}
    zone = caller.workshop.timezone, caller.workshop.zones
    issued = within_days("day", "issued_at", query.first_day, query.last_day, *zone)
    of_manager: Document = {} if query.manager_id is None else {"manager_id": query.manager_id}
    bills = (Permission.DOCUMENTS_READ, {"kind": {"$in": ["invoice", "credit_note"]}} | of_manager | issued)
    may_see = {
        "bills": bills,
        "rates": bills,
        **({"hsn": bills} if caller.workshop.currency == "INR" else {}),
        "customers": (Permission.CUSTOMERS_READ, PRESENT | both),
        "vehicles": (Permission.VEHICLES_READ, both),
    }
    return {sheet: found for sheet, (permission, found) in may_see.items() if caller.may(permission)}


def _text(figure: str, value: str, note: str = "") -> SummaryRow:
    return {"figure": figure, "kind": "text", "value": value, "note": note}


def _about(query: ExportQuery, workshop: Document, as_of: dt.datetime, names: dict[str, str]) -> list[SummaryRow]:
    timezone, only = workshop["timezone"], query.manager_id
    days = (
        ("First day", query.first_day, "from the beginning", "Jobs by the day they were taken in, payments by the day"),
        (
            "Last day",
            query.last_day,
            "until now",
            "they were paid, settlements by the day they were submitted, bills by the day they were issued.",
        ),
    )
    return [
        _text("Workshop", workshop["name"]),
        {
            "figure": "As of",
            "kind": "time",
            "value": as_of,
            "note": f"Time zone {timezone}. All sheets show this one instant.",
        },
        _text("Currency", workshop["currency"]),
        *[
            _text(figure, missing, note)
            if day is None
            else SummaryRow(figure=figure, kind="day", value=dt.datetime.combine(day, dt.time()), note=note)
            for figure, day, missing, note in days
        ],
        _text(
            "Status",
            ", ".join(status.replace("_", " ") for status in query.status) if query.status else "all",
            "Of the job, at this instant. Payments are those of jobs in it; settlements and bills have no such status.",
        ),
        _text("Manager", names.get(only, only) if only else "all", "Whose jobs; their payments, settlements, bills."),
    ]


def _dashboard(query: ExportQuery, sums: Sums) -> list[SummaryRow]:
    """Return the dashboard's figures that ask the same question. It knows no status, so with one there are none."""
    if query.status:
        return [_text("Dashboard", "none", "The dashboard's figures of a period are of all statuses together.")]
    only = query.manager_id
    is_all = Period.of_query(query.first_day, query.last_day) is None
    over = ALL_TIME if is_all else PERIOD
    revenue = (
        "Is the sum of the jobs' estimates."
        if is_all
        else "A change of an estimate counts on the day it was made, so this may differ from the jobs' estimates."
    )
    received = (
        "Is the sum of the payments that are not rejected."
        if is_all
        else "A rejection counts on the day it was made, so this may differ from the payments that are not rejected."
    )
    rows: list[SummaryRow] = [
        {"figure": "Dashboard: jobs", "kind": "count", "value": sums.count(Count.JOBS, only, over), "note": ""},
        {
            "figure": "Dashboard: revenue",
            "kind": "amount",
            "value": sums.figure(Figure.REVENUE, only, over),
            "note": revenue,
        },
        {
            "figure": "Dashboard: collected",
            "kind": "amount",
            "value": sums.figure(Figure.COLLECTED, only, over),
            "note": received,
        },
    ]
    if is_all:
        rows.append(
            {
                "figure": "Dashboard: outstanding",
                "kind": "amount",
                "value": sums.figure(Figure.OUTSTANDING, only),
                "note": "Is the sum of what remains on the jobs.",
            }
        )
    return rows
