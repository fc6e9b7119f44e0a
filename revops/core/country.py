"""The words of a garage's country, told by its currency: outside India there is no PIN code and no Indian plate."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """Words and forms that differ by the country of a garage."""

    postal_code: str
    region: str
    # A vehicle number as it may look.
    plate: str


_INDIA = Country("PIN code", "State", "MH 12 AB 1234")
_ELSEWHERE = Country("Postal code", "Region", "A 12345")


_PIN_CODE = re.compile(r"[1-9][0-9]{2} ?[0-9]{3}")


def postal_code_warning(typed: str | None, currency: str) -> str | None:
    """Return a warning when a PIN code in India is none. Those of other countries are not judged."""
    if currency != "INR" or not typed or _PIN_CODE.fullmatch(typed):
        return None
    return f"{typed} does not look like a PIN code, which has six digits; please check it."


def country_of(currency: str) -> Country:
    """Return the words of the country of a garage."""
    return _INDIA if currency == "INR" else _ELSEWHERE
