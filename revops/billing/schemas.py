"""Billing on the wire: the workshop's settings, the lines of a job, their bill."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    WithJsonSchema,
    model_serializer,
)
from pydantic_core import PydanticCustomError

from revops.billing.tax import QUANTITY_SCALE, Head
from revops.billing.upi import valid_vpa
from revops.core.money import Amount, parse_number
from revops.core.states import StateCode
from revops.core.text import Identifier, Line, OptionalCode, OptionalText, PlainLine
from revops.core.written_time import Day

MAX_QUANTITY = 100_000
MAX_ITEMS = 200
# Of all lines of a job together: two hundred of two rows each. What is printed, and kept, of a job is bounded by it.
MAX_ITEMS_BYTES = 32 * 1024


def _quantity(value: Any) -> Decimal:
    quantity = parse_number(value, MAX_QUANTITY)
    if quantity <= 0:
        raise PydanticCustomError("amount", "must be more than 0")
    if quantity * QUANTITY_SCALE != int(quantity * QUANTITY_SCALE):
        raise PydanticCustomError("amount", "can have at most 3 decimals")
    return quantity


def _vpa(value: str | None) -> str | None:
    if value is not None and not valid_vpa(value):
        raise PydanticCustomError("text", "does not look like a UPI address such as garage@upi")
    return value


Quantity = Annotated[
    Decimal,
    BeforeValidator(_quantity),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": MAX_QUANTITY, "examples": [1.5]}),
]
RateBp = Annotated[
    int, Field(strict=True, ge=0, le=10_000, description="In basis points: 1800 is 18%.", examples=[1800])
]
Kind = Literal["labour", "part"]
HsnSac = Annotated[PlainLine, Field(min_length=4, max_length=8, pattern=r"^[0-9]{4,8}$", examples=["998714"])]
# Rule 46: at most 16 characters of letters, digits, - and /; the year and the number take the other twelve.
Prefix = Annotated[PlainLine, Field(pattern=r"^[A-Z1-9][A-Z0-9-]{0,3}$", examples=["INV"])]
Vpa = Annotated[OptionalCode, AfterValidator(_vpa), Field(examples=["garage@upi"])]


class ItemIn(BaseModel):
    """A line of labour or a part. Code and rate are the workshop's of today when left out, and stay as they are."""

    kind: Kind
    description: Annotated[Line, Field(min_length=1, max_length=500, examples=["Brake pads, front"])]
    quantity: Quantity = Decimal(1)
    unit: Annotated[Line, Field(max_length=12, examples=["Nos"])] = ""
    unit_price: Amount
    discount: Annotated[Amount, Field(validate_default=True)] = 0  # type: ignore[assignment]
    hsn_sac: HsnSac | None = None
    tax_rate_bp: RateBp | None = None
    service: Annotated[
        Identifier | None, Field(description="The approved service of the job that it is a line of.")
    ] = None

    @model_serializer(mode="wrap")
    def _as_before(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what an older version does not know of, so that a request has the same fingerprint there."""
        said: dict[str, Any] = handler(self)
        if self.service is None:
            said.pop("service", None)
        return said


def _bounded(items: list[ItemIn]) -> list[ItemIn]:
    if sum(len(f"{item.description}{item.unit}{item.hsn_sac or ''}".encode()) for item in items) > MAX_ITEMS_BYTES:
        raise PydanticCustomError("text", "hold more text than one job can take; please shorten them")
    return items


Items = Annotated[list[ItemIn], Field(max_length=MAX_ITEMS), AfterValidator(_bounded)]
CustomerGst = Annotated[OptionalCode, Field(examples=["29AACCT3705E000"])]
PlaceOfSupply = Annotated[
    StateCode | None, Field(description="GST code of a state; by default the customer's, else the workshop's.")
]


class Quote(BaseModel):
    """Lines to be priced, without being saved."""

    items: Items
    customer_gst_number: CustomerGst = None
    place_of_supply: PlaceOfSupply = None


class BillLineOut(BaseModel):
    """A line with its tax."""

    kind: Kind
    description: str
    hsn_sac: str
    unit: str
    quantity: float
    unit_price: float
    discount: float
    tax_rate_bp: int
    taxable_amount: float
    tax_amount: float
    total_amount: float
    service: Annotated[str | None, Field(description="The service that the customer approved, on lines of one.")] = None


class TaxOut(BaseModel):
    """The tax of one head at one rate. ``rate_percent`` is the head's own."""

    head: Head
    rate_percent: Annotated[float, Field(examples=[9])]
    taxable_amount: float
    amount: float


class BillOut(BaseModel):
    """The bill of the lines: taxable amount + tax + round-off is the total."""

    lines: list[BillLineOut]
    prices_include_tax: bool
    place_of_supply: str | None
    discount: float
    taxable_amount: float
    taxes: list[TaxOut]
    tax_amount: float
    round_off: float
    total_amount: float


class QuoteOut(BillOut):
    """The bill that lines would make; ``warnings`` point at tax numbers and places that look odd, they never block."""

    warnings: list[str]


class BillingFields(BaseModel):
    """The settings of a workshop, each in force from a day on."""

    prices_include_tax: Annotated[bool, Field(strict=True, description="Whether prices of lines include tax.")]
    round_totals: Annotated[bool, Field(strict=True, description="Whether totals are rounded to the whole.")]
    labour_tax_rate_bp: RateBp
    part_tax_rate_bp: RateBp
    labour_sac: HsnSac
    part_hsn: HsnSac
    invoice_prefix: Prefix
    bill_prefix: Prefix
    credit_note_prefix: Prefix
    receipt_prefix: Prefix
    refund_voucher_prefix: Prefix
    vpa: Vpa
    terms: OptionalText


class BillingChange(BaseModel):
    """Settings that change from a day on; those left out stay as they are."""

    effective_from: Annotated[Day | None, Field(description="First day, in the workshop's time zone; today.")] = None
    prices_include_tax: Annotated[bool, Field(strict=True)] | None = None
    round_totals: Annotated[bool, Field(strict=True)] | None = None
    labour_tax_rate_bp: RateBp | None = None
    part_tax_rate_bp: RateBp | None = None
    labour_sac: HsnSac | None = None
    part_hsn: HsnSac | None = None
    invoice_prefix: Prefix | None = None
    bill_prefix: Prefix | None = None
    credit_note_prefix: Prefix | None = None
    receipt_prefix: Prefix | None = None
    refund_voucher_prefix: Prefix | None = None
    vpa: Vpa = None
    terms: Annotated[OptionalText, Field(examples=["Goods once sold are not taken back."])] = None


class BillingSettingsOut(BillingFields):
    """The settings in force on a day."""

    has_logo: bool
    logo_id: str | None


class BillingVersion(BaseModel):
    """A change of settings, with what it changed."""

    id: str
    effective_from: dt.date
    recorded_at: dt.datetime
    recorded_by_name: str | None
    changes: Annotated[dict[str, Any], Field(examples=[{"labour_tax_rate_bp": 1800}])]


class BillingOut(BaseModel):
    """The settings in force today, and every change made to them, the latest first."""

    today: dt.date
    current: BillingSettingsOut
    versions: list[BillingVersion]


class LogoIn(BaseModel):
    """A picture, PNG, JPEG or WebP, in base64. It is scaled down to what a paper needs."""

    image: Annotated[str, Field(min_length=16, max_length=240_000, examples=["iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB..."])]
