"""Findings at the vehicle, as its page shows them: what needs work first, with the photos that prove it."""

from revops.customer_page.reading import Contents
from revops.customer_page.rendering import Formats, translations_of
from revops.inspections.row import Answer, has_limits, points_of
from revops.mongo.client import Document


def _(message: str) -> str:
    """Mark a text for translation; it is translated where it is used."""
    return message


FOUND = {Answer.NOW: _("Now"), Answer.SOON: _("Soon"), Answer.GOOD: _("In order")}


def findings_of(contents: Contents, formats: Formats, language: str) -> list[Document]:
    """Build the finished inspections, the newest first. Of what is in order, that with a figure or a photo is shown,
    and the rest is counted.
    """
    say = translations_of(language).gettext
    shown = {photo["_id"]: photo for photo in contents.photos}
    return [
        {
            "name": row["name"],
            "at": formats.time(row["finished_at"]),
            "points": [
                {**point, "said": say(FOUND[answer]) if point["is_judged"] else None, "is_good": answer is Answer.GOOD}
                for answer in FOUND
                for point in _points(row, answer, shown, formats)
            ],
            "good": sum(1 for found in row["answers"].values() if _is_bare(found, shown)),
        }
        for row in contents.inspections
    ]


def _is_bare(found: Document, shown: Document) -> bool:
    return found["answer"] == Answer.GOOD and found["measured"] is None and not shown.keys() & set(found["photo_ids"])


def _points(row: Document, answer: Answer, shown: Document, formats: Formats) -> list[Document]:
    points = []
    for point in points_of(row["groups"]):
        found = row["answers"].get(point["id"])
        if found is None or found["answer"] != answer or _is_bare(found, shown):
            continue
        measured = found["measured"]
        figure = None if measured is None else f"{formats.quantity(round(measured * 1000))} {point.get('unit', '')}"
        # Kilometres are neither in order nor not.
        is_judged = answer is not Answer.GOOD or "unit" not in point or has_limits(point)
        photos = [shown[photo_id] for photo_id in found["photo_ids"] if photo_id in shown]
        said = {"measured": figure, "note": found["note"], "photos": photos, "is_judged": is_judged}
        points.append({"title": point["title"], **said})
    return points
