"""A witness as the owner's app is one, through HTTP: it keeps a seal and follows the chain from there."""

import base64
from dataclasses import dataclass

from tests.factories import Person, ok
from tests.trust.attacks.sealing import followed


@dataclass
class Witness:
    """Somebody who keeps a seal outside of the server."""

    owner: Person
    number: int = 0
    hash: str = "0" * 64

    async def look(self, limit: int = 2000) -> str:
        """Follow the chain from the seal that is kept to the last; keep that, and say what became of the books."""
        seal = ok(await self.owner.get("/api/verification/seal"))
        if seal["number"] < self.number:
            return "shorter"
        number, known = self.number, self.hash
        while number < seal["number"]:
            page = ok(await self.owner.get("/api/verification/leaves", after=number, limit=limit))
            leaves = base64.b64decode(page["leaves"])
            assert page["is_whole"]
            assert (page["after"], len(leaves)) == (number, 32 * page["count"])
            assert leaves
            wanted = min(page["count"], seal["number"] - number)
            for at in range(wanted):
                known = followed(known, leaves[32 * at : 32 * at + 32])
            number += wanted
        if known != seal["hash"]:
            return "rewritten"
        self.number, self.hash = number, known
        return "unchanged"

    async def look_or_fail(self) -> str:
        """Look; a server whose chain is of no form has no answer, which the app says."""
        try:
            return await self.look()
        except AssertionError:
            return "no answer"
