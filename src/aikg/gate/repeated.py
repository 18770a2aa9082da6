"""Findings of shapes that repeat what is said already, in plainer words: which give way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.gate.change import CHECKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.gate.findings import Finding
    from aikg.gate.shacl import Shapes

NO_BLANK_NODE: Final = "https://w3id.org/aikg/ontology/shapes#NoBlankNode"
"""The shape of which every blank node is a finding, whether it has a type or not."""


class SaidAlready:
    """What is said already of terms, literals and blank nodes, in plainer words than a shape's."""

    def __init__(self, findings: Sequence[Finding], shapes: Shapes) -> None:
        self._rules = shapes.rules
        self._unknown = {each.focus for each in findings if each.rule == CHECKS + "UnknownTerm"}
        self._blank = {each.focus for each in findings if each.rule == NO_BLANK_NODE}
        self._ill: dict[str, set[str]] = {}
        for each in findings:
            if each.rule == CHECKS + "IllTyped" and each.path:
                self._ill.setdefault(each.focus, set()).add(each.path)

    def covers(self, finding: Finding) -> bool:
        """Whether a shape's finding says no more than one of these."""
        terms = {finding.path, finding.focus, (finding.value or "").strip("<>")}
        rule = self._rules.get(finding.rule)
        ill = self._ill.get(finding.focus)
        return (
            not self._unknown.isdisjoint(terms)
            # Whatever is compared with a text that is no value fails as well.
            or bool(ill and rule and not rule.mentions.isdisjoint(ill))
            or (finding.rule == NO_BLANK_NODE and finding.focus in self._blank)
        )
