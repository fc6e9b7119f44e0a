"""Says what is wrong with a setting, in a sentence for whoever runs the server."""

from typing import Any

from pydantic import ValidationError

from revops.settings import Settings


def in_words(error: ValidationError) -> list[str]:
    """Say what is wrong with each setting that was refused; a value is never said, as it may be a secret."""
    return [_sentence(problem) for problem in error.errors(include_url=False, include_input=False)]


def _sentence(problem: Any) -> str:
    if not problem["loc"]:  # of several together, which their own check says
        return _own_words(problem)
    field = str(problem["loc"][0]).lower().removeprefix("revops_")
    return f"{variable_of(field)} {_wrong(problem, field)}"


def _own_words(problem: Any) -> str:
    return str(problem["msg"]).removeprefix("Value error, ")


def variable_of(field: str) -> str:
    """Name a setting as the environment does."""
    return field.upper() if field in {"mongo_url", "db_name"} else f"REVOPS_{field.upper()}"


def _wrong(problem: Any, field: str) -> str:
    limits = problem.get("ctx") or {}
    match problem["type"]:
        case "int_parsing" | "int_from_float" | "int_parsing_size":
            return "must be a whole number."
        case "float_parsing" | "finite_number":
            return "must be a number."
        case "bool_parsing":
            return "must be true or false."
        case "literal_error":
            return f"must be one of: {str(limits['expected']).replace(chr(39), '')}."
        case "greater_than_equal":
            return f"must be at least {limits['ge']:g}."
        case "greater_than":
            return f"must be more than {limits['gt']:g}."
        case "less_than_equal":
            return f"can be at most {limits['le']:g}."
        case "string_too_long":
            return f"can have at most {limits['max_length']} characters."
        case "string_pattern_mismatch":
            return f"cannot be written like this. Write it like {example_of(field)}"
        case "path_type":
            return "must be the path of a file or a folder."
        case "value_error":
            return f"{_own_words(problem)}."
        case _:
            return "cannot be read. Please check it."


def example_of(field: str) -> str:
    """Return an example of a setting that has a certain form."""
    described: dict[str, Any] = Settings.model_json_schema(by_alias=False)["properties"][field]
    forms = [described, *described.get("anyOf", [])]
    return str(next(form["examples"][0] for form in forms if "examples" in form))
