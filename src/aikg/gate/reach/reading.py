"""A static reading of shapes: the steps that each constraint takes, and what it targets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from aikg.gate.reach.automaton import START, Automaton
from aikg.gate.reach.paths import Path, extend
from aikg.gate.reach.patterns import follow
from aikg.ground.terms import OWL, RDF, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

_ABOVE: Final = Path("step", RDFS + "subClassOf")
_CLASSES: Final = Path(  # whose members are its instances (section 3.2)
    "sequence",
    parts=(
        Path("step", RDF + "type"),
        Path("repeat", parts=(_ABOVE,), optional=True, endless=True),
    ),
)
_ANY: Final = Path("step")
_INSIDE: Final = ("property", "node", "not", "qualifiedValueShape")
_LISTED: Final = ("and", "or", "xone")
_BESIDE: Final = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_LOCAL: Final = frozenset(
    SH + name
    for name in (
        *("path", "severity", "message", "name", "description", "order", "group", "deactivated"),
        *("datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive"),
        *("maxExclusive", "maxInclusive", "minLength", "maxLength", "pattern", "flags"),
        *("languageIn", "uniqueLang", "hasValue", "in", "ignoredProperties", "defaultValue"),
        *("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint", "entailment"),
        *("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "class", "closed"),
        *("sparql", "select", "prefixes", "declare", *_INSIDE, *_LISTED, *_BESIDE),
    )
)
_SHAPES: Final = frozenset({NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")})


@dataclass(frozen=True)
class Reach:
    """How far shapes look from a focus node.

    All shapes share one automaton: a slice is fetched once for all of them, and what one of them
    needs does no harm to another.

    Attributes:
        automaton: the steps of all constraints from a focus node.
        classes: IRIs of target classes; those of which some shape targets the members.
        subjects_of: IRIs of the properties whose subjects are targets.
        objects_of: IRIs of the properties whose values are targets.
        nodes: IRIs of nodes that are targets by themselves.
        unbounded: IRIs of the shapes whose reach cannot be told from reading them: they look at
            what does not hang together with the focus node, or use what SHACL Core does not have.

    Examples:
        >>> from aikg.gate.check import packaged_shapes
        >>> reach = Reach.of(packaged_shapes().triples)
        >>> sorted(reach.unbounded)
        []
        >>> "https://w3id.org/aikg/ontology#Claim" in reach.classes
        True
    """

    automaton: Automaton
    classes: frozenset[str]
    subjects_of: frozenset[str]
    objects_of: frozenset[str]
    nodes: frozenset[str]
    unbounded: frozenset[str]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Reach:
        """Read it off a shapes graph.

        Raises:
            InputError: a SPARQL constraint is no SELECT query.
        """
        read = _Reading(triples)
        return cls(
            read.automaton,
            read.classes,
            read.subjects_of,
            read.objects_of,
            read.nodes,
            read.unbounded,
        )


class _Reading:
    """The shapes graph by subject and predicate, and what is read off it."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._about: dict[object, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._about[triple.subject][triple.predicate.value].append(triple.object)
        # Components of one's own (section 6) are used by naming their parameters.
        self._own = {
            path.value
            for about in list(self._about.values())
            for parameter in about.get(SH + "parameter", ())
            for path in self._about[parameter][SH + "path"]
            if isinstance(path, NamedNode)
        }
        self._properties_beside: dict[object, list[object]] = defaultdict(list)
        for about in list(self._about.values()):
            for each in (beside := about.get(SH + "property", [])):
                self._properties_beside[each] += [one for one in beside if one != each]
        self.automaton = Automaton()
        self.classes = self._targets("targetClass")
        self.subjects_of = self._targets("targetSubjectsOf")
        self.objects_of = self._targets("targetObjectsOf")
        self.nodes = self._targets("targetNode")
        if self.classes:
            extend(self.automaton, {START}, _CLASSES)
        unbounded: set[str] = set()
        for shape in self._targeting():
            if not self._visit(shape, {START}, frozenset()):
                unbounded.add(shape.value if isinstance(shape, NamedNode) else str(shape))
        self.unbounded = frozenset(unbounded)

    def _targets(self, name: str) -> frozenset[str]:
        found = {
            value.value
            for about in self._about.values()
            for value in about.get(SH + name, ())
            if isinstance(value, NamedNode)
        }
        if name == "targetClass":  # a class that is a shape targets its members (section 2.1.3.3)
            found |= {
                shape.value
                for shape, about in self._about.items()
                if isinstance(shape, NamedNode)
                and any(t.value.endswith("#Class") for t in about.get(RDF + "type", ()))  # type: ignore[attr-defined]
                and not _SHAPES.isdisjoint(about.get(RDF + "type", ()))
            }
        return frozenset(found)

    def _targeting(self) -> Iterator[object]:
        names = ("target", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
        targets = {SH + name for name in names}
        for shape, about in list(self._about.items()):
            if not targets.isdisjoint(about) or not _SHAPES.isdisjoint(about.get(RDF + "type", ())):
                yield shape

    def _visit(self, shape: object, states: set[int], above: frozenset[object]) -> bool:
        """Take the steps of a shape from some states; tell whether its reach is bounded."""
        if shape in above:
            return False  # shapes that refer to each other: SHACL leaves open what that means
        above |= {shape}
        about = self._about.get(shape, {})
        path = next((self._path(value) for value in about.get(SH + "path", ())), None)
        values = extend(self.automaton, states, path) if path else states
        if about.get(SH + "class"):
            extend(self.automaton, values, _CLASSES)
        if about.get(SH + "closed"):
            extend(self.automaton, values, _ANY)
        for name in _BESIDE:
            for value in about.get(SH + name, ()):
                extend(self.automaton, states, self._path(value))
        nested = [value for name in _INSIDE for value in about.get(SH + name, ())]
        nested += [
            one
            for name in _LISTED
            for value in about.get(SH + name, ())
            for one in self._items(value)
        ]
        if about.get(SH + "qualifiedValueShapesDisjoint"):
            nested += self._siblings(shape)
        bounded = [self._visit(one, values, above) for one in nested]
        bounded += [
            follow(self.automaton, state, select, self._prefixes(constraint), path)
            for constraint in about.get(SH + "sparql", ())
            for select in self._texts(constraint, "select")
            for state in states
        ]
        unknown = {name for name in about if name.startswith(SH) or name in self._own} - _LOCAL
        return all(bounded) and not unknown

    def _siblings(self, shape: object) -> Iterator[object]:
        """Yield the shapes that the values of a qualified one must not have (section 4.7.3)."""
        for beside in self._properties_beside.get(shape, ()):
            yield from self._about.get(beside, {}).get(SH + "qualifiedValueShape", ())

    def _path(self, value: object) -> Path:
        if isinstance(value, NamedNode):
            return Path("step", value.value)
        about = self._about.get(value, {})
        for name, optional, endless in (
            ("zeroOrMorePath", True, True),
            ("oneOrMorePath", False, True),
            ("zeroOrOnePath", True, False),
        ):
            for inner in about.get(SH + name, ()):
                part = (self._path(inner),)
                return Path("repeat", parts=part, optional=optional, endless=endless)
        for inner in about.get(SH + "inversePath", ()):
            return Path("inverse", parts=(self._path(inner),))
        for inner in about.get(SH + "alternativePath", ()):
            return Path("alternative", parts=tuple(map(self._path, self._items(inner))))
        return Path("sequence", parts=tuple(map(self._path, self._items(value))))

    def _items(self, cell: object) -> list[object]:
        found = []
        while first := self._about.get(cell, {}).get(RDF + "first"):
            found.append(first[0])
            cell = next(iter(self._about[cell][RDF + "rest"]), None)
        return found

    def _texts(self, node: object, name: str) -> list[str]:
        return [v.value for v in self._about[node][SH + name] if isinstance(v, Literal)]

    def _prefixes(self, constraint: object) -> str:
        owners = list(self._about[constraint][SH + "prefixes"])
        for owner in owners:  # and what it imports (section 5.2.1)
            owners += [each for each in self._about[owner][OWL + "imports"] if each not in owners]
        declared = [
            declaration for owner in owners for declaration in self._about[owner][SH + "declare"]
        ]
        return "\n".join(
            f"PREFIX {prefix}: <{namespace}>"
            for declaration in declared
            for prefix in self._texts(declaration, "prefix")
            for namespace in self._texts(declaration, "namespace")
        )
