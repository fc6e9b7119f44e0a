"""E-mail addresses that people type."""

from typing import Annotated, Any

import email_validator
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

# Whether mail can be sent there does not matter here, so .local and .test are fine.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


def _email(value: str) -> str:
    try:
        return email_validator.validate_email(value.strip(), check_deliverability=False).normalized
    except email_validator.EmailNotValidError:
        raise PydanticCustomError("text", "does not look like an e-mail address") from None


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


Email = Annotated[
    str,
    AfterValidator(_email),
    Field(max_length=254, examples=["owner@garage.example"], json_schema_extra={"format": "email"}),
]
OptionalEmail = Annotated[Email | None, BeforeValidator(_blank_is_none)]
