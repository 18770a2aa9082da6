"""Check: a party that is new is no misspelling of one that is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from aikg.gate.findings import Severity
from aikg.gate.lookups import ALIAS, LABEL, PARTIES, TYPE
from aikg.ground.spellings import ENDINGS, letters, numerals, one_slip, plain_name
from aikg.ground.terms import KG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

# Below this length one other letter makes another name: there is hardly a longer one beside it.
_SHORTEST: Final = 6
# A name longer than this is no name, and has too many slips.
_LONGEST: Final = 60
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def check_names(change: Change) -> Iterator[Finding]:
    """Yield new parties whose name is written like that of a known one, and proposes that one.

    A known party is looked at where a file gives it another name, which is the very one of another.

    Like it is a name that differs in case, spaces, marks or legal form alone; or, from six letters
    on, in one letter left out, put in, changed, or in two that changed places, but never in its
    first letter or in a numeral. Names that are registered are never compared with one another.
    """
    for kind in PARTIES:
        for party in change.new.subjects(TYPE, NamedNode(kind)):
            if not change.known.objects(party, TYPE):
                yield from _party(change, party)
    for party in change.subjects:
        if party.startswith(KG):
            yield from _renamed(change, party)


def _renamed(change: Change, party: str) -> Iterator[Finding]:
    """Names that a party gets beside those that it is known by."""
    for by in (LABEL, ALIAS):
        told = change.new.objects(party, by)
        if not told or not change.known.objects(party, TYPE):
            continue
        known = change.known.objects(party, by)
        for name in told:
            if not isinstance(name, Literal) or not name.value or name in known:
                continue
            for other, _ in change.known.named({name.value}):
                if other != party:
                    yield _near(change, party, by, name, (other, name.value))
                    break


def _party(change: Change, party: str) -> Iterator[Finding]:
    for by in (LABEL, ALIAS):
        for name in change.new.objects(party, by):
            if not isinstance(name, Literal) or not name.value:
                continue
            if len(name.value) > _LONGEST:
                continue
            near = change.known.named(slips(name.value))
            found = {each: told for each, told in near if each != party and alike(name.value, told)}
            for each in sorted(found.items())[:1]:
                yield _near(change, party, by, name, each)
                return


def _near(change: Change, party: str, by: str, name: Literal, other: tuple[str, str]) -> Finding:
    each, told = other
    same = told == name.value
    like = "a name of" if same else f'written almost like "{told}", which is registered as'
    return change.finding(
        "NearName",
        Severity.WARNING,
        party,
        f'"{name.value}" is {like} {shorten(each)}{" already" if same else ""}.',
        expected=f"{shorten(each)}, if it is meant",
        mend=f"Did you mean {shorten(each)}? Then write that name, and add the spelling "
        "as its aikg:alias; if not, leave it as it is.",
        path=by,
        value=name,
    )


def slips(name: str) -> set[str]:
    """Every way to write a name that is one slip away from it, or differs in case or its ending.

    They are looked up, so that a register of any size answers as fast as a small one.

    Examples:
        >>> {"Anthropic", "antropic", "ANTROPIC"} <= slips("Antropic")
        True
        >>> "OpenAI" in slips("Openai"), "CoreWeave" in slips("Coreweave")
        (True, True)
    """
    plain = plain_name(name)
    found = {name, plain, "".join(plain.split())}
    found |= {form(each) for each in found for form in (str.lower, str.upper, str.title)}
    found |= {plain + ending for ending in ENDINGS}
    # A name of two words written as one has a capital inside, and one that ends so ends in two.
    joined = "".join(plain.split()).capitalize()
    found |= {joined[:at] + joined[at:].title() for at in range(1, len(joined))}
    found |= {joined[:at] + joined[at:].upper() for at in range(1, len(joined))}
    for at in range(1, len(plain) + 1):
        head, tail = plain[:at], plain[at:]
        inside = _LETTERS.upper() if at > 1 and head[-1:].isupper() else ""
        letters = f"{inside} -." if plain.isupper() else f"{_LETTERS}{inside} -."
        found |= {head + letter + tail for letter in letters}
        if tail:
            found |= {head + letter + tail[1:] for letter in letters}
            found |= {head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]}
    return found


def alike(one: str, other: str) -> bool:
    """Whether two names may be one, misspelt.

    Examples:
        >>> alike("Antropic", "Anthropic"), alike("Open AI", "OpenAI")
        (True, True)
        >>> alike("Groq", "Grok"), alike("X", "xAI"), alike("Scale AI", "Scaleway")
        (False, False, False)
        >>> alike("Example Fund I", "Example Fund II")
        False
    """
    one, other = plain_name(one), plain_name(other)
    if numerals(one) != numerals(other):
        return False
    mine, theirs = letters(one), letters(other)
    if mine == theirs:
        return bool(mine)
    if max(len(mine), len(theirs)) < _SHORTEST or mine[:1] != theirs[:1]:
        return False
    return one_slip(mine, theirs)
