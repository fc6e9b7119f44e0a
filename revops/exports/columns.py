"""The columns of the sheets, and what they are called in a garage's country."""

from dataclasses import dataclass

from revops.billing.accounts import TAX_ACCOUNTS
from revops.core.country import country_of
from revops.core.gstin import tax_number_name
from revops.exports.spec import CellKind
from revops.journal.accounts import Account


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, what its values are, its width in characters, and what it is called in a batch."""

    title: str
    kind: CellKind
    width: float
    name: str


_TEXT: CellKind = "text"
_AMOUNT: CellKind = "amount"
_TIME: CellKind = "time"
_COUNT: CellKind = "count"
_NUMBER: CellKind = "number"
# Tax by head, each called as its account: so a paper keeps what was posted for it.
_HEADS = tuple(Column(head, _AMOUNT, 14, account) for head, account in TAX_ACCOUNTS.items())
_ABROAD: set[str] = {Account.TAX_VAT}
_IN_INDIA: set[str] = {account for account in TAX_ACCOUNTS.values() if account not in _ABROAD} | {"place_of_supply"}

JOBS: tuple[Column, ...] = (
    Column("Taken in", _TIME, 18, "created_at"),
    Column("Job no.", _COUNT, 9, "number"),
    Column("Status", _TEXT, 17, "status"),
    Column("Customer", _TEXT, 26, "customer_name"),
    Column("Phone", _TEXT, 16, "phone"),
    Column("Vehicle number", _TEXT, 16, "vehicle_number"),
    Column("Car model", _TEXT, 20, "car_model"),
    Column("Work", _TEXT, 40, "work_description"),
    Column("Estimated", _AMOUNT, 16, "estimated_minor"),
    Column("Estimate to follow", _TEXT, 10, "estimate_to_follow"),
    Column("Advance", _AMOUNT, 16, "advance_minor"),
    Column("Paid", _AMOUNT, 16, "paid_minor"),
    Column("Confirmed", _AMOUNT, 16, "confirmed_minor"),
    Column("Written off", _AMOUNT, 16, "written_off_minor"),
    Column("Remaining", _AMOUNT, 16, "outstanding_minor"),
    Column("Due", _TIME, 18, "due_at"),
    Column("Completed", _TIME, 18, "completed_at"),
    Column("Bill no.", _TEXT, 18, "invoice_number"),
    Column("Manager", _TEXT, 20, "manager_id"),
    Column("Worker", _TEXT, 18, "worker_assigned"),
    Column("Parts", _TEXT, 30, "parts_required"),
    Column("Address", _TEXT, 30, "address"),
    Column("Internal notes", _TEXT, 30, "internal_notes"),
    Column("Job ID", _TEXT, 38, "_id"),
)
PAYMENTS: tuple[Column, ...] = (
    Column("Paid on", _TIME, 18, "payment_date"),
    Column("Job no.", _COUNT, 9, "number"),
    Column("Customer", _TEXT, 26, "customer_name"),
    Column("Vehicle number", _TEXT, 16, "vehicle_number"),
    Column("Amount", _AMOUNT, 16, "amount_minor"),
    Column("Type", _TEXT, 10, "type"),
    Column("Method", _TEXT, 14, "method"),
    Column("Verdict", _TEXT, 11, "verdict"),
    Column("Judged on", _TIME, 18, "confirmation_date"),
    Column("Collected by", _TEXT, 20, "collected_by"),
    Column("Manager", _TEXT, 20, "manager_id"),
    Column("Notes", _TEXT, 30, "notes"),
    Column("Reference", _TEXT, 24, "reference"),
    Column("Receipt no.", _TEXT, 18, "receipt_number"),
    Column("Reason of rejection", _TEXT, 30, "reject_reason"),
    Column("Payment ID", _TEXT, 38, "_id"),
    Column("Job ID", _TEXT, 38, "job_id"),
)
SETTLEMENTS: tuple[Column, ...] = (
    Column("Submitted", _TIME, 18, "submitted_date"),
    Column("Manager", _TEXT, 20, "manager_id"),
    Column("Amount", _AMOUNT, 16, "amount_minor"),
    Column("Verdict", _TEXT, 11, "verdict"),
    Column("Judged on", _TIME, 18, "confirmation_date"),
    Column("Notes", _TEXT, 30, "notes"),
    Column("Reason of rejection", _TEXT, 30, "reject_reason"),
    Column("Jobs", _COUNT, 8, "jobs"),
    Column("Settlement ID", _TEXT, 38, "_id"),
    Column("Job IDs", _TEXT, 40, "job_ids"),
)
# Which bill it is, in each sheet of bills.
_OF_BILL = (
    Column("Issued", _TIME, 18, "issued_at"),
    Column("Bill no.", _TEXT, 18, "number"),
    Column("Kind", _TEXT, 12, "kind"),
    Column("Takes back", _TEXT, 18, "credits_number"),
    Column("Customer", _TEXT, 26, "customer_name"),
    Column("Tax number", _TEXT, 18, "customer_gst_number"),
)
BILLS: tuple[Column, ...] = (
    *_OF_BILL,
    Column("Vehicle number", _TEXT, 16, "vehicle_number"),
    Column("Job no.", _COUNT, 9, "job_number"),
    Column("Before tax", _AMOUNT, 16, "taxable_minor"),
    Column("Tax", _AMOUNT, 16, "tax_minor"),
    *_HEADS,
    Column("Round off", _AMOUNT, 14, Account.ROUND_OFF),
    Column("Total", _AMOUNT, 16, "total_minor"),
    Column("Manager", _TEXT, 20, "manager_id"),
    Column("Bill ID", _TEXT, 38, "_id"),
    Column("Job ID", _TEXT, 38, "job_id"),
)
CUSTOMERS: tuple[Column, ...] = (
    Column("Customer since", _TIME, 18, "created_at"),
    Column("Customer", _TEXT, 26, "name"),
    Column("Phones", _TEXT, 30, "phones"),
    Column("E-mail", _TEXT, 26, "email"),
    Column("Name on bills", _TEXT, 26, "legal_name"),
    Column("Tax number", _TEXT, 18, "gst_number"),
    Column("Address", _TEXT, 30, "line"),
    Column("City", _TEXT, 16, "city"),
    Column("Postal code", _TEXT, 12, "pin"),
    Column("Region", _TEXT, 18, "state"),
    Column("Jobs", _COUNT, 8, "jobs"),
    Column("Last visit", _TIME, 18, "last_visit"),
    Column("Paid", _AMOUNT, 16, "paid_minor"),
    Column("Outstanding", _AMOUNT, 16, "outstanding_minor"),
    Column("Notes", _TEXT, 30, "notes"),
    Column("Customer ID", _TEXT, 38, "_id"),
)
VEHICLES: tuple[Column, ...] = (
    Column("Vehicle since", _TIME, 18, "created_at"),
    Column("Vehicle number", _TEXT, 16, "plate_shown"),
    Column("Make", _TEXT, 16, "make"),
    Column("Model", _TEXT, 20, "model"),
    Column("Year", _COUNT, 8, "year"),
    Column("Fuel", _TEXT, 10, "fuel"),
    Column("Colour", _TEXT, 12, "colour"),
    Column("Chassis number (VIN)", _TEXT, 22, "vin"),
    Column("Owner", _TEXT, 26, "keeper"),
    Column("Owner's phones", _TEXT, 30, "keeper_phones"),
    Column("Odometer, km", _COUNT, 14, "km"),
    Column("Odometer read on", _TIME, 18, "read_at"),
    Column("Jobs", _COUNT, 8, "jobs"),
    Column("Last visit", _TIME, 18, "last_visit"),
    Column("Paid", _AMOUNT, 16, "paid_minor"),
    Column("Outstanding", _AMOUNT, 16, "outstanding_minor"),
    Column("Vehicle ID", _TEXT, 38, "_id"),
)
# What a return on tax asks of each bill: GSTR-1 wants it by rate, with the place of supply.
RATES: tuple[Column, ...] = (
    *_OF_BILL,
    Column("Place of supply", _TEXT, 22, "place_of_supply"),
    Column("Bill total", _AMOUNT, 16, "total_minor"),
    Column("Rate, %", _NUMBER, 9, "rate"),
    Column("Before tax", _AMOUNT, 16, "taxable_minor"),
    *_HEADS,
    Column("Bill ID", _TEXT, 38, "_id"),
)
HSN: tuple[Column, ...] = (
    Column("HSN/SAC", _TEXT, 12, "hsn_sac"),
    Column("Customers", _TEXT, 14, "customers"),
    Column("Rate, %", _NUMBER, 9, "rate"),
    Column("Unit", _TEXT, 10, "unit"),
    Column("Quantity", _NUMBER, 12, "quantity"),
    Column("With tax", _AMOUNT, 16, "total_minor"),
    Column("Before tax", _AMOUNT, 16, "taxable_minor"),
    *_HEADS,
)
# In the order of the workbook. A sheet without a filter is left out.
COLUMNS = {
    "jobs": JOBS,
    "payments": PAYMENTS,
    "settlements": SETTLEMENTS,
    "bills": BILLS,
    "customers": CUSTOMERS,
    "vehicles": VEHICLES,
    "rates": RATES,
    "hsn": HSN,
}


def columns_of(sheet: str, currency: str) -> tuple[Column, ...]:
    """Return the columns of a sheet in a garage's country: India has several heads of tax, and no VAT."""
    left_out = _ABROAD if currency == "INR" else _IN_INDIA
    return tuple(column for column in COLUMNS[sheet] if column.name not in left_out)


def sheet_title(sheet: str) -> str:
    """Return the title of a sheet in a workbook."""
    return "HSN" if sheet == "hsn" else sheet.capitalize()


def titles_of(sheet: str, currency: str) -> list[str]:
    """Return the titles of a sheet's columns, in the words of the garage's country."""
    country = country_of(currency)
    own = dict.fromkeys(("gst_number", "customer_gst_number"), tax_number_name(currency))
    own |= {"pin": country.postal_code, "state": country.region}
    return [own.get(column.name, column.title) for column in columns_of(sheet, currency)]
