"""Cutting a sentence into its clauses, as far as that can be told without parsing it."""

from __future__ import annotations

import re

# Forms that make a verb likely; that a noun such as "plans" is among them only cuts less finely.
_VERB = (
    r"(?:will|would|shall|should|can|could|may|might|must|has|have|had|is|are|was|were|be|been|does"
    r"|did|do|says?|said|plans?|intends?|agrees?|buys?|bought|sells?|sold|pays?|paid|leads?|led"
    r"|gets?|got|takes?|took|gives?|gave|holds?|held|makes?|made|puts?|spends?|spent|lends?|lent"
    r"|invests?|commits?|signs?|announces|supplies|offers?|rents?|leases?|acquires?|expects?"
    r"|becomes?|became|brings?|brought|fell|grew|rose|[a-z]{2,}(?:ed))"
)
_IS_VERB = re.compile(rf"\b{_VERB}\b", re.IGNORECASE)
_STARTS = re.compile(rf"\s*(?:also\s|then\s|now\s)?{_VERB}\b|\s*not\s", re.IGNORECASE)
_CUT = re.compile(
    r"(?P<always>[;:](?=\s)|\s-\s|,?\s(?=(?:while|whereas|although|though|but)\s))"
    r"|(?P<joint>,?\s(?:and|or|yet|so)\s)",
    re.IGNORECASE,
)


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Give the spans of the clauses of a sentence, which together cover it.

    Cut is at semicolons, colons and dashes, before "while", "whereas" and "but", and at an "and"
    that joins two clauses with a subject and a verb each: not within a list, nor between two verbs
    of one subject.

    Args:
        sentence: The folded sentence.

    Examples:
        >>> text = "Acme invests $1 billion, and Widget has bought chips and may buy more."
        >>> [text[start:end] for start, end in clauses(text)]
        ['Acme invests $1 billion', ', and Widget has bought chips and may buy more.']
    """
    cuts = [0]
    for match in _CUT.finditer(sentence):
        before, after = sentence[cuts[-1] : match.start()], sentence[match.end() :]
        if match["always"] is not None:
            # Before a subordinate clause that opens the sentence there is nothing to cut off.
            if before.strip():
                cuts.append(match.start())
        elif _IS_VERB.search(before) and not _STARTS.match(after):
            following = _CUT.split(after)[0]
            if _IS_VERB.search(following):
                cuts.append(match.start())
    return list(zip(cuts, [*cuts[1:], len(sentence)], strict=True))


def around(sentence: str, start: int, end: int) -> str:
    """Give the clauses that a span of a sentence lies in, as one text.

    Examples:
        >>> text = "Acme invests $1 billion, while Widget has bought chips."
        >>> around(text, 6, 10)
        'Acme invests $1 billion'
    """
    inside = [span for span in clauses(sentence) if span[0] < end and start < span[1]]
    return sentence[inside[0][0] : inside[-1][1]] if inside else sentence
