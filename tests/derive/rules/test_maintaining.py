"""One change alone: the same as recomputing all, at the cost of what it reaches."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Triple

from aikg.derive.rules import Change, Program, close, maintain, work_out
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, CLAIM, DERIVED_GRAPH, GRAPH, KG, REGISTER_GRAPH
from aikg.store import EmbeddedStore
from derive.rules import hard
from derive.rules.worlds import TYPE, allowed, placed, stored


def fact(subject: str, predicate: str, value: str) -> Triple:
    """A fact in short: names of the register, of the vocabulary, and a class or a name."""
    term = NamedNode((AIKG if predicate == "a" else KG) + value)
    return Triple(
        NamedNode(KG + subject), TYPE if predicate == "a" else NamedNode(AIKG + predicate), term
    )


def derived(store: EmbeddedStore) -> set[Triple]:
    return set(store.read(DERIVED_GRAPH))


def write(store: EmbeddedStore, verb: str, quads: set[tuple[str, Triple]]) -> None:
    for graph, triple in quads:
        store.update(f"{verb} DATA {{ GRAPH <{graph}> {{ {triple} }} }}")


def change(store: EmbeddedStore, before: set, after: set, program: Program | None = None) -> None:
    """Write the difference of two worlds, and maintain what follows."""
    write(store, "DELETE", before - after)
    write(store, "INSERT", after - before)
    assessed = {triple for graph, triple in after if graph == DERIVED_GRAPH}
    written = derived(store)
    told = maintain(
        store,
        [triple for _, triple in after - before],
        [triple for _, triple in before - after],
        lambda doubtful: doubtful & assessed,
        program,
    )
    assert told == Change(frozenset(derived(store) - written), frozenset(written - derived(store)))


@settings(max_examples=25, deadline=None)
@given(st.sets(placed(), min_size=5, max_size=60), st.data())
def test_a_change_gives_what_recomputing_all_gives(quads, data):
    """Any facts, in any graph, taken away and added together, twice in a row."""
    pool = sorted(allowed(quads), key=str)
    choice = st.lists(st.booleans(), min_size=len(pool), max_size=len(pool))
    states = [
        {quad for quad, there in zip(pool, data.draw(choice), strict=True) if there}
        for _ in range(3)
    ]
    store = stored(states[0])
    close(store)
    for before, after in pairwise(states):
        change(store, before, after)
        anew = stored(after)
        close(anew)
        assert derived(store) == derived(anew)


@settings(max_examples=25, deadline=None)
@given(st.sets(hard.quads, min_size=2, max_size=14), st.data())
def test_a_change_under_a_hard_ontology_gives_what_recomputing_all_gives(quads, data):
    """Rules that feed each other in cycles, where what is lost might seem to support itself."""
    pool = sorted(quads, key=str)
    choice = st.lists(st.booleans(), min_size=len(pool), max_size=len(pool))
    before, after = (
        {quad for quad, there in zip(pool, data.draw(choice), strict=True) if there}
        for _ in range(2)
    )
    program = hard.program()
    store, anew = hard.stored(before), hard.stored(after)
    close(store, program)
    change(store, before, after, program)
    close(anew, program)
    assert derived(store) == derived(anew)


def test_members_of_a_cycle_do_not_support_each_other():
    """Two units of each other lose what they were inferred to be with the last fact from outside."""
    cycle = {(DERIVED_GRAPH, fact("a", "unitOf", "b")), (DERIVED_GRAPH, fact("b", "unitOf", "a"))}
    outside = {(REGISTER_GRAPH, fact("b", "unitOf", "top"))}
    store = stored(cycle | outside)
    close(store)
    assert fact("a", "unitOf", "top") in derived(store)
    change(store, cycle | outside, cycle)
    assert {t.object.value for t in derived(store)} == {
        *(AIKG + name for name in ("Organization", "Agent")),
        *(KG + name for name in ("a", "b")),
    }


def test_what_another_graph_still_tells_stays():
    told = fact("aws", "unitOf", "amazon")
    before = {(REGISTER_GRAPH, told), (GRAPH + "one", told)}
    store = stored(before)
    close(store)
    was = derived(store)
    change(store, before, {(GRAPH + "one", told)})
    assert derived(store) == was


def test_what_is_told_no_longer_but_follows_is_inferred_from_then_on():
    told, reason = fact("aws", "a", "Organization"), fact("aws", "unitOf", "amazon")
    before = {(REGISTER_GRAPH, told), (REGISTER_GRAPH, reason)}
    store = stored(before)
    close(store)
    assert told not in derived(store)
    change(store, before, {(REGISTER_GRAPH, reason)})
    assert told in derived(store)
    change(store, {(REGISTER_GRAPH, reason)}, before)
    assert told not in derived(store)


def test_what_is_assessed_stays_without_following_from_anything():
    assessed = (DERIVED_GRAPH, fact("deal", "a", "Agreement"))
    reason = (DERIVED_GRAPH, fact("deal", "a", "Investment"))
    store = stored({assessed, reason})
    close(store)
    change(store, {assessed, reason}, {assessed})
    assert derived(store) == {assessed[1]}


def test_working_out_a_change_writes_nothing():
    store = stored(set())
    told = fact("aws", "unitOf", "amazon")
    store.add(REGISTER_GRAPH, [told])
    assert work_out(store, [told], []).added
    assert derived(store) == set()


def test_a_blank_node_is_refused():
    triple = Triple(BlankNode("b"), NamedNode(AIKG + "unitOf"), NamedNode(KG + "amazon"))
    with pytest.raises(InputError, match="without a name"):
        maintain(stored(set()), [triple], [])


class Counting(EmbeddedStore):
    """Counts the rows that are read and the triples that are written."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = self.queries = self.written = 0

    def select(self, query: str):
        self.queries += 1
        for row in super().select(query):
            self.rows += 1
            yield row

    def update(self, request: str) -> None:
        self.written += request.count(" .\n")
        super().update(request)


def market(store: EmbeddedStore, deals: list[tuple[str, str]]) -> None:
    """Deals between payers and payees, each told by a claim."""
    told, assessed = [], []
    for place, (payer, payee) in enumerate(deals):
        deal = f"deal{place}"
        claim = NamedNode(f"{CLAIM}s/{deal}")
        told += [
            Triple(claim, NamedNode(AIKG + "about"), NamedNode(KG + deal)),
            Triple(claim, NamedNode(AIKG + "investor"), NamedNode(KG + payer)),
            Triple(claim, NamedNode(AIKG + "investee"), NamedNode(KG + payee)),
        ]
        assessed += _deal(deal, payer, payee)
    store.add(GRAPH + "s", told)
    store.add(DERIVED_GRAPH, assessed)
    close(store)


def _deal(deal: str, payer: str, payee: str) -> list[Triple]:
    return [
        fact(deal, "a", "Investment"),
        fact(deal, "investor", payer),
        fact(deal, "investee", payee),
        fact(payer, "investsThrough", deal),
        fact(f"flow-{deal}", "fromGroup", f"group-{payer}"),
        fact(f"flow-{deal}", "toGroup", f"group-{payee}"),
        fact(f"group-{payer}", "groupMember", payer),
        fact(f"group-{payee}", "groupMember", payee),
    ]


def cost(deals: list[tuple[str, str]], payer: str, payee: str) -> list[tuple[int, int, int]]:
    """Rows, queries and triples of one more deal: added, then taken away."""
    store = Counting()
    market(store, deals)
    new = [t for t in _deal("new", payer, payee) if t.predicate.value != AIKG + "groupMember"]
    costs = []
    for verb, added, removed in (("INSERT", new, []), ("DELETE", [], new)):
        write(store, verb, {(DERIVED_GRAPH, triple) for triple in new})
        store.rows = store.queries = store.written = 0
        maintain(store, added, removed)
        costs.append((store.rows, store.queries, store.written))
    return costs


def test_one_change_costs_the_same_in_a_graph_ten_times_as_large():
    """Counted in rows read, queries asked and triples written, not in time."""

    def deals(many: int) -> list[tuple[str, str]]:
        return [(f"org{p % (many // 5)}", f"org{(p * 7 + 1) % (many // 5)}") for p in range(many)]

    small, large = (cost(deals(many), "org3", "org11") for many in (1_000, 10_000))
    assert small == large
    added, removed = large
    assert added[2] == removed[2] > 5
    assert max(rows for rows, _, _ in large) < 100


def test_a_party_of_all_deals_costs_no_more_when_there_are_ten_times_as_many():
    """The other party's few deals are gone through, not its own many."""
    small, large = (
        cost([("hub", f"org{place % (many // 5)}") for place in range(many)], "hub", "org0")
        for many in (500, 5_000)
    )
    assert small == large


def test_parties_of_very_many_deals_do_not_seem_to_be_tied():
    """Where both have hundreds, the search is left to the engine, and it is right."""
    deals = [("one", f"org{place}") for place in range(300)]
    deals += [(f"org{place}", "other") for place in range(300)]
    store = EmbeddedStore()
    market(store, deals)
    was = derived(store)
    new = [t for t in _deal("new", "one", "other") if t.predicate.value != AIKG + "groupMember"]
    store.add(DERIVED_GRAPH, new)
    maintain(store, new, [])
    tie = fact("one", "investsIn", "other")
    assert tie in derived(store)
    write(store, "DELETE", {(DERIVED_GRAPH, triple) for triple in new})
    maintain(store, [], new)
    assert derived(store) == was
