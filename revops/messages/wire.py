"""Messages as the wire shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.messages.row import RETRIED, MessageRow
from revops.messages.settings import MessageSettings
from revops.messages.wording import EVENTS, LANGUAGES, PLACEHOLDERS
from revops.mongo.client import Document

_SAME = ("channel", "event", "state", "to", "language", "subject", "text", "error", "job_id", "created_at", "due_at",
         "reached", "attempts")  # fmt: skip


async def messages_out(caller: Caller, rows: Sequence[MessageRow]) -> list[Document]:
    """Build messages with the names of those who sent them by hand."""
    names = await caller.services.names({row["made_by"] for row in rows if row["made_by"] is not None})
    return [_message_out(row, names) for row in rows]


def _message_out(row: Mapping[str, Any], names: Mapping[str, str]) -> Document:
    params = row["params"] or {}
    return {
        "id": row["_id"],
        **{name: row[name] for name in _SAME},
        "job_number": params.get("job"),
        "customer_name": params.get("customer"),
        "vehicle_number": params.get("vehicle"),
        "has_paper": "document" in row["about"],
        "made_by_name": names.get(row["made_by"]) if row["made_by"] is not None else None,
        "may_retry": row["state"] in RETRIED and row["to"] is not None,
    }


def templates_out(settings: MessageSettings) -> list[Document]:
    """Build the words of all events."""
    return [
        {
            "event": event,
            "placeholders": list(PLACEHOLDERS[event]),
            "wordings": {
                language: {
                    "subject": settings.wording(event, language).subject,
                    "text": settings.wording(event, language).text,
                    "is_own": language in settings.wordings.get(event, {}),
                }
                for language in LANGUAGES
            },
        }
        for event in EVENTS
    ]
