"""What JSON-LD would fetch, or lose without a word, is refused before and after parsing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from aikg.ground.errors import SyntaxFault, UnknownName
from aikg.ground.reading.faults import undeclared_prefix
from aikg.ground.reading.lines import Lines, fault_at
from aikg.ground.reading.prefixes import WELL_KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# Stands for "no base": JSON-LD drops what stays relative, so it is resolved, seen and refused.
NO_BASE: Final = "https://no-base.invalid/"

# The parser dies of some thousands; a node and its value are two levels.
_DEEPEST = 64
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
# Numbers of JSON-LD are doubles; one with more digits is a text by mistake.
_MOST_DIGITS = 400
# Containers whose keys are the user's own: languages, IRIs, indexes.
_MAPS = {"@language", "@index", "@id", "@type", "@graph"}


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
    _refuse_deep(text, name)
    tree = _load(text, name)
    inliner = _Inliner(text, name, contexts)
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
                _at(text, relative),
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


def _at(text: str, value: str) -> int:
    """Return where a string of JSON first stands, or 0 where it is written in an unusual way."""
    found = (text.find(json.dumps(value, ensure_ascii=ascii)) for ascii in (False, True))
    return max(0, *found)


def _refuse_deep(text: str, name: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > _DEEPEST:
            raise fault_at(
                text,
                name,
                found.start(),
                problem=f"nested more than {_DEEPEST} deep",
                mend="Name the inner nodes by @id and state them side by side.",
            )


def _load(text: str, name: str) -> Any:  # noqa: ANN401 (JSON is any of its types)
    def fault(token: str) -> SyntaxFault:
        return fault_at(
            text, name, max(text.find(token), 0), len(token), problem="a number that JSON has not"
        )

    def integer(digits: str) -> int:
        if len(digits) > _MOST_DIGITS:
            raise fault(digits)
        return int(digits)

    def real(digits: str) -> float:
        value = float(digits)
        if value in (float("inf"), float("-inf")):
            raise fault(digits)
        return value

    def constant(token: str) -> float:
        raise fault(token)

    try:
        return json.loads(text, parse_int=integer, parse_float=real, parse_constant=constant)
    except json.JSONDecodeError as error:
        problem = error.msg[0].lower() + error.msg[1:]
        raise fault_at(text, name, error.pos, problem=f"not JSON: {problem}") from None


class _Inliner:
    """Puts the contexts that a document refers to by IRI into it."""

    def __init__(self, text: str, name: str, contexts: Callable[[str], str | None] | None) -> None:
        self.text = text
        self.name = name
        self.contexts = contexts
        self.changed = False
        self.terms: dict[str, Any] = {}
        self.vocabulary = False
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
        self.vocabulary |= isinstance(made.get("@vocab"), str)
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
            raise fault_at(
                self.text,
                self.name,
                _at(self.text, iri),
                len(iri) + 2,
                problem="a context outside the file, and nothing is ever fetched",
                found=iri,
                mend="Copy what it defines into @context.",
            )
        self.changed = True
        self._open.append(iri)
        document = _load(given, iri)
        inner = self._context(document.get("@context", {}) if isinstance(document, dict) else {})
        self._open.pop()
        return inner


class _Keys:
    """Finds keys and IRIs that JSON-LD would drop together with their values."""

    def __init__(self, text: str, name: str, contexts: _Inliner) -> None:
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
                        _at(self.text, iri),
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
            where = Lines(self.text).place(self.name, _at(self.text, key))
            error = UnknownName.among("key", key, self.terms, where=where)
            error.mend = f"{error.mend} Define it in @context, or as null to leave it out.".strip()
            raise error
        if definition is None:
            return
        details = definition if isinstance(definition, dict) else {}
        container = details.get("@container", [])
        kinds = {container} if isinstance(container, str) else set(container)
        if details.get("@type") == "@json":
            return
        if kinds & _MAPS and isinstance(value, dict):
            for each in value.values():
                self.check(each)
        else:
            self.check(value)
