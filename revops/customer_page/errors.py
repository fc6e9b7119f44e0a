"""Refusals of the customer's pages and of what stands in their addresses."""

from revops.core.errors import Conflict


class TooManyWords(Exception):
    """The owner has had as many words about the job as there may be. The page says so itself."""


class NameTaken(Conflict):
    """Another garage has, or had, this name in the address of its poster."""

    code = "name_taken"


class TooManyNames(Conflict):
    """The garage has had as many names as there may be."""

    code = "too_many_names"
