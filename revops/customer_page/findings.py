"""Findings at the vehicle, as its page shows them: what needs work first, with the photos that prove it."""

from collections.abc import Callable

from revops.customer_page.reading import Contents
from revops.customer_page.rendering import Formats, translations_of
from revops.inspections.row import Answer, Unit, has_limits, points_of
from revops.mongo.client import Document


def _(message: str) -> str:
    """Mark a text for translation; it is translated where it is used."""
    return message


_UNITS = {
    Unit.MILLIMETRE: _("mm"),
    Unit.VOLT: _("V"),
    Unit.BAR: _("bar"),
    Unit.KILOMETRE: _("km"),
    Unit.PERCENT: "%",
}
FOUND = {Answer.NOW: _("Now"), Answer.SOON: _("Soon"), Answer.GOOD: _("OK")}


def findings_of(contents: Contents, formats: Formats, language: str) -> list[Document]:
    """Build the finished inspections, the newest first. Of what is in order, that with a figure or a photo is shown,
    and the rest is counted. What ships to be looked at is called as the customer calls it.
    """
    say = translations_of(language).gettext
    shown = {photo["_id"]: photo for photo in contents.photos}
    return [
        {
            "name": say(row["name"]),
            "at": formats.time(row["finished_at"]),
            "points": [
                {**point, "said": say(FOUND[answer]) if point["is_judged"] else None, "is_good": answer is Answer.GOOD}
                for answer in FOUND
                for point in _points(row, answer, shown, formats, say)
            ],
            "good": sum(1 for found in row["answers"].values() if _is_bare(found, shown)),
        }
        for row in contents.inspections
    ]


def _is_bare(found: Document, shown: Document) -> bool:
    return found["answer"] == Answer.GOOD and found["measured"] is None and not shown.keys() & set(found["photo_ids"])


def _points(
    row: Document, answer: Answer, shown: Document, formats: Formats, say: Callable[[str], str]
) -> list[Document]:
    points = []
    for point in points_of(row["groups"]):
        found = row["answers"].get(point["id"])
        if found is None or found["answer"] != answer or _is_bare(found, shown):
            continue
        measured = found["measured"]
        figure = None
        if measured is not None:
            figure = formats.quantity(round(measured * 1000))
            figure += f" {say(_UNITS[Unit(point['unit'])])}" if "unit" in point else ""
        # Kilometres are neither in order nor not.
        is_judged = answer is not Answer.GOOD or "unit" not in point or has_limits(point)
        photos = [shown[photo_id] for photo_id in found["photo_ids"] if photo_id in shown]
        said = {"measured": figure, "note": found["note"], "photos": photos, "is_judged": is_judged}
        points.append({"title": say(point["title"]), **said})
    return points
