"""The contexts of JSON-LD: put in where they are referred to, and never fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aikg.ground.reading.json_text import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from aikg.ground.reading.tree import Tree


class Inliner:
    """Puts the contexts that a document refers to by IRI into it.

    Args:
        told: What the document tells.
        contexts: Gives the text of a context for its IRI, or None.

    Attributes:
        changed: Whether there were any.
        terms: The terms that all contexts together define, with their definitions.
        vocabulary: The namespace of the keys that no context defines (``@vocab``); empty without.
    """

    def __init__(self, told: Tree, contexts: Callable[[str], str | None] | None) -> None:
        self.told = told
        self.contexts = contexts
        self.changed = False
        self.terms: dict[str, Any] = {}
        self.vocabulary = ""
        self._open: list[str] = []

    def whole(self, node: Any) -> Any:  # noqa: ANN401
        """Return a node with the contexts in it and below it put in."""
        if isinstance(node, list):
            return [self.whole(each) for each in node]
        if not isinstance(node, dict):
            return node
        return {
            key: self._context(value) if key == "@context" else self.whole(value)
            for key, value in node.items()
        }

    def _context(self, context: Any) -> Any:  # noqa: ANN401
        if isinstance(context, str):
            return self._served(context)
        if isinstance(context, list):
            flat: list[Any] = []
            for each in context:
                inner = self._context(each)
                flat.extend(inner if isinstance(inner, list) else [inner])
            return flat
        if not isinstance(context, dict):
            return context
        made = dict(context)
        imported = made.pop("@import", None)
        if isinstance(imported, str):
            outer = self._served(imported)
            made = {**outer, **made} if isinstance(outer, dict) else made
        if isinstance(made.get("@vocab"), str):
            self.vocabulary = made["@vocab"]
        for term, definition in made.items():
            if isinstance(definition, dict) and "@context" in definition:
                made[term] = definition = {
                    **definition,
                    "@context": self._context(definition["@context"]),
                }
            if not term.startswith("@"):
                self.terms[term] = definition
        return made

    def _served(self, iri: str) -> Any:  # noqa: ANN401
        given = self.contexts(iri) if self.contexts and iri not in self._open else None
        if given is None:
            raise self.told.fault(
                iri,
                "a context outside the file, and nothing is ever fetched",
                found=iri,
                mend="Copy what it defines into @context.",
            )
        self.changed = True
        self._open.append(iri)
        document = load(given, iri)
        inner = self._context(document.get("@context", {}) if isinstance(document, dict) else {})
        self._open.pop()
        return inner
