"""The cookies of somebody who has signed in."""

from fastapi import Request

from revops.access.caller import Services
from revops.access.devices import REMEMBERED_FOR
from revops.deps import COOKIE, CUSTOMER_PAGES, DEVICE_COOKIE, WORKS_HERE_COOKIE
from revops.http.responses import Json
from revops.mongo.client import Document

# Only there is a device asked for.
_DEVICE_PATH = "/api/auth"


def with_cookie(request: Request, services: Services, answer: Document) -> Json:
    """Answer with the token in the body, for programs, and in a cookie that no script can read, for the web app."""
    response = Json(answer)
    secure = services.settings.secure_cookies or request.url.scheme == "https"
    response.set_cookie(
        COOKIE,
        answer["token"],
        max_age=int(services.tokens.lifetime.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=secure,
        path="/",
    )
    response.set_cookie(
        DEVICE_COOKIE,
        services.devices.remember(request.cookies.get(DEVICE_COOKIE), answer["user"]["id"]),
        max_age=int(REMEMBERED_FOR.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=secure,
        path=_DEVICE_PATH,
    )
    response.set_cookie(
        WORKS_HERE_COOKIE,
        "1",
        max_age=int(REMEMBERED_FOR.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=secure,
        path=CUSTOMER_PAGES,
    )
    return response
