"""What each process of Spark does gives what one machine gives; without Spark."""

from __future__ import annotations

import sys

import pyoxigraph as ox
import pytest

from aikg import distributed
from aikg.derive.clusters import clusters
from aikg.derive.linked import subjects
from aikg.derive.totals import Pair, Part
from aikg.derive.units import roots
from aikg.derive.vocabulary import Vocabulary
from aikg.distributed import adding, counting, dump, validating, walking
from aikg.gate.check import packaged_shapes
from aikg.gate.known import Known
from aikg.gate.reach.overlay import UNTOLD
from aikg.gate.whole import check_whole
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, ONTOLOGY_GRAPH, REGISTER_GRAPH
from aikg.store import EmbeddedStore
from distributed import worlds


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    return worlds.faulty()


def test_clusters_in_parts_are_counted_as_by_one_machine(store, monkeypatch):
    """Each part has only the claims on its own clusters in full; here also all the others."""
    whole = worlds.counted_in_one(store, monkeypatch)
    part_of = {one: n % 3 for n, cluster in enumerate(clusters(store)) for one in cluster}
    told = worlds.rows(store)
    rows = [
        (part, *row)
        for part in range(3)
        for row in (
            *told,
            *((f"<{one}>", "", "", "") for one in subjects(store) if part_of[one] == part),
        )
    ]
    lines = [*counting.counted_parts(rows, Vocabulary.read(store), b"")]
    parts: dict[Pair, list[Part]] = {}
    for pair, part in adding.parts_of(lines, roots(store)):
        parts.setdefault(pair, []).append(part)
    lines += [line for one in parts.items() for line in adding.total_of(*one)]
    found = {q.triple for q in ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)}
    assert len(whole) > 100
    assert found == whole


def test_slices_and_graphs_are_judged_as_by_one_machine(store):
    vocabulary = Known.of(store.read(ONTOLOGY_GRAPH)).vocabulary
    told = [row for row in worlds.rows(store) if row[3] not in UNTOLD]
    first: dict[str, str] = {}
    for subject, _, _, graph in told:
        first[subject] = min(graph, first.get(subject, graph))
    slices = [(0, *row[:3]) for row in told]
    slices += [(0, "", "", f"{graph} {node}") for node, graph in first.items()]
    words = (ox.serialize(vocabulary, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    found = [*validating.validated_parts(slices, words, "turbo")]
    by_graph = sorted(told, key=lambda row: row[3])
    found += [
        each
        for each in validating.read_parts(by_graph, Known.of(vocabulary).terms)
        if not isinstance(each, int)
    ]
    report = check_whole(store, vocabulary, kept=100_000)
    mine = {each for each in report.findings if each.focus in {n.strip("<>") for n in first}}
    names = {each.name for each in found}
    assert {"UnknownTerm", "IllTyped", "CurrencyCode", "NoBlankNode"} <= names
    assert {each for each in mine if each.name in names} == {
        each for each in found if each.focus in {one.focus for one in mine}
    }


def test_a_line_that_is_no_statement_is_given_with_what_is_wrong():
    lines = ["<urn:s> <urn:p> <urn:o> <urn:g> .", "<urn:s> <urn:p> nothing ."]
    [(subject, problem, line, _)] = dump.parsed(lines)
    assert subject is None
    assert problem.startswith("not well-formed: ")
    assert line == lines[1]


def test_statements_outside_of_named_graphs_are_left_out_and_others_come_once():
    lines = ["<urn:s> <urn:p> <urn:o> .", *["<urn:s> <urn:p> <urn:o> <urn:g> ."] * 2]
    assert [*dump.parsed(lines)] == [("<urn:s>", "<urn:p>", "<urn:o>", "urn:g")]


def test_the_table_of_steps_goes_on_where_shapes_do():
    automaton = packaged_shapes().reach.automaton
    steps = [*walking.transitions(automaton)]
    assert {inverse for _, _, inverse, _, _ in steps} == {False, True}
    for state, by, inverse, later, further in steps:
        ahead = automaton.ahead(frozenset({state}), by[1:-1], inverse=inverse)
        assert (later in ahead) == further


def test_without_spark_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with (
        pytest.raises(InputError, match=r"pip install \"aikg\[spark\]\""),
        distributed.session("local[1]"),
    ):
        pass


def test_the_register_is_read_in_parts_and_counted_whole(monkeypatch):
    monkeypatch.setattr(validating, "_AT_ONCE", 2)
    rows = [(f"<urn:{n}>", f"<{AIKG}alias>", f'"{n}"', REGISTER_GRAPH) for n in range(5)]
    assert [*validating.read_parts(rows, {AIKG + "alias"})] == [2, 2, 1]
