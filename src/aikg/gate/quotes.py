"""Whether each quote is where the graph says it is: with the text of its source at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.gate.texts import Texts
from aikg.ground.text import MAX_QUOTE_WORDS, SourceText, count_words, digest, fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aikg.store import Store

FOUND = "found"
"""The verdict on a quote that stands where it should, once, in the sentence that it should."""
NO_TEXT = "its text is not here"
"""The verdict on a source that the folder of texts has no file for; its quotes are not looked for."""

# Without them a sentence is as whole as with them.
_MARKS = " .!?…\"'()[]"
_SOURCES = """
SELECT ?source ?digest ?count WHERE {
  GRAPH ?g { ?source aikg:textDigest ?digest . OPTIONAL { ?source aikg:paragraphCount ?count } }
} ORDER BY ?source
"""
_QUOTES = """
SELECT ?evidence ?source ?paragraph ?quote ?sentence WHERE {
  GRAPH ?g {
    ?evidence aikg:quotedFrom ?source ; aikg:paragraph ?paragraph ; aikg:quote ?quote .
    OPTIONAL { ?evidence aikg:sentenceDigest ?sentence }
  }
} ORDER BY ?source ?paragraph ?evidence
"""
_MENTIONS = """
SELECT DISTINCT ?mention ?source ?paragraph ?quote WHERE {
  GRAPH ?g {
    ?evidence aikg:quotedFrom ?source ; aikg:hasMention ?mention .
    ?mention aikg:paragraph ?paragraph ; aikg:mentionText ?quote .
  }
} ORDER BY ?source ?paragraph ?mention
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one quote, mention or text.

    Attributes:
        what: the IRI of the evidence, mention or source.
        source: the IRI of the source.
        paragraph: the paragraph, counted from 1; None for a whole text.
        quote: its words; empty for a whole text.
        verdict: `found`, or what differs; of a source without a text, that it has none here.
    """

    what: str
    source: str
    paragraph: int | None
    quote: str
    verdict: str

    @property
    def found(self) -> bool:
        """Whether all agrees."""
        return self.verdict == FOUND

    @property
    def untold(self) -> bool:
        """Whether there was no text to compare with."""
        return self.verdict == NO_TEXT


def compare(store: Store, texts: Path) -> Iterator[Verdict]:
    """Compare every digest, quote and mention in the store with the texts in a folder.

    Quotes and texts are compared after folding of quotation marks, dashes and white space only. A
    source that has no text there gets a verdict that says so, and its quotes none.

    Args:
        store: the graph.
        texts: a folder with one file `NAME.txt` for each source `src:NAME`.

    Raises:
        FileUnreadable: the folder, or the texts of all sources, are not there; or one cannot be read.
    """
    folder = Texts(texts)
    by_source: dict[str, SourceText] = {}
    told = list(store.select(_SOURCES))
    sources = {row["source"].value for row in told}
    without = {source for source in sources if folder.lacks(source)}
    if without == sources:
        without = (
            set()
        )  # there is nothing to compare: the first that is missing is told as an error
    for row in told:
        source = row["source"].value
        if source in without:
            yield Verdict(source, source, None, "", NO_TEXT)
            continue
        whole = by_source[source] = folder.of(source)
        count = int(row["count"].value) if row["count"] else None
        yield Verdict(source, source, None, "", text_fault(whole, row["digest"].value, count))
    for query, judge in ((_QUOTES, quote_fault), (_MENTIONS, mention_fault)):
        for row in store.select(query):
            what, source = row[0].value, row["source"].value
            if source in without:
                continue
            paragraph, quote = int(row["paragraph"].value), row["quote"].value
            text = by_source.get(source)
            if text is None:
                yield Verdict(what, source, paragraph, quote, "its source has no textDigest")
                continue
            sentence = row["sentence"].value if query is _QUOTES and row["sentence"] else ""
            yield Verdict(what, source, paragraph, quote, judge(text, paragraph, quote, sentence))


def text_fault(text: SourceText, expected: str, count: int | None) -> str:
    """Say what differs between a text and what is told of it, or `found`."""
    if text.digest != expected:
        return f"digest of the text differs: expected {expected}, found {text.digest}"
    if count is not None and count != len(text.paragraphs):
        return f"number of paragraphs differs: expected {count}, found {len(text.paragraphs)}"
    return FOUND


def quote_fault(text: SourceText, paragraph: int, quote: str, expected: str) -> str:
    """Say what is wrong with a quote, or `found`: its place, length or sentence's digest."""
    fault = _placed(text, paragraph, quote)
    if fault:
        return fault
    words = count_words(quote)
    if words > MAX_QUOTE_WORDS:
        return f"too long: expected at most {MAX_QUOTE_WORDS} words, found {words}"
    if (times := text.occurrences(quote, paragraph)) > 1:
        return f"not unique: stands {times} times in paragraph {paragraph}"
    sentence = text.sentence_of(quote, paragraph)
    if sentence is None:
        return "runs over the end of a sentence"
    if fold(quote).strip(_MARKS) == sentence.strip(_MARKS):
        return "a whole sentence: shorten it to what carries the fact"
    found = digest(sentence)
    if found != expected:
        return f"digest of the sentence differs: expected {expected or 'one'}, found {found}"
    return FOUND


def mention_fault(text: SourceText, paragraph: int, quote: str, _: str = "") -> str:
    """Say what is wrong with the place of a mention, or `found`."""
    return _placed(text, paragraph, quote) or FOUND


def _placed(text: SourceText, paragraph: int, quote: str) -> str:
    if paragraph > len(text.paragraphs):
        return f"there is no paragraph {paragraph}: the text has {len(text.paragraphs)}"
    if text.occurrences(quote, paragraph):
        return ""
    elsewhere = [
        str(number)
        for number in range(1, len(text.paragraphs) + 1)
        if text.occurrences(quote, number)
    ]
    hint = f", but in paragraph {', '.join(elsewhere)}" if elsewhere else ""
    return f"not in paragraph {paragraph}{hint}"
