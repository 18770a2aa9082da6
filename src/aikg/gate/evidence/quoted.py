"""Check: each quote and mention is in its place, and each digest is that of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from aikg.gate.evidence.passages import text_of
from aikg.gate.findings import Severity
from aikg.gate.quotes import FOUND, mention_fault, quote_fault, text_fault
from aikg.ground.errors import FileUnreadable
from aikg.ground.terms import AIKG
from aikg.ground.text import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

_QUOTE, _DIGEST = AIKG + "quote", AIKG + "sentenceDigest"


def check_quotes(change: Change) -> Iterator[Finding]:
    """Yield quotes, mentions and digests that do not agree with the texts, or with one another.

    Where a text is at hand, quotes are looked for in it. Where it is not, the digests are compared
    with those that are known already of the same text and of the same quotes.
    """
    yield from _sources(change)
    for evidence in change.typed("Evidence"):
        yield from _evidence(change, evidence)
    for mention in change.typed("Mention"):
        yield from _mention(change, mention)


def unread(change: Change) -> int:
    """How many quotes of the documents could not be looked for, as their texts are not at hand."""
    return sum(text_of(change, each) is None for each in change.typed("Evidence"))


def _sources(change: Change) -> Iterator[Finding]:
    quoted = {change.node(each, "quotedFrom") for each in change.typed("Evidence")}
    for source in sorted(quoted - {""}):
        if change.texts is not None:
            try:
                text = change.texts.of(source)
            except FileUnreadable as fault:
                yield change.finding(
                    "NoText",
                    Severity.WARNING,
                    source,
                    "The text of the source is not at hand, so that its quotes were not looked for.",
                    expected="a file NAME.txt for src:NAME, in UTF-8",
                    mend=f"{fault.problem[:1].upper()}{fault.problem[1:]}. {fault.mend}",
                )
                continue
            told, count = change.text(source, "textDigest"), change.whole(source, "paragraphCount")
            fault_of_text = told and text_fault(text, told, count)
            if fault_of_text and fault_of_text != FOUND:
                yield change.finding(
                    "TextDiffers",
                    Severity.VIOLATION,
                    source,
                    f"This is not the text that the claims were made from: {fault_of_text}.",
                    expected="the text with the digest and the paragraphs that are told",
                    mend="Take the right text, or compute aikg:textDigest anew and look at each quote.",
                    path=AIKG + "textDigest",
                )
        mine, theirs = (
            {e.value for e in where.objects(source, AIKG + "textDigest") if isinstance(e, Literal)}
            for where in (change.new, change.known)
        )
        if mine and theirs and not mine & theirs:
            yield change.finding(
                "TextDiffers",
                Severity.VIOLATION,
                source,
                "The text of this source is known with another digest.",
                expected=" or ".join(sorted(theirs)),
                mend="Quote the text that is known; a new version of it is a source of its own.",
                path=AIKG + "textDigest",
            )


def _evidence(change: Change, evidence: str) -> Iterator[Finding]:
    quote, told = change.text(evidence, "quote"), change.text(evidence, "sentenceDigest")
    paragraph, text = change.whole(evidence, "paragraph") or 0, text_of(change, evidence)
    if not quote or not paragraph:
        return  # a shape says so
    if text is not None:
        fault = quote_fault(text, paragraph, quote, told)
        if fault != FOUND:
            yield change.finding(
                "QuoteNotInSource"
                if fault.startswith(("not in", "there is no"))
                else "QuoteInPlace",
                Severity.VIOLATION,
                evidence,
                f"The quote does not stand in its source as it is told: {fault}.",
                expected="a fragment of one sentence of the paragraph that is told, there once",
                mend="Copy the words from the text, with the number of their paragraph.",
                path=_DIGEST if fault.startswith("digest") else _QUOTE,
            )
        return
    if told == digest(quote):
        yield change.finding(
            "QuoteInPlace",
            Severity.WARNING,
            evidence,
            "The digest is that of the quote, which would then be a whole sentence.",
            expected="the digest of the sentence that the quote is cut from",
            mend="Compute it from the whole folded sentence; shorten the quote if it is one.",
            path=_DIGEST,
        )
    source = change.node(evidence, "quotedFrom")
    # Many sources say the same of a date; this one is known to have said it only if it is known.
    where = change.all if change.known.objects(source, AIKG + "textDigest") else change.new
    for other in where.subjects(_QUOTE, Literal(quote)):
        theirs = change.text(other, "sentenceDigest")
        same = change.number(other, "paragraph") == paragraph
        if same and change.node(other, "quotedFrom") == source and theirs not in ("", told):
            yield change.finding(
                "DigestsDiffer",
                Severity.VIOLATION,
                evidence,
                "The same quote of the same paragraph is known with the digest of another sentence.",
                expected=theirs,
                mend="Compute aikg:sentenceDigest anew from the folded sentence.",
                path=_DIGEST,
            )
            return


def _mention(change: Change, mention: str) -> Iterator[Finding]:
    words, paragraph = change.text(mention, "mentionText"), change.whole(mention, "paragraph")
    by = next(iter(change.all.subjects(AIKG + "hasMention", change.named(mention))), "")
    text = text_of(change, by) if by else None
    if text is None or not words or not paragraph:
        return
    fault = mention_fault(text, paragraph, words)
    if fault != FOUND:
        yield change.finding(
            "MentionNotInSource",
            Severity.VIOLATION,
            mention,
            f"The words that stand for somebody are not where they are told to be: {fault}.",
            expected="words of the paragraph that is told",
            mend="Copy the words from the text, with the number of their paragraph.",
            path=AIKG + "mentionText",
        )
