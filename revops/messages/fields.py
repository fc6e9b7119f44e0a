"""Events that messages are sent about, beside the garage and in its settings, of which the journal has the hash."""

from revops.journal.recount import Recount


async def compare_announced(recount: Recount) -> None:
    """Check that requests are told of the events that the garage's settings name."""
    mine, session = {"_id": recount.workshop_id}, recount.session
    settings = await recount.db.collection("message_settings").find_one(mine, {"events": 1}, session=session)
    workshop = await recount.db.collection("workshops").find_one(mine, {"announced": 1}, session=session)
    if (workshop or {}).get("announced", []) != (settings or {}).get("events", []):
        said = "the events that messages are sent about are not those of its settings"
        recount.report.found(f"workshop {recount.workshop_id}: {said}")
