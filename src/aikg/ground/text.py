"""The text of a source: folded, cut into paragraphs and sentences, counted in words, digested."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

MAX_QUOTE_WORDS = 12
"""The longest quote, in words, that may stand in the graph."""

_WORD = re.compile(r"\w+(?:[.’'-]\w+)*")
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_SPACE = re.compile(r"\s+")
# A full stop ends a sentence before a space and something that can open one: in "4.5" it does not.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"""(?:\b[A-Z]
    |\b(?:Inc|Corp|Ltd|Cos?|Bros|Pte|Pty|Mr|Ms|Mrs|Dr|Prof|Sen|Rep|Gov|St|vs|No|Nr|Jr|Sr)
    |\b(?:approx|est|incl|ca|cf|e\.g|i\.e|z\.B)
    |\d\s?(?:Mrd|Mio))\.$""",
    re.VERBOSE,
)
# Of a month before its day or year: "on Nov. 3", "in Sept. 2025".
_MONTH_SHORT = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$")


def fold(text: str) -> str:
    r"""Make quotation marks, dashes and white space alike, and change nothing else.

    Two passages that differ only in typography fold to the same string; case, digits,
    currency signs and all other characters are kept.

    Example:
        >>> fold("AI’s “race”—up  to")
        'AI\'s "race"-up to'
    """
    return _SPACE.sub(" ", text.translate(_FOLDS)).strip()


def count_words(text: str) -> int:
    """Count words as runs of letters and digits, joined by dots, apostrophes or hyphens.

    Example:
        >>> count_words("up to $10 billion for Claude Sonnet 4.5")
        8
    """
    return len(_WORD.findall(text))


def digest(text: str) -> str:
    """Give the SHA-256 digest of the folded text, as 64 hexadecimal digits (FIPS 180-4).

    Example:
        >>> digest("a – b") == digest("a - b")
        True
    """
    return hashlib.sha256(fold(text).encode("utf-8")).hexdigest()


def sentences(paragraph: str) -> list[str]:
    """Cut a paragraph into its folded sentences.

    Example:
        >>> sentences("The result? Up to $4.5 billion, says Acme Inc. of it. No more.")
        ['The result?', 'Up to $4.5 billion, says Acme Inc. of it.', 'No more.']
    """
    folded = fold(paragraph)
    parts: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(folded):
        before = folded[start : end.start()]
        if _ABBREVIATION.search(before):
            continue
        if _MONTH_SHORT.search(before) and folded[end.end()].isdigit():
            continue
        parts.append(folded[start : end.end()].strip())
        start = end.end()
    if folded[start:]:
        parts.append(folded[start:])
    return parts


@dataclass(frozen=True)
class SourceText:
    r"""The text of one source, by paragraph: a paragraph is a non-empty line, counted from 1.

    Example:
        >>> text = SourceText("One line. Two.\n\nAnother line.")
        >>> len(text.paragraphs), text.sentence_of("Two", 1)
        (2, 'Two.')
    """

    text: str

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The folded non-empty lines."""
        return tuple(fold(line) for line in self.text.splitlines() if line.strip())

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the folded text, 64 hexadecimal digits."""
        return digest(self.text)

    def occurrences(self, quote: str, paragraph: int) -> int:
        """How often the folded quote stands in that paragraph; 0 where there is no such paragraph."""
        if not 1 <= paragraph <= len(self.paragraphs):
            return 0
        return self.paragraphs[paragraph - 1].count(fold(quote))

    def sentence_of(self, quote: str, paragraph: int) -> str | None:
        """The folded sentence of that paragraph which holds the quote, if one does."""
        if not 1 <= paragraph <= len(self.paragraphs):
            return None
        folded = fold(quote)
        found = (s for s in sentences(self.paragraphs[paragraph - 1]) if folded in s)
        return next(found, None)
