"""The accounts in which a bill's tax is posted."""

from revops.billing.tax import Head
from revops.journal.accounts import Account

TAX_ACCOUNTS: dict[Head, Account] = {
    Head.CGST: Account.TAX_CGST,
    Head.SGST: Account.TAX_SGST,
    Head.UTGST: Account.TAX_UTGST,
    Head.IGST: Account.TAX_IGST,
    Head.VAT: Account.TAX_VAT,
}
