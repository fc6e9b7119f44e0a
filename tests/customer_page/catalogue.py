"""The texts of the customer's page, as its templates and modules say them."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import revops.customer_page
from revops.estimates import templates
from revops.inspections.row import points_of
from revops.inspections.shipped import SHIPPED

FOLDER = Path(revops.customer_page.__file__).parent
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]


def texts() -> set[str]:
    """Extract what is to be translated, with what ships: points of inspections, and the usual jobs with their lines."""
    found = extract_from_dir(FOLDER, _METHODS, keywords={"_": None, "gettext": None})
    names = {name for name, _ in SHIPPED.values()}
    points = {point["title"] for _, groups in SHIPPED.values() for point in points_of(groups)}
    jobs = {text for title, reason, _ in templates.SHIPPED.values() for text in (title, reason) if text}
    lines = [line for _, _, of_job in templates.SHIPPED.values() for line in of_job]
    jobs |= {text for _, description, _, unit, _ in lines for text in (description, unit) if text}
    return {message for _, _, message, _, _ in found if isinstance(message, str)} | names | points | jobs


def translated(language: str) -> dict[str, str]:
    """Read the catalogue of a language."""
    with (FOLDER / "locale" / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id}
