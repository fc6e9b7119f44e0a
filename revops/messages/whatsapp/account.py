"""The host's account at Meta: one number, from which all garages of the host send."""

import hashlib
from dataclasses import dataclass, field

from revops.settings import Settings


@dataclass(frozen=True, slots=True)
class Account:
    """The ids and keys that Meta gives whoever sets up a number, and the word that was agreed with it."""

    url: str
    version: str
    phone_number_id: str
    business_account_id: str
    token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """A name for the account with its token: with another token it is another."""
        return hashlib.sha256(f"{self.phone_number_id}:{self.token}".encode()).hexdigest()[:16]


def account_of(settings: Settings) -> Account | None:
    """Read the account from the settings; None where WhatsApp is not set up."""
    if settings.whatsapp_phone_number_id is None:
        return None
    assert settings.whatsapp_business_account_id is not None, "the settings ask for all of it"
    assert settings.whatsapp_token is not None
    assert settings.whatsapp_app_secret is not None
    assert settings.whatsapp_verify_token is not None
    return Account(
        settings.whatsapp_url.rstrip("/"),
        settings.whatsapp_api_version,
        settings.whatsapp_phone_number_id,
        settings.whatsapp_business_account_id,
        settings.whatsapp_token.get_secret_value(),
        settings.whatsapp_app_secret.get_secret_value(),
        settings.whatsapp_verify_token.get_secret_value(),
    )
