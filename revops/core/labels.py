"""Labels of fields, statuses and the like, as people see them: on screen, and in every message about them."""

_LABELS = {
    "advance_method": "Paid by",
    "advance_percent": "Advance",
    "age_hours": "Hours until cash is handed over",
    "advance_paid": "Advance",
    "bill_prefix": "Beginning of bill numbers",
    "car_model": "Car",
    "cash_payment": "Cash in one payment",
    "closes_at": "End of the day",
    "counts_a_month": "Surprise counts a month",
    "counts_from": "First hour of surprise counts",
    "counts_until": "Last hour of surprise counts",
    "credit_note_prefix": "Beginning of credit note numbers",
    "customer_gst_number": "Tax number",
    "customer_name": "Customer",
    "discount_caps": "Largest discount",
    "discount_percent": "Discount to ask about",
    "effective_from": "Starts on",
    "email": "E-mail",
    "estimated_amount": "Estimate",
    "from": "First day",
    "gst_number": "Tax number",
    "hsn_sac": "HSN or SAC",
    "image": "Picture",
    "invoice_prefix": "Beginning of invoice numbers",
    "items": "Labour and parts",
    "job_id": "Job",
    "job_ids": "Jobs",
    "km": "Kilometres",
    "labour_sac": "SAC of labour",
    "labour_tax_rate_bp": "Tax on labour",
    "late_hours": "Hours until an entry is late",
    "least_amount": "Smallest sum to ask about",
    "line": "Address",
    "manager_id": "Manager",
    "method": "Paid by",
    "night_from": "Beginning of the night",
    "night_to": "End of the night",
    "odometer_km": "Odometer",
    "part_hsn": "HSN of parts",
    "part_tax_rate_bp": "Tax on parts",
    "parts_required": "Parts",
    "password_above": "Sum above which the password is asked for",  # nosec B105
    "payment_type": "Kind of payment",
    "pin": "Postal code",
    "planned_completion_days": "Ready in days",
    "plates_of_phone": "Vehicles of one phone",
    "q": "Search",
    "receipt_prefix": "Beginning of receipt numbers",
    "revisit_days": "Days between two visits",
    "round_totals": "Rounding of totals",
    "tax_rate_bp": "Tax",
    "terms": "Terms printed at the end of invoices",
    "test_drive_km": "Longest test drive",
    "timezone": "Time zone",
    "to": "Last day",
    "unit_price": "Price",
    "vin": "Chassis number",
    "vpa": "UPI address",
    "work_description": "Work to be done",
    "worker_assigned": "Worker",
}
_UNITS = ("_bp", "_id", "_ids", "_minor")

# What is right, for fields whose form a pattern says.
_CODE = "4 to 8 digits"
_PREFIX = "1 to 4 letters or digits, not beginning with 0"
FORMS = {
    "bill_prefix": _PREFIX,
    "credit_note_prefix": _PREFIX,
    "hsn_sac": _CODE,
    "Idempotency-Key": "letters, digits and signs without spaces",
    "invoice_prefix": _PREFIX,
    "labour_sac": _CODE,
    "part_hsn": _CODE,
    "receipt_prefix": _PREFIX,
}

STATUSES = {
    "pending": "pending",
    "in_progress": "in progress",
    "waiting_for_parts": "parts awaited",
    "completed": "completed",
    "delivered": "delivered",
    "credit_pending": "on credit",
    "closed": "closed",
}


def label(field: str) -> str:
    """Return the words for a field of the wire: ``gst_number`` becomes ``Tax number``, ``items.1.discount``
    ``Line 2: discount``."""
    if field.startswith("items."):
        _, number, name = field.split(".")
        words = label(name)
        return f"Line {int(number) + 1}: {words if words[:2].isupper() else words.lower()}"
    field = field.rpartition(".")[2]
    if field in _LABELS:
        return _LABELS[field]
    for unit in _UNITS:
        field = field.removesuffix(unit)
    return field.replace("_", " ").strip().capitalize()
