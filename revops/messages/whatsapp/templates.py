"""Templates: the texts that Meta has approved, one for each event and language, filled in by the names of the wordings.

A template belongs to an event by its name: ``revops_ready`` is that of ``ready``. Its places carry the names that
wordings have, ``{{customer}}`` for ``{customer}``, so that no value can land in the place of another.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

APPROVED = "APPROVED"
PREFIX = "revops_"
# Every new account at Meta has it, approved.
_OF_META, _TEST = "hello_world", "test"
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# What Meta refuses within a value.
_BLANK = re.compile(r"\s+")
# A value that Meta would refuse as missing.
_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Template:
    """A template as Meta has it: what it wants, and what of that RevOps cannot give."""

    event: str
    name: str
    language: str
    status: str
    category: str
    body: str
    wants: tuple[str, ...]
    wants_paper: bool
    # What keeps it from being used although Meta approved it; a sentence.
    problem: str | None

    @property
    def is_usable(self) -> bool:
        """True when messages may go out by it."""
        return self.status == APPROVED and self.problem is None


def template_name(event: str) -> str:
    """Name the template of an event."""
    return f"{PREFIX}{event}"


def read_template(row: Mapping[str, Any], names: Mapping[str, Sequence[str]]) -> Template | None:
    """Read a template of ours as Meta lists it; ``names`` are those that each event has. None for one of others."""
    name = str(row.get("name", ""))
    event = _TEST if name == _OF_META else name.removeprefix(PREFIX)
    if not (name.startswith(PREFIX) or name == _OF_META) or event not in names:
        return None
    parts = {str(part.get("type")).upper(): part for part in row.get("components", ())}
    body = str(parts.get("BODY", {}).get("text", ""))
    wants = tuple(dict.fromkeys(_PLACE.findall(body)))
    header = str(parts.get("HEADER", {}).get("format", "")).upper()
    return Template(
        event,
        name,
        str(row.get("language", "")),
        str(row.get("status", "")),
        str(row.get("category", "")),
        body,
        wants,
        header == "DOCUMENT",
        _problem(parts, wants, header, names[event]),
    )


def _problem(parts: Mapping[str, Any], wants: Iterable[str], header: str, names: Sequence[str]) -> str | None:
    if any(place.isdigit() for place in wants):
        return "Its places are numbered: make it with named variables, such as {{customer}}."
    unknown = [place for place in wants if place not in names]
    if unknown:
        return f"RevOps has no {{{{{unknown[0]}}}}} for it: use {', '.join(f'{{{{{name}}}}}' for name in names)}."
    if header not in ("", "DOCUMENT") and (header != "TEXT" or _PLACE.search(str(parts["HEADER"].get("text", "")))):
        return "Its header can only be a document or a fixed text."
    buttons = parts.get("BUTTONS", {}).get("buttons", ())
    if any(_PLACE.search(str(button.get("url", ""))) for button in buttons):
        return "Its button has a place in the address, which RevOps does not fill in."
    return None


def choose(templates: Iterable[Template], event: str, language: str, *, has_paper: bool) -> Template | None:
    """Choose the template to send an event by: in the language or a country's form of it (``en_GB`` for ``en``).

    One that wants a paper is for messages with one; a message with a paper may go without.
    """
    found = [
        template
        for template in templates
        if template.event == event
        and template.is_usable
        and (template.language == language or template.language.startswith(f"{language}_"))
        and (has_paper or not template.wants_paper)
    ]
    # Of two, the one in the very language; of a message with a paper, the one that takes it along.
    return min(found, key=lambda one: (one.wants_paper != has_paper, one.language != language), default=None)


def content_of(template: Template, params: Mapping[str, str], paper: tuple[str, str] | None = None) -> dict[str, Any]:
    """Build what is sent by a template; ``paper`` is the id of a file at Meta and its name."""
    components: list[dict[str, Any]] = []
    if template.wants_paper and paper is not None:
        media_id, name = paper
        document = {"type": "document", "document": {"id": media_id, "filename": name}}
        components.append({"type": "header", "parameters": [document]})
    if template.wants:
        values = [
            {"type": "text", "parameter_name": name, "text": _BLANK.sub(" ", params.get(name, "")).strip() or _NOTHING}
            for name in template.wants
        ]
        components.append({"type": "body", "parameters": values})
    asked = {"name": template.name, "language": {"code": template.language}, "components": components}
    return {"type": "template", "template": asked}


def text_for_meta(text: str, thanks: str) -> str:
    """Write a wording as Meta wants it when a template is made: it may not end with a place, so it ends with thanks."""
    written = re.sub(r"\{(\w+)\}", r"{{\1}}", text)
    return f"{written}\n\n{thanks}" if written.endswith("}}") else written
