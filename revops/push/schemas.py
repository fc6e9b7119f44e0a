"""Notifications on the wire."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.access.announcements import Pushed
from revops.http.wire import Done
from revops.push.gateway import MAX_ENDPOINT

Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["21:00"])]
_Key = Annotated[str, Field(min_length=16, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]


class KeysIn(BaseModel):
    """The keys by which a browser reads what it is sent."""

    p256dh: Annotated[
        _Key,
        Field(
            # pragma: allowlist nextline secret
            examples=["BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"]
        ),
    ]
    auth: Annotated[_Key, Field(examples=["BTBZMqHH6r4Tts7J_aSIgg"])]


class SubscriptionIn(BaseModel):
    """A subscription as the browser gives it."""

    endpoint: Annotated[
        str, Field(min_length=10, max_length=MAX_ENDPOINT, examples=["https://push.example.net/wpush/v2/gAAAAA"])
    ]
    keys: KeysIn


class SubscriptionKept(Done):
    """The device gets notifications."""

    device_id: str


class DeviceOut(BaseModel):
    """A device that gets notifications of its user."""

    id: str
    name: Annotated[str, Field(examples=["Chrome on Android"])]
    is_this_session: bool
    created_at: dt.datetime
    pushed_at: Annotated[dt.datetime | None, Field(description="When the last notification went out.")]
    problem: Annotated[str | None, Field(description="Why the last one did not, in a sentence.")]


class PushOut(BaseModel):
    """The notifications of whoever asks, in the garage here."""

    public_key: Annotated[
        str | None, Field(description="What a browser subscribes to (VAPID); null where this server notifies nobody.")
    ]
    events: Annotated[dict[Pushed, bool], Field(description="What the caller may be notified of, and whether he is.")]
    shows_amounts: bool
    quiet_from: Time
    quiet_until: Time
    devices: list[DeviceOut]


class PushUpdate(BaseModel):
    """Fields left out stay as they are."""

    events: dict[Pushed, bool] | None = None
    shows_amounts: bool | None = None
    quiet_from: Time | None = None
    quiet_until: Time | None = None
