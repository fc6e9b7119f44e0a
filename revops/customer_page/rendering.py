"""Pages made of templates, in the languages of customers, and the headers that they are sent with."""

import base64
import datetime as dt
import gettext
import hashlib
import io
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_currency_symbol
from fastapi import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from revops.core.money import MINOR_DIGITS, SCALE
from revops.core.time import zone
from revops.messages.wording import RIGHT_TO_LEFT, first_language, isolate

_FOLDER = Path(__file__).parent
_TEMPLATES, _CATALOGUES = _FOLDER / "templates", _FOLDER / "locale"

# Each called as those who read it call it, and how its numbers and days are written.
LANGUAGES = {"en": ("English", "en_IN"), "hi": ("हिन्दी", "hi_IN"), "mr": ("मराठी", "mr_IN"), "ar": ("العربية", "ar")}

_STYLE = (_TEMPLATES / "page.css").read_text()
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
# The one script there is: drawing a signature. Without it the name is typed.
SIGNING = (_TEMPLATES / "sign.js").read_text()
_SIGNING_HASH = base64.b64encode(hashlib.sha256(SIGNING.encode()).digest()).decode()
SIGNING_HEADERS = {**HEADERS, "Content-Security-Policy": f"{_POLICY}; script-src 'sha256-{_SIGNING_HASH}'"}


@cache
def translations_of(language: str) -> gettext.NullTranslations:
    """Read the catalogue of a language; English is what the templates say."""
    path = _CATALOGUES / f"{language}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    said: Any = environment
    said.install_gettext_translations(translations_of(language), newstyle=True)
    environment.filters["isolated"] = partial(isolate, language=language)
    return environment


def render(template: str, language: str, **values: Any) -> str:
    """Fill a template in."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    page = _environment(language).get_template(template)
    return page.render(language=language, languages=LANGUAGES, direction=direction, style=_STYLE, **values)


def html(content: str, status: int = 200, headers: Mapping[str, str] = HEADERS) -> Response:
    """Build the answer that carries a page."""
    return Response(content, status, headers, media_type="text/html")


def chosen_language(wanted: str | None, of_customer: str | None, accepted: str) -> str:
    """Choose the language of a page: the one tapped, else the customer's, else the first that the browser names."""
    for language in (wanted, of_customer):
        if language in LANGUAGES:
            return language
    return first_language(accepted)


class Formats:
    """Writes amounts and times as a language does, in the currency and the time zone of a garage."""

    def __init__(self, language: str, currency: str, timezone: str) -> None:
        self._locale = LANGUAGES[language][1]
        self._language = language
        self._comma = "،" if language in RIGHT_TO_LEFT else ","
        self._currency = currency
        self._zone = zone(timezone)

    def amount(self, minor: int) -> str:
        """Write an amount, without decimals where it is whole."""
        digits = MINOR_DIGITS[self._currency] if minor % SCALE[self._currency] else 0
        places = f".{'0' * digits}" if digits else ""
        grouped = "#,##,##0" if self._currency == "INR" else "#,##0"
        value = Decimal(minor).scaleb(-MINOR_DIGITS[self._currency])
        number = format_decimal(value, grouped + places, locale=self._locale)
        symbol = get_currency_symbol(self._currency, self._locale)
        if unicodedata.bidirectional(symbol[0]) == "AL":
            return isolate(f"{number}\N{NO-BREAK SPACE}{symbol}", self._language)
        # Among words from right to left the sign would change its side.
        return isolate(f"{symbol}{'' if symbol == '₹' else chr(0xA0)}{number}", self._language)

    def day(self, instant: dt.datetime) -> str:
        """Write a day: Monday, 30 November."""
        return str(format_date(instant.astimezone(self._zone).date(), f"EEEE{self._comma} d MMMM", locale=self._locale))

    def date(self, instant: dt.datetime) -> str:
        """Write a day with its year: 30 November 2026."""
        return str(format_date(instant.astimezone(self._zone).date(), "d MMMM y", locale=self._locale))

    def time(self, instant: dt.datetime) -> str:
        """Write a day and the time: 30 Nov, 6:05 pm."""
        return str(format_datetime(instant, f"d MMM{self._comma} h:mm a", tzinfo=self._zone, locale=self._locale))

    def quantity(self, milli: int) -> str:
        """Write a quantity without zeros that say nothing."""
        return str(format_decimal(Decimal(milli).scaleb(-3).normalize(), "#,##0.###", locale=self._locale))
