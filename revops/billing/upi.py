"""Payment by UPI: the link that a payer's app opens, and the code it is scanned from.

A link asks for a payment and confirms nothing: that money came is said by a person or a provider.
"""

import io
import re
from urllib.parse import quote

from revops.core.money import MINOR_DIGITS

# What the payer's app shows of a note.
_NOTE_LENGTH = 50
_REFERENCE_LENGTH = 35
_VPA = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,255}@[A-Za-z][A-Za-z0-9]{1,63}")


def valid_vpa(vpa: str) -> bool:
    """Say whether this has the form of a virtual payment address (``name@bank``); not whether it exists."""
    return _VPA.fullmatch(vpa) is not None


def upi_link(vpa: str, payee: str, amount_minor: int, currency: str, note: str, reference: str) -> str:
    """Return the link that asks to pay an amount, in minor units of ``currency``, to a virtual payment address.

    The note is cut to 50 characters. A reference can hold letters, digits, ``-`` and ``_``, at most 35; every other
    character becomes ``-``, so that ``INV/2627/00001`` is still told apart. An empty note or reference is left out.
    """
    assert valid_vpa(vpa)
    assert amount_minor > 0
    digits = MINOR_DIGITS[currency]
    units, rest = divmod(amount_minor, 10**digits)
    parts = {
        "pa": vpa,
        "pn": payee,
        "am": f"{units}.{rest:0{digits}d}",
        "cu": currency,
        "tn": note[:_NOTE_LENGTH].strip(),
        "tr": re.sub(r"[^A-Za-z0-9_-]", "-", reference)[:_REFERENCE_LENGTH],
    }
    return "upi://pay?" + "&".join(f"{name}={quote(value, safe='@')}" for name, value in parts.items() if value)


def qr_svg(link: str) -> str:
    """Return a text as a QR code: an SVG that stands by itself, black on white, with the border that readers need."""
    import segno  # noqa: PLC0415 - only papers need it

    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", light="white", border=4, xmldecl=False, svgns=True)
    return out.getvalue().decode()
