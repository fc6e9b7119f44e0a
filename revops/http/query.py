"""Query strings read straight into a pydantic model: one validation instead of one per parameter, documented alike."""

from functools import lru_cache
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from revops.core.written_time import Day

Q = TypeVar("Q", bound="QueryModel")


FromDay = Annotated[
    Day | None,
    Field(alias="from", description="First day, in the workshop's time zone.", examples=["2026-11-01"]),
]
ToDay = Annotated[
    Day | None,
    Field(alias="to", description="Last day, in the workshop's time zone.", examples=["2026-11-30"]),
]


class QueryModel(BaseModel):
    """The parameters of a query string. Parameters that are not known, or empty, are ignored."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class PageQuery(QueryModel):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=200, description="Rows in the answer.")] = 50
    cursor: Annotated[
        str | None, Field(max_length=400, description="From the `Link` header of the page before; opaque.")
    ] = None


def QueryOf(model: type[Q]) -> Any:  # noqa: N802  (reads as a type in signatures)
    """Return the dependency that reads the query string into ``model``. Refusals name the parameter."""
    lists = {field.alias or name for name, field in model.model_fields.items() if "list[" in str(field.annotation)}
    defaults = model()

    def read(request: Request) -> Q:
        if not request.scope["query_string"]:
            return defaults
        given: dict[str, Any] = {}
        for name, value in request.query_params.multi_items():
            if value == "":
                continue
            if name in lists:
                given.setdefault(name, []).append(value)
            else:
                given[name] = value
        try:
            return model.model_validate(given)
        except ValidationError as error:
            raise RequestValidationError(
                [{**problem, "loc": ("query", *problem["loc"])} for problem in error.errors(include_url=False)]
            ) from None

    # Called without a thread: it only looks at the request.
    async def dependency(request: Request) -> Q:
        return read(request)

    return Depends(dependency)


@lru_cache(maxsize=32)
def parameters(model: type[QueryModel]) -> dict[str, Any]:
    """Return the ``openapi_extra`` that documents the query string."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})

    def inlined(part: Any) -> Any:
        if isinstance(part, dict):
            if "$ref" in part:
                return inlined(definitions[part["$ref"].rsplit("/", 1)[1]])
            return {name: inlined(value) for name, value in part.items()}
        return [inlined(value) for value in part] if isinstance(part, list) else part

    found = []
    for name, described in schema["properties"].items():
        described = inlined(described)
        parameter: dict[str, Any] = {"name": name, "in": "query", "required": False, "schema": described}
        if "description" in described:
            parameter["description"] = described.pop("description")
        found.append(parameter)
    return {"parameters": found}
