"""What of a template is still to be filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from aikg.gate.change import CHECKS
from aikg.gate.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aikg.ground.reading import Document
    from aikg.ground.reading.document import Target

PLACEHOLDER: Final = "FILL-IN-"
"""How everything begins that a template leaves to be filled in."""
_FORM: Final = re.compile(PLACEHOLDER + "[a-z0-9-]*")


class Placeholders:
    """The placeholders that documents still have, each told once; what else is wrong can wait.

    Args:
        documents: The documents.

    Attributes:
        findings: One finding for each, where it first stands.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._nodes: set[str] = set()
        self.findings: list[Finding] = []
        for document in documents:
            if PLACEHOLDER in document.text:
                self.findings += self._of(document)

    def concern(self, finding: Finding) -> bool:
        """Whether a finding is of a node that has a placeholder, or names one itself."""
        told = (finding.focus, finding.path or "", finding.value or "")
        return bool(self._nodes) and (
            finding.focus in self._nodes or any(PLACEHOLDER in each for each in told)
        )

    def _of(self, document: Document) -> Iterator[Finding]:
        seen = set()
        for subject, predicate, value, _ in document.quads:
            told: list[tuple[object, Target, str | None]] = [
                (subject, subject, None),
                (predicate, (subject, predicate, None), predicate.value),
                (value, (subject, predicate, value), predicate.value),
            ]
            for term, target, path in told:
                if not isinstance(term, NamedNode | Literal):
                    continue
                for name in _FORM.findall(term.value):
                    self._nodes.add(_name(subject))
                    if name not in seen:
                        seen.add(name)
                        yield Finding(
                            CHECKS + "FillIn",
                            Severity.VIOLATION,
                            _name(subject),
                            f"{name} is still to be filled in.",
                            expected="what the comment above it asks for",
                            mend="Write it wherever that stands, or take the line out.",
                            path=path,
                            place=document.place(target),
                        )


def _name(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)
