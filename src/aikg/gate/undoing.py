"""What a file would undo by being added again: a withdrawal of what it tells, or a merger."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode

from aikg.gate.change import CHECKS
from aikg.gate.findings import Finding, Severity
from aikg.ground.errors import Place, shown
from aikg.ground.terms import AIKG, REGISTER_GRAPH, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pyoxigraph import Quad

    from aikg.ground.reading import Document
    from aikg.store import Store

_REDIRECTS: Final = f"""
SELECT ?old ?now {{ GRAPH <{REGISTER_GRAPH}> {{ ?old dcterms:isReplacedBy ?now }} }}
"""


class Withdrawal(NamedTuple):
    """A withdrawal of statements, as it was told.

    Attributes:
        when: since when they are withdrawn, as `xsd:dateTime`.
        why: the reason.
        statements: their IRIs, in order.
    """

    when: str
    why: str
    statements: tuple[str, ...]

    def __str__(self) -> str:
        first, *others = map(shorten, self.statements)
        more = f" and {len(others)} more" if others else ""
        return f'{first}{more} withdrawn at {self.when} ("{shown(self.why)}")'


def withdrawals(gone: Iterable[Quad]) -> list[Withdrawal]:
    """Give the withdrawals that are taken back where some triples go, the first one first.

    Examples:
        >>> from pyoxigraph import Literal, Quad
        >>> told = {"withdrawnAt": "2026-01-02T00:00:00Z", "withdrawnBecause": "told twice"}
        >>> claim, graph = NamedNode("urn:claim"), NamedNode("urn:g")
        >>> gone = [Quad(claim, NamedNode(AIKG + p), Literal(o), graph) for p, o in told.items()]
        >>> print(*withdrawals(gone))
        urn:claim withdrawn at 2026-01-02T00:00:00Z ("told twice")
    """
    told: dict[str, dict[str, str]] = defaultdict(dict)
    gone = list(gone)
    # What is no longer told at all was erased, and is not told again.
    erased = {quad.subject for quad in gone if quad.predicate.value == AIKG + "inSource"}
    for quad in gone:
        if quad.subject in erased:
            continue
        name = quad.predicate.value.removeprefix(AIKG)
        if name in {"withdrawnAt", "withdrawnBecause"} and isinstance(quad.subject, NamedNode):
            told[quad.subject.value][name] = str(getattr(quad.object, "value", ""))
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for statement, facts in told.items():
        if "withdrawnAt" in facts:
            grouped[facts["withdrawnAt"], facts.get("withdrawnBecause", "")].append(statement)
    return [Withdrawal(*key, tuple(sorted(grouped[key]))) for key in sorted(grouped)]


def merged_again(
    store: Store, come: Collection[Quad], documents: Sequence[Document]
) -> list[Finding]:
    """Find entries that files name and that were merged into others: to tell of them would part them."""
    redirects = {row["old"].value: row["now"].value for row in store.select(_REDIRECTS)}
    if not redirects:
        return []
    terms = {term for quad in come for term in (quad.subject, quad.object)}
    named = {term.value for term in terms if isinstance(term, NamedNode)} & redirects.keys()
    return [
        Finding(
            CHECKS + "MergedAway",
            Severity.VIOLATION,
            old,
            f"{shorten(old)} was merged into {shorten(redirects[old])}, and is no entry of its own "
            "any more.",
            expected=shorten(redirects[old]),
            mend=f"Write {shorten(redirects[old])} in its place, with its label as an alias.",
            place=_place(NamedNode(old), documents),
        )
        for old in sorted(named)
    ]


def _place(node: NamedNode, documents: Sequence[Document]) -> Place | None:
    return next((place for one in documents if (place := one.place(node)) is not None), None)
