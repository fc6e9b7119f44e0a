"""Dependencies of the endpoints about accounts: the open resources, with or without counting who asks."""

from typing import Annotated

from fastapi import Depends, Request

from revops.access.caller import Services
from revops.deps import client_address, services_of


async def _services(request: Request) -> Services:
    return services_of(request)


async def _counted(request: Request) -> Services:
    services = services_of(request)
    await services.throttles.address(client_address(request))
    return services


# For whoever wants in: counted by address. A session is counted by its user, so looking who one is costs no attempts.
Counted = Annotated[Services, Depends(_counted)]
Held = Annotated[Services, Depends(_services)]
