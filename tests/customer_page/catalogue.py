"""The texts of the customer's page, as its templates and modules say them."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import revops.customer_page

FOLDER = Path(revops.customer_page.__file__).parent
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]


def texts() -> set[str]:
    """Extract what is to be translated."""
    found = extract_from_dir(FOLDER, _METHODS, keywords={"_": None, "gettext": None})
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def translated(language: str) -> dict[str, str]:
    """Read the catalogue of a language."""
    with (FOLDER / "locale" / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id}
