"""pyshacl-turbo and pySHACL agree, on the first source and on whatever is done to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import Phase, example, given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from aikg.gate.known import Known
from aikg.gate.shacl import Shapes
from aikg.ground.packaged import shape_files, source_files
from aikg.ground.reading import read
from aikg.ground.terms import AIKG, XSD
from aikg.ground.text import MAX_QUOTE_WORDS, count_words

if TYPE_CHECKING:
    from aikg.gate.findings import Finding


@cache
def shapes() -> Shapes:
    return Shapes.load(shape_files())


@cache
def known() -> Known:
    return Known.packaged()


@cache
def told() -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in read(source_files()[0]).quads)


def found(triples: list[Triple], engine: str) -> list[Finding]:
    return shapes().validate(triples, known().triples, engine)


def typed(lexical: str, datatype: str) -> Literal:
    return Literal(lexical, datatype=NamedNode(XSD + datatype))


# Values that go wrong somewhere. Left out is what only check() reports, in plainer words: literals
# whose text is no value of their datatype.
ODD = [
    *(typed(each, "double") for each in ("0e0", "-1e0", "5e9", "10e9", "1.0E10", "INF", "127")),
    *(typed(each, "integer") for each in ("0", "-3", "12", "10000000000")),
    typed("2025-11-18T00:00:00Z", "dateTime"),
    typed("1.50", "decimal"),
    typed("true", "boolean"),
    typed("https://example.org", "anyURI"),
    *(Literal(each) for each in ("", " ", "USD", "usd", "up to", "a" * 64, "word " * 13)),
    *(Literal(each) for each in ("Up to $10 billion", "€5", "1 GW", "The end.", "Today’s")),
    Literal("up to", language="en"),
    NamedNode("https://example.org/elsewhere"),
    NamedNode("https://w3id.org/aikg/id/nobody"),
    BlankNode("b"),
]
# What is compared in order, and what it is compared with. SHACL (section 4.5.3) calls anything else
# incomparable; pySHACL compares IRIs by the alphabet, numbers with instants, and gives up on blank
# nodes. The shapes report the wrong datatype all the same.
NUMBERS = {XSD + "double", XSD + "integer", XSD + "decimal"}
ORDERED = {
    **{AIKG + each: NUMBERS for each in ("lower", "upper", "daysFrom", "daysTo")},
    **{AIKG + each: {XSD + "dateTime"} for each in ("earliest", "latest")},
}


def comparable(predicate: str, object_: object) -> bool:
    datatypes = ORDERED.get(predicate)
    if datatypes is None:
        return True
    return isinstance(object_, Literal) and object_.datatype.value in datatypes


edits = st.tuples(
    st.sampled_from(["drop", "value", "object", "predicate", "subject", "add"]),
    *[st.integers(min_value=0, max_value=10_000)] * 3,
)
"""What is done to a triple, and the numbers of the triple, of another one, and of an odd value."""


def mutated(changes: list[tuple[str, int, int, int]]) -> list[Triple]:
    """The claims of the first source after some triples were dropped or altered."""
    triples = dict.fromkeys(told())
    predicates = sorted(
        {each.predicate.value for each in told()} | {AIKG + "atStage", AIKG + "per"}
    )
    for kind, victim, other, odd in changes:
        pool = list(triples)
        was, source = pool[victim % len(pool)], pool[other % len(pool)]
        subject, predicate, object_ = was
        if kind in ("value", "add"):
            object_ = ODD[odd % len(ODD)]
        elif kind == "object":
            object_ = source.object
        elif kind == "predicate":
            predicate = NamedNode(predicates[odd % len(predicates)])
        elif kind == "subject":
            subject = source.subject
        if not comparable(predicate.value, object_):
            continue
        if kind != "add":
            del triples[was]
        if kind != "drop":
            triples[Triple(subject, predicate, object_)] = None
    return list(triples)


WRONG = [("drop", 40, 0, 0), ("value", 90, 0, 3), ("object", 150, 300, 0), ("subject", 200, 7, 0)]
"""Edits that leave a part without what it needs, a bound out of place, and triples astray."""


def test_both_engines_find_the_same_in_claims_that_were_altered() -> None:
    triples = mutated(WRONG * 3)
    by_turbo = set(found(triples, "turbo"))
    assert by_turbo
    assert by_turbo == set(found(triples, "pyshacl"))


@pytest.mark.thorough
@settings(
    max_examples=4,
    deadline=None,
    # What differs says enough; shrinking would take many minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(st.lists(edits, min_size=5, max_size=60))
@example([])
def test_both_engines_find_the_same_in_mutated_claims(
    changes: list[tuple[str, int, int, int]],
) -> None:
    triples = mutated(changes)
    assert set(found(triples, "turbo")) ^ set(found(triples, "pyshacl")) == set()


words = st.text(st.sampled_from("ab4é.’'-,… $—\t"), max_size=60) | st.text(max_size=40)


@settings(max_examples=20, deadline=None)
@given(st.lists(words, min_size=1, max_size=30))
@example(["a " * 12, "a " * 13, "4.5 it’s co-founder's " * 4, "a.b." * 13, "a. b" * 7, "a--b " * 7])
def test_a_quote_is_too_long_exactly_when_it_has_more_than_twelve_words(texts: list[str]) -> None:
    evidence = [NamedNode(f"https://w3id.org/aikg/claim/s/e{i}") for i in range(len(texts))]
    quote = NamedNode(AIKG + "quote")
    triples = [Triple(e, quote, Literal(text)) for e, text in zip(evidence, texts, strict=True)]
    too_long = {
        each.focus for each in found(triples, "turbo") if each.rule.endswith("#QuoteLength")
    }
    expected = {
        e.value
        for e, text in zip(evidence, texts, strict=True)
        if count_words(text) > MAX_QUOTE_WORDS
    }
    assert too_long == expected
