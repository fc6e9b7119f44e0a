"""What an operator sets for WhatsApp: all of it or none, and the token goes nowhere but by https."""

from typing import Any

import pytest
from pydantic import ValidationError

from revops.messages.whatsapp.account import account_of
from revops.settings import Settings

ALL: dict[str, Any] = {
    "whatsapp_phone_number_id": "106540352242922",
    "whatsapp_business_account_id": "102290129340398",
    "whatsapp_token": "EAAG-token",
    "whatsapp_app_secret": "app-secret",
    "whatsapp_verify_token": "verify",
}


def test_all_of_it_or_none() -> None:
    assert account_of(Settings(_env_file=None)) is None
    account = account_of(Settings(_env_file=None, **ALL))
    assert account is not None
    assert (account.url, account.version) == ("https://graph.facebook.com", "v23.0")
    # No secret stands in a log by accident.
    assert not [secret for secret in ("EAAG-token", "app-secret", "verify'") if secret in repr(account)]
    for name in ALL:
        with pytest.raises(ValidationError, match=f"set up by half: REVOPS_{name.upper()} missing"):
            Settings(_env_file=None, **{key: value for key, value in ALL.items() if key != name})


def test_the_token_goes_by_https_or_stays_on_this_machine() -> None:
    for url in ("https://graph.example", "http://127.0.0.1:8080", "http://localhost/"):
        Settings(_env_file=None, whatsapp_url=url)
    for url in (
        "http://graph.facebook.com",
        "http://localhost.example",
        "https://a@b.example",
        "https://x/y",
        "ftp://x",
    ):
        with pytest.raises(ValidationError):
            Settings(_env_file=None, whatsapp_url=url)
