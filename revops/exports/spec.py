"""The specification of an export, sent by the server to the process that makes it."""

from typing import Any, Literal, TypedDict

from bson.timestamp import Timestamp

# What the values of a column are.
CellKind = Literal["text", "amount", "time", "count", "number", "day"]


class SummaryRow(TypedDict):
    """A row of the Summary sheet: a text, a count, an instant, a day at midnight, or an amount in minor units."""

    figure: str
    kind: CellKind
    value: Any
    note: str


class ExportSpec(TypedDict):
    """The specification of an export. ``sheet`` is the one of a CSV, None for the workbook; filters are by sheet."""

    url: str
    database: str
    workshop_id: str
    instant: Timestamp
    timezone: str
    currency: str
    digits: int
    amount_format: str
    path: str
    sheet: str | None
    # Whether the sheet is to be a part of a workbook, for the process that makes the rest of it.
    is_part: bool
    # Whether there is so much that a second process, which takes as much memory again, is worth it.
    is_large: bool
    filters: dict[str, dict[str, Any]]
    statuses: list[str] | None
    names: dict[str, str]
    about: list[SummaryRow]
    dashboard: list[SummaryRow]
