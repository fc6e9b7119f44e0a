"""Passkeys on the wire. What a browser gives and takes is in the JSON of WebAuthn, with its own names."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, Field

from revops.auth.schemas import LoginCode, Way
from revops.core.text import Line
from revops.http.wire import GivenPassword

_B64 = r"^[A-Za-z0-9_-]+$"
# An id has 1,023 bytes at most; the others are bounded so that no more is read than any device sends.
CredentialId = Annotated[str, Field(min_length=1, max_length=1364, pattern=_B64, examples=["kJzn9aVbS3mU0wq7Yc1e2g"])]
_ClientData = Annotated[
    str, Field(min_length=1, max_length=4096, pattern=_B64, alias="clientDataJSON", examples=["eyJ0eXBlIjoi"])
]
Name = Annotated[Line, Field(min_length=1, max_length=60, examples=["Chrome on Android"])]


class MadeResponse(BaseModel):
    """The answer of a device that made a passkey."""

    client_data: _ClientData
    attestation: Annotated[
        str, Field(min_length=1, max_length=24_000, pattern=_B64, alias="attestationObject", examples=["o2NmbXRkbm9u"])
    ]


class MadePasskey(BaseModel):
    """A passkey that was made (`RegistrationResponseJSON`)."""

    id: CredentialId
    response: MadeResponse


class ShownResponse(BaseModel):
    """The answer of a device that showed a passkey."""

    client_data: _ClientData
    authenticator_data: Annotated[
        str,
        Field(min_length=1, max_length=4096, pattern=_B64, alias="authenticatorData", examples=["SZYN5YgOjGh0NBcP"]),
    ]
    signature: Annotated[str, Field(min_length=1, max_length=4096, pattern=_B64, examples=["MEUCIQDx"])]
    user_handle: Annotated[
        str | None, Field(max_length=128, pattern=_B64, alias="userHandle", examples=["MDE5MzQ1Njc"])
    ] = None


class ShownPasskey(BaseModel):
    """A passkey that was shown (`AuthenticationResponseJSON`)."""

    id: CredentialId
    response: ShownResponse


class PasskeyLogin(BaseModel):
    """A passkey, shown to log in."""

    credential: ShownPasskey


class Proof(BaseModel):
    """Shows anew who asks: the password; where two-step login is on, a code or a passkey too."""

    password: GivenPassword
    code: LoginCode = None
    passkey: ShownPasskey | None = None


class NewPasskey(BaseModel):
    """A passkey that was made, and how its user calls it."""

    name: Name
    credential: MadePasskey


class PasskeyRename(BaseModel):
    """Another name for a passkey."""

    name: Name


class PasskeyOptions(BaseModel):
    """The question to the browser, as `PublicKeyCredential.parseCreationOptionsFromJSON` and
    `parseRequestOptionsFromJSON` take it. Good for one answer within five minutes.
    """

    options: dict[str, Any]


class Passkey(BaseModel):
    """A passkey. ``host`` is where it works."""

    id: str
    name: str
    host: str
    device: str | None
    created_at: dt.datetime
    used_at: dt.datetime | None


class Passkeys(BaseModel):
    """One's passkeys, the newest first. ``second_step`` is what is asked for beside the password: with `passkey` the
    password alone lets in no more; a passkey does, and the password with a recovery code. ``address`` is where passkeys
    are made and work, ``this_device`` a name for what one is at now.
    """

    passkeys: list[Passkey]
    second_step: Way | None
    recovery_codes_left: int
    address: Annotated[str, Field(examples=["https://garage.example"])]
    this_device: str | None
