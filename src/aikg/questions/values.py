"""What a user gives for a parameter, as RDF terms: labels become IRIs, and text stays text."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple

from aikg.ground.errors import BadParameter, UnknownName, shown
from aikg.ground.spoken import asked_as, given_as
from aikg.ground.terms import (
    DERIVED_GRAPH,
    KG,
    ONTOLOGY_GRAPH,
    PREFIXES,
    REGISTER_GRAPH,
    SOURCE,
    XSD,
    shorten,
)
from aikg.questions.dimensions import instant
from aikg.questions.spelling import is_known

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pyoxigraph import QuerySolution

    from aikg.questions.contract import Parameter
    from aikg.store import Store

_WHOLE: Final = re.compile(r"[1-9][0-9]{0,8}\Z")
_DATE_TIME: Final = NamedNode(XSD + "dateTime")
_CURIE: Final = re.compile(r"(?P<prefix>[A-Za-z][\w-]*):(?P<local>[^\s<>\"{}|^`\\]*)\Z")
_IRI: Final = re.compile(r"<?(?P<iri>(?:https?|urn):[^\s<>\"{}|^`\\]+)>?\Z")
# Entries stand in the register and in the files of claims that bring them; what is derived has none.
_ENTRIES: Final = (
    f"?told NOT IN (<{ONTOLOGY_GRAPH}>, <{DERIVED_GRAPH}>) && STRSTARTS(STR(?entry), '{KG}')"
)


def terms_of(parameter: Parameter, given: str, store: Store) -> list[str]:
    """Give the RDF terms that a parameter's value stands for, each in SPARQL's syntax.

    Raises:
        UnknownName: no entry has that name; proposes the nearest.
        BadParameter: the value is not of the parameter's type.
    """
    _refuse_unreadable(parameter, given)
    if parameter.one_of and given not in parameter.one_of:
        raise BadParameter(
            f"{given_as(parameter.name)} is none of the known",
            expected=" or ".join(parameter.one_of),
            found=given,
        )
    if parameter.type == "text":
        return [str(Literal(given))]
    if parameter.type == "number":
        return [str(Literal(_number(parameter, given)))]
    if parameter.type == "integer":
        return [str(Literal(whole(parameter.name, given)))]
    if parameter.type == "date":
        return [str(Literal(instant(parameter.name, given), datatype=_DATE_TIME))]
    iri = as_iri(given)
    found = named(store, given, parameter) if iri is None else [_known(store, iri, parameter)]
    return [str(NamedNode(each)) for each in found]


def _refuse_unreadable(parameter: Parameter, given: object) -> None:
    if not isinstance(given, str):
        raise BadParameter(
            f"{given_as(parameter.name)} is no text",
            expected=f"a {parameter.type}, as text",
            found=f"a {type(given).__name__}",
        )
    if not given.strip():
        raise BadParameter(
            f"{given_as(parameter.name)} is empty",
            expected=f"a {parameter.type}",
            found=repr(given),
        )
    try:
        given.encode()
    except UnicodeEncodeError:
        raise BadParameter(
            f"{given_as(parameter.name)} is no text", expected="text in UTF-8", found=given
        ) from None


def _known(store: Store, iri: str, parameter: Parameter) -> str:
    """Give the IRI back, of something that there is, and that is of the parameter's class."""
    iri = merged_into(store, iri)
    try:
        node = NamedNode(iri)
    except ValueError as fault:
        raise BadParameter(
            f"{given_as(parameter.name)} is no IRI", found=iri, mend=f"{fault}."
        ) from None
    fits = store.ask(f"ASK {{ {node} a {parameter.of} }}") if parameter.of else None
    if fits or (fits is None and is_known(store, iri)):
        return iri
    what = parameter.of or "?any"
    rows = store.select(f"SELECT DISTINCT ?entry {{ ?entry a {what} FILTER (ISIRI(?entry)) }}")
    raise _unknown(_kind(parameter), shorten(iri), {shorten(row["entry"].value) for row in rows})


def _kind(parameter: Parameter) -> str:
    return parameter.of.removeprefix("aikg:").lower() or "thing"


def merged_into(store: Store, iri: str) -> str:
    """Give the entry that one has become by merging; itself if it was not merged.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:register { kg:b dcterms:isReplacedBy kg:a } }")
        >>> shorten(merged_into(store, KG + "b")), shorten(merged_into(store, KG + "a"))
        ('kg:a', 'kg:a')
    """
    redirects = store.select(
        f"SELECT ?old ?now {{ GRAPH <{REGISTER_GRAPH}> {{ ?old dcterms:isReplacedBy ?now }} }}"
    )
    return min((row["now"].value for row in redirects if row["old"].value == iri), default=iri)


def as_iri(text: str) -> str | None:
    """Read an IRI in full, in angle brackets or with a known prefix; None where it is neither.

    Examples:
        >>> as_iri("kg:anthropic")
        'https://w3id.org/aikg/id/anthropic'
        >>> as_iri("Anthropic") is None
        True
    """
    text = text.strip()
    if full := _IRI.match(text):
        return full["iri"]
    short = _CURIE.match(text)
    if short and short["prefix"] in PREFIXES:
        return PREFIXES[short["prefix"]] + short["local"]
    return None


def named(store: Store, name: str, parameter: Parameter) -> list[str]:
    """Give the entries with that label, or else that alias; case does not matter.

    Raises:
        UnknownName: there is none; proposes the nearest.
        BadParameter: several of the parameter's class have it.
    """
    kind = f"?entry a {parameter.of} ." if parameter.of else ""
    rows = _names(store, f"?entry rdfs:label|aikg:alias ?name . {kind}", name)
    if parameter.of:
        return [_one(store, rows, name, _kind(parameter))]
    # Of any class, what has a name is all that is meant: AWS is an organization and a platform.
    folded = name.strip().casefold()
    found = {row["entry"].value for row in rows if row["name"].value.casefold() == folded}
    if not found:
        raise _unknown(_kind(parameter), name, {row["name"].value for row in rows})
    return sorted(found)


def _names(store: Store, pattern: str, name: str) -> list[QuerySolution]:
    """The entries of a name; all there are where none has it, so that the nearest are proposed."""
    query, folded = f"SELECT DISTINCT ?entry ?name {{ {pattern} ", name.strip().casefold()
    # The store compares, so that a register need not be read, let alone sent, to find one entry.
    alike = f"FILTER (LCASE(STR(?name)) = {_text(name.strip().lower())}) }}"
    rows = [r for r in store.select(query + alike) if r["name"].value.casefold() == folded]
    return rows or list(store.select(query + "}"))


def _text(text: str) -> str:
    """A text as SPARQL writes it, with question marks for what no store can hold."""
    return str(Literal(text.encode(errors="replace").decode()))


def _unknown(kind: str, name: str, known: Collection[str]) -> UnknownName:
    """The error for a name that nothing has; where none is near it says what can be given, and where."""
    error = UnknownName.among(kind, name, known)
    if not error.nearest:
        error.expected = "a label, an alias or an IRI such as kg:openai"
        error.mend = f"{error.mend} {asked_as('identity')} lists all names.".strip()
    return error


def register_entry(store: Store, name: str) -> str:
    """Give the IRI of the entry with that label, alias or IRI, whichever file tells of it.

    Raises:
        UnknownName: there is none; proposes the nearest.
        BadParameter: several have the name.
    """
    entries = f"GRAPH ?told {{ ?entry a ?class ; rdfs:label|aikg:alias ?name }} FILTER ({_ENTRIES})"
    rows = _names(store, entries, name)
    iri = as_iri(name)
    iri = iri and merged_into(store, iri)
    if iri is not None and any(row["entry"].value == iri for row in rows):
        return iri
    return _one(store, rows, name, "entry of the register")


def _one(store: Store, rows: Sequence[QuerySolution], name: str, kind: str) -> str:
    """The one entry of a name: what has it as its label goes before what has it as an alias."""
    folded = name.strip().casefold()
    found: list[str] = sorted(
        {r["entry"].value for r in rows if r["name"].value.casefold() == folded}
    )
    if not found:
        raise _unknown(kind, name, {row["name"].value for row in rows})
    if len(found) > 1:
        entries = " ".join(str(NamedNode(each)) for each in found)
        labels = store.select(
            f"SELECT ?entry ?name {{ VALUES ?entry {{ {entries} }} ?entry rdfs:label ?name }}"
        )
        called = {r["entry"].value for r in labels if r["name"].value.casefold() == folded}
        found = sorted(called) or found
    if len(found) > 1:
        raise BadParameter(
            "several entries have that name",
            expected="one of " + ", ".join(map(shorten, found)),
            found=shown(name),
        )
    return found[0]


def sources_named(store: Store, name: str) -> list[str]:
    """Give the sources with that label or IRI.

    Raises:
        UnknownName: there is none; proposes the nearest.
    """
    wanted, folded = as_iri(name) or name, name.strip().casefold()
    told = (
        "SELECT DISTINCT ?source ?name { ?claim aikg:inSource ?source "
        "OPTIONAL { ?source rdfs:label ?name } "
    )
    iris = f"STR(?source) IN ({_text(wanted)}, {_text(SOURCE + wanted)})"
    alike = f"FILTER ({iris} || LCASE(STR(?name)) = {_text(name.strip().lower())}) }}"
    names = _labels(store, told + alike)
    found = sorted(
        iri
        for iri, label in names.items()
        if iri in (wanted, SOURCE + wanted) or label.casefold() == folded
    )
    if not found:
        names = _labels(store, told + "}")
        known = {label or iri.removeprefix(SOURCE) for iri, label in names.items()}
        error = UnknownName.among("source", name, known | {i.removeprefix(SOURCE) for i in names})
        if not error.nearest:
            error.expected = "a source by label, name or IRI"
            error.mend = f"{error.mend} {asked_as('sources')} lists them.".strip()
        raise error
    return found


def _labels(store: Store, query: str) -> dict[str, str]:
    rows = store.select(query)
    return {row["source"].value: row["name"].value if row["name"] else "" for row in rows}


def names_elsewhere(store: Store, graphs: Sequence[str]) -> list[Triple]:
    """Give the labels and aliases that other graphs have for what some graphs tell of.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:a { claim:c aikg:lender kg:fund }
        ...   GRAPH graph:b { kg:fund rdfs:label "Fund" . kg:other rdfs:label "Other" } }''')
        >>> [triple.object.value for triple in names_elsewhere(store, [PREFIXES["graph"] + "a"])]
        ['Fund']
    """
    told = " ".join(f"<{graph}>" for graph in graphs)
    rows = store.select(
        "SELECT DISTINCT ?thing ?property ?name { "
        f"{{ SELECT DISTINCT ?thing {{ VALUES ?g {{ {told} }} GRAPH ?g {{ ?claim ?role ?thing }} "
        f"FILTER (STRSTARTS(STR(?thing), '{KG}')) }} }} "
        "VALUES ?property { rdfs:label aikg:alias } "
        f"GRAPH ?in {{ ?thing ?property ?name }} FILTER (?in NOT IN ({', '.join(told.split())})) }}"
    )
    return [Triple(row["thing"], row["property"], row["name"]) for row in rows]


def whole(name: str, given: str) -> int:
    """Read a whole number above 0.

    Raises:
        BadParameter: it is none.

    Examples:
        >>> whole("steps", "3")
        3
    """
    if not _WHOLE.match(given):
        raise BadParameter(
            f"{given_as(name)} is no whole number above 0",
            expected="a number such as 3",
            found=given,
        )
    return int(given)


def _number(parameter: Parameter, given: str) -> float:
    try:
        number = float(given.replace("_", ""))
    except ValueError:
        number = math.nan
    if math.isnan(number):
        raise BadParameter(
            f"{given_as(parameter.name)} is no number",
            expected=f"a number such as {parameter.example or '1e9'}",
            found=given,
        )
    return number
