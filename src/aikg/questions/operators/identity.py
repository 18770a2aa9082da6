"""Which entries look alike and are different: by a name that both have, or one written much like it."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, Final, cast

from aikg.derive.rows import rows
from aikg.ground.spellings import letters, numerals, one_slip, plain_name
from aikg.questions.found import pairs_found
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aikg.questions.operators.asked import Asked

_NAMES: Final = """
SELECT DISTINCT ?entry ?label ?name {
  VALUES ?top { aikg:Agent aikg:Product aikg:Facility }
  GRAPH graph:ontology { ?class rdfs:subClassOf* ?top }
  GRAPH ?in { ?entry a ?class }
  FILTER (?in != graph:derived)
  GRAPH ?labelled { ?entry rdfs:label ?label }
  GRAPH ?named { ?entry rdfs:label|aikg:alias ?name }
}
"""
_FIRST: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = 4
"""From so many letters on one slip makes a name that looks like the other."""
_WORD: Final = 5
"""From so many letters on the first word of a name may be the beginning of another's."""
_COMMON: Final = 20
"""A word that more names begin with than that makes none of them like another."""
_LONGER: Final = 2
"""Letters that a name of one or two may have been given in front of it or behind."""


def identity(asked: Asked) -> Iterator[Row]:
    """Give the rows of the query, each with the entries that it is not to be confused with."""
    names: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, str] = {}
    for entry, label, name in rows(asked.store, _NAMES):
        names[entry].add(name)
        labels[entry] = label
    near = look_alike(names)
    for (entry,), row in pairs_found(asked.question, asked.select(), ("entry",)):
        told = cast("list[str]", row["not_to_confuse"])
        others = {labels[each] for each in near.get(entry, ())}
        cells = {**row, "not_to_confuse": sorted({*told, *others})} if others else dict(row)
        yield Row(cells, row.rests_on)


def look_alike(names: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Give for each entry the others of which some name is written much like one of its own.

    That is the same but for case, spaces, marks and legal form; or one slip away; or one name of one
    or two letters within another that is hardly longer; or one whose first word begins the other's.
    Names with other numerals are different, whatever else they have in common. What it costs follows
    the number of names, and not that of their pairs.

    Args:
        names: by entry.

    Examples:
        >>> found = look_alike({"1": ["X"], "2": ["xAI"], "3": ["Groq"], "4": ["Grok"], "5": ["Nvidia"]})
        >>> sorted(found), found["1"], found["3"]
        (['1', '2', '3', '4'], {'2'}, {'4'})
        >>> look_alike({"1": ["Scale AI"], "2": ["Scaleway"], "3": ["Amazon"], "4": ["Amazon Web"]})
        {'1': {'2'}, '2': {'1'}}
    """
    entries: dict[str, set[str]] = defaultdict(set)
    digits: dict[str, list[str]] = {}
    starts: dict[str, set[str]] = defaultdict(set)
    for entry, told in names.items():
        for name in told:
            plain = plain_name(name)
            if form := letters(plain):
                entries[form].add(entry)
                digits[form] = numerals(plain)
                starts[letters((*_FIRST.findall(plain), "")[0])].add(form)
    found: dict[str, set[str]] = defaultdict(set)

    def join(one: Iterable[str], other: Iterable[str]) -> None:
        for mine in one:
            for theirs in other:
                if mine != theirs:
                    found[mine].add(theirs)
                    found[theirs].add(mine)

    for form, sharing in entries.items():
        join(sharing, sharing)
        for shorter in _inside(form):
            join(sharing, entries.get(shorter, ()))
    for one, other in _one_slip_apart(digits):
        join(entries[one], entries[other])
    rare = {first: forms for first, forms in starts.items() if len(forms) <= _COMMON}
    for first, forms in rare.items():
        for begin in (first[:size] for size in range(_WORD, len(first))):
            for one, other in product(rare.get(begin, ()), forms):
                if one != begin and digits[one] == digits[other]:
                    join(entries[one], entries[other])
    return dict(found)


def _inside(form: str) -> Iterator[str]:
    """The names of one or two letters at an end of one that is hardly longer."""
    for size in (1, 2):
        if size < len(form) <= size + _LONGER:
            yield form[:size]
            yield form[-size:]


def _one_slip_apart(digits: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Pairs with the same numerals that differ by a letter, or by two that changed places.

    Without one letter both are the same.
    """
    lacking: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form, numbers in digits.items():
        if len(form) >= _LETTERS:
            apart = " ".join(numbers)
            lacking[apart, form].add(form)
            for at, letter in enumerate(form):
                if not letter.isdigit():
                    lacking[apart, form[:at] + form[at + 1 :]].add(form)
    for near in lacking.values():
        for one, other in combinations(sorted(near), 2):
            if one_slip(one, other):
                yield one, other
