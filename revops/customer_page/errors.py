"""Why a word is not taken: the page says so itself, so it is no refusal of an endpoint."""


class TooManyWords(Exception):
    """The owner has had as many words about the job as there may be."""
