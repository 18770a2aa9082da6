"""Each answer says of which graph it is: the same digest for the same claims, and for no other."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

import aikg
from aikg.derive import amend
from aikg.ground.terms import DERIVED_GRAPH, GRAPH, KG, ONTOLOGY_GRAPH, PREFIXES
from aikg.store import EmbeddedStore
from derive.deals import DEALS, add, opened

LABEL = NamedNode(PREFIXES["rdfs"] + "label")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
quads = st.lists(
    st.builds(
        Quad,
        st.sampled_from([NamedNode(KG + name) for name in "abc"]),
        st.just(LABEL),
        st.builds(Literal, st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9)),
        st.sampled_from([NamedNode(GRAPH + name) for name in ("one", "two")]),
    ),
    max_size=8,
)  # fmt: skip


def store_of(told: list[Quad]) -> EmbeddedStore:
    store = EmbeddedStore()
    for quad in told:
        store.add(quad.graph_name.value, [quad.triple])
    return store


@pytest.fixture(scope="module")
def graph() -> aikg.Graph:
    return aikg.open()


@FEW
@given(quads, st.randoms())
def test_the_order_of_what_is_told_makes_no_difference_and_a_quad_does(told, random) -> None:
    other = list(told)
    random.shuffle(other)
    assert str(store_of(told).digest) == str(store_of(other + told).digest)
    for quad in set(told):
        fewer = [one for one in told if one != quad]
        assert str(store_of(fewer).digest) != str(store_of(told).digest)


@FEW
@given(quads, quads, st.booleans())
def test_a_change_goes_on_from_what_is_known_to_what_would_be_worked_out_anew(
    told, change, known
) -> None:
    store = store_of(told)
    if known:
        str(store.digest)
    amend(store, change, told[:3])
    expected = store_of([*(q for q in told if q not in told[:3] or q in change), *change])
    assert str(store.digest) == str(expected.digest)
    if known:
        assert store.digest.known is not None


def test_what_is_derived_and_the_vocabulary_are_no_part_of_it(graph: aikg.Graph) -> None:
    other = aikg.open()
    for name in (DERIVED_GRAPH, ONTOLOGY_GRAPH):
        other.store.replace(name, ())
    assert str(other.store.digest) == graph.edition.digest
    assert graph.edition.version == "1.0.0"
    assert re.fullmatch("[0-9a-f]{64}", graph.edition.digest)


def test_every_way_to_change_what_is_told_changes_it(tmp_path: Path) -> None:
    graph, seen = opened(), set()

    def changed() -> None:
        now = graph.edition.digest
        assert now not in seen
        seen.add(now)

    changed()
    add(graph, "d1")
    changed()
    graph.store.update("INSERT DATA { GRAPH graph:x { kg:x rdfs:label 'x' } }")
    changed()
    graph.store.load(GRAPH + "x", [b"<urn:a> <urn:p> <urn:b> ."])
    changed()
    graph.store.replace(GRAPH + "x", ())
    graph.store.replace(GRAPH + "d1-press-2025-11-18", ())
    changed()
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> <urn:c> .")
    graph.store.load_file(GRAPH + "x", tmp_path / "a.ttl")
    changed()
    (tmp_path / "a.nq").write_text("<urn:a> <urn:p> <urn:d> <urn:g> .")
    graph.store.load_quads(tmp_path / "a.nq")
    changed()


def test_a_folder_keeps_it_for_the_next_process_until_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with aikg.open(folder) as made:
        first = made.edition.digest
    assert (folder / "digest").read_text() == first
    with aikg.open(folder, write=True) as graph:
        graph.store.update("INSERT DATA { GRAPH graph:x { kg:x rdfs:label 'x' } }")
        assert not (folder / "digest").exists()
        second = graph.edition.digest
    assert second != first
    with aikg.open(folder) as graph:
        assert graph.edition.digest == second == (folder / "digest").read_text()


def test_an_answer_says_it_in_json_csv_and_markdown(graph: aikg.Graph) -> None:
    answer = graph.ask("totals", payee="Anthropic", trace=True)
    digest = graph.edition.digest
    assert json.loads(answer.to_json())["graph"] == {"version": "1.0.0", "digest": digest}
    for table in (answer, answer.with_trace()):
        *lines, last = table.to_csv().splitlines()
        assert last == f"# graph 1.0.0 digest {digest}"
        assert len(list(csv.DictReader(io.StringIO("\n".join(lines))))) == len(answer)
        assert table.to_markdown().endswith(f"\n\ngraph 1.0.0 digest {digest}")


def test_as_one_source_tells_it_is_cited_by_the_graph_that_was_asked() -> None:
    graph = opened("d1")
    answer = graph.ask("totals", source="d1-press-2025-11-18")
    assert answer.edition == graph.edition


def test_the_digest_after_a_change_is_that_of_all_that_is_told(tmp_path: Path) -> None:
    """Though files write numbers in other ways than a store keeps them."""
    with aikg.open() as graph:
        before = graph.edition.digest
        assert graph.add(*sorted((DEALS / "d1").glob("*.ttl")), by="a test").admitted
        followed = graph.edition.digest
        graph.store.digest.forget()
        assert before != followed == graph.edition.digest


def test_the_same_claims_have_the_same_digest_whoever_admits_them_and_when() -> None:
    """The log tells who and when, and is about the store: what is told is the same."""
    digests = set()
    for who in ("one", "another"):
        with aikg.open() as graph:
            assert graph.add(*sorted((DEALS / "d1").glob("*.ttl")), by=who).admitted
            digests.add(graph.edition.digest)
    assert len(digests) == 1
