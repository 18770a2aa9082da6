"""Check: the clause of a quote names the parties that its claim names, or what stands for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from aikg.gate.evidence.passages import passages
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, RDFS, shorten
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.passages import Passage
    from aikg.gate.findings import Finding

_BESIDE = {"hasHolding": ("holdingOf", "holdingIn"), "hasRight": ("rightHolder", "rightGrantor")}
"""What a claim tells beside its roles of who holds what, and has a right."""
_PARTS = ("hasFigure", "hasStageEntry", "hasRight", "hasCondition", "hasHolding")
_QUALIFIER = re.compile(r"\s*\([^)]*\)\Z")


def check_parties(change: Change) -> Iterator[Finding]:
    """Yield the parties of claims whose passages neither name them nor say what means them.

    A party may be named by label or alias in a clause that is quoted, or by a stored mention in the
    quoted sentence or the one before; so are those who hold a share or have a right. What is marked
    `aikg:inferred` need not be named at all.
    Claims whose texts are not at hand are left alone.
    """
    for claim in change.typed("Claim"):
        parts = [each for by in _PARTS for each in change.nodes(claim, by)]
        found = [each for each in passages(change, [claim, *parts]) if each.read]
        if not found:
            continue
        inferred = change.nodes(claim, "inferred")
        for teller, role, party in _parties(change, claim):
            names = names_of(change, party)
            if role in inferred or not names or _told(change, found, party, names):
                continue
            yield change.finding(
                "PartyNotInClause",
                Severity.VIOLATION,
                teller,
                f"No clause that is quoted names {shorten(party)}, nor anything that means it.",
                expected=" or ".join(f'"{each}"' for each in names[:3]),
                mend="Quote the words that name it; add aikg:hasMention with those that mean it; or "
                f"write aikg:inferred {shorten(role)} if they only imply it.",
                path=role,
                value=change.named(party),
            )


def _parties(change: Change, claim: str) -> Iterator[tuple[str, str, str]]:
    """The nodes that name parties, in which role, and whom."""
    for role, party in change.parties(claim, change.roles):
        yield claim, role, party
    for by, roles in _BESIDE.items():
        for node in change.nodes(claim, by):
            for name in roles:
                for party in change.nodes(node, name):
                    yield node, AIKG + name, party


def names_of(change: Change, party: str) -> list[str]:
    """The folded names of a party: label and aliases, without what tells namesakes apart."""
    told = (change.all.objects(party, by) for by in (RDFS + "label", AIKG + "alias"))
    names = (
        _QUALIFIER.sub("", fold(n.value)) for each in told for n in each if isinstance(n, Literal)
    )
    return [each for each in dict.fromkeys(names) if each]


def mentioned(name: str, text: str) -> bool:
    """Whether a name stands in a text as words of their own; short ones in the same letters.

    Examples:
        >>> mentioned("Nvidia", "NVIDIA's chips"), mentioned("X", "xAI"), mentioned("Arm", "an arm")
        (True, False, False)
    """
    alike = re.IGNORECASE if len(name) > 3 else 0
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, alike))


def _told(change: Change, found: list[Passage], party: str, names: list[str]) -> bool:
    if any(mentioned(name, each.clause) for each in found for name in names):
        return True
    for each in found:
        for mention in change.nodes(each.evidence, "hasMention"):
            words = fold(change.text(mention, "mentionText"))
            near = f"{each.before}\n{each.sentence}"
            if party in change.nodes(mention, "refersTo") and words and words in near:
                return True
    return False
