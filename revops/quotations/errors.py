"""Refusals of quotations. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class QuotationBegun(Conflict):
    """The car came, and the job goes on instead."""

    code = "quotation_begun"


class QuotationUnpriced(Conflict):
    """There is no price yet that could be sent or approved."""

    code = "quotation_unpriced"
