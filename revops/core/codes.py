"""Codes that a person types, pastes or reads out: of an invite, a reset, a recovery, an authenticator app."""

import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from revops.core.digits import plain_number

_MAX_CODE_LENGTH = 32
# Stands for a text without a letter or digit: it is no code, and refused like any wrong one.
_NO_CODE = "-"


def read_code(typed: str) -> str:
    """Read a code however it was typed or copied: in groups, with any dashes and invisible marks, in any digits."""
    return "".join(c for c in plain_number(typed).upper() if c.isalnum())


def _read(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if any(unicodedata.category(c) == "Cc" and not c.isspace() for c in value):
        raise PydanticCustomError("text", "contains characters that cannot be stored")
    return read_code(value) or (_NO_CODE if value.strip() else "")


def _read_optional(value: Any) -> Any:
    read = _read(value)
    return None if read == "" else read


# As they are compared. The bound is that of the code, not of what stood between its letters.
Code = Annotated[str, BeforeValidator(_read), Field(min_length=1, max_length=_MAX_CODE_LENGTH)]
OptionalCode = Annotated[Annotated[str, Field(max_length=_MAX_CODE_LENGTH)] | None, BeforeValidator(_read_optional)]
