"""Wire shapes that several rooms share: answers, decisions on money, and the password that confirms one."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, SecretStr
from pydantic_core import PydanticKnownError

from revops.core.passphrases import MAX_PASSWORD_LENGTH, normal_secret
from revops.core.text import Line

PaymentMethod = Literal["cash", "upi", "card", "bank_transfer"]
Verdict = Literal["pending", "confirmed", "rejected"]


def _given_password(value: Any) -> Any:
    if isinstance(value, str) and len(normal_secret(value)) > MAX_PASSWORD_LENGTH:
        raise PydanticKnownError("string_too_long", {"max_length": MAX_PASSWORD_LENGTH})
    return value


# As typed, because an older hash may be of that; its length is that of the normal form.
GivenPassword = Annotated[
    SecretStr,
    BeforeValidator(_given_password),
    Field(min_length=1, examples=["blue-lorry-42"], json_schema_extra={"maxLength": MAX_PASSWORD_LENGTH}),
]


class Done(BaseModel):
    """It was done."""

    message: Annotated[str, Field(examples=["Done"])]


class Created(BaseModel):
    """Something was recorded."""

    id: str
    message: Annotated[str, Field(examples=["Recorded"])]


class Confirmation(BaseModel):
    """The password, which a workshop may ask for above a sum."""

    password: GivenPassword | None = None


class Cancellation(BaseModel):
    """Why it is taken back."""

    reason: Annotated[Line, Field(min_length=1, max_length=500, examples=["Wrong amount"])]


class Rejection(BaseModel):
    """Why the owner does not accept it."""

    reason: Annotated[Line, Field(min_length=1, max_length=500, examples=["No such transfer on the bank statement"])]


# Of one member, and of how many together.
HeldAmount = Annotated[
    float | None,
    Field(
        description="Cash in hand by the books; null while a hand-over waits to be counted by somebody who must not"
        " know it."
    ),
]
CashBeingCounted = Annotated[
    int, Field(description="Of how many members the cash is left out, for a hand-over of theirs waits to be counted.")
]
