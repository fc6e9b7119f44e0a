"""Refusals of exceptions. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class AlreadyAnswered(Conflict):
    """The question was answered otherwise."""

    code = "already_answered"


class NoQuestionAnyMore(Conflict):
    """The reason of the question is gone."""

    code = "no_question_any_more"
