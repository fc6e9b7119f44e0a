"""Refusals of papers. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class SettingsChanged(Conflict):
    """The billing settings changed while a paper was being issued."""

    code = "settings_changed"


class NothingToInvoice(Conflict):
    """The job has neither lines nor an estimate."""

    code = "nothing_to_invoice"


class RegistrationChanged(Conflict):
    """The lines were priced with or without tax, and now it is the other way."""

    code = "registration_changed"


class NoInvoice(Conflict):
    """No invoice stands for the job."""

    code = "no_invoice"


class SeriesFull(Conflict):
    """The series of the financial year has no number left."""

    code = "series_full"


class NothingToPay(Conflict):
    """Nothing is outstanding that a code could ask for."""

    code = "nothing_to_pay"


class NotInRupees(Conflict):
    """UPI pays in rupees only."""

    code = "not_rupees"


class NoUpiAddress(Conflict):
    """The garage has no UPI address."""

    code = "no_upi_address"


class PaymentCounts(Conflict):
    """The payment counts, so nothing is refunded."""

    code = "payment_counts"


class NoReceipt(Conflict):
    """The payment has no receipt."""

    code = "no_receipt"


class NoTaxReceived(Conflict):
    """The receipt holds no tax that a voucher could take back."""

    code = "no_tax_received"
