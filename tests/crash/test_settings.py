"""Each setting that cannot be is refused in a sentence that names it and says what can be."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from revops.refused_settings import example_of, in_words, variable_of
from revops.settings import Settings

PYDANTIC = ("Input should", "String should", "unable to", "Value error", "valid ", "pattern")


def refusal(**values: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        Settings(_env_file=None, **values)
    (sentence,) = in_words(caught.value)
    assert not [words for words in PYDANTIC if words in sentence], sentence
    return sentence


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("connections", "many", "REVOPS_CONNECTIONS must be a whole number."),
        ("connections", "3", "REVOPS_CONNECTIONS must be at least 16."),
        ("session_days", "week", "REVOPS_SESSION_DAYS must be a number."),
        ("session_days", "0", "REVOPS_SESSION_DAYS must be more than 0."),
        ("session_days", "91", "REVOPS_SESSION_DAYS can be at most 90."),
        ("require_https", "perhaps", "REVOPS_REQUIRE_HTTPS must be true or false."),
        ("registration", "maybe", "REVOPS_REGISTRATION must be one of: open, first or closed."),
        (
            "public_url",
            "garage.example",
            "REVOPS_PUBLIC_URL cannot be written like this. Write it like https://garage.example",
        ),
        ("db_name", "a b", "DB_NAME cannot be written like this. Write it like revops"),
        ("smtp_host", "x" * 256, "REVOPS_SMTP_HOST can have at most 255 characters."),
        (
            "trusted_proxies",
            "127.0.0.1,proxy",
            "REVOPS_TRUSTED_PROXIES must be addresses or networks with commas between them, such as"
            " 10.0.0.5,172.16.0.0/12; or *.",
        ),
        ("trusted_proxies", "300.1.1.1", None),
    ],
)
def test_a_sentence_for_each_kind(field: str, value: str, sentence: str | None) -> None:
    said = refusal(**{field: value})
    assert sentence is None or said == sentence
    assert said.startswith(variable_of(field))


@pytest.mark.parametrize("proxies", ["*", "", "127.0.0.1", "10.0.0.0/8, ::1", "172.31.87.1,2001:db8::/32"])
def test_proxies_that_can_be(proxies: str) -> None:
    assert Settings(_env_file=None, trusted_proxies=proxies).trusted_proxies == proxies


def test_every_form_has_an_example_that_fits() -> None:
    forms = 0
    for field, described in Settings.model_json_schema(by_alias=False)["properties"].items():
        for form in (described, *described.get("anyOf", [])):
            if "pattern" in form:
                assert re.search(form["pattern"], example_of(field)), field
                forms += 1
    assert forms > 10
