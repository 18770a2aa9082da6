"""Claims to try the gate on: each made from a text, a quote of it, and what is told of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aikg.gate.check import check
from aikg.gate.findings import Finding, Report, Severity
from aikg.gate.known import Known
from aikg.gate.texts import Texts
from aikg.ground.reading import Document, read_text
from aikg.ground.text import SourceText, digest

PREFIXES = """@prefix aikg: <https://w3id.org/aikg/ontology#> .
@prefix claim: <https://w3id.org/aikg/claim/> .
@prefix kg: <https://w3id.org/aikg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix src: <https://w3id.org/aikg/source/> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def figure(
    phrase: str,
    lower: str,
    upper: str | None = None,
    *,
    role: str = "principal",
    measure: str = 'aikg:currency "USD"',
    hedge: str = "",
    words: str = "",
) -> str:
    """What a figure says of itself; `upper` is the lower bound again by default."""
    bound = '"INF"^^xsd:double' if upper == "INF" else upper or lower
    hedged = f' ; aikg:hedge aikg:hedge-{hedge} ; aikg:hedgeWords "{words}"' if hedge else ""
    return (
        f'aikg:figureRole aikg:figure-{role} ; aikg:asStated "{phrase}" ; aikg:lower {lower} ; '
        f"aikg:upper {bound} ; {measure}{hedged}"
    )


def claim(
    name: str,
    roles: str,
    *figures: str,
    source: str = "wire",
    about: str = "kg:deal",
    kind: str = "Investment",
    stage: str = "signed",
    day: str = "",
    more: str = "",
) -> str:
    """A claim with its parts, all of which rest on the evidence `…/evidence` of its source.

    Args:
        name: its local name.
        roles: who takes part, as predicates and objects.
        *figures: what each figure says of itself.
        source: the name of its source.
        about: the agreement.
        kind: its kind.
        stage: the stage that is told.
        day: the day of that stage, as 2025-01-31.
        more: more predicates and objects.
    """
    at = f"claim:{source}/{name}".replace("/", "\\/")
    own = f"aikg:hasEvidence claim:{source}\\/evidence"
    parts = [f"{at}.figure-{number}" for number in range(len(figures))]
    has = "".join(f" aikg:hasFigure {part} ;" for part in parts)
    dated = f" aikg:onDate {at}.day ;" if day else ""
    return "\n".join(
        [
            f"{about} rdfs:label {about[3:]!r} .",
            f"{at} a aikg:Claim ; aikg:inSource src:{source} ; aikg:about {about} ;"
            f" aikg:kind aikg:{kind} ; aikg:speaker aikg:speaker-press ;"
            f" aikg:standing aikg:standing-normal ;{has} {roles} ; {more + ' ;' if more else ''}"
            f" aikg:hasStageEntry {at}.stage ; {own} .",
            f'{at}.stage a aikg:StageEntry ; aikg:stage aikg:stage-{stage} ; aikg:asStated "will" ;'
            f"{dated} {own} .",
            *(f"{p} a aikg:Figure ; {f} ; {own} ." for p, f in zip(parts, figures, strict=True)),
            f'{at}.day a aikg:StatedDate ; aikg:asStated "then" ; {own} ;'
            f' aikg:earliest "{day}T00:00:00Z"^^xsd:dateTime ;'
            f' aikg:latest "{day}T23:59:59Z"^^xsd:dateTime .'
            if day
            else "",
        ]
    )


def source(
    name: str,
    text: str,
    quote: str,
    mention: str = "",
    means: str = "",
    publisher: str = "kg:innovation-village",
) -> str:
    """A source with one evidence, which may have a mention."""
    whole = SourceText(text)
    paragraph = next(
        (n for n in range(1, len(whole.paragraphs) + 1) if whole.occurrences(quote, n)), 1
    )
    sentence = whole.sentence_of(quote, paragraph) or quote
    own = f"claim:{name}\\/evidence"
    has = f" aikg:hasMention {own}.mention ;" if mention else ""
    return "\n".join(
        [
            f'src:{name} a aikg:NewsArticle ; rdfs:label "{name}" ;'
            f" aikg:publishedBy {publisher} ; aikg:notStated aikg:publicationDate ;"
            f' aikg:paragraphCount {len(whole.paragraphs)} ; aikg:textDigest "{whole.digest}" .',
            f"{own} a aikg:Evidence ; aikg:quotedFrom src:{name} ; aikg:paragraph {paragraph} ;{has}"
            f' aikg:quote "{quote}" ; aikg:sentenceDigest "{digest(sentence)}" .',
            f'{own}.mention a aikg:Mention ; aikg:mentionText "{mention}" ;'
            f" aikg:paragraph {paragraph} ; aikg:refersTo {means} ."
            if mention
            else "",
        ]
    )


def document(*parts: str, name: str = "wire.ttl") -> Document:
    """A document of these parts."""
    return read_text(PREFIXES + "\n".join(parts), name)


@cache
def packaged() -> Known:
    """Vocabulary and published register."""
    return Known.packaged()


def beside(*documents: Document) -> Known:
    """What is known, with these documents among it."""
    known = packaged()
    more = tuple(quad.triple for each in documents for quad in each.quads)
    return Known(known.vocabulary, known.told + more)


def checked(*documents: Document, known: Known | None = None, texts: Path | None = None) -> Report:
    """Check documents as one change."""
    return check(documents, known or packaged(), texts=None if texts is None else Texts(texts))


def of(report: Report, rule: str) -> list[Finding]:
    """The findings of one rule, by its local name."""
    return [each for each in report.findings if each.rule.endswith(f"#{rule}")]


def rules(report: Report, *severities: Severity) -> set[str]:
    """The local names of the rules that found something; violations and warnings by default.

    The phrases of stages and dates are made up here, and that no quote holds them is left out.
    """
    wanted = severities or (Severity.VIOLATION, Severity.WARNING)
    names = (each.rule.rpartition("#")[2] for each in report.findings if each.severity in wanted)
    return {each for each in names if each != "PhraseInQuote"}
