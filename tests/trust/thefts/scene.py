"""A garage in which somebody steals, and what its owner sees of it."""

from typing import Any

from revops.core.time import now
from revops.digest.content import read_digest
from revops.exceptions.rounds import Finder
from tests.custody.making import looked
from tests.exceptions.asking import Asked
from tests.factories import Garage, ok


class Scene:
    """The garage, and the owner's screens after what was done in it."""

    def __init__(self, garage: Garage, asked: Asked) -> None:
        self.garage = garage
        self.manager = garage.manager
        self.owner = garage.owner
        self._asked = asked

    async def evening(self, *finders: Finder) -> None:
        """Have the server look by the clock."""
        services = self._asked.app.state.services
        await looked(services.db, self.garage.id)
        services.workshops.drop(self.garage.id)
        workshop = await services.workshop(self.garage.id)
        for find in finders:
            await find(services, workshop, now())

    async def questions(self) -> list[dict[str, Any]]:
        """Read what the owner is asked, as his app does, once the books are followed."""
        await self._asked.follow(self.garage)
        listed: list[dict[str, Any]] = ok(await self.owner.get("/api/exceptions", limit=100))
        return listed

    async def names(self, kind: str, amount: float | None, **facts: Any) -> dict[str, Any]:
        """Assert that the owner is asked about it: once, of the manager, with the right sum; and that Today and the
        digest say so.
        """
        question = await self.asks(kind)
        assert question["amount"] == amount
        assert {name: question["facts"].get(name) for name in facts} == facts
        # The thief is not told, and cannot answer for the owner.
        assert (await self.manager.get("/api/exceptions")).status_code == 403
        answer = {"verdict": "fine", "reason": "All is well"}
        path = f"/api/exceptions/{question['id']}/answer"
        assert (await self.manager.post(path, answer)).status_code == 403
        return question

    async def asks(self, kind: str) -> dict[str, Any]:
        """Return the only question of a kind, of the manager, where its sum is not what matters."""
        (question,) = await self.asks_all(kind)
        assert question["member_id"] == self.manager.id
        return question

    async def asks_all(self, kind: str) -> list[dict[str, Any]]:
        """Return the questions of a kind, whoever they are of, which Today and the digest have, too."""
        found = [question for question in await self.questions() if question["kind"] == kind]
        assert found
        today = ok(await self.owner.get("/api/today"))
        counts = {action["kind"]: action["count"] for action in today["actions"]}
        assert counts["questions"] >= len(found)
        assert (await self._counted_in_digest())[kind] == len(found)
        return found

    async def _counted_in_digest(self) -> dict[str, int]:
        """Count what the evening's digest would name if it were written now, by kind."""
        services = self._asked.app.state.services
        workshop = await services.workshop(self.garage.id)
        digest = await read_digest(self._asked.db, workshop, now())
        return digest["exceptions"]

    async def names_nothing(self) -> None:
        """Assert that the owner is asked about nothing."""
        assert await self.questions() == []
