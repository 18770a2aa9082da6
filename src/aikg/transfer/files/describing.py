"""A description of the graph and its files, for catalogues: VoID, DCAT 3, SPARQL Service Description.

It tells no time but the one that is given, so that the same export is described by the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aikg.ground.terms import (
    DCTERMS,
    GRAPH,
    ONTOLOGY,
    ONTOLOGY_GRAPH,
    PREFIXES,
    RDF,
    XSD,
    shorten,
)
from aikg.transfer.files.turtle import Turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from aikg.questions.edition import Edition
    from aikg.transfer.files.statistics import Counts, Statistics
    from aikg.transfer.files.writing import Exported

DATASET: Final = "https://w3id.org/aikg/dataset"
"""The IRI of the dataset in all its states; a state has the digest of what is told after it."""

VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
SPDX: Final = "http://spdx.org/rdf/terms#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
_PREFIXES: Final = {
    **{name: PREFIXES[name] for name in ("aikg", "dcterms", "graph", "kg", "owl", "rdf", "rdfs")},
    **{name: PREFIXES[name] for name in ("skos", "src", "xsd")},
    "void": VOID,
    "dcat": DCAT,
    "sd": SD,
    "spdx": SPDX,
    "foaf": FOAF,
}
_PUBLISHER: Final = "https://w3id.org/aikg"
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FEATURES: Final = {
    "nq": "N-Quads",
    "trig": "TriG",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}
_TITLE: Final = "AI money graph"
_TEXT: Final = (
    "Who funds whom in AI, as sources tell it: claims with their quotes, bounds and stages, "
    "and what is paid, committed and possible in all."
)
_RIGHTS: Final = (
    "Quotes are of at most twelve words each; the texts of the sources are not part of the dataset "
    "and are their publishers'."
)


def description(
    edition: Edition,
    statistics: Statistics,
    files: Sequence[Exported],
    *,
    parts: Iterable[str] = (),
    issued: date | None = None,
    at: str = "",
) -> Iterator[bytes]:
    r"""Give a description in Turtle, in pieces.

    Args:
        edition: the version of the vocabulary, and the digest of all that is told.
        statistics: what is in the graphs.
        files: the files that hold them.
        parts: which parts of the whole graph they are; all by default.
        issued: the day on which they are published; left out by default.
        at: the address of the folder where they will be; left out by default.

    Examples:
        >>> from aikg.questions.edition import Edition
        >>> from aikg.transfer.files.statistics import counted
        >>> told = counted([b"<urn:a> <urn:p> <urn:b> <urn:g> .\n"])
        >>> text = b"".join(description(Edition("1.0.0", "ab" * 32), told, [])).decode()
        >>> "void:triples 1 ;" in text, "dcterms:issued" in text
        (True, False)
    """
    inside = "+".join(_fragment(part) for part in sorted(set(parts)))
    dataset = f"{DATASET}/{edition.digest}" + (f"/{inside}" if inside else "")
    lines = {
        *_state(dataset, edition, issued),
        *_contents(dataset, statistics),
        *(line for file in files for line in _distribution(dataset, file, issued, at)),
    }
    begin = f"<{dataset}> "
    written = Turtle({**_PREFIXES, "part": f"{dataset}#"})
    yield written.head()
    yield from written.subjects(
        sorted(lines, key=lambda line: (not line.startswith(begin), *_types_first(line)))
    )


def _types_first(line: str) -> tuple[str, bool, str]:
    subject, predicate, _ = line.split(" ", 2)
    return subject, predicate != f"<{RDF}type>", line


def _state(dataset: str, edition: Edition, issued: date | None) -> Iterator[str]:
    yield from _types(dataset, DCAT + "Dataset", VOID + "Dataset", SD + "Dataset")
    yield _said(dataset, DCTERMS + "title", _text(_TITLE, "en"))
    yield _said(dataset, DCTERMS + "description", _text(_TEXT, "en"))
    yield _said(dataset, DCTERMS + "identifier", _text(str(edition)))
    yield _said(dataset, DCTERMS + "publisher", f"<{_PUBLISHER}>")
    yield _said(dataset, DCTERMS + "license", f"<{_LICENCE}>")
    yield _said(dataset, DCTERMS + "rights", _text(_RIGHTS, "en"))
    yield _said(dataset, DCTERMS + "language", "<http://id.loc.gov/vocabulary/iso639-1/en>")
    yield _said(dataset, DCAT + "isVersionOf", f"<{DATASET}>")
    if edition.version:
        yield _said(dataset, DCAT + "version", _text(edition.version))
        yield _said(dataset, DCTERMS + "conformsTo", f"<{ONTOLOGY}/{edition.version}>")
    if issued is not None:
        yield _said(dataset, DCTERMS + "issued", _typed(issued.isoformat(), "date"))
    yield from _types(_PUBLISHER, FOAF + "Agent")
    yield _said(_PUBLISHER, FOAF + "name", _text("The aikg authors"))


def _contents(dataset: str, statistics: Statistics) -> Iterator[str]:
    yield from _numbers(dataset, statistics)
    yield _said(dataset, VOID + "entities", _number(statistics.entities))
    yield _said(dataset, VOID + "classes", _number(len(statistics.classes)))
    yield _said(dataset, VOID + "properties", _number(len(statistics.properties)))
    yield _said(dataset, VOID + "uriSpace", _text("https://w3id.org/aikg/"))
    for example in statistics.examples.values():
        yield _said(dataset, VOID + "exampleResource", f"<{example}>")
    for vocabulary in {_namespace(iri) for iri in (*statistics.classes, *statistics.properties)}:
        yield _said(dataset, VOID + "vocabulary", f"<{vocabulary}>")
    for class_, number in statistics.classes.items():
        part = f"{dataset}#class-{_short(class_)}"
        yield _said(dataset, VOID + "classPartition", f"<{part}>")
        yield from _types(part, VOID + "Dataset")
        yield _said(part, VOID + "class", f"<{class_}>")
        yield _said(part, VOID + "entities", _number(number))
    for property_, counts in statistics.properties.items():
        part = f"{dataset}#property-{_short(property_)}"
        yield _said(dataset, VOID + "propertyPartition", f"<{part}>")
        yield from _types(part, VOID + "Dataset")
        yield _said(part, VOID + "property", f"<{property_}>")
        yield from _numbers(part, counts)
    for graph, counts in statistics.graphs.items():
        yield from _named_graph(dataset, graph, counts)


def _named_graph(dataset: str, graph: str, counts: Counts) -> Iterator[str]:
    named = f"{dataset}#graph-{_fragment(graph.removeprefix(GRAPH))}"
    content = f"{named}-content"
    yield _said(dataset, SD + "namedGraph", f"<{named}>")
    yield from _types(named, SD + "NamedGraph")
    yield _said(named, SD + "name", f"<{graph}>")
    yield _said(named, SD + "graph", f"<{content}>")
    yield _said(dataset, VOID + "subset", f"<{content}>")
    yield from _types(content, SD + "Graph", VOID + "Dataset")
    yield _said(content, DCTERMS + "title", _text(f"{_TITLE}: {graph.removeprefix(GRAPH)}", "en"))
    yield _said(content, DCTERMS + "license", f"<{_LICENCE}>")
    yield from _numbers(content, counts)
    if graph == ONTOLOGY_GRAPH:
        yield _said(content, DCTERMS + "conformsTo", "<http://www.w3.org/2002/07/owl>")


def _distribution(dataset: str, file: Exported, issued: date | None, at: str) -> Iterator[str]:
    name = file.file.replace("\\", "/").rpartition("/")[2]
    node = f"{dataset}#file-{_fragment(name)}"
    checksum = f"{node}-checksum"
    syntax = file.format.syntax
    yield _said(dataset, DCAT + "distribution", f"<{node}>")
    yield from _types(node, DCAT + "Distribution")
    yield _said(node, DCTERMS + "title", _text(name))
    yield _said(node, DCTERMS + "license", f"<{_LICENCE}>")
    yield _said(node, DCAT + "mediaType", f"<{_MEDIA_TYPES}{syntax.media_type}>")
    if file.format.compression_type:
        yield _said(
            node, DCAT + "compressFormat", f"<{_MEDIA_TYPES}{file.format.compression_type}>"
        )
    yield _said(node, DCAT + "byteSize", _typed(str(file.size), "nonNegativeInteger"))
    yield _said(node, SPDX + "checksum", f"<{checksum}>")
    yield from _types(checksum, SPDX + "Checksum")
    yield _said(checksum, SPDX + "algorithm", f"<{SPDX}checksumAlgorithm_sha256>")
    yield _said(checksum, SPDX + "checksumValue", _typed(file.sha256, "hexBinary"))
    if syntax.suffix in _FEATURES:
        yield _said(dataset, VOID + "feature", f"<{_FORMATS}{_FEATURES[syntax.suffix]}>")
    if issued is not None:
        yield _said(node, DCTERMS + "issued", _typed(issued.isoformat(), "date"))
    if at:
        address = f"<{at.rstrip('/')}/{_fragment(name)}>"
        yield _said(node, DCAT + "downloadURL", address)
        if syntax.rdf and syntax.suffix in _FEATURES:
            yield _said(dataset, VOID + "dataDump", address)


def _numbers(node: str, counts: Counts | Statistics) -> Iterator[str]:
    yield _said(node, VOID + "triples", _number(counts.triples))
    yield _said(node, VOID + "distinctSubjects", _number(counts.subjects))


def _types(node: str, *classes: str) -> Iterator[str]:
    for class_ in classes:
        yield _said(node, RDF + "type", f"<{class_}>")


def _said(subject: str, predicate: str, object_: str) -> str:
    return f"<{subject}> <{predicate}> {object_} ."


def _number(value: int) -> str:
    return _typed(str(value), "integer")


def _typed(text: str, datatype: str) -> str:
    return f'"{text}"^^<{XSD}{datatype}>'


def _text(text: str, language: str = "") -> str:
    from pyoxigraph import Literal

    return str(Literal(text, language=language or None))


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1]


def _short(iri: str) -> str:
    short = shorten(iri)
    # No prefix has a hyphen in it, so that no two names become one.
    return _fragment(short if short == iri else short.replace(":", "-", 1))


def _fragment(text: str) -> str:
    return quote(text, safe="")
