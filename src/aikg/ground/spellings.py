"""How names are written: what two spellings have in common, and where they differ by a slip."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LEGAL: Final = re.compile(
    r"(?:[\s,]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|llp|plc|pbc|gmbh|ag|sa|se|nv"
    r"|bv|group|holdings?|platforms)\.?)+\Z",
    re.IGNORECASE,
)
ENDINGS: Final = (
    *(
        " Group",
        " Holding",
        " Holdings",
        " Platforms",
        " Corporation",
        " Company",
        " AG",
        " SE",
        " plc",
    ),
    *(f"{mark}{form}" for mark in (" ", ", ") for form in ("Inc.", "Inc", "Corp.", "Ltd.", "LLC")),
)
"""What names of companies end in that the press leaves out: most of the legal forms, and the like."""
_NUMERALS: Final = re.compile(r"\d|\b[ivx]+\b", re.IGNORECASE)


def plain_name(name: str) -> str:
    """A name without the legal form, or that it is a group, at its end.

    Examples:
        >>> plain_name("Example Cloud, Inc."), plain_name("Example Group, Inc."), plain_name("Inc")
        ('Example Cloud', 'Example', 'Inc')
    """
    return _LEGAL.sub("", name)


def numerals(name: str) -> list[str]:
    """The digits and Roman numerals of a name, which no slip brings about.

    Examples:
        >>> numerals("Example Fund II"), numerals("Example 42")
        (['II'], ['4', '2'])
    """
    return _NUMERALS.findall(name)


def letters(name: str) -> str:
    """Letters and digits alone, without case and accents.

    Examples:
        >>> letters("Crédit Example-7")
        'creditexample7'
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in plain if each.isalnum())


def one_slip(one: str, other: str) -> bool:
    """Whether one letter is left out, put in or changed, or two beside each other changed places.

    Examples:
        >>> one_slip("groq", "grok"), one_slip("openai", "opneai"), one_slip("xai", "x")
        (True, True, False)
    """
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
