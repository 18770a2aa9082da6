"""The passages that something rests on: each quote in the sentence that it is cut from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.gate.evidence.clauses import around
from aikg.ground.errors import FileUnreadable
from aikg.ground.text import fold, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.gate.change import Change
    from aikg.ground.text import SourceText


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its sentence.

    Attributes:
        evidence: The IRI of the evidence.
        sentence: The folded sentence; the folded quote alone where the text is not at hand.
        start: Where the quote starts in it.
        end: Behind its last character.
        before: The folded sentence before it, in its paragraph or the one before; or empty.
        read: Whether the text is at hand.
    """

    evidence: str
    sentence: str
    start: int
    end: int
    before: str = ""
    read: bool = False

    @property
    def quote(self) -> str:
        """The folded quote."""
        return self.sentence[self.start : self.end]

    @property
    def clause(self) -> str:
        """The clause, or clauses, that the quote is of."""
        return around(self.sentence, self.start, self.end)


def passages(change: Change, things: Iterable[str]) -> list[Passage]:
    """Find the passages that some things rest on, each once.

    Args:
        change: The documents, with the texts where they are at hand.
        things: The IRIs of claims, figures and other parts, with `aikg:hasEvidence`.
    """
    evidence = dict.fromkeys(e for thing in things for e in change.nodes(thing, "hasEvidence"))
    found = (_passage(change, each) for each in evidence)
    return [each for each in found if each is not None]


def text_of(change: Change, evidence: str) -> SourceText | None:
    """Give the text that an evidence quotes, where it is at hand."""
    if change.texts is None:
        return None
    try:
        return change.texts.of(change.node(evidence, "quotedFrom"))
    except FileUnreadable:
        return None


def _passage(change: Change, evidence: str) -> Passage | None:
    quote = fold(change.text(evidence, "quote"))
    if not quote:
        return None
    text = text_of(change, evidence)
    if text is None:
        return Passage(evidence, quote, 0, len(quote))
    paragraph = change.whole(evidence, "paragraph") or 0
    if not 1 <= paragraph <= len(text.paragraphs):
        return None
    own = sentences(text.paragraphs[paragraph - 1])
    at = next((number for number, each in enumerate(own) if quote in each), None)
    if at is None:
        return None  # said by the check of its place
    earlier = sentences(text.paragraphs[paragraph - 2]) if paragraph > 1 and at == 0 else []
    before = own[at - 1] if at else (earlier[-1] if earlier else "")
    start = own[at].index(quote)
    return Passage(evidence, own[at], start, start + len(quote), before, read=True)
