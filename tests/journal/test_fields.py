"""Sums of fields: whatever changes places between documents shows, whichever salt is drawn."""

import itertools

import pytest

from revops.journal.fields import Fields

PAIRS = [(150_000, 100_000), (1, 2), (0, None), ("upi", "cash"), ("1", 1), (["a"], ["b"]), (True, None)]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_values_that_changed_places_are_found(pair: tuple[object, object]) -> None:
    for _ in range(500):
        fields = Fields()
        for document_id, value in zip("ab", pair, strict=True):
            fields.become("payment", document_id, {"amount_minor": value})
        for document_id, value in zip("ba", pair, strict=True):
            fields.compare("payment", document_id, {"amount_minor": value})
        assert list(fields.differing()) == [("payment", "amount_minor")]


def test_fields_that_changed_places_are_found_and_what_agrees_is_not() -> None:
    for one, other in itertools.permutations(("amount_minor", "refunded_minor")):
        fields = Fields()
        fields.become("payment", "a", {one: 5, other: 7, "method": "upi"})
        fields.compare("payment", "a", {one: 7, other: 5, "method": "upi"})
        assert sorted(fields.differing()) == [("payment", "amount_minor"), ("payment", "refunded_minor")]
