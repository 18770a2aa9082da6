"""What JSON-LD would fetch, or lose without a word, is refused before and after parsing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from aikg.ground.errors import UnknownName
from aikg.ground.reading.contexts import Inliner
from aikg.ground.reading.faults import undeclared_prefix
from aikg.ground.reading.json_text import load, offset_of, refuse_shape
from aikg.ground.reading.lines import Lines, fault_at
from aikg.ground.reading.prefixes import WELL_KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# Stands for "no base": JSON-LD drops what stays relative, so it is resolved, seen and refused.
NO_BASE: Final = "https://no-base.invalid/"

_NO_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
# Containers whose keys are the user's own: languages, IRIs, indexes.
_MAPS = ["@language", "@index", "@id", "@type", "@graph"]


def prepare(text: str, name: str, contexts: Callable[[str], str | None] | None) -> str:
    """Return JSON-LD that needs nothing from outside: ``text`` itself where it is so already.

    Args:
        text: The JSON.
        name: The file's name.
        contexts: Gives the text of a context for its IRI, or None.

    Raises:
        SyntaxFault: It is no JSON, nested too deep, holds an IRI that is none, or refers to a
            context that ``contexts`` does not give.
        UnknownName: A key that no context defines, whose value JSON-LD would drop.
    """
    refuse_shape(text, name)
    tree = load(text, name)
    inliner = Inliner(text, name, contexts)
    tree = inliner.whole(tree)
    _Keys(text, name, inliner).check(tree)
    return json.dumps(tree) if inliner.changed else text


def refuse_unresolved(
    quads: Iterable[Quad], text: str, name: str, prefixes: Mapping[str, str]
) -> None:
    """Refuse relative IRIs without a base, and IRIs that are an undeclared prefix and a name.

    Raises:
        SyntaxFault: Names the first, at the line where it first stands.
    """
    for iri in _iris(quads):
        if iri.startswith(NO_BASE):
            relative = iri.removeprefix(NO_BASE)
            raise fault_at(
                text,
                name,
                offset_of(text, relative),
                len(relative) + 2,
                problem="a relative IRI, and no base to resolve it against",
                found=f'"{relative}"',
                mend='Write it in full, or add "@base" to @context.',
            )
        prefix, colon, _ = iri.partition(":")
        if colon and prefix in WELL_KNOWN and prefix not in prefixes:
            lines = Lines(text)
            place = lines.place(name, max(text.find(f'"{iri}"') + 1, 0))
            raise undeclared_prefix(
                prefix, lines, name, RdfFormat.JSON_LD, prefixes, place.line, place.column
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

    def __init__(self, text: str, name: str, contexts: Inliner) -> None:
        self.text = text
        self.name = name
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
        if key in ("@id", "@type"):
            for iri in value if isinstance(value, list) else [value]:
                if isinstance(iri, str) and _NO_IRI.search(iri):
                    raise fault_at(
                        self.text,
                        self.name,
                        offset_of(self.text, iri),
                        len(iri) + 2,
                        problem=f"the value of {key} is not an IRI",
                        mend="Escape what an IRI cannot hold with % as URLs do.",
                    )
        if key.startswith("@"):
            if key != "@context":
                self.check(value)
            return
        definition = self.terms.get(key, "")
        if key not in self.terms and ":" not in key and not self.vocabulary:
            where = Lines(self.text).place(self.name, offset_of(self.text, key))
            error = UnknownName.among("key", key, self.terms, where=where)
            error.mend = f"{error.mend} Define it in @context, or as null to leave it out.".strip()
            raise error
        if definition is None:
            return
        details = definition if isinstance(definition, dict) else {}
        container = details.get("@container")
        kinds = container if isinstance(container, list) else [container]
        if details.get("@type") == "@json":
            return
        if isinstance(value, dict) and any(kind in _MAPS for kind in kinds):
            for each in value.values():
                self.check(each)
        else:
            self.check(value)
