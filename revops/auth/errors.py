"""Refusals when signing up, in and out. ``core.errors`` says what each status means."""

from revops.core.errors import BadRequest, Conflict, InvalidFields, NotAllowed, NotSignedIn


class RegistrationClosed(NotAllowed):
    """New garages cannot register on this server."""

    code = "registration_closed"


class WrongResetCode(BadRequest):
    """The code for a new password is wrong, used, or too old."""

    code = "wrong_reset_code"


class WrongLink(BadRequest):
    """The link for a password was used, replaced or revoked, or is too old."""

    code = "wrong_link"


class LinkNotForThis(Conflict):
    """Whose login this is sets the password alone."""

    code = "link_not_for_this"


class NoEmailHere(Conflict):
    """This server sends no e-mail."""

    code = "no_email_here"


class SecondFactorStopped(NotAllowed):
    """So many wrong codes were tried that the app's are not taken any more."""

    code = "second_factor_stopped"


class SecondFactorIsOn(Conflict):
    """Two-step login is on already."""

    code = "second_factor_on"


class SecondFactorNotStarted(Conflict):
    """There is no key that a first code could confirm."""

    code = "second_factor_not_started"


class WrongCode(InvalidFields):
    """The code of the app is wrong, or was used."""

    code = "wrong_code"


class SecondFactorIsOff(Conflict):
    """Two-step login is off already."""

    code = "second_factor_off"


class WrongCredentials(NotSignedIn):
    """There is no account with this e-mail address and password."""

    code = "wrong_credentials"


class SecondFactorRequired(NotSignedIn):
    """The password is right, and a code is needed beside it."""

    code = "second_factor_required"


class WrongLoginCode(NotSignedIn):
    """The code typed at login is wrong, or was used."""

    code = "wrong_code"


class InviteCodeRequired(BadRequest):
    """A manager comes in by a code of the owner's only."""

    code = "invite_code_required"


class ManagerRemoved(NotAllowed):
    """The owner has ended the access."""

    code = "manager_removed"


class WrongPasskey(InvalidFields):
    """The passkey that was shown to confirm something, or to be added, is not taken."""

    code = "wrong_passkey"


class WrongLoginPasskey(NotSignedIn):
    """The passkey that was shown to log in is not taken."""

    code = "wrong_passkey"


class PasskeyKnown(Conflict):
    """This passkey is in use already."""

    code = "passkey_known"


class TooManyPasskeys(Conflict):
    """So many passkeys are more than somebody has devices."""

    code = "too_many_passkeys"


class PasskeyNeeded(Conflict):
    """The second step is by passkey, so there must be one."""

    code = "passkey_needed"
