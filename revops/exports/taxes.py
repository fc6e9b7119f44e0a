"""The sheets that a return on tax is made from: each bill by rate, and what was sold by HSN or SAC.

Bills keep their lines, so these are the sums that were printed. A credit note takes its invoice back, whole.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from revops.billing.accounts import TAX_ACCOUNTS
from revops.billing.stored import bill_of_stored
from revops.billing.tax import QUANTITY_SCALE, Bill, PricedLine, Scheme
from revops.core.states import STATES
from revops.mongo.snapshot import Document, Filter, WorkshopAt

CREDIT_NOTE = "credit_note"

_BILLS = "documents"
_BATCH = 1000
_SAME = ("issued_at", "number", "kind", "credits_number", "customer_name", "customer_gst_number", "_id")
_LINES = ("source.items", "source.pricing")
_HUNDREDTHS = 100


class _Sold(NamedTuple):
    """A row of what was sold: GSTR-1 wants customers with a GSTIN apart from the others."""

    hsn_sac: str
    customers: str
    rate_bp: int
    unit: str


class Taxes:
    """Reads bills by rate, newest first, and sums what they sold by code."""

    def __init__(self, documents: WorkshopAt, bills: Filter) -> None:
        self._documents = documents
        self._bills = bills
        self._sold: dict[_Sold, Counter[str]] = {}
        self._read: int | None = None

    def by_rate(self) -> Iterator[tuple[int, list[Document]]]:
        """Yield the rows of bills by rate in lists, each with the number of bills it is from."""
        self._sold, read = {}, 0
        fields = [*_SAME, "credits", "total_minor", *_LINES]
        newest = [("issued_at", -1), ("_id", -1)]
        for batch in self._documents.batches(_BILLS, self._bills, fields, newest, _BATCH):
            sources = self._sources(batch)
            rows: list[Document] = []
            for paper in batch:
                is_credit = paper["kind"] == CREDIT_NOTE
                bill = bill_of_stored(sources[paper["credits"] if is_credit else paper["_id"]])
                sign = -1 if is_credit else 1
                rows += _rows_of(paper, bill, sign)
                self._add_sold(paper, bill, sign)
            read += len(batch)
            yield len(batch), rows
        self._read = read

    def by_code(self) -> Iterator[tuple[int, list[Document]]]:
        """Yield the rows of what was sold in one list, by code, with the number of bills they are from."""
        if self._read is None:
            for _ in self.by_rate():
                pass
        assert self._read is not None
        yield self._read, [_sold_row(sold, self._sold[sold]) for sold in sorted(self._sold)]

    def _sources(self, batch: Sequence[Document]) -> Mapping[str, Document]:
        """Read the lines of invoices by their ids; a credit note has those of the one that it takes back."""
        found = {paper["_id"]: paper["source"] for paper in batch if paper["kind"] != CREDIT_NOTE}
        missing = {paper["credits"] for paper in batch if paper["kind"] == CREDIT_NOTE} - found.keys()
        if missing:
            found |= {row["_id"]: row["source"] for row in self._documents.by_id(_BILLS, [*missing], _LINES)}
        return found

    def _add_sold(self, paper: Document, bill: Bill, sign: int) -> None:
        customers = "registered" if paper["customer_gst_number"] else "others"
        for line in bill.lines:
            item = line.item
            sold = _Sold(item.hsn_sac, customers, _rate_bp(line, bill.scheme), item.unit)
            sums = self._sold.setdefault(sold, Counter())
            sums["quantity_milli"] += sign * item.quantity_milli
            sums["total_minor"] += sign * line.total_minor
            sums.update(_taxed([line], bill.scheme, sign))


def _rows_of(paper: Document, bill: Bill, sign: int) -> list[Document]:
    by_rate: dict[int, list[PricedLine]] = {}
    for line in bill.lines:
        by_rate.setdefault(_rate_bp(line, bill.scheme), []).append(line)
    place = bill.scheme.place_of_supply
    said: Document = {
        **{name: paper.get(name) for name in _SAME},
        "kind": paper["kind"].replace("_", " "),
        "place_of_supply": f"{place}-{STATES[place]}" if place is not None else None,
        "total_minor": sign * paper["total_minor"],
    }
    return [
        {**said, "rate": _whole(rate_bp, _HUNDREDTHS), **_taxed(by_rate[rate_bp], bill.scheme, sign)}
        for rate_bp in sorted(by_rate, reverse=True)
    ]


def _rate_bp(line: PricedLine, scheme: Scheme) -> int:
    """Tell the rate that a line was taxed at: a garage without a tax number charges none."""
    return line.item.tax_rate_bp if scheme.heads else 0


def _taxed(lines: Sequence[PricedLine], scheme: Scheme, sign: int) -> dict[str, int]:
    """Sum the value of lines before tax, and the tax on it by head."""
    head_minor = sign * sum(line.head_minor for line in lines)
    return {
        "taxable_minor": sign * sum(line.taxable_minor for line in lines),
        **{account: head_minor if head in scheme.heads else 0 for head, account in TAX_ACCOUNTS.items()},
    }


def _sold_row(sold: _Sold, sums: Counter[str]) -> Document:
    return {
        **sold._asdict(),
        "rate": _whole(sold.rate_bp, _HUNDREDTHS),
        "quantity": _whole(sums["quantity_milli"], QUANTITY_SCALE),
        "total_minor": sums["total_minor"],
        **{name: sums[name] for name in ("taxable_minor", *TAX_ACCOUNTS.values())},
    }


def _whole(value: int, scale: int) -> Any:
    """Divide; without decimals where there are none."""
    return value // scale if value % scale == 0 else value / scale
