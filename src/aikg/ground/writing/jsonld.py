"""JSON-LD, compacted with the shipped context (JSON-LD 1.1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from aikg.ground.errors import InputError
from aikg.ground.reading.shipped import CONTEXT, context
from aikg.ground.terms import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

_TYPE: Final = RDF + "type"
_STRING: Final = XSD + "string"


def to_jsonld(quads: Iterable[Quad]) -> str:
    """Write quads as JSON-LD, each subject one object, with the lexical forms that they have.

    Read again, it gives the same quads: nothing is rounded, and numbers are texts wherever a
    number of JSON would be written otherwise.

    Args:
        quads: The quads; in the order of their first subjects they are written.

    Returns:
        JSON that refers to the shipped context by its address.

    Raises:
        InputError: A term is one that JSON-LD 1.1 cannot hold: a triple, or an IRI that would be
            read as a prefix and a name.

    Examples:
        >>> from aikg.ground.reading import read_text
        >>> told = "<https://w3id.org/aikg/id/x> <https://w3id.org/aikg/ontology#alias> 'X Inc.' ."
        >>> text = to_jsonld(read_text(told).quads)
        >>> json.loads(text)["@graph"]
        [{'id': 'kg:x', 'alias': 'X Inc.'}]
        >>> [str(quad) for quad in read_text(text, format="jsonld").quads] == [
        ...     str(quad) for quad in read_text(told).quads
        ... ]
        True
    """
    return json.dumps(to_tree(quads), indent=2, ensure_ascii=False) + "\n"


def to_tree(quads: Iterable[Quad]) -> dict[str, Any]:
    """Give quads as the tree of a JSON-LD document; parameters and errors as of `to_jsonld`."""
    writer = _Writer(context())
    graphs: dict[object, dict[object, dict[str, Any]]] = {}
    for quad in quads:
        nodes = graphs.setdefault(quad.graph_name, {})
        node = nodes.setdefault(quad.subject, {"id": writer.node(quad.subject)})
        writer.add(node, quad.predicate.value, quad.object)
    top: list[Any] = []
    for graph, nodes in graphs.items():
        if isinstance(graph, DefaultGraph):
            top = [*nodes.values(), *top]
        else:
            top.append({"id": writer.node(graph), "@graph": list(nodes.values())})
    return {"@context": CONTEXT, "@graph": top}


class _Writer:
    """Writes terms as short as the context allows."""

    def __init__(self, terms: dict[str, Any]) -> None:
        self._vocabulary: str = terms["@vocab"]
        self._prefixes = {
            name: iri for name, iri in terms.items() if isinstance(iri, str) and name[0] != "@"
        }
        self._prefixes = {n: iri for n, iri in self._prefixes.items() if not iri.startswith("@")}
        self._taken = set(terms)
        self._terms: dict[str, tuple[str, str]] = {}
        for name, definition in terms.items():
            if isinstance(definition, dict):
                iri = self._full(definition["@id"])
                kind = definition.get("@type", "")
                kind = kind if kind.startswith("@") or not kind else self._full(kind)
                self._terms[iri] = (name, kind)

    def add(self, node: dict[str, Any], predicate: str, value: object) -> None:
        """Add what one quad says to the object of its subject."""
        if predicate == _TYPE and isinstance(value, NamedNode):
            key, written = "type", self._name(value.value)
        else:
            key, kind = self._terms.get(predicate, ("", ""))
            key = key or self._compact(predicate)
            written = self._value(value, kind)
        if key not in node:
            node[key] = written
            return
        if not isinstance(node[key], list):
            node[key] = [node[key]]
        if not any(each == written and type(each) is type(written) for each in node[key]):
            node[key].append(written)

    def node(self, term: object) -> str:
        """Write the IRI or label of a node."""
        if isinstance(term, NamedNode):
            return self._compact(term.value)
        if isinstance(term, BlankNode):
            return str(term)
        raise InputError(
            "a term that JSON-LD cannot hold", expected="an IRI or a blank node", found=str(term)
        )

    def _value(self, term: object, kind: str) -> Any:  # noqa: ANN401 (JSON is any of its types)
        if isinstance(term, Literal):
            return self._literal(term, kind)
        if isinstance(term, NamedNode) and kind == "@vocab":
            return self._name(term.value)
        return self.node(term) if kind == "@id" else {"id": self.node(term)}

    def _literal(self, term: Literal, kind: str) -> Any:  # noqa: ANN401
        datatype = term.datatype.value
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if datatype == kind:
            return _native(term.value, datatype)
        if datatype == _STRING:
            return {"@value": term.value}
        return {"@value": term.value, "@type": self._compact(datatype)}

    def _name(self, iri: str) -> str:
        """Write a name of the vocabulary without its prefix, others with theirs."""
        if iri in self._terms:
            return self._terms[iri][0]
        local = iri.removeprefix(self._vocabulary)
        bare = local != iri and local not in self._taken and local.replace("-", "").isalnum()
        return local if bare and local.isascii() else self._compact(iri)

    def _compact(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and not local.startswith("//"):
                return f"{prefix}:{local}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._prefixes and not rest.startswith("//"):
            raise InputError(
                "an IRI that JSON-LD would read as a prefix and a name",
                found=iri,
                mend="Give the thing another name, or write Turtle.",
            )
        return iri

    def _full(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local


def _native(text: str, datatype: str) -> Any:  # noqa: ANN401
    """Write what JSON has a value of its own for, where it is read as it was."""
    if datatype == XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    whole = datatype in (XSD + "integer", XSD + "positiveInteger")
    if whole and text.isascii() and text.isdigit() and str(int(text)) == text and len(text) < 16:
        return int(text)
    return text
