"""Photos of counts and of cars at the gate, as entries say they must be: of what, by whom, and the hash of each."""

from revops.core.time import millis
from revops.evidence.row import ABOUT, Of
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "photo of a count or of a car"
_SAME = ("of", "member_id", "bytes", "file")


def _added(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    values = {
        **{name: facts[name] for name in (*_SAME, "taken_at")},
        "about_id": entry[f"{ABOUT[Of(facts['of'])]}_id"],
        "added_by": entry["actor_id"],
        "added_at": millis(entry["at"]),
        "is_forgotten": False,
    }
    fields.become(_KIND, entry["evidence_id"], values)


def _forgotten(entry: Document, fields: Fields) -> None:
    for photo_id, file in entry["facts"]["photos"].items():
        there = {"is_forgotten": False, "file": file}
        fields.change(_KIND, photo_id, there, {"is_forgotten": True, "file": None})


TOLD = {
    EntryKind.EVIDENCE_ADDED.value: _added,
    EntryKind.EVIDENCE_FORGOTTEN.value: _forgotten,
}


async def compare_evidence(recount: Recount) -> None:
    """Compare photos of counts and of cars with what the journal says of them; that each file has its hash is checked
    elsewhere.
    """
    async for row in recount.find("evidence"):
        values = {
            **{name: row.get(name) for name in (*_SAME, "about_id", "added_by")},
            "taken_at": millis(row["taken_at"]),
            "added_at": millis(row["added_at"]),
            "is_forgotten": "forgotten_at" in row,
        }
        recount.fields.compare(_KIND, row["_id"], values)
