"""Graphs to write, and what stands in files once they are read by others."""

from __future__ import annotations

import gzip
import importlib
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import rdflib
from hypothesis import strategies as st

from aikg.store import EmbeddedStore
from aikg.transfer.files import chosen, write

GRAPHS = ("https://w3id.org/aikg/graph/one", "urn:example:graph/two")
XSD = "http://www.w3.org/2001/XMLSchema#"
Quads = frozenset[tuple[str, str]]

_letters = st.text(
    st.one_of(
        st.sampled_from("abcZ019-_.~!$&'()*+,;=:@/?#%éß中𝄞\u00b7\u0301"),
        st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo", "Nd")),
    ),
    max_size=20,
)
_starts = st.sampled_from(
    [
        *("https://w3id.org/aikg/ontology#", "https://w3id.org/aikg/id/"),
        *("https://w3id.org/aikg/claim/", "http://example.org/", "urn:example:"),
        f"http://example.org/{'long/' * 800}",
    ]
)


def _valid(iri: str) -> bool:
    try:
        [_] = ox.parse(f"<urn:s> <urn:p> <{iri}> .", format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError:
        return False
    return True


iris = st.builds(str.__add__, _starts, _letters).filter(_valid).map(ox.NamedNode)
# Those that end in a name of XML: RDF/XML has no way to write others.
properties = st.builds(
    lambda start, name: ox.NamedNode(start + name),
    _starts,
    st.from_regex(r"[A-Za-z_é][A-Za-z0-9_.-]{0,8}", fullmatch=True),
)


def literals(characters: st.SearchStrategy[str]) -> st.SearchStrategy[ox.Literal]:
    """Literals of all kinds, of these characters."""
    texts = st.text(characters, max_size=30)
    return st.one_of(
        texts.map(ox.Literal),
        st.builds(
            lambda text, tag: ox.Literal(text, language=tag),
            texts,
            st.sampled_from(["en", "en-GB", "de-CH-1996", "zh-Hant", "x-aikg"]),
        ),
        st.builds(lambda text, kind: ox.Literal(text, datatype=kind), texts, iris),
        st.builds(
            lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)),
            st.sampled_from(
                [
                    "1",
                    "01",
                    "-0",
                    "+5",
                    "1.50",
                    ".5",
                    "1.",
                    "1e9",
                    "INF",
                    "NaN",
                    "true",
                    "0",
                    "x",
                    "",
                ]
            ),
            st.sampled_from(["integer", "decimal", "double", "boolean", "float", "date", "string"]),
        ),
    )


odd = st.one_of(
    st.sampled_from("\"\\'<>{}&^@_: \t\n\r\u0085\u2028\ufeff]]>"),
    st.characters(codec="utf-8", exclude_categories=("Cs",)),
)
xml_characters = odd.filter(lambda c: c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


def stores(
    characters: st.SearchStrategy[str] = odd,
    predicates: st.SearchStrategy[ox.NamedNode] = properties,
) -> st.SearchStrategy[list[ox.Quad]]:
    """Some quads of two graphs."""
    return st.lists(
        st.builds(
            ox.Quad,
            iris,
            predicates,
            st.one_of(iris, literals(characters)),
            st.sampled_from(GRAPHS).map(ox.NamedNode),
        ),
        max_size=12,
    )


def store_of(quads: list[ox.Quad]) -> EmbeddedStore:
    store = EmbeddedStore()
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        store.add(quad.graph_name.value, [quad.triple])
    return store


def written(store: EmbeddedStore, format: str) -> bytes:
    """All named graphs of a store in a format."""
    import io

    into = io.BytesIO()
    write(into, store, {graph: graph for graph in store.graphs()}, chosen("-", format))
    return into.getvalue()


def held(store: EmbeddedStore, *, graphs: bool = True) -> Quads:
    """What a store holds; the names of graphs are left out where they do not matter."""
    return by_labels(
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph) if graphs else None)
        for graph in store.graphs()
        for t in store.read(graph)
    )


def by_labels(quads: Iterable[ox.Quad]) -> Quads:
    """Quads as text, blank nodes by the labels of RDF Dataset Canonicalization."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset((getattr(q.graph_name, "value", ""), str(q.triple)) for q in dataset)


def by_pyoxigraph(data: bytes, format: ox.RdfFormat) -> Quads:
    """What pyoxigraph reads."""
    return by_labels(ox.parse(data, format=format))


def by_rdflib(data: bytes, format: str) -> Quads:
    """What rdflib reads."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=format)
    default = {None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID}
    return by_labels(
        ox.Quad(*map(_term, terms), None if graph in default else ox.NamedNode(str(graph)))
        for *terms, graph in dataset.quads()
    )


def _term(term: rdflib.term.Node) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), datatype=datatype)
    return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else ox.NamedNode(str(term))


def unpacked(file: Path) -> bytes:
    """The bytes of a compressed file, by the library that its suffix names."""
    if file.suffix == ".gz":
        return gzip.decompress(file.read_bytes())
    try:
        zstd = importlib.import_module("compression.zstd")
    except ImportError:
        zstd = importlib.import_module("backports.zstd")
    return zstd.decompress(file.read_bytes())
