"""The words of a garage's country, told by its currency: outside India there is no PIN code and no Indian plate."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """What is called otherwise, or looks otherwise, in the country of a garage."""

    postal_code: str
    region: str
    # A vehicle number as it may look.
    plate: str


_INDIA = Country("PIN code", "State", "MH 12 AB 1234")
_ELSEWHERE = Country("Postal code", "Region", "A 12345")


def country_of(currency: str) -> Country:
    """Return the words of the country of a garage."""
    return _INDIA if currency == "INR" else _ELSEWHERE
