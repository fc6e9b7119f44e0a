"""The stored forms of billing settings and logos."""

import datetime as dt
from typing import Any, NotRequired, TypedDict

from bson import Binary


class VersionRow(TypedDict):
    """A version of the billing settings as it is stored: what it changes, and from which day on."""

    _id: str
    workshop_id: str
    effective_from: str
    recorded_at: dt.datetime
    recorded_by: str
    changes: dict[str, Any]


class LogoRow(TypedDict):
    """A logo as it is stored: the name of its file."""

    _id: str
    workshop_id: str
    logo_id: str
    file: str
    # The picture itself, as long as an older version may read it here.
    png: NotRequired[Binary]
