"""A receipt finds one triple among very many, whatever happened to it, and names it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.ground.terms import GRAPH, XSD
from aikg.transfer.receipt import compare
from aikg.transfer.sums import Sums

MANY = 1_000_000
GRAPHS = [f"{GRAPH}{number:02}" for number in range(20)]
ONE, OTHER = GRAPHS[:2]
Line = tuple[str, bytes]


def triple(number: int, value: int) -> bytes:
    return b'<urn:deal:%d> <urn:possible> "%d"^^<%sdouble> .' % (number, value, XSD.encode())


def line(number: int) -> Line:
    return GRAPHS[number % len(GRAPHS)], triple(number, 1_000_000_007 * (number + 1))


@dataclass
class Told:
    """A side that tells lines, some others in place of one of them."""

    told: list[Line]
    place: int = -1
    instead: list[Line] = field(default_factory=list)

    def graphs(self) -> list[str]:
        return GRAPHS

    def lines(self, graphs: Collection[str]) -> Iterator[Line]:
        wanted = set(graphs)
        for place, (graph, said) in enumerate(self.told):
            if place == self.place:
                yield from (one for one in self.instead if one[0] in wanted)
            elif graph in wanted:
                yield graph, said


@pytest.fixture(scope="module")
def sent() -> tuple[Told, Sums]:
    told = Told([line(number) for number in range(MANY)])
    return told, Sums.of(told.lines(GRAPHS))


@pytest.mark.thorough
@pytest.mark.parametrize("what", ["dropped", "changed in one digit", "added", "in the wrong graph"])
def test_one_triple_of_a_million_is_found_and_named(what: str, sent: tuple[Told, Sums]) -> None:
    number = 765_440
    graph, said = line(number)
    assert graph == ONE
    changed = triple(number, 1_000_000_007 * (number + 1) + 10)
    added = triple(MANY, 1)
    instead, named = {
        "dropped": ([], {(ONE, True, said)}),
        "changed in one digit": ([(ONE, changed)], {(ONE, True, said), (ONE, False, changed)}),
        "added": ([(graph, said), (OTHER, added)], {(OTHER, False, added)}),
        "in the wrong graph": ([(OTHER, said)], {(ONE, True, said), (OTHER, False, said)}),
    }[what]
    side, sums = sent
    receipt = compare(side, Told(side.told, number, instead), GRAPHS, sent=sums)
    assert not receipt.clean
    assert receipt.total[0].count == MANY
    assert str(receipt.total[0]) != str(receipt.total[1])
    found = {(d.graph, d.lost, d.line.encode()) for g in receipt.graphs for d in g.differences}
    assert found == named


numbers = st.integers(0, 60)


told = st.sets(st.tuples(st.sampled_from([ONE, OTHER]), numbers))


@given(told, st.data())
def test_a_receipt_is_clean_just_where_both_sides_hold_the_same_and_names_all_else(
    sent: set[tuple[str, int]], data: st.DataObject
) -> None:
    found = data.draw(st.one_of(st.just(sent), told))

    def side(told: set[tuple[str, int]]) -> Told:
        return Told([(graph, triple(number, number)) for graph, number in told])

    receipt = compare(side(sent), side(found), [ONE, OTHER], most=1000)
    assert receipt.clean == (sent == found)
    named = {(d.graph, d.lost, d.line.encode()) for g in receipt.graphs for d in g.differences}
    assert named == {
        (graph, (graph, number) in sent, triple(number, number)) for graph, number in sent ^ found
    }


def test_where_everything_differs_what_is_held_at_once_stays_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from aikg.transfer import differences

    most = 0
    held = differences._held

    def watched(*given: object) -> object:
        nonlocal most
        found = held(*given)  # type: ignore[arg-type]
        most = max(most, len(found))
        return found

    monkeypatch.setattr(differences, "_held", watched)
    monkeypatch.setattr(differences, "HELD", 500)
    sent = Told([(ONE, triple(n, n + 1)) for n in range(2_000)])
    found = Told([(ONE, triple(n, n)) for n in range(4_000)])
    named = list(differences.differences(sent, found, ONE))
    assert len(named) == 2_000 + 4_000
    assert most < 1_000
