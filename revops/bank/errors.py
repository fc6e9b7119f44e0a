"""Refusals of bank statements and matches. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class LayoutUnknown(Conflict):
    """Nobody has said yet what the columns of such a statement are."""

    code = "layout_unknown"
    is_question = True


class WhichAccount(Conflict):
    """It is not clear which account the statement is of."""

    code = "which_account"
    is_question = True


class StatementsDiffer(Conflict):
    """The statement says something else about days that were read before."""

    code = "statements_differ"


class BeingRead(Conflict):
    """Another statement of the account is being read."""

    code = "being_read"


class MatchesChanged(Conflict):
    """The matches are not those that were shown."""

    code = "matches_changed"


class NotOpen(Conflict):
    """The row, or one of the payments, is matched already or counts no longer."""

    code = "not_open"
