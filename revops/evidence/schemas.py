"""Photos of counts and of cars at the gate as the wire takes and shows them."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.text import Identifier
from revops.core.written_time import Instant
from revops.evidence.row import Of
from revops.http.query import QueryModel


class CountPhotographed(StrEnum):
    """The kinds of counts: of a hand-over, one that was asked for, of the beginning and the end of a day."""

    HAND_OVER = Of.HAND_OVER.value
    COUNT = Of.COUNT.value
    DAY = Of.DAY.value


class TakenQuery(QueryModel):
    """The words that go with a photo, which is the body."""

    taken_at: Annotated[Instant | None, Field(description="When the phone took it.")] = None


class CashPhotosQuery(QueryModel):
    """The counts whose photos are asked for: hand-overs, days, and counts that were asked for."""

    about: Annotated[
        list[Identifier], Field(default_factory=list, max_length=50, description="Ids of counts; again for another.")
    ]


class EvidenceOut(BaseModel):
    """A photo of a count, or of a car at the gate. Nobody changes it, and nobody deletes it."""

    id: str
    about_id: Annotated[str, Field(description="The count, or the sighting.")]
    taken_at: Annotated[dt.datetime, Field(description="By the phone's clock.")]
    added_at: Annotated[dt.datetime, Field(description="When it came, by the server's.")]
    added_by_name: str | None


class EvidenceAdded(BaseModel):
    """A photo that was sent; sent again, it is there once."""

    message: Annotated[str, Field(examples=["Photo added"])]
    photo: EvidenceOut
