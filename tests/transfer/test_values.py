"""Triples are compared by what they say, not by how a store writes it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.ground.terms import XSD
from aikg.transfer.sums import Sums, named
from aikg.transfer.values import by_value

P = ox.NamedNode("urn:p")


def line(text: str, datatype: str) -> bytes:
    return f"{ox.Triple(P, P, ox.Literal(text, datatype=ox.NamedNode(XSD + datatype)))} .".encode()


@pytest.mark.parametrize(
    ("one", "other", "datatype"),
    [
        ("01.50", "1.5", "decimal"),
        ("-0.0", "0", "decimal"),
        ("true", "1", "boolean"),
        ("+007", "7", "integer"),
        ("1.0E10", "10000000000", "double"),
        ("1e-7", "0.0000001", "double"),
        ("+INF", "INF", "double"),
        ("2026-01-01T01:30:00.500+01:30", "2026-01-01T00:00:00.5Z", "dateTime"),
        ("2026-01-01T00:00:00.000", "2026-01-01T00:00:00", "dateTime"),
    ],
)
def test_forms_of_one_value_are_one(one: str, other: str, datatype: str) -> None:
    rewritten: dict[str, int] = {}
    assert by_value(line(one, datatype), rewritten) == by_value(line(other, datatype))
    assert rewritten == {f"form of xsd:{datatype}": 1}


@pytest.mark.parametrize(
    ("one", "other", "datatype"),
    [
        ("1.5", "1.50000000000000000001", "decimal"),
        ("10000000000", "10000000001", "double"),
        ("true", "false", "boolean"),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00", "dateTime"),
        ("12345678901234567890123", "12345678901234567890124", "integer"),
        ("1", "1 ", "string"),
    ],
)
def test_other_values_stay_others(one: str, other: str, datatype: str) -> None:
    assert by_value(line(one, datatype)) != by_value(line(other, datatype))


def test_a_number_is_not_the_same_number_of_another_datatype() -> None:
    assert by_value(line("1", "decimal")) != by_value(line("1", "integer"))


@pytest.mark.parametrize("text", ["", "x", "1.5.0", "١", "nan", "0x1", "2026-13-01T00:00:00Z"])
@pytest.mark.parametrize("datatype", ["decimal", "double", "integer", "boolean", "dateTime"])
def test_what_is_no_value_of_its_datatype_is_compared_as_it_is_written(
    text: str, datatype: str
) -> None:
    told = line(text, datatype)
    assert by_value(told) == told


@given(st.text(), st.sampled_from(["en", "EN-us", "de-CH-1996"]))
def test_only_the_tag_of_a_text_changes(text: str, tag: str) -> None:
    told = f"{ox.Triple(P, P, ox.Literal(text, language=tag))} .".encode()
    [quad] = ox.parse(by_value(told), format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    assert (quad.object.value, quad.object.language) == (text, tag.lower())


@given(st.floats(allow_nan=False))
def test_a_double_keeps_its_value(value: float) -> None:
    told = by_value(
        line("INF" if value == float("inf") else repr(value).replace("inf", "INF"), "double")
    )
    [quad] = ox.parse(told, format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    assert float(quad.object.value.replace("INF", "inf")) == value


@given(
    st.floats(allow_nan=False),
    st.integers(),
    st.decimals(-(10**9), 10**9, places=6),  # of more digits the engine keeps them as written
)
def test_what_the_embedded_engine_writes_needs_no_rewriting(
    real: float, whole: int, exact: object
) -> None:
    """Nothing is "forgiven" between two stores of the same engine but the integers for booleans."""
    store = ox.Store()
    terms = [
        ox.Literal(repr(real).replace("inf", "INF"), datatype=ox.NamedNode(XSD + "double")),
        ox.Literal(str(whole), datatype=ox.NamedNode(XSD + "integer")),
        ox.Literal(format(exact, "f"), datatype=ox.NamedNode(XSD + "decimal")),  # type: ignore[str-format]
    ]
    store.extend(ox.Quad(P, P, term, P) for term in terms)
    for quad in store:
        told = f"{quad.triple} .".encode()
        assert by_value(told) == told


nodes = st.sampled_from("abcd")


@given(st.sets(st.tuples(nodes, nodes)), st.permutations("abcd"))
def test_graphs_that_differ_in_the_names_of_blank_nodes_alone_have_one_digest(
    arrows: set[tuple[str, str]], names: list[str]
) -> None:
    other = dict(zip("abcd", names, strict=True))
    one = [("urn:g", f"_:{a} <urn:p> _:{b} .".encode()) for a, b in arrows]
    same = [("urn:g", f"_:{other[a]} <urn:p> _:{other[b]} .".encode()) for a, b in arrows]
    assert Sums.of(one).of_graph("urn:g").same(Sums.of(same).of_graph("urn:g"))


def test_a_blank_node_more_is_another_graph() -> None:
    assert named([b"_:a <urn:p> _:b ."]) != named([b"_:a <urn:p> _:a ."])
