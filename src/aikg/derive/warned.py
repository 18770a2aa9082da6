"""What counting finds odd about agreements, as positions of the latest state bear it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aikg.derive.ntriples import term
from aikg.derive.rows import lexical
from aikg.ground.terms import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

_WARNED: Final = ("warning", "ofAgreement", "lastState", "stillKnown")


def warnings(derived: Iterable[str]) -> set[tuple[str, str]]:
    """The warnings that positions of the latest state bear, each with its agreement.

    Examples:
        >>> from aikg.ground.terms import AIKG, XSD
        >>> position = "<urn:position>"
        >>> told = (("ofAgreement", "<urn:deal>"), ("warning", '"odd"'))
        >>> true = f'"true"^^<{XSD}boolean>'
        >>> states = (("lastState", true), ("stillKnown", true))
        >>> warnings(f"{position} <{AIKG}{p}> {value} ." for p, value in (*told, *states))
        {('urn:deal', 'odd')}
    """
    told: dict[str, dict[str, list[str]]] = {term(name): defaultdict(list) for name in _WARNED}
    for line in derived:
        subject, property_, rest = line.split(" ", 2)
        if property_ in told:
            told[property_][subject].append(rest.removesuffix(" ."))
    warnings, agreements, *states = told.values()
    return {
        (bare(agreement), lexical(words))
        for position, listed in warnings.items()
        if all(lexical(state.get(position, [""])[0]) == "true" for state in states)
        for agreement in agreements.get(position, ())
        for words in listed
    }
