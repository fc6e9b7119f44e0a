"""The texts of the customer's page, as its templates and modules say them."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import revops.customer_page
from revops.inspections.row import points_of
from revops.inspections.shipped import SHIPPED

FOLDER = Path(revops.customer_page.__file__).parent
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]


def texts() -> set[str]:
    """Extract what is to be translated, and what ships to be looked at in an inspection."""
    found = extract_from_dir(FOLDER, _METHODS, keywords={"_": None, "gettext": None})
    names = {name for name, _ in SHIPPED.values()}
    points = {point["title"] for _, groups in SHIPPED.values() for point in points_of(groups)}
    return {message for _, _, message, _, _ in found if isinstance(message, str)} | names | points


def translated(language: str) -> dict[str, str]:
    """Read the catalogue of a language."""
    with (FOLDER / "locale" / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id}
