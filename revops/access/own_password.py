"""The password asked for again in a session, with a count of its own: strangers who fail to log in use up nothing."""

from pydantic import SecretStr

from revops.access import users
from revops.access.caller import Services
from revops.access.errors import WrongPassword
from revops.access.passwords import check_password
from revops.core.errors import InvalidFields
from revops.mongo.client import Document


def wrong_password(field: str) -> InvalidFields:
    """Build the failure for a current password that is asked for again and wrong."""
    return WrongPassword({field: "This is not your current password."})


async def require_password(
    services: Services,
    user_id: str,
    session_id: str | None,
    password: SecretStr,
    field: str = "password",
    *,
    is_all: bool = True,
) -> Document:
    """Return the user, whose password this is. Raises InvalidFields naming ``field``, TooManyRequests.

    The attempt is given back when the password ``is_all`` that is asked for.
    """
    await services.throttles.own_password(session_id or user_id)
    user = await users.by_id(services.db, user_id)
    assert user is not None
    fits, _ = await check_password(password.get_secret_value(), user["password_hash"])
    if not fits:
        raise wrong_password(field)
    if is_all:
        await services.throttles.own_password_fits(session_id or user_id)
    return user
