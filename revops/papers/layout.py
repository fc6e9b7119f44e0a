"""A paper as it is laid out: every text final, in reading order. Templates place what is here and compute nothing."""

from typing import Literal, NotRequired, TypedDict

PaperKind = Literal["job_card", "invoice", "statement", "credit_note", "receipt", "refund_voucher", "gate_pass"]
# An A4 page, or the 80 mm roll of a counter printer (receipts and payment statements only).
PaperFormat = Literal["a4", "thermal"]


class Party(TypedDict):
    """The giver or the recipient of a paper. Absent is empty; tax numbers are named (``GSTIN 27AAPFU0939F1ZV``)."""

    name: str
    address: str
    phone: str
    tax_number: str


class Fact(TypedDict):
    """A label with its value: ``Invoice no.`` and ``INV/2627/00001``."""

    label: str
    value: str


class Column(TypedDict):
    """A column of the lines. Numbers stand right; ``wide`` takes the room that is left and wraps."""

    label: str
    align: Literal["left", "right"]
    wide: NotRequired[bool]


class Table(TypedDict):
    """Rows under a head that is repeated on every page."""

    columns: list[Column]
    rows: list[list[str]]


class Total(TypedDict):
    """A line of the sums; ``strong`` is the one that counts."""

    label: str
    value: str
    strong: NotRequired[bool]


class Qr(TypedDict):
    """A code to pay by, as an SVG text, with what to read beside it."""

    svg: str
    caption: str
    detail: str


class Signed(TypedDict):
    """The signature of the customer, given on the phone: the picture as an SVG text ("" for a name), and its words."""

    svg: str
    said: str


class Paper(TypedDict):
    """One document."""

    kind: PaperKind
    # BCP 47 of the words around the data; the data may be in any script.
    language: Literal["en"]
    title: str
    # Said across the page and under the title: what makes it less than the real thing ("Pro-forma: not a tax invoice").
    mark: str
    workshop: Party
    has_logo: bool
    customer_label: str
    customer: Party
    # The first is the paper's number, which also stands under the title, on every further page and in the PDF's title.
    facts: list[Fact]
    vehicle: list[Fact]
    # Free texts with their headings, shown before the lines ("Work to be done").
    texts: list[Fact]
    lines: Table | None
    # Tax by rate and code, for the officer.
    tax_summary: Table | None
    totals: list[Total]
    in_words: str
    payments: Table | None
    balance: list[Total]
    qr: Qr | None
    # The code of the customer's page of the job. Papers issued by earlier versions say nothing of it.
    page: NotRequired[Qr | None]
    # Of an issued paper, which is kept: its code is put in when it is laid out, for what opens a page is kept nowhere.
    has_page: NotRequired[bool]
    notes: list[str]
    # Under whose name the paper is signed, and what the other signature is of ("" for none).
    signatory: str
    countersign: str
    # In the place of the other signature, on papers of the moment.
    signed: NotRequired[Signed | None]
    # The line at the foot of each page, before "Page x of y".
    foot: str
    # When the paper was made, in seconds since 1970: the PDF's own date, so that the same paper gives the same bytes.
    made_at: int
