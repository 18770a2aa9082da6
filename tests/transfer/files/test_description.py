"""The description beside the files: its figures are those of SPARQL, its checksums those of the files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, RDF, VOID, XSD

import aikg as graphs
from aikg.ground.reading import read
from cli.command import Done, one_message

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
GRAPH = "https://w3id.org/aikg/graph/"
PARTS = [(), ("asserted",), ("derived", "register")]


@pytest.fixture(scope="module", params=PARTS, ids=lambda parts: "-".join(parts) or "all")
def exported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[rdflib.Graph, rdflib.URIRef, ox.Store]:
    """A description, its dataset, and a store with just what was exported."""
    folder = tmp_path_factory.mktemp("export")
    with graphs.open() as graph:
        graph.store.load(GRAPH + "copy", [b"<urn:s> <urn:p> <urn:o> ."])
        graph.store.load(GRAPH + "register", [b"<urn:s> <urn:p> <urn:o> ."])  # counts once in all
        graph.export(folder / "graph.nq", only=request.param, describe=folder / "graph.void.ttl")
    store = ox.Store()
    store.load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    described = rdflib.Graph().parse(folder / "graph.void.ttl")
    [dataset] = described.subjects(RDF.type, DCAT.Dataset)
    assert isinstance(dataset, rdflib.URIRef)
    return described, dataset, store


def numbers(store: ox.Store, query: str) -> dict[str, int] | int:
    """The one number of a query, or the numbers by what they are of."""
    found = [list(row) for row in store.query(query, use_default_graph_as_union=True)]
    if len(found[0]) == 1:
        return int(found[0][0].value)
    return {row[0].value: int(row[1].value) for row in found}


def partitions(
    described: rdflib.Graph, dataset: rdflib.URIRef, link: rdflib.URIRef, of: rdflib.URIRef
) -> dict[str, rdflib.term.Node]:
    return {str(described.value(part, of)): part for part in described.objects(dataset, link)}


def test_the_totals_are_those_of_sparql(
    exported: tuple[rdflib.Graph, rdflib.URIRef, ox.Store],
) -> None:
    described, dataset, store = exported
    for property_, query in {
        VOID.triples: "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
        VOID.distinctSubjects: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        VOID.entities: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER (isIRI(?s)) }",
        VOID.classes: "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c FILTER (isIRI(?c)) }",
        VOID.properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    }.items():
        [value] = described.objects(dataset, property_)
        assert int(value) == numbers(store, query), property_


def test_each_class_has_as_many_entities_as_sparql_counts(
    exported: tuple[rdflib.Graph, rdflib.URIRef, ox.Store],
) -> None:
    described, dataset, store = exported
    parts = partitions(described, dataset, VOID.classPartition, VOID["class"])
    found = {iri: int(described.value(part, VOID.entities)) for iri, part in parts.items()}
    assert found == numbers(
        store,
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER (isIRI(?c)) } GROUP BY ?c",
    )


def test_each_property_has_as_many_triples_and_subjects_as_sparql_counts(
    exported: tuple[rdflib.Graph, rdflib.URIRef, ox.Store],
) -> None:
    described, dataset, store = exported
    parts = partitions(described, dataset, VOID.propertyPartition, VOID.property)
    for property_, query in {
        VOID.triples: (
            "SELECT ?p (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } GROUP BY ?p"
        ),
        VOID.distinctSubjects: "SELECT ?p (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    }.items():
        found = {iri: int(described.value(part, property_)) for iri, part in parts.items()}
        assert found == numbers(store, query)


def test_each_named_graph_has_its_own_figures_and_is_a_subset(
    exported: tuple[rdflib.Graph, rdflib.URIRef, ox.Store],
) -> None:
    described, dataset, store = exported
    found = {}
    for named in described.objects(dataset, SD.namedGraph):
        content = described.value(named, SD.graph)
        assert (dataset, VOID.subset, content) in described
        name = str(described.value(named, SD.name))
        found[name] = tuple(
            int(described.value(content, number))
            for number in (VOID.triples, VOID.distinctSubjects)
        )
    query = "SELECT ?g (COUNT({}) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
    triples = numbers(store, query.format("*"))
    subjects = numbers(store, query.format("DISTINCT ?s"))
    assert isinstance(triples, dict)
    assert isinstance(subjects, dict)
    assert found == {name: (triples[name], subjects[name]) for name in triples}


def test_examples_and_vocabularies_are_those_of_what_was_exported(
    exported: tuple[rdflib.Graph, rdflib.URIRef, ox.Store],
) -> None:
    described, dataset, store = exported
    examples = list(described.objects(dataset, VOID.exampleResource))
    assert examples
    for example in examples:
        assert any(store.quads_for_pattern(ox.NamedNode(str(example)), None, None))
    vocabularies = tuple(str(iri) for iri in described.objects(dataset, VOID.vocabulary))
    assert "https://w3id.org/aikg/ontology#" in vocabularies
    for quad in store:
        assert quad.predicate.value.startswith(vocabularies)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three files and a description with all that it can tell."""
    found = [tmp_path / name for name in ("graph.nq.gz", "graph.ttl.zst", "graph 1.parquet")]
    with graphs.open() as graph:
        graph.export(
            *found,
            describe=tmp_path / "graph.void.ttl",
            issued="2026-11-24",
            at="https://example.org/kg",
        )
    return found


def test_each_file_is_a_distribution_with_its_size_its_checksum_and_its_types(
    files: list[Path],
) -> None:
    described = rdflib.Graph().parse(files[0].with_name("graph.void.ttl"))
    types = "https://www.iana.org/assignments/media-types/"
    expected = {
        "graph.nq.gz": (f"{types}application/n-quads", f"{types}application/gzip"),
        "graph.ttl.zst": (f"{types}text/turtle", f"{types}application/zstd"),
        "graph 1.parquet": (f"{types}application/vnd.apache.parquet", None),
    }
    found = list(described.subjects(RDF.type, DCAT.Distribution))
    assert len(found) == 3
    for node in found:
        title = str(described.value(node, DCTERMS.title))
        data = files[0].with_name(title).read_bytes()
        kind, packed = expected[title]
        assert str(described.value(node, DCAT.mediaType)) == kind
        compress = described.value(node, DCAT.compressFormat)
        assert (compress and str(compress)) == packed
        size = described.value(node, DCAT.byteSize)
        assert size == rdflib.Literal(len(data), datatype=XSD.nonNegativeInteger)
        checksum = described.value(node, SPDX.checksum)
        assert described.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        value = described.value(checksum, SPDX.checksumValue)
        assert isinstance(value, rdflib.Literal)
        assert value.datatype == XSD.hexBinary
        assert bytes.fromhex(str(value)) == hashlib.sha256(data).digest()
        address = described.value(node, DCAT.downloadURL)
        assert str(address) == "https://example.org/kg/" + title.replace(" ", "%20")


def test_it_says_of_which_state_it_is_under_which_licence_and_when_issued(
    files: list[Path],
) -> None:
    described = rdflib.Graph().parse(files[0].with_name("graph.void.ttl"))
    [dataset] = described.subjects(RDF.type, DCAT.Dataset)
    with graphs.open() as graph:
        edition = graph.edition
    assert str(dataset) == f"https://w3id.org/aikg/dataset/{edition.digest}"
    assert str(described.value(dataset, DCAT.version)) == edition.version
    assert str(described.value(dataset, DCTERMS.identifier)) == str(edition)
    licences = set(described.objects(None, DCTERMS.license))
    assert licences == {rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")}
    issued = {str(day) for day in described.objects(None, DCTERMS.issued)}
    assert issued == {"2026-11-24"}
    dumps = {str(dump).rpartition("/")[2] for dump in described.objects(dataset, VOID.dataDump)}
    assert dumps == {"graph.nq.gz", "graph.ttl.zst"}


def test_the_same_export_has_the_same_description_and_no_time_of_its_own(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        with graphs.open() as graph:
            graph.export(folder / "g.nq", describe=folder / "g.void.ttl")
        texts.append((folder / "g.void.ttl").read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert 'dcterms:issued "' not in texts[0]
    assert "downloadURL" not in texts[0]


def test_it_has_no_blank_node_and_reads_without_a_base(files: list[Path]) -> None:
    document = read(files[0].with_name("graph.void.ttl"))
    assert document.quads
    for quad in document.quads:
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
    assert document.ill_typed() == []


# --- The command -------------------------------------------------------------------------------


@pytest.fixture
def aikg(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Give the command in this process."""
    from aikg.cli.main import main

    monkeypatch.delenv("AIKG_STORE", raising=False)
    return lambda *words: Done(main([str(word) for word in words]), *capsys.readouterr())


def test_the_command_says_that_it_wrote_the_description(
    aikg: Callable[..., Done], tmp_path: Path
) -> None:
    words = ("--describe", tmp_path / "g.void.ttl", "--issued", "2026-11-24", "--only", "register")
    done = aikg("export", tmp_path / "g.nt", *words)
    assert done.code == 0
    assert done.err.splitlines()[1] == f"wrote {tmp_path / 'g.void.ttl'}"
    described = rdflib.Graph().parse(tmp_path / "g.void.ttl")
    [dataset] = described.subjects(RDF.type, DCAT.Dataset)
    assert str(dataset).endswith("/register")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["g.nq", "--describe", "g.ttl"], "Write g.void.ttl"),
        (["g.nq", "--describe", "none/g.void.ttl"], "there is no folder none"),
        (["g.nq", "--describe", "g.void.ttl", "--issued", "today"], "--issued is no date"),
        (["g.nq", "--describe", "g.void.ttl", "--at", "here"], "--at is no address"),
        (["g.nq", "--issued", "2026-11-24"], "Add --describe"),
        (["g.nq", "--at", "https://example.org/"], "Add --describe"),
        (["-", "--format", "nq", "--describe", "g.void.ttl"], "standard output is none"),
    ],
)
def test_what_cannot_be_described_is_told_and_nothing_is_written(
    aikg: Callable[..., Done],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert says in one_message(aikg("export", *words))
    assert list(tmp_path.iterdir()) == []
