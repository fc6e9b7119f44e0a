"""WhatsApp as the settings page shows it: the number, its limit, and the templates by event."""

import asyncio
from typing import Any

from revops.access.caller import Caller
from revops.messages.channels import whatsapp_of
from revops.messages.replies.news import read_heard_at
from revops.messages.whatsapp.graph import NotReached, Number, PerhapsTaken, RefusedByMeta
from revops.messages.whatsapp.reach import TIERS
from revops.messages.whatsapp.templates import Template, template_name, text_for_meta
from revops.messages.wording import DIGEST, LANGUAGES, OF_DIGEST_FOR_META, SHIPPED, TO_GARAGE, shipped
from revops.mongo.client import Document

# Whoever looks at the page holds a turn of the server meanwhile.
_MAX_SECONDS = 8
_THANKS = {"en": "Thank you.", "hi": "धन्यवाद।", "mr": "धन्यवाद.", "ar": "شكراً لك."}
_MISSING = "MISSING"


async def read_whatsapp(caller: Caller) -> Document:
    """Read what Meta says of the account, or why it does not."""
    whatsapp = whatsapp_of(caller.services)
    if whatsapp is None:
        return {"is_set_up": False, "problem": None, "number": None, "heard_at": None, "templates": []}
    number: Number | None = None
    templates: list[Template] = []
    problem = None
    try:
        async with asyncio.timeout(_MAX_SECONDS):
            number = await whatsapp.number()
            templates = await whatsapp.templates()
    except (RefusedByMeta, NotReached, PerhapsTaken) as error:
        problem = str(error)
    except TimeoutError:
        problem = "Meta did not answer in time. Try again in a minute."
    return {
        "is_set_up": True,
        "problem": problem,
        "number": _number_out(number) if number is not None else None,
        "heard_at": await read_heard_at(caller.db),
        "templates": [
            row
            for event in SHIPPED["en"]
            if event not in TO_GARAGE
            for language in LANGUAGES
            for row in _rows(templates, str(event), language)
        ]
        + _rows(templates, DIGEST, "en"),
    }


def _number_out(number: Number) -> Document:
    return {
        "shown": number.shown,
        "name": number.name,
        "quality": number.quality,
        "customers_a_day": TIERS.get(number.tier or ""),
    }


def _rows(templates: list[Template], event: str, language: str) -> list[dict[str, Any]]:
    """Build the rows of an event in a language: those at Meta, or the one that is to be made."""
    found = [
        template
        for template in templates
        if template.event == event and template.language.partition("_")[0] == language
    ]
    made = [
        {
            "event": event,
            "language": template.language,
            "name": template.name,
            "status": template.status,
            "is_usable": template.is_usable,
            "problem": template.problem,
            "wants": list(template.wants),
            "with_paper": template.wants_paper,
            "text": template.body,
        }
        for template in found
    ]
    if made:
        return made
    of_language = next(name for name in LANGUAGES if name == language)
    words = OF_DIGEST_FOR_META if event == DIGEST else shipped(event, of_language).text
    return [
        {
            "event": event,
            "language": language,
            "name": template_name(event),
            "status": _MISSING,
            "is_usable": False,
            "problem": None,
            "wants": [],
            "with_paper": False,
            "text": text_for_meta(words, _THANKS[language]),
        }
    ]
