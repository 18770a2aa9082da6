"""What checks ask of what is known, looked up in a store, of many terms at once."""

from __future__ import annotations

from collections import defaultdict
from math import isfinite
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from aikg.gate.lookups import ALIAS, BOUNDS, FIGURE, LABEL, PARTIES, TYPE
from aikg.ground.terms import AIKG, CLAIM, RDFS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import QuerySolutions

    from aikg.gate.lookups import Span
    from aikg.store import Store

    Term = NamedNode | BlankNode | Literal | Triple

_ABOUT: Final = AIKG + "about"
_BELOW: Final = RDFS + "subPropertyOf"
# What checks ask of all parties, and of what these words of a claim mean.
_OF_PARTIES: Final = tuple(AIKG + name for name in ("unitOf", "unitRelation", "foundedOn"))
_OF_WORDS: Final = {AIKG + "stage": AIKG + "effect", AIKG + "figureRole": AIKG + "isCounted"}
# What is seldom asked of the claims of others, and of which they have most.
_SELDOM: Final = {TYPE, *(AIKG + name for name in ("hasEvidence", "speaker", "gapNote"))}
_BUT_SELDOM: Final = (
    f"FILTER ( ?p NOT IN ( {', '.join(f'<{name}>' for name in sorted(_SELDOM))} ) )"
)
_DEEP: Final = 3
"""How many steps lead from a claim to the last of its parts, and from a unit to the organization."""
_ROWS: Final = 500  # of an inline table: a query stays short enough for every engine


class InStore:
    """Lookups in a store, by SPARQL from the terms that are asked for.

    Args:
        store: The store.
        without: Named graphs that are not looked into, such as what is derived.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:s { kg:a aikg:unitOf kg:b } }")
        >>> InStore(store).objects("https://w3id.org/aikg/id/a", AIKG + "unitOf")[0].value
        'https://w3id.org/aikg/id/b'
    """

    def __init__(self, store: Store, without: Iterable[str] = ()) -> None:
        self._store = store
        names = ", ".join(f"<{name}>" for name in sorted(without))
        self._filter = f"FILTER ( ?g NOT IN ( {names} ) )" if names else ""
        # One check asks the same again and again, of one claim nearly everything.
        self._claims: dict[str, dict[str, list[Term]]] = {}
        self._entire: set[str] = set()
        self._values: dict[tuple[str, str], list[Term]] = {}
        self._having: dict[tuple[str, Term], list[str]] = {}
        self._properties: dict[Term, list[str]] | None = None

    def foresee(self, triples: Iterable[Triple]) -> None:
        """Look up beforehand, of many terms at once, what checks of some triples will ask.

        It alters no answer: what is not foreseen is looked up when it is asked for.

        Args:
            triples: What is to be checked.

        Examples:
            >>> from aikg.store import EmbeddedStore
            >>> InStore(EmbeddedStore()).foresee([])
        """
        told = list(triples)
        about = {t.object for t in told if t.predicate.value == _ABOUT}
        new = {_iri(triple.subject) for triple in told}
        named = [(t.predicate.value, _iri(t.object)) for t in told if _iri(t.object) not in new]
        self._entire.update(new)
        self._follow(self._fetched_subjects(_ABOUT, about) | new, named)

    def _follow(self, claims: Iterable[str], named: Iterable[tuple[str, str]] = ()) -> None:
        """Fetch claims with all their parts, and what is asked of the parties that they name."""
        roles = {role for below in self._below().values() for role in below}
        for _ in range(_DEEP):
            pairs = {(one, _OF_WORDS[by]) for by, one in named if by in _OF_WORDS}
            pairs |= {(one, asked) for by, one in named if by in roles for asked in _OF_PARTIES}
            wanted = {*claims, *(one for _, one in named)}
            named = self._fetched_claims({one for one in wanted if one.startswith(CLAIM)})
            named += self._fetched_values(pairs)
            roles.add(_OF_PARTIES[0])  # what a unit belongs to may be one itself
            claims = ()

    def objects(self, subject: str, predicate: str) -> Sequence[Term]:
        """What a node has as its values of a property."""
        if not subject:  # whoever looks on from what is missing
            return []
        # Claims and their parts are small; of others, such as a party, there may be very much.
        if subject.startswith(CLAIM) and (predicate not in _SELDOM or subject in self._entire):
            return self._claim(subject).get(predicate, [])
        if (subject, predicate) not in self._values:
            self._fetched_values({(subject, predicate)})
        return self._values[subject, predicate]

    def told(self, claim: str, among: Collection[str]) -> list[tuple[str, Term]]:
        """What a claim has as its values of some properties, each with its property."""
        if claim.startswith(CLAIM) and _SELDOM.isdisjoint(among):
            found = self._claim(claim)
            return [(by, each) for by in found if by in among for each in found[by]]
        self._fetched_values({(claim, by) for by in among})
        return [(by, each) for by in among for each in self.objects(claim, by)]

    def _claim(self, name: str) -> Mapping[str, list[Term]]:
        if name not in self._claims:
            self._fetched_claims({name})
        return self._claims[name]

    def subjects(self, predicate: str, value: Term) -> Sequence[str]:
        """The named nodes that have a value of a property."""
        if isinstance(value, BlankNode):
            return []
        if predicate == _BELOW:  # of which there are few, and most of them are asked for
            return self._below().get(value, [])
        if (predicate, value) not in self._having:
            found = self._rows("?s", f"?s <{predicate}> {value}")
            self._having[predicate, value] = [_iri(s) for (s,) in found if isinstance(s, NamedNode)]
        return self._having[predicate, value]

    def between(
        self,
        some: Iterable[str],
        others: Iterable[str],
        spans: Collection[Span] = (),
        most: int | None = None,
    ) -> list[str]:
        """The claims that name one of some and one of others, in whatever role."""
        one, other = (" ".join(f"<{name}>" for name in names) for names in (some, others))
        within = " || ".join(
            f"( ?v >= {_double(span.least)} && ?v <= {_double(span.most)} )"
            for span in sorted(spans)
            if isfinite(span.most)
        )
        having = (
            f"?c <{FIGURE}> ?f . ?f <{BOUNDS[0]}>|<{BOUNDS[1]}> ?v FILTER ( {within} )"
            if within
            else ""
        )
        found = self._rows(
            "?c",
            f"VALUES ?one {{ {one} }} VALUES ?other {{ {other} }} "
            f"?c ?r ?one . ?c ?q ?other . ?c a aikg:Claim . {having}",
            most,
        )
        claims = sorted(claim.value for (claim,) in found if isinstance(claim, NamedNode))
        if spans:  # whoever asks so compares their figures and dates
            self._follow(claims)
        else:
            self._fetched_claims(claims)
        return claims

    def named(self, names: Collection[str]) -> list[tuple[str, str]]:
        """The parties that have one of some names as a label or alias, each with that name."""
        wanted = " ".join(str(Literal(name)) for name in names)
        found = self._rows(
            "?party ?name",
            f"VALUES ?name {{ {wanted} }} "
            f"{{ ?party <{LABEL}> ?name }} UNION {{ ?party <{ALIAS}> ?name }}",
        )
        kinds = {NamedNode(kind) for kind in PARTIES}
        told = [(party.value, name.value) for party, name in found]
        return [each for each in told if not kinds.isdisjoint(self.objects(each[0], TYPE))]

    def _rows(self, what: str, pattern: str, most: int | None = None) -> QuerySolutions:
        limit = "" if most is None else f" LIMIT {most}"
        return self._store.select(
            f"SELECT DISTINCT {what} {{ GRAPH ?g {{ {pattern} }} {self._filter} }}{limit}"
        )

    def _fetched_claims(self, names: Collection[str]) -> list[tuple[str, str]]:
        """Fetch all that is told of some claims and their parts; give properties and named values."""
        new = [name for name in names if name not in self._claims]
        self._claims.update((name, defaultdict(list)) for name in new)
        found = []
        entire = [name for name in new if name in self._entire]
        others = [name for name in new if name not in self._entire]
        for names, but in ((entire, ""), (others, _BUT_SELDOM)):
            for table in _tables(f"<{name}>" for name in names):
                # Rows by place: several times faster than by name.
                for s, p, o in self._rows("?s ?p ?o", f"VALUES ?s {{ {table} }} ?s ?p ?o {but}"):
                    self._claims[s.value][p.value].append(o)
                    found.append((p.value, _iri(o)))
        return found

    def _fetched_values(self, pairs: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        """Fetch what some nodes have as values of properties; give properties and named values."""
        # What is no named node, such as a text where a party belongs, has no values.
        new = [pair for pair in pairs if pair[0] and pair not in self._values]
        self._values.update((pair, []) for pair in new)
        found = []
        for table in _tables(f"(<{name}> <{by}>)" for name, by in new):
            for s, p, o in self._rows("?s ?p ?o", f"VALUES (?s ?p) {{ {table} }} ?s ?p ?o"):
                self._values[s.value, p.value].append(o)
                found.append((p.value, _iri(o)))
        return found

    def _fetched_subjects(self, predicate: str, values: Collection[Term]) -> set[str]:
        """Fetch the named nodes that have some named nodes as values of a property."""
        new = [
            value
            for value in values
            if isinstance(value, NamedNode) and (predicate, value) not in self._having
        ]
        self._having.update(((predicate, value), []) for value in new)
        found: set[str] = set()
        for table in _tables(map(str, new)):
            for s, o in self._rows("?s ?o", f"VALUES ?o {{ {table} }} ?s <{predicate}> ?o"):
                if isinstance(s, NamedNode):
                    self._having[predicate, o].append(s.value)
                    found.add(s.value)
        return found

    def _below(self) -> dict[Term, list[str]]:
        if self._properties is None:
            self._properties = defaultdict(list)
            for s, o in self._rows("?s ?o", f"?s <{_BELOW}> ?o"):
                if isinstance(s, NamedNode):
                    self._properties[o].append(s.value)
        return self._properties


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _tables(rows: Iterable[str]) -> Iterator[str]:
    listed = list(rows)
    for start in range(0, len(listed), _ROWS):
        yield " ".join(listed[start : start + _ROWS])


def _double(number: float) -> str:
    """Write a number so that it is read back as the same `xsd:double`."""
    return f"{number:.16e}"
