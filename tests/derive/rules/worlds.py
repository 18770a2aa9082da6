"""Small random graphs that the ontology allows, and what reasoners say of them."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from aikg.derive.rules import Scope, compile_rules
from aikg.ground.packaged import ontology_files, register_file, source_files
from aikg.ground.terms import (
    AIKG,
    CLAIM,
    DERIVED_GRAPH,
    GRAPH,
    KG,
    OWL,
    RDF,
    RDFS,
    REGISTER_GRAPH,
    SOURCE,
    XSD,
)
from aikg.store import EmbeddedStore

TYPE = NamedNode(RDF + "type")
EVERYTHING = Scope(told=(), told_classes=frozenset(), wide=frozenset())
GRAPHS = (REGISTER_GRAPH, DERIVED_GRAPH, GRAPH + "one", GRAPH + "two")

# Of each kind a few things: enough of each that facts meet, and chains and cycles come about.
KINDS = {
    "Organization": (KG, ("org1", "org2", "org3")),
    "Person": (KG, ("person",)),
    "Investment": (KG, ("investment1", "investment2")),
    "CloudContract": (KG, ("contract1", "contract2")),
    "ModelAvailability": (KG, ("availability",)),
    "ChipSupply": (KG, ("chips",)),
    "Alliance": (KG, ("alliance",)),
    "Layoffs": (KG, ("layoffs",)),
    "Platform": (KG, ("platform",)),
    "Model": (KG, ("model",)),
    "ModelFamily": (KG, ("family",)),
    "Hardware": (KG, ("hardware",)),
    "Facility": (KG, ("site",)),
    "UnitRelation": (KG, ("relation",)),
    "BackgroundFact": (KG, ("fact",)),
    "CurrentPosition": (KG, ("position1", "position2")),
    "UncountedPosition": (KG, ("position3",)),
    "Flow": (KG, ("flow1", "flow2")),
    "PartyGroup": (KG, ("group1", "group2")),
    "Dispute": (KG, ("dispute",)),
    "Reading": (KG, ("reading",)),
    "Claim": (CLAIM, ("s/claim1", "s/claim2")),
    "Opinion": (CLAIM, ("s/opinion",)),
    "Figure": (CLAIM, ("s/figure",)),
    "StageEntry": (CLAIM, ("s/stage",)),
    "StatedDate": (CLAIM, ("s/date",)),
    "Evidence": (CLAIM, ("s/evidence",)),
    "Mention": (CLAIM, ("s/mention",)),
    "Right": (CLAIM, ("s/right",)),
    "Condition": (CLAIM, ("s/condition",)),
    "Holding": (CLAIM, ("s/holding",)),
    "NewsArticle": (SOURCE, ("article",)),
}
KIND_OF = {
    NamedNode(space + name): NamedNode(AIKG + kind)
    for kind, (space, names) in KINDS.items()
    for name in names
}
# The others are typed, as the gate wants it: without a type, a thing that stands where several kinds
# may can be known to be of one of them only because it cannot be of the others.
UNTYPED = frozenset(AIKG + kind for kind in ("Organization", "Person", "Flow", "PartyGroup"))

VALUES = {
    "string": Literal("a"),
    "double": Literal("1", datatype=NamedNode(XSD + "double")),
    "boolean": Literal("true", datatype=NamedNode(XSD + "boolean")),
    "dateTime": Literal("2025-11-18T00:00:00Z", datatype=NamedNode(XSD + "dateTime")),
    "integer": Literal("1", datatype=NamedNode(XSD + "integer")),
    "positiveInteger": Literal("1", datatype=NamedNode(XSD + "positiveInteger")),
    "anyURI": Literal("https://example.org/", datatype=NamedNode(XSD + "anyURI")),
}


@cache
def ontology() -> tuple[Triple, ...]:
    """The packaged ontology."""
    files = (parse(path=str(file), format=RdfFormat.TURTLE) for file in ontology_files())
    return tuple(quad.triple for quads in files for quad in quads)


@cache
def logic() -> tuple[Triple, ...]:
    """The packaged ontology without annotations and without its concepts and units."""
    annotations = {
        t.subject for t in ontology() if t.object == NamedNode(OWL + "AnnotationProperty")
    }
    individuals = {t.subject for t in ontology() if t.object == NamedNode(OWL + "NamedIndividual")}
    return tuple(
        t
        for t in ontology()
        if t.subject not in annotations | individuals
        and t.predicate.value.startswith((RDF, RDFS, OWL))
        and t.predicate.value not in (RDFS + "label", RDFS + "isDefinedBy", RDFS + "comment")
    )


@cache
def rules():
    """The rules of the packaged ontology."""
    return tuple(compile_rules(ontology()))


@cache
def superclasses() -> dict[NamedNode, frozenset[NamedNode]]:
    """Each class with all named classes above it, by subClassOf and unions alone."""
    direct: dict[NamedNode, set[NamedNode]] = {}
    for rule in rules():
        low = rule.body[0]
        if len(rule.body) == 1 and rule.head.predicate == low.predicate == TYPE:
            direct.setdefault(low.object, set()).add(rule.head.object)
    found = {}
    for name in {NamedNode(AIKG + kind) for kind in KINDS} | direct.keys():
        above, waiting = {name}, [name]
        while waiting:
            new = direct.get(waiting.pop(), set()) - above
            above |= new
            waiting += new
        found[name] = frozenset(above)
    return found


def _things(ends: list[object]) -> list[NamedNode]:
    """What may stand at an end of a property: what is of all the classes named for it."""
    lists = {t.subject: t for t in logic() if t.predicate.value == RDF + "first"}
    rests = {t.subject: t.object for t in logic() if t.predicate.value == RDF + "rest"}
    unions = {t.subject: t.object for t in logic() if t.predicate.value == OWL + "unionOf"}
    fitting = list(KIND_OF)
    for end in ends:
        members = [end]
        if end in unions:
            members, node = [], unions[end]
            while node in lists:
                members.append(lists[node].object)
                node = rests[node]
        fitting = [one for one in fitting if superclasses()[KIND_OF[one]] & set(members)]
    return fitting


@cache
def menu() -> dict[NamedNode, tuple[tuple[NamedNode, ...], tuple[object, ...], bool]]:
    """For each property, its possible subjects and values, and whether it is functional."""
    told: dict[tuple[object, str], list[object]] = {}
    for t in logic():
        told.setdefault((t.subject, t.predicate.value), []).append(t.object)
    found = {}
    for (name, predicate), kinds in told.items():
        if predicate != TYPE.value or not isinstance(name, NamedNode):
            continue
        functional = NamedNode(OWL + "FunctionalProperty") in kinds
        subjects = _things(told.get((name, RDFS + "domain"), []))
        ranges = told.get((name, RDFS + "range"), [])
        if NamedNode(OWL + "ObjectProperty") in kinds:
            values = _things(ranges)
        elif NamedNode(OWL + "DatatypeProperty") in kinds:
            values = [VALUES[one.value.removeprefix(XSD)] for one in ranges]
        else:
            continue
        if subjects and values and name.value.startswith(AIKG):
            found[name] = (tuple(subjects), tuple(values), functional)
    return found


@st.composite
def facts(draw) -> Triple:
    """One fact that the ontology allows."""
    name = draw(st.sampled_from(sorted(menu(), key=str)))
    subjects, values, _ = menu()[name]
    return Triple(draw(st.sampled_from(subjects)), name, draw(st.sampled_from(values)))


@st.composite
def types(draw) -> Triple:
    """One type that the ontology allows, or one of the classes that it defines."""
    thing = draw(st.sampled_from(sorted(KIND_OF, key=str)))
    return Triple(
        thing, TYPE, draw(st.sampled_from(sorted(superclasses()[KIND_OF[thing]], key=str)))
    )


@st.composite
def placed(draw) -> tuple[str, Triple]:
    """A fact or a type, and the named graph in which it stands."""
    return draw(st.sampled_from(GRAPHS)), draw(st.one_of(facts(), facts(), facts(), types()))


def allowed(quads: set[tuple[str, Triple]]) -> set[tuple[str, Triple]]:
    """Without second values of functional properties, and with the types that the gate wants."""
    first: dict[tuple[object, object], object] = {}
    kept = set()
    for graph, triple in sorted(quads, key=str):
        functional = triple.predicate in menu() and menu()[triple.predicate][2]
        key = (triple.subject, triple.predicate)
        if not functional or first.setdefault(key, triple.object) == triple.object:
            kept.add((graph, triple))
    named = {end for _, t in kept for end in (t.subject, t.object)} & KIND_OF.keys()
    unsure = {t.object for _, t in kept if t.predicate in _of_several_kinds()} & named
    for one in named:
        if KIND_OF[one].value not in UNTYPED or one in unsure:
            kept.add((REGISTER_GRAPH, Triple(one, TYPE, KIND_OF[one])))
    return kept


@cache
def _of_several_kinds() -> set[object]:
    """The properties whose range is a union."""
    unions = {t.subject for t in logic() if t.predicate.value == OWL + "unionOf"}
    return {
        t.subject for t in logic() if t.predicate.value == RDFS + "range" and t.object in unions
    }


worlds = st.sets(placed(), min_size=12, max_size=40).map(allowed)


def stored(quads: set[tuple[str, Triple]]) -> EmbeddedStore:
    """A store that holds them."""
    store = EmbeddedStore()
    for graph in GRAPHS:
        store.add(graph, [triple for where, triple in quads if where == graph])
    return store


def published() -> EmbeddedStore:
    """The packaged graph, with a few facts as they are assessed."""
    store = EmbeddedStore()
    store.load_file(REGISTER_GRAPH, register_file())
    for file in source_files():
        store.load_file(GRAPH + file.stem, file)
    store.update(
        """INSERT DATA { GRAPH graph:derived {
        kg:microsoft-anthropic-investment a aikg:Investment ;
            aikg:investor kg:microsoft ; aikg:investee kg:anthropic .
        kg:microsoft aikg:investsThrough kg:microsoft-anthropic-investment .
        kg:anthropic-azure-contract a aikg:CloudContract ;
            aikg:customer kg:anthropic ; aikg:provider kg:microsoft .
        kg:anthropic aikg:buysCloudThrough kg:anthropic-azure-contract .
        kg:microsoft aikg:providesCloudThrough kg:anthropic-azure-contract .
        kg:claude-in-foundry a aikg:ModelAvailability ;
            aikg:host kg:microsoft ; aikg:developer kg:anthropic ; aikg:model kg:claude .
        kg:microsoft aikg:offersThrough kg:claude-in-foundry .
        kg:claude aikg:developedBy kg:anthropic .
        kg:anthropic-aws-chips a aikg:ChipSupply ; aikg:user kg:anthropic ; aikg:supplier kg:aws .
        kg:anthropic aikg:usesThrough kg:anthropic-aws-chips .
        kg:position a aikg:CurrentPosition ; aikg:ofAgreement kg:anthropic-azure-contract ;
            aikg:paid 0e0 ; aikg:positionPayer kg:anthropic .
        kg:flow aikg:ofPosition kg:position ; aikg:fromGroup kg:payers ; aikg:toGroup kg:payees .
        kg:payers aikg:groupMember kg:anthropic . kg:payees aikg:groupMember kg:microsoft } }"""
    )
    return store


def everything(store: EmbeddedStore) -> set[Triple]:
    """All triples of all named graphs."""
    return {triple for graph in store.graphs() for triple in store.read(graph)}


def spoken(triples: set[Triple], scope: Scope) -> set[Triple]:
    """Those in scope: types by classes and facts by object properties of the vocabulary."""
    return {
        triple
        for triple in triples
        if scope.admits(triple)
        and isinstance(triple.object, NamedNode)
        and (triple.predicate == TYPE or triple.predicate in menu())
        and not triple.subject.value.startswith((AIKG, *scope.told))
    }


def by_owlrl(triples: set[Triple]) -> set[Triple]:
    """What the rules of OWL 2 RL conclude, by owlrl."""
    import owlrl
    import rdflib

    graph = rdflib.Graph()
    graph.parse(serialize([*logic(), *triples], format=RdfFormat.N_TRIPLES), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {
        Triple(NamedNode(str(s)), NamedNode(str(p)), NamedNode(str(o)))
        for s, p, o in graph
        if all(isinstance(one, rdflib.URIRef) for one in (s, p, o))
    }


def by_hermit(triples: set[Triple]) -> set[Triple]:
    """What follows under the direct semantics of OWL 2 DL, by HermiT."""
    from aikg.reasoning import prove

    verdict = prove([*logic(), *triples], facts=True)
    assert verdict.consistent, "the random graph is to be one that the ontology allows"
    types = {
        Triple(NamedNode(thing), TYPE, NamedNode(kind))
        for thing, kinds in verdict.types.items()
        for kind in kinds
    }
    told = {Triple(*map(NamedNode, fact)) for fact in verdict.facts}
    # HermiT prints a fact with its most specific properties alone.
    for fact in list(told):
        for high in _superproperties().get(fact.predicate, ()):
            told.add(Triple(fact.subject, high, fact.object))
    return types | told


@cache
def _superproperties() -> dict[NamedNode, set[NamedNode]]:
    """Each property with all above it, by subPropertyOf."""
    found: dict[NamedNode, set[NamedNode]] = {}
    told = [(t.subject, t.object) for t in logic() if t.predicate.value == RDFS + "subPropertyOf"]
    for _ in told:
        for low, high in told:
            found.setdefault(low, set()).update({high, *found.get(high, ())})
    return found


def apart(quads: set[tuple[str, Triple]], place: int) -> set[tuple[str, Triple]]:
    """The same world with names of its own, so that several can be reasoned over at once."""

    def named(term: object) -> object:
        told = isinstance(term, NamedNode) and term in KIND_OF
        return NamedNode(f"{term.value}-{place}") if told else term

    return {(graph, Triple(named(t.subject), t.predicate, named(t.object))) for graph, t in quads}
