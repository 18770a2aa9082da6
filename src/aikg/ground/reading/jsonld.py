"""What JSON-LD would fetch, or lose without a word, is refused before and after parsing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from aikg.ground.errors import UnknownName, shown
from aikg.ground.reading import nodes
from aikg.ground.reading.contexts import Inliner
from aikg.ground.reading.faults import undeclared_prefix
from aikg.ground.reading.lines import Lines, fault_at
from aikg.ground.reading.prefixes import WELL_KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from aikg.ground.reading.tree import Tree

# Stands for "no base": JSON-LD drops what stays relative, so it is resolved, seen and refused.
NO_BASE: Final = "https://no-base.invalid/"

_NO_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
# Containers whose keys are the user's own: languages, IRIs, indexes.
_MAPS = ["@language", "@index", "@id", "@type", "@graph"]


def prepare(told: Tree, contexts: Callable[[str], str | None] | None) -> tuple[str, Inliner]:
    """Return JSON-LD that needs nothing from outside: the text itself where it is so already.

    Args:
        told: What the text tells.
        contexts: Gives the text of a context for its IRI, or None.

    Returns:
        The JSON, and the contexts that stand in it.

    Raises:
        SyntaxFault: It is neither a node nor an array of nodes, holds an IRI that is none, or refers
            to a context that ``contexts`` does not give.
        UnknownName: A key that no context defines, whose value JSON-LD would drop.
    """
    _refuse_other_than_nodes(told)
    inliner = Inliner(told, contexts)
    tree = inliner.whole(told.tree)
    _Keys(told, inliner).check(tree)
    if told.yaml:
        tree = _as_written(tree, inliner.terms)
    return json.dumps(tree) if inliner.changed or told.yaml else told.text, inliner


def _refuse_other_than_nodes(told: Tree) -> None:
    """A document is an object, or an array of objects (JSON-LD 1.1, section 9)."""
    if isinstance(told.tree, dict) or (
        isinstance(told.tree, list) and all(isinstance(each, dict) for each in told.tree)
    ):
        return
    parts = told.nodes if isinstance(told.nodes, list) else []
    other = next((each for each in parts if not isinstance(each, nodes.Mapping)), [])
    begin = len(told.text) - len(told.text.lstrip())
    whole = begin, begin + (1 if isinstance(told.tree, list) else len(told.text.strip()))
    start, end = next(((one.start, one.end) for one in nodes.scalars(other)), whole)
    raise fault_at(
        told.text,
        told.name,
        start,
        end - start,
        problem="this is no JSON-LD",
        expected='an object such as {"@id": "kg:aws"}, or an array of objects',
        found=shown(told.text[start:end]),
        mend="Tell of each thing in an object with its @id.",
    )


def _as_written(node: Any, terms: Mapping[str, Any], datatype: bool = False) -> Any:  # noqa: ANN401
    """Let numbers of YAML be texts where a datatype is theirs: 10e9 is 10e9, and not 1.0E10."""
    if isinstance(node, list):
        return [_as_written(each, terms, datatype) for each in node]
    if isinstance(node, dict):
        return {
            key: value if key == "@context" else _as_written(value, terms, _typed(terms.get(key)))
            for key, value in node.items()
        }
    return getattr(node, "text", node) if datatype else node


def _typed(definition: Any) -> bool:  # noqa: ANN401
    kind = definition.get("@type", "") if isinstance(definition, dict) else ""
    return isinstance(kind, str) and bool(kind) and not kind.startswith("@")


def refuse_unresolved(quads: Iterable[Quad], told: Tree, prefixes: Mapping[str, str]) -> None:
    """Refuse relative IRIs without a base, and IRIs that are an undeclared prefix and a name.

    Raises:
        SyntaxFault: Names the first, at the line where it first stands.
    """
    for iri in _iris(quads):
        if iri.startswith(NO_BASE):
            relative = iri.removeprefix(NO_BASE)
            raise told.fault(
                relative,
                "a relative IRI, and no base to resolve it against",
                found=f'"{relative}"',
                mend='Write it in full, or add "@base" to @context.',
            )
        prefix, colon, _ = iri.partition(":")
        if colon and prefix in WELL_KNOWN and prefix not in prefixes:
            lines = Lines(told.text)
            start, _ = told.span(iri)
            place = lines.place(told.name, start + (told.text[start : start + 1] in ('"', "'")))
            raise undeclared_prefix(
                prefix, lines, told.name, RdfFormat.JSON_LD, prefixes, place.line, place.column
            )


def _iris(quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        for term in quad:
            if isinstance(term, NamedNode):
                yield term.value
            elif isinstance(term, Literal):
                yield term.datatype.value
            elif isinstance(term, Triple):
                yield from _iris([Quad(*term)])


class _Keys:
    """Finds keys and IRIs that JSON-LD would drop together with their values."""

    def __init__(self, told: Tree, contexts: Inliner) -> None:
        self.told = told
        self.terms = contexts.terms
        self.vocabulary = contexts.vocabulary

    def check(self, node: Any) -> None:  # noqa: ANN401
        """Check a node and what is below it."""
        if isinstance(node, list):
            for each in node:
                self.check(each)
        elif isinstance(node, dict) and "@value" not in node:
            for key, value in node.items():
                self._entry(key, value)

    def _entry(self, key: str, value: Any) -> None:  # noqa: ANN401
        definition = self.terms.get(key, "")
        details = definition if isinstance(definition, dict) else {}
        # A context may give a keyword another name (JSON-LD 1.1, section 4.1.7).
        meant = details.get("@id", key) if details else definition or key
        if meant in ("@id", "@type") or details.get("@type") in ("@id", "@vocab"):
            self._iris(key, value)
        if str(meant).startswith("@"):
            if meant != "@context":
                self.check(value)
            return
        if key not in self.terms and ":" not in key and not self.vocabulary:
            where = Lines(self.told.text).place(self.told.name, self.told.span(key)[0])
            error = UnknownName.among("key", key, self.terms, where=where)
            error.mend = f"{error.mend} Define it in @context, or as null to leave it out.".strip()
            raise error
        if definition is None:
            return
        container = details.get("@container")
        kinds = container if isinstance(container, list) else [container]
        if details.get("@type") == "@json":
            return
        if isinstance(value, dict) and any(kind in _MAPS for kind in kinds):
            for each in value.values():
                self.check(each)
        else:
            self.check(value)

    def _iris(self, key: str, value: Any) -> None:  # noqa: ANN401
        for iri in value if isinstance(value, list) else [value]:
            if isinstance(iri, str) and _NO_IRI.search(iri):
                raise self.told.fault(
                    iri,
                    f"the value of {key} is not an IRI",
                    mend="Escape what an IRI cannot hold with % as URLs do.",
                )
