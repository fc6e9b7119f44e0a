"""Fields of service reminders, as entries say they must be."""

from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "service reminder"
_SAID = ("due_on", "due_km", "vehicle_id", "state")


def _set(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    fields.become(_KIND, entry["service_reminder_id"], {name: facts[name] for name in _SAID})


def _answered(entry: Document, fields: Fields) -> None:
    before, after = entry["changes"]["reminder"]
    fields.change(_KIND, entry["service_reminder_id"], {"state": before}, {"state": after})


TOLD = {
    EntryKind.SERVICE_REMINDER_SET.value: _set,
    EntryKind.SERVICE_REMINDER_ANSWERED.value: _answered,
}


async def compare_reminders(recount: Recount) -> None:
    """Compare what is stored of reminders."""
    async for row in recount.find("service_reminders", *_SAID):
        recount.fields.compare(_KIND, row["_id"], {name: row[name] for name in _SAID})
