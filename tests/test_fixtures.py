"""The fixtures of deals and kinds are well formed, grounded, and cover the vocabulary."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from aikg.ground.text import MAX_QUOTE_WORDS, SourceText, count_words, digest, fold

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
AIKG = Namespace("https://w3id.org/aikg/ontology#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SRC = "https://w3id.org/aikg/source/"
TURTLE = sorted(FIXTURES.rglob("*.ttl"))
SOURCES = [path for path in TURTLE if path.name != "register.ttl"]
DEALS = sorted(path for path in (FIXTURES / "deals").iterdir() if path.is_dir())
TERM_KINDS = (
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    SKOS.Concept,
    AIKG.Unit,
)
# Never asserted of anything told: two unions, the classes of which one below them is always
# said, units, which are listed in the vocabulary, and what it says of its own terms.
ABOUT_TERMS = {
    *(AIKG.RoleBearer, AIKG.ClaimSubject, AIKG.Unit),
    *(AIKG.Agent, AIKG.Product, AIKG.Source, AIKG.Statement),
    *(AIKG.noDomainBecause, AIKG.noRangeBecause),
    *(AIKG.effect, AIKG["rank"], AIKG.isCounted, AIKG.ceiling, AIKG.symbol),
}
SCHEME_OF = {
    AIKG.stage: AIKG.StageScheme,
    AIKG.figureRole: AIKG.FigureRoleScheme,
    AIKG.standing: AIKG.StandingScheme,
    AIKG.hedge: AIKG.HedgeScheme,
    AIKG.rightKind: AIKG.RightScheme,
    AIKG.strength: AIKG.StrengthScheme,
    AIKG.speaker: AIKG.SpeakerScheme,
    AIKG.medium: AIKG.MediumScheme,
    AIKG.opinionKind: AIKG.OpinionScheme,
}


@cache
def parsed(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def merged(paths: list[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph += parsed(path)
    return graph


@cache
def ontology() -> Graph:
    return merged(sorted((ROOT / "ontology").glob("*.ttl")))


@cache
def told() -> Graph:
    return merged(TURTLE + sorted((ROOT / "data").glob("*.ttl")))


def name(term: object) -> str:
    return str(term).rpartition("/")[2]


@cache
def members(expression: URIRef | BNode) -> frozenset[URIRef]:
    """The named classes that a class, or a union of classes, holds: itself and all below it."""
    union = ontology().value(expression, OWL.unionOf)
    for equivalent in ontology().objects(expression, OWL.equivalentClass):
        union = union or ontology().value(equivalent, OWL.unionOf)
    tops = list(Collection(ontology(), union)) if union else [expression]
    return frozenset(
        below for top in tops for below in ontology().transitive_subjects(RDFS.subClassOf, top)
    )


@cache
def types_of(node: URIRef) -> frozenset[URIRef]:
    """What a node is: as typed, as claims tell its kind, and an agreement if it is only named."""
    types = set(told().objects(node, RDF.type)) | set(ontology().objects(node, RDF.type))
    for claim in told().subjects(AIKG.about, node):
        types |= set(told().objects(claim, AIKG.kind))
    return frozenset(types or ({AIKG.Agreement} if (node, RDFS.label, None) in told() else ()))


def fits(value: Literal, target: object) -> bool:
    """Whether a value lies in a datatype: an integer above 0 is a positive integer (OWL 2, 4.1)."""
    if target == XSD.positiveInteger and value.datatype == XSD.integer:
        return int(value) > 0
    return target is None or (value.datatype or XSD.string) == target


def term_faults(graph: Graph) -> list[str]:
    """Terms that are not declared, and values or subjects of the wrong kind."""
    faults = []
    for subject, predicate, value in graph:
        for term in (predicate, value):
            if str(term).startswith(str(AIKG)) and (term, RDF.type, None) not in ontology():
                faults.append(f"{name(subject)}: {term.n3()} is not declared")
        if not str(predicate).startswith(str(AIKG)):
            continue
        domain = ontology().value(predicate, RDFS.domain)
        if domain and not types_of(subject) & members(domain):
            faults.append(f"{name(subject)}: has {name(predicate)}, which is not for its kind")
        target = ontology().value(predicate, RDFS.range)
        if isinstance(value, Literal):
            if not fits(value, target):
                faults.append(f"{name(subject)}: {name(predicate)} {value} is no {name(target)}")
            if value.ill_typed:
                faults.append(f"{name(subject)}: {value.n3()} is ill formed")
        elif target and not types_of(value) & members(target):
            faults.append(f"{name(subject)}: {name(predicate)} {name(value)} is of another kind")
        scheme = SCHEME_OF.get(predicate)
        if scheme and (value, SKOS.inScheme, scheme) not in ontology():
            faults.append(f"{name(subject)}: {name(value)} is not of {name(scheme)}")
    for predicate in ontology().subjects(RDF.type, OWL.FunctionalProperty):
        values: dict[object, set[object]] = {}
        for subject, value in graph.subject_objects(predicate):
            values.setdefault(subject, set()).add(value)
        faults += [f"{name(s)}: two of {name(predicate)}" for s, v in values.items() if len(v) > 1]
    return faults


def quote_faults(graph: Graph, text: SourceText) -> list[str]:
    """Quotes that do not stand where they claim to, are too long, or have another digest."""
    faults = []
    for source in graph.subjects(AIKG.textDigest):
        if str(graph.value(source, AIKG.textDigest)) != text.digest:
            faults.append(f"{name(source)}: the text has another digest")
        if int(graph.value(source, AIKG.paragraphCount, default=0)) != len(text.paragraphs):
            faults.append(f"{name(source)}: the text has {len(text.paragraphs)} paragraphs")
    for evidence in graph.subjects(RDF.type, AIKG.Evidence):
        quote = str(graph.value(evidence, AIKG.quote))
        paragraph = int(graph.value(evidence, AIKG.paragraph, default=0))
        if (found := text.occurrences(quote, paragraph)) != 1:
            faults.append(f"{name(evidence)}: stands {found} times in paragraph {paragraph}")
            continue
        sentence = text.sentence_of(quote, paragraph)
        if count_words(quote) > MAX_QUOTE_WORDS:
            faults.append(f"{name(evidence)}: {count_words(quote)} words")
        if sentence is None or fold(quote).rstrip(".!?") == sentence.rstrip(".!?"):
            faults.append(f"{name(evidence)}: not a part of one sentence")
        elif str(graph.value(evidence, AIKG.sentenceDigest)) != digest(sentence):
            faults.append(f"{name(evidence)}: the sentence has another digest")
    return faults


def phrase_faults(graph: Graph) -> list[str]:
    """What is told in a phrase that no quote of its evidence holds."""
    faults = []
    for thing, phrase in graph.subject_objects(AIKG.asStated):
        quotes = [
            fold(str(quote))
            for evidence in graph.objects(thing, AIKG.hasEvidence)
            for quote in graph.objects(evidence, AIKG.quote)
        ]
        if not any(fold(str(phrase)) in quote for quote in quotes):
            faults.append(f"{name(thing)}: no quote of it holds {phrase!s}")
    return faults


def text_beside(path: Path) -> SourceText:
    return SourceText(path.with_suffix(".txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.stem + "-" + path.parent.name)
def test_a_fixture_uses_declared_terms_as_they_are_declared_and_no_blank_nodes(path: Path) -> None:
    graph = parsed(path)
    assert len(graph) > 0
    assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]
    assert term_faults(graph) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_quote_of_a_fixture_stands_once_in_its_text(path: Path) -> None:
    graph = parsed(path)
    assert (URIRef(SRC + path.stem), RDF.type, None) in graph, "the source is named as its file"
    assert set(graph.objects(None, AIKG.quotedFrom)) == {URIRef(SRC + path.stem)}
    assert quote_faults(graph, text_beside(path)) == []
    assert phrase_faults(graph) == []


def test_every_text_belongs_to_a_file_of_claims() -> None:
    assert {path.with_suffix(".ttl") for path in FIXTURES.rglob("*.txt")} == set(SOURCES)


def test_every_term_for_telling_is_told_at_least_once_here_or_in_the_published_data() -> None:
    derived = set(parsed(ROOT / "ontology" / "assessment.ttl").subjects(RDFS.label))
    for scheme in (AIKG.NotCountedScheme, AIKG.AssessmentScheme):
        derived |= set(ontology().subjects(SKOS.inScheme, scheme))
    declared = {
        term
        for kind in TERM_KINDS
        for term in ontology().subjects(RDF.type, kind)
        if (term, RDFS.isDefinedBy, None) in ontology()
    }
    leaves_out = {AIKG.notStated, AIKG.inferred, AIKG.factProperty}
    used = {p for _, p, _ in told()} | {o for _, p, o in told() if p not in leaves_out}
    assert len(declared) > 200
    assert sorted(map(name, declared - derived - ABOUT_TERMS - used)) == []


def test_nothing_derived_is_typed_by_hand() -> None:
    told_types = set(merged(TURTLE).objects(None, RDF.type))
    derived = set(parsed(ROOT / "ontology" / "assessment.ttl").subjects(RDF.type, OWL.Class))
    assert not told_types & (derived | members(AIKG.Agreement) | members(AIKG.Event))


def test_the_second_source_of_the_first_deal_names_no_new_agreement() -> None:
    published = merged(sorted((ROOT / "data").glob("*.ttl")))
    second = merged([path for path in SOURCES if path.parent.name == "d1"])
    assert set(second.objects(None, AIKG.about)) <= set(published.objects(None, AIKG.about))


PLANTED = """
@prefix aikg: <https://w3id.org/aikg/ontology#> .
@prefix k: <https://w3id.org/aikg/claim/planted/> .
@prefix kg: <https://w3id.org/aikg/id/> .
"""


@pytest.mark.parametrize(
    ("turtle", "fault"),
    [
        ("k:a aikg:investr kg:amazon .", "is not declared"),
        ("k:a aikg:stage aikg:stage-sined .", "is not declared"),
        ("kg:amazon aikg:quote 'word' .", "not for its kind"),
        ("kg:azure aikg:operatedBy kg:claude .", "is of another kind"),
        ("kg:amazon aikg:alias 7 .", "is no"),
        ("k:a aikg:stage aikg:hedge-up-to .", "is not of"),
        ("k:a aikg:upper 1e0 , 2e0 .", "two of"),
    ],
)
def test_a_planted_fault_in_the_terms_is_found(turtle: str, fault: str) -> None:
    graph = Graph().parse(data=PLANTED + turtle, format="turtle")
    assert [found for found in term_faults(graph) if fault in found]


@pytest.mark.parametrize(
    ("quote", "fault"),
    [
        ("up to $2 billion", "stands 0 times"),
        ("billion", "stands 2 times"),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", "13 words"),
        ("Acme pays up to $1 billion of $9 billion.", "not a part of one sentence"),
        ("up to $1 billion", "another digest"),
    ],
)
def test_a_planted_fault_in_a_quote_is_found(quote: str, fault: str) -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    text = SourceText(f"Acme pays up to $1 billion of $9 billion. {words.capitalize()}, {words}.")
    evidence = f'a aikg:Evidence ; aikg:paragraph 1 ; aikg:quote "{quote}" ; '
    graph = Graph().parse(
        data=f'{PLANTED} k:e {evidence} aikg:sentenceDigest "{"0" * 64}" .', format="turtle"
    )
    assert [found for found in quote_faults(graph, text) if fault in found]
    graph.add((URIRef("k:f"), AIKG.asStated, Literal("$3")))
    assert phrase_faults(graph)


KEYS = {
    "total": {"says", "payers", "payees", "true_on", "known_by", "currency"}
    | {"paid", "committed", "possible", "complete", "disputed", "least", "most"},
    "agreement": {"iri", "kind", "claims", "stage_effect", "counted"},
    "dispute": {"agreements", "readings", "assessed"},
    "warning": {"about", "says", "stated", "parts"},
    "holdings": {"of", "in", "count"},
    "figure": {"claim", "role", "lower", "upper", "currency", "unit", "counted"},
    "condition": {"claim", "form", "members"},
    "refused": {"says", "agreement", "kind"},
}


@pytest.mark.parametrize("folder", DEALS, ids=lambda path: path.name)
def test_what_a_deal_must_come_to_is_written_in_the_documented_layout(folder: Path) -> None:
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    assert expected.pop("case") == folder.name.upper()
    assert all((ROOT / path).is_file() for path in expected.pop("published"))
    assert set(expected) <= set(KEYS)
    assert expected["total"], "every case expects a total"
    known = {str(node) for node in told().all_nodes()}
    for table, entries in expected.items():
        for entry in entries:
            assert set(entry) <= KEYS[table]
            for value in entry.values():
                for item in value if isinstance(value, list) else [value]:
                    if isinstance(item, str) and item.startswith("https://w3id.org/aikg/"):
                        assert item in known
    for total in expected["total"]:
        assert 0 <= total["paid"] <= total["committed"] <= total["possible"]
