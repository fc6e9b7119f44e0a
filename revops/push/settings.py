"""The settings of notifications: each member's own, in each garage."""

from dataclasses import asdict, dataclass

from revops.access.announcements import Pushed
from revops.access.members import Membership
from revops.core.quiet_hours import QuietHours
from revops.mongo.client import Database
from revops.mongo.scoped import Scoped, TenantScope


@dataclass(frozen=True, slots=True)
class PushSettings:
    """The settings of a member."""

    # What is not wanted: what comes later is told until somebody turns it off.
    off: tuple[str, ...] = ()
    # A screen that is locked shows amounts, or only that there is something.
    shows_amounts: bool = True
    # Minutes of the day, by the garage's clock; the same twice: none.
    quiet_from_minute: int = 21 * 60
    quiet_until_minute: int = 8 * 60

    def wants(self, event: Pushed) -> bool:
        """Say whether the member is notified of an event."""
        return event.value not in self.off

    @property
    def quiet_hours(self) -> QuietHours:
        """The hours in which nothing is pushed."""
        return QuietHours(self.quiet_from_minute, self.quiet_until_minute)


_NAMES = ("shows_amounts", "quiet_from_minute", "quiet_until_minute")


async def settings_of(db: Database, member: Membership) -> PushSettings:
    """Read the settings of a member."""
    stored = await Scoped(db, "push_settings", TenantScope(member.workshop_id)).find_one({"_id": member.id})
    if stored is None:
        return PushSettings()
    return PushSettings(tuple(stored["off"]), **{name: stored[name] for name in _NAMES})


async def keep(db: Database, member: Membership, settings: PushSettings) -> None:
    """Keep the settings of a member."""
    stored = {"workshop_id": member.workshop_id, **asdict(settings)}
    await db.collection("push_settings").replace_one({"_id": member.id}, stored, upsert=True)
