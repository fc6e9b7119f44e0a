"""Sign-up and sign-in on the wire."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, SecretStr, StringConstraints

from revops.access.permissions import Permission, Role, Sees
from revops.core.codes import Code, OptionalCode
from revops.core.emails import Email, OptionalEmail
from revops.core.money import Currency
from revops.core.passphrases import MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, normal_secret
from revops.core.text import Identifier, Line, OptionalName
from revops.http.wire import GivenPassword


def _normal_password(value: Any) -> Any:
    return normal_secret(value) if isinstance(value, str) else value


Name = Annotated[Line, Field(min_length=1, max_length=120, examples=["Anita Desai"])]
Phone = Annotated[Line, Field(min_length=4, max_length=32, examples=["+919876543210"])]
NewPassword = Annotated[
    SecretStr,
    BeforeValidator(_normal_password),
    Field(min_length=MIN_PASSWORD_LENGTH, max_length=MAX_PASSWORD_LENGTH, examples=["blue-lorry-42"]),
]
# Of an authenticator app, or a longer one from paper.
InviteCode = Annotated[OptionalCode, Field(examples=["K7WM3QXA"])]
LoginCode = Annotated[OptionalCode, Field(examples=["492 039"])]
FactorCode = Annotated[Code, Field(examples=["492039"])]


# There is no garage yet, whose country it would be.
PhoneCountry = Annotated[
    Currency,
    Field(examples=["INR"], description="Of the country in which a phone number without a country code is read."),
]


class PhoneTyped(BaseModel):
    """A phone number as a visitor types it. Nothing is saved."""

    phone: Annotated[OptionalName, Field(examples=["98765 4321"])] = None
    currency: PhoneCountry = "INR"


class PhoneLook(BaseModel):
    """A warning about a phone number; null when nothing looks odd."""

    phone: str | None


class Registration(BaseModel):
    """A new owner, or a manager with the invite code of a workshop."""

    email: Email
    password: NewPassword
    name: Name
    phone: Phone
    role: Annotated[
        Literal["owner", "manager"],
        Field(description="`manager` is whoever has an invite code; the code says in which role it lets in."),
    ]
    invite_code: InviteCode = None
    currency: PhoneCountry = "INR"


class RegistrationState(BaseModel):
    """The people who can register now, beside managers, who always can with an invite code."""

    owner_can_register: bool


LoginEmail = Annotated[str, StringConstraints(min_length=1, max_length=254)]
LoginPhone = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Login(BaseModel):
    """E-mail or phone number, and password; and the code of the second factor when it is asked for."""

    email: Annotated[
        LoginEmail | None,
        Field(examples=["owner@garage.example"], description="This, or `phone`."),
    ] = None
    phone: Annotated[
        LoginPhone | None,
        Field(
            examples=["98765 43210"],
            description="In any way of writing; with its country code when it is not of one of the countries served."
            " Not heeded beside `email`, and good only for whoever is the only one with this number.",
        ),
    ] = None
    password: GivenPassword
    code: LoginCode = None
    invite_code: Annotated[InviteCode, Field(description="Lets back in whose access was ended.")] = None


class PasswordChange(BaseModel):
    """The current password and the new one."""

    current_password: GivenPassword
    new_password: NewPassword


class ProfileChange(BaseModel):
    """One's own name, phone and e-mail address, and the garage to work in. What is left out stays as it is."""

    name: Name | None = None
    phone: Phone | None = None
    email: OptionalEmail = None
    password: Annotated[
        GivenPassword | None, Field(description="The current one; needed for another e-mail address.")
    ] = None
    workshop_id: Annotated[
        Identifier | None, Field(description="Where requests without `X-Workshop` are meant from now on.")
    ] = None


class MembershipOut(BaseModel):
    """A garage that a user belongs to; ``id`` is the member, whom jobs and payments name."""

    id: str
    workshop_id: str
    workshop_name: Annotated[str, Field(examples=["Pro Auto Workshop"])]
    role: Role
    sees: Sees
    permissions: list[Permission]


class UserOut(BaseModel):
    """A user, as the user sees it: what is said of a role and of rights is so in the workshop that is worked in. Before
    there is one, ``role`` is of the account.
    """

    id: str
    email: str
    name: str
    role: Role
    workshop_id: str | None
    phone: str
    created_at: dt.datetime | None = None
    member_id: str | None
    sees: Sees | None
    permissions: list[Permission]
    memberships: list[MembershipOut]


class SignedIn(BaseModel):
    """A session. ``notice`` is there when whoever logs in should read something first."""

    token: str
    user: UserOut
    notice: str | None = None


_OR_EMAIL = "Instead of `email`, as at the log-in: of a number that several people have, nobody is meant."


class PasswordForgotten(BaseModel):
    """The e-mail address or the phone number of who cannot sign in."""

    email: Annotated[
        Annotated[str, StringConstraints(min_length=3, max_length=254)] | None,
        Field(examples=["owner@garage.example"], description="This, or `phone`."),
    ] = None
    phone: Annotated[LoginPhone | None, Field(examples=["98765 43210"], description=_OR_EMAIL)] = None


class PasswordReset(BaseModel):
    """A new password for who cannot sign in, with a code that was sent or handed out."""

    email: Annotated[LoginEmail | None, Field(examples=["owner@garage.example"], description="This, or `phone`.")] = (
        None
    )
    phone: Annotated[LoginPhone | None, Field(examples=["98765 43210"], description=_OR_EMAIL)] = None
    code: Annotated[Code, Field(examples=["K7WM3-QXA9T"])]
    new_password: NewPassword


# What a second step is.
Way = Literal["app", "passkey"]
LinkToken = Annotated[str, Field(min_length=1, max_length=128, examples=["Zk3v9QmT0aLr8yBw5uXc2eNs7dGh1jKp"])]


class PasswordLinkToken(BaseModel):
    """The secret of a link, which stands after its ``#``."""

    token: LinkToken


class PasswordLinkOwner(BaseModel):
    """The member whose link it is, and what he logs in with."""

    name: str
    login: str
    workshop_name: str


class PasswordByLink(BaseModel):
    """A new password, with the secret of a link."""

    token: LinkToken
    new_password: NewPassword


class PasswordSet(BaseModel):
    """The answer of a password that was set: the name to log in with."""

    message: Annotated[str, Field(examples=["Password set"])]
    login: str


class SecondFactorStart(BaseModel):
    """The current password, asked for again."""

    password: GivenPassword


class SecondFactorConfirm(BaseModel):
    """The first code of the app."""

    code: FactorCode


class SecondFactorOff(BaseModel):
    """Both factors. The code may be a recovery code."""

    password: GivenPassword
    code: FactorCode


class SecondFactorState(BaseModel):
    """The state of the second factor."""

    is_on: bool
    by: Annotated[Way | None, Field(description="What is asked for beside the password.")]
    turned_on_at: dt.datetime | None
    recovery_codes_left: int


class SecondFactorKey(BaseModel):
    """The key for an authenticator app: to be typed, as an address, and as the picture of that address (SVG)."""

    secret: Annotated[str, Field(examples=["JBSWY3DPEHPK3PXP"])]
    uri: str
    qr: str


class SecondFactorTurnedOn(SignedIn):
    """The session that goes on, and the recovery codes, which are shown this once."""

    recovery_codes: Annotated[list[str], Field(examples=[["K7WM3-QXA9T"]])]
