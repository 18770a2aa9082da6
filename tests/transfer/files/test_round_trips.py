"""What is written is read back as it was: by this package, by pyoxigraph, and by rdflib."""

from __future__ import annotations

import io
import json

import pyarrow.parquet
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings

import aikg
from aikg.ground.errors import InputError
from aikg.ground.reading import read_text
from aikg.transfer.files import SYNTAXES
from transfer.files.graphs import (
    GRAPHS,
    by_labels,
    by_pyoxigraph,
    by_rdflib,
    held,
    odd,
    store_of,
    stores,
    written,
    xml_characters,
)

BY_NAME = {format.file_extension: format for format in (
    ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG, ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES,
    ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD,
)}  # fmt: skip
IN_RDFLIB = {
    "nq": "nquads",
    "trig": "trig",
    "ttl": "turtle",
    "nt": "nt",
    "rdf": "xml",
    "jsonld": "json-ld",
}
FORMATS = [suffix for suffix, syntax in SYNTAXES.items() if suffix in IN_RDFLIB]
OF_TEXT = [suffix for suffix in FORMATS if suffix != "rdf"]


@pytest.fixture(scope="module")
def published() -> aikg.Graph:
    return aikg.open()


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib rewrites literals as it reads, unless it is told not to."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.parametrize("format", FORMATS)
def test_the_published_graph_is_read_back_whole(
    published: aikg.Graph, as_written: None, format: str
) -> None:
    data = written(published.store, format)
    expected = held(published.store, graphs=SYNTAXES[format].graphs)
    assert by_pyoxigraph(data, BY_NAME[format]) == expected
    assert by_rdflib(data, IN_RDFLIB[format]) == expected
    document = read_text(data, f"graph.{format}", BY_NAME[format])
    assert by_labels(document.quads) == expected


@pytest.mark.parametrize("format", OF_TEXT)
@settings(max_examples=60, deadline=None)
@given(quads=stores(odd))
def test_odd_terms_come_back_as_they_went_to_pyoxigraph_and_this_package(
    format: str, quads: list[ox.Quad]
) -> None:
    store = store_of(quads)
    data = written(store, format)
    expected = held(store, graphs=SYNTAXES[format].graphs)
    assert by_pyoxigraph(data, BY_NAME[format]) == expected
    if expected:
        document = read_text(data, f"graph.{format}", BY_NAME[format])
        assert by_labels(document.quads) == expected


@settings(max_examples=60, deadline=None)
@given(quads=stores(xml_characters))
def test_rdf_xml_brings_back_all_that_xml_can_hold(quads: list[ox.Quad]) -> None:
    store = store_of(quads)
    data = written(store, "rdf")
    assert by_pyoxigraph(data, ox.RdfFormat.RDF_XML) == held(store, graphs=False)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=40, deadline=None)
@given(quads=stores(xml_characters))
def test_odd_terms_come_back_as_they_went_to_rdflib(format: str, quads: list[ox.Quad]) -> None:
    store = store_of(quads)
    normalizes = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        found = by_rdflib(written(store, format), IN_RDFLIB[format])
    finally:
        rdflib.NORMALIZE_LITERALS = normalizes
    assert found == held(store, graphs=SYNTAXES[format].graphs)


def rebuilt(row: dict[str, str | None]) -> tuple[str, str]:
    """A quad of a row of the Parquet table, as its documentation says."""

    def node(text: str) -> ox.NamedNode | ox.BlankNode:
        return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)

    text = row["object"] or ""
    if row["kind"] == "literal" and row["language"]:
        object_ = ox.Literal(text, language=row["language"])
    elif row["kind"] == "literal":
        object_ = ox.Literal(text, datatype=ox.NamedNode(row["datatype"] or ""))
    else:
        object_ = node(text)
    triple = ox.Triple(node(row["subject"] or ""), ox.NamedNode(row["predicate"] or ""), object_)
    return row["graph"] or "", str(triple)


@settings(max_examples=60, deadline=None)
@given(quads=stores(odd))
def test_each_term_can_be_rebuilt_from_a_row_of_parquet(quads: list[ox.Quad]) -> None:
    store = store_of(quads)
    table = pyarrow.parquet.read_table(io.BytesIO(written(store, "parquet")))
    rows = table.to_pylist()
    assert {rebuilt(row) for row in rows} == held(store)
    assert len(rows) == len(held(store))


def test_parquet_comes_in_row_groups_of_the_size_that_it_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that a table of any size is written from a bounded part of it."""
    from aikg.transfer.files import parquet

    monkeypatch.setattr(parquet, "_ROWS", 10)
    store = store_of([])
    store.load(GRAPHS[0], [b"\n".join(b'<urn:s> <urn:p> "%d" .' % n for n in range(25))])
    file = pyarrow.parquet.ParquetFile(io.BytesIO(written(store, "parquet")))
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert sizes == [10, 10, 5]
    assert file.metadata.row_group(0).column(3).compression == "ZSTD"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('<urn:s> <urn:e:p> "\\u0001" .', "a control character"),
        ('<urn:s> <urn:e:1> "a" .', "does not end in a name"),
        (
            '<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> "a" .',
            "does not end in a name",
        ),
        ("<urn:s> <urn:e:p> <<( <urn:a> <urn:b> <urn:c> )>> .", "a term of RDF 1.2"),
        ('<urn:s> <urn:e:p> "a"@ar--rtl .', "a term of RDF 1.2"),
    ],
)
def test_rdf_xml_refuses_in_words_what_it_would_lose(line: str, what: str) -> None:
    store = store_of([])
    store.load(GRAPHS[0], [line.encode()])
    with pytest.raises(InputError, match=what):
        written(store, "rdf")


@pytest.mark.parametrize("term", ["<<( <urn:a> <urn:b> <urn:c> )>>", '"a"@ar--rtl'])
def test_json_ld_refuses_in_words_what_it_would_lose(term: str) -> None:
    store = store_of([])
    store.load(GRAPHS[0], [f"<urn:s> <urn:e:p> {term} .".encode()])
    with pytest.raises(InputError, match=r"a term of RDF 1\.2"):
        written(store, "jsonld")


def test_json_ld_is_compact_and_brings_its_context_along(published: aikg.Graph) -> None:
    """So that a tool that may not, or cannot, use the network reads it all the same."""
    tree = json.loads(written(published.store, "jsonld"))
    assert tree["@context"]["lower"] == {"@id": "aikg:lower", "@type": "xsd:double"}
    nodes = {node["id"]: node for graph in tree["@graph"] for node in graph["@graph"]}
    nvidia = nodes["kg:nvidia"]
    assert nvidia["type"] == "Organization"
    assert nvidia["alias"] == ["NVIDIA Corporation", "Nvidia"]


def test_json_ld_is_written_from_a_bounded_part_of_it(
    published: aikg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the number of subjects that are held at once, the bytes are the same."""
    whole = written(published.store, "jsonld")
    monkeypatch.setattr("aikg.transfer.files.jsonld._AT_ONCE", 7)
    assert written(published.store, "jsonld") == whole


@pytest.mark.parametrize("format", ["nq", "nt", "ttl", "trig"])
def test_terms_of_rdf_1_2_are_kept_where_the_format_has_them(format: str) -> None:
    store = store_of([])
    store.load(
        GRAPHS[0],
        [
            b'<urn:s> <urn:p> <<( <urn:a> <urn:b> "c d" )>> .\n',
            b'<urn:s> <urn:p> "x"@ar--rtl .\n',
        ],
    )
    found = by_pyoxigraph(written(store, format), BY_NAME[format])
    assert found == held(store, graphs=SYNTAXES[format].graphs)
