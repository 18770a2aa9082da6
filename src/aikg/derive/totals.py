"""Pair totals: what goes from one organization to another in all, added up from current positions.

Money loops are found in them. Which pairs are the heaviest nobody can say without adding up all that
goes between any two: so it is added up once, and kept up with each change.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, product
from math import frexp, fsum, inf, isinf
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from aikg.derive.ntriples import double, escaped, minted, term, text_of
from aikg.derive.rows import lexical, rows, values
from aikg.derive.units import roots
from aikg.ground.terms import DERIVED_GRAPH, KG, RDF, XSD, bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from aikg.store import Store

GREATEST: Final = 100
"""The magnitude of INF, and of whatever reaches two to this power: no currency has such amounts."""

_AT_ONCE: Final = 20_000
"""Pair totals that are written at once."""

_CURRENT: Final = f"""
SELECT ?position ?currency ?paid ?committed ?possible ?payer ?payee WHERE {{
  GRAPH <{DERIVED_GRAPH}> {{
    ?position a aikg:CurrentPosition ; aikg:currency ?currency ; aikg:paid ?paid ;
      aikg:committed ?committed ; aikg:possible ?possible ;
      aikg:positionPayer ?payer ; aikg:positionPayee ?payee .
  }}
}}
"""
_ADDED: Final = f"""
SELECT ?total ?how ?position ?paid ?committed ?possible WHERE {{
  %s
  GRAPH <{DERIVED_GRAPH}> {{
    ?total ?how ?position .
    ?position aikg:paid ?paid ; aikg:committed ?committed ; aikg:possible ?possible .
  }}
  FILTER (?how IN (aikg:adds, aikg:addsPossible))
}}
"""
_WRITTEN: Final = f"""
CONSTRUCT {{ ?total ?property ?value }} WHERE {{
  %s
  GRAPH <{DERIVED_GRAPH}> {{ ?total ?property ?value }}
}}
"""
_TYPE: Final = f"<{RDF}type>"
_ADDS, _ADDS_POSSIBLE = term("adds"), term("addsPossible")
POSITION: Final = f"<{KG}position-"
"""How the name of every position begins."""


class Pair(NamedTuple):
    """Who pays whom, and in which currency; organizations by their IRIs, units as their roots."""

    payer: str
    payee: str
    currency: str

    @property
    def node(self) -> str:
        """The IRI of the total, in angle brackets."""
        return minted("total", *self)


class Part(NamedTuple):
    """What one position adds to a pair.

    Attributes:
        position: its IRI.
        alone: whether nobody beside the two is party to it: else only what is possible is added.
        money: paid, committed and possible, in units of the currency.
    """

    position: str
    alone: bool
    money: tuple[float, float, float]


class Current(NamedTuple):
    """A current position, with one of its payers and one of its payees."""

    position: str
    currency: str
    money: tuple[float, float, float]
    payer: str
    payee: str


def add_all(store: Store) -> None:
    """Add up all pairs anew, and write them beside the positions.

    Args:
        store: its derived graph holds all positions, and no pair totals.
    """
    found = (
        Current(row[0], row[1], (float(row[2]), float(row[3]), float(row[4])), row[5], row[6])
        for row in rows(store, _CURRENT)
    )
    store.load(DERIVED_GRAPH, _told_at_once(parted(found, roots(store)).items()))


def _told_at_once(pairs: Iterable[tuple[Pair, Collection[Part]]]) -> Iterator[bytes]:
    waiting = iter(pairs)
    while some := list(islice(waiting, _AT_ONCE)):
        yield text_of(line for pair, parts in some for line in told(pair, parts))


def changed(
    store: Store, before: Collection[str], after: Collection[str], above: Mapping[str, str] | None
) -> tuple[set[ox.Triple], set[ox.Triple]]:
    """Give the pair totals that some clusters bear on, as they are to be and as they stand.

    Args:
        store: its derived graph is still that of before.
        before: what was derived of the clusters, as lines of N-Triples.
        after: what is derived of them now.
        above: for each unit its root before; None if no unit has come or gone.
    """
    differ = {line.split(" ", 1)[0] for line in set(before) ^ set(after)}
    subjects = {name for name in differ if name.startswith(POSITION)} if above is None else None
    old, new = list(current(before, subjects)), list(current(after, subjects))
    if not old and not new:
        return set(), set()
    now = roots(store, {agent for row in (*old, *new) for agent in (row.payer, row.payee)})
    gone, come = parted(old, now if above is None else above), parted(new, now)
    counted_anew = {row.position for row in (*old, *new)}
    named = {bare(pair.node): pair for pair in (*gone, *come)}
    total: dict[Pair, list[Part]] = {pair: come.get(pair, []) for pair in named.values()}
    some = values("total", sorted(named))
    for node, how, position, paid, committed, possible in rows(store, _ADDED % some):
        if position not in counted_anew:
            money = float(paid), float(committed), float(possible)
            total[named[node]].append(Part(position, f"<{how}>" == _ADDS, money))
    lines = [line for pair, parts in total.items() for line in told(pair, parts)]
    wanted = {
        quad.triple for quad in ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    }
    there = set(store.construct(_WRITTEN % some))
    return wanted, there


def parties(lines: Iterable[str]) -> set[str]:
    """Give the IRIs of who pays and is paid by positions, from lines of N-Triples."""
    return {agent for row in current(lines) for agent in (row.payer, row.payee)}


def current(lines: Iterable[str], subjects: Collection[str] | None = None) -> Iterator[Current]:
    """Read the current positions among lines of N-Triples; all, or those with some names."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        subject, property_, value = line.split(" ", 2)
        if subject.startswith(POSITION) and (subjects is None or subject in subjects):
            found[subject][property_].append(value[:-2])
    for subject, said in found.items():
        if term("CurrentPosition") not in said[_TYPE] or not said[term("currency")]:
            continue
        paid, committed, possible = (
            float(lexical(said[term(name)][0])) for name in ("paid", "committed", "possible")
        )
        for payer, payee in product(said[term("positionPayer")], said[term("positionPayee")]):
            currency = lexical(said[term("currency")][0])
            money = paid, committed, possible
            yield Current(bare(subject), currency, money, bare(payer), bare(payee))


def parted(found: Iterable[Current], root: Mapping[str, str]) -> dict[Pair, list[Part]]:
    """Give for each pair what adds to it."""
    first: dict[str, Current] = {}
    shared: dict[
        str, tuple[set[str], set[str]]
    ] = {}  # by far the most have one payer and one payee
    for row in found:
        if not row.money[2]:
            continue  # paid and committed are no more than what is possible
        payer, payee = root.get(row.payer, row.payer), root.get(row.payee, row.payee)
        one = first.setdefault(row.position, row._replace(payer=payer, payee=payee))
        if (one.payer, one.payee) != (payer, payee):
            payers, payees = shared.setdefault(row.position, ({one.payer}, {one.payee}))
            payers.add(payer)
            payees.add(payee)
    pairs: dict[Pair, list[Part]] = defaultdict(list)
    for position, one in first.items():
        payers, payees = shared.get(position) or ({one.payer}, {one.payee})
        part = Part(position, len(payers) == len(payees) == 1, one.money)
        for payer, payee in product(payers, payees):
            if payer != payee:
                pairs[Pair(payer, payee, one.currency)].append(part)
    return pairs


def told(pair: Pair, parts: Collection[Part]) -> Iterator[str]:
    """Write a pair total, if anything adds to it; the sums do not depend on the order."""
    if not parts:
        return
    node = pair.node
    yield f"{node} {_TYPE} {term('PairTotal')} ."
    yield f"{node} {term('totalFrom')} <{pair.payer}> ."
    yield f"{node} {term('totalTo')} <{pair.payee}> ."
    yield f'{node} {term("currency")} "{escaped(pair.currency)}" .'
    surely = [part.money for part in parts if part.alone]
    paid, committed, possible = (
        double(_sum(money[which] for money in some))
        for which, some in enumerate((surely, surely, [part.money for part in parts]))
    )
    yield f"{node} {term('totalPaid')} {paid} ."
    yield f"{node} {term('totalCommitted')} {committed} ."
    yield f"{node} {term('totalPossible')} {possible} ."
    # Those of the numbers as they are written, with their last digits rounded.
    least, most = lexical(committed), lexical(possible)
    yield f'{node} {term("magnitude")} "{magnitude(float(most))}"^^<{XSD}integer> .'
    row = f"{pair.payer} {pair.payee} {least} {most} {pair.currency}"
    yield f'{node} {term("asRow")} "{escaped(row)}" .'
    for part in parts:
        yield f"{node} {_ADDS if part.alone else _ADDS_POSSIBLE} <{part.position}> ."


def _sum(amounts: Iterable[float]) -> float:
    """Add up exactly, then round: the order does not matter."""
    try:
        return fsum(amounts)
    except OverflowError:  # more than any double
        return inf


def magnitude(possible: float) -> int:
    """Give the power of two that an amount reaches; 100 for INF and for whatever reaches more.

    Examples:
        >>> magnitude(10e9), magnitude(8.0), magnitude(7.9), magnitude(0.5), magnitude(inf)
        (33, 3, 2, -1, 100)
    """
    return GREATEST if isinf(possible) else min(frexp(possible)[1] - 1, GREATEST)
