"""What sign-up and sign-in take and give."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, EmailStr, Field, SecretStr, StringConstraints

from revops.access.passwords import MAX_LENGTH, MIN_LENGTH
from revops.access.permissions import Role
from revops.core.text import Line, OptionalLine

Email = Annotated[EmailStr, Field(max_length=254, examples=["owner@garage.example"])]
Name = Annotated[Line, Field(min_length=1, max_length=120, examples=["Anita Desai"])]
Phone = Annotated[Line, Field(min_length=4, max_length=32, examples=["+919876543210"])]
NewPassword = Annotated[SecretStr, Field(min_length=MIN_LENGTH, max_length=MAX_LENGTH, examples=["blue-lorry-42"])]
GivenPassword = Annotated[SecretStr, Field(min_length=1, max_length=MAX_LENGTH, examples=["blue-lorry-42"])]


class Registration(BaseModel):
    """A new owner, or a manager with the invite code of a workshop."""

    email: Email
    password: NewPassword
    name: Name
    phone: Phone
    role: Role
    invite_code: Annotated[OptionalLine, Field(max_length=32, examples=["K7WM3QXA"])] = None


class Login(BaseModel):
    """E-mail and password."""

    email: Annotated[str, StringConstraints(min_length=1, max_length=254), Field(examples=["owner@garage.example"])]
    password: GivenPassword


class PasswordChange(BaseModel):
    """The present password and the new one."""

    current_password: GivenPassword
    new_password: NewPassword


class UserOut(BaseModel):
    """A user, as the user sees it."""

    id: str
    email: str
    name: str
    role: Role
    workshop_id: str | None
    phone: str
    created_at: dt.datetime | None = None


class SignedIn(BaseModel):
    """A session."""

    token: str
    user: UserOut


class Done(BaseModel):
    """It was done."""

    message: Annotated[str, Field(examples=["Done"])]
