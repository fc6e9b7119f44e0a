"""The rules: by kind of entry, or of line of the audit log, what is asked about it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from revops.exceptions.look import Ender, Rule
from revops.exceptions.rules import (
    addresses,
    begun,
    cash,
    counts,
    declines,
    devices,
    endings,
    estimates,
    jobs,
    leaving,
    lines,
    lowerings,
    merges,
    payments,
    people,
    proofs,
    quotations,
    readings,
    twins,
)

_ROOMS = (
    estimates,
    begun,
    quotations,
    lines,
    lowerings,
    jobs,
    payments,
    leaving,
    proofs,
    cash,
    counts,
    people,
    declines,
    addresses,
)


def _gathered() -> dict[str, tuple[Rule, ...]]:
    found: defaultdict[str, tuple[Rule, ...]] = defaultdict(tuple)
    for room in _ROOMS:
        for kind, rules in room.RULES.items():
            found[kind] += rules
    return dict(found)


OF_JOURNAL: Mapping[str, Sequence[Rule]] = _gathered()
ENDERS: Mapping[str, Ender] = endings.ENDERS
OF_AUDIT: Mapping[str, Sequence[Rule]] = {**devices.RULES, **merges.RULES, **twins.RULES, **readings.RULES}
