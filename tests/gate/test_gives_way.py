"""Of two figures for one agreement it is said what becomes of them: a dispute, or which stands."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.derive.counting import Cluster, tally
from aikg.derive.counting.told import Claim, Figure, Stage
from aikg.gate.change import Change
from aikg.gate.checks.conflicts import check_conflicts
from aikg.gate.lookups import Either, InTriples
from aikg.ground.bounds import Bounds, Span
from gate.claims import INVESTS, one
from gate.telling import claim, document, figure, packaged, source

EFFECTS = {"rumoured": ("possible", 10), "signed": ("committed", 60), "closed": ("paid", 80)}
DISPUTE = "readings of one dispute"
ADVICE = "give the stages their dates"
HERE = "it takes the place of that one, and there is no dispute"
THERE = "it takes the place of this one, and there is no dispute"
SAME = "are no dispute, since the publisher is the same"


@cache
def vocabulary() -> InTriples:
    return InTriples(packaged().triples)


def published_on(name: str, day: str) -> str:
    if not day:
        return ""
    return (
        f"src:{name} aikg:publicationDate claim:{name}\\/published . "
        f'claim:{name}\\/published aikg:earliest "{day}T00:00:00Z"^^xsd:dateTime ;'
        f' aikg:latest "{day}T23:59:59Z"^^xsd:dateTime .'
    )


def tells(name, amount, stage="signed", day="", out="", publisher=""):
    """A document in which a source tells an amount at a stage of a day, and came out on another."""
    words = figure(f"${amount} billion", f"{amount}e9")
    return one(INVESTS, words, name=name, stage=stage, day=day, more=published_on(name, out),
               publisher=publisher or f"kg:{name}-press")  # fmt: skip


def said(new, old) -> str:
    """What is said of the figure that another source tells otherwise; empty where nothing is."""
    known = Either(vocabulary(), InTriples(quad.triple for quad in old.quads))
    found = [*check_conflicts(Change([new], known))]
    return found[0].mend if found else ""


@pytest.mark.parametrize(
    ("old", "new", "words", "not_said"),
    [
        (("signed", "2025-09-24"), ("closed", "2025-12-23"), HERE, DISPUTE),
        (("closed", "2025-12-23"), ("signed", "2025-09-24"), THERE, DISPUTE),
        (("signed", "2025-09-24"), ("signed", "2025-12-23"), HERE, DISPUTE),
        (("signed", "2025-09-24"), ("closed", "2025-09-24"), DISPUTE, ADVICE),
        (("signed", "2025-09-24"), ("signed", "2025-09-24"), DISPUTE, ADVICE),
        (("signed", ""), ("closed", "2025-12-23"), ADVICE, HERE),
        (("signed", "2025-09-24"), ("closed", ""), ADVICE, HERE),
        (("signed", ""), ("closed", ""), ADVICE, HERE),
    ],
)
def test_figures_dispute_unless_the_date_of_one_stage_is_certainly_later(
    old, new, words, not_said
) -> None:
    told = said(tells("other", 20, *new), tells("wire", 24, *old))
    assert words in told
    assert not_said not in told
    assert told.endswith("Look whether both are about the same agreement.")


def test_a_stage_without_a_date_is_no_later_than_its_source() -> None:
    old = tells("wire", 24, out="2025-09-25")
    assert HERE in said(tells("other", 20, "closed", "2025-12-23"), old)
    assert DISPUTE in said(tells("other", 20, "closed", "2025-09-20"), old)


def test_where_both_tell_of_a_stage_like_is_held_against_like() -> None:
    def both(name: str, then: int, now: int):
        at = f"aikg:atStage claim:{name}\\/deal."
        parts = claim("deal", INVESTS, figure(f"${then} billion", f"{then}e9") + f" ; {at}first",
                      figure(f"${now} billion", f"{now}e9") + f" ; {at}stage", source=name,
                      stage="closed", more=f"aikg:hasStageEntry claim:{name}\\/deal.first")  # fmt: skip
        first = f"claim:{name}\\/deal.first a aikg:StageEntry ; aikg:stage aikg:stage-signed ."
        own = source(name, "It is so.", "It is so", publisher=f"kg:{name}-press")
        return document(own, parts, first, name=f"{name}.ttl")

    assert said(both("other", 10, 24), both("wire", 10, 24)) == ""
    assert DISPUTE in said(both("other", 10, 20), both("wire", 10, 24))
    assert said(tells("other", 24, "closed"), both("wire", 10, 24)) == ""


def test_of_one_publisher_without_dates_it_is_said_that_nothing_is_disputed() -> None:
    both = [tells(name, n, publisher="kg:press") for name, n in (("other", 20), ("wire", 24))]
    assert SAME in said(*both)


DAYS = ["", "2025-09-24", "2025-10-10", "2025-12-23"]
TOLD = st.tuples(
    st.sampled_from([*EFFECTS]),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
    st.sampled_from(["kg:a-press", "kg:b-press"]),
)


def span(day: str) -> Span:
    return Span(f"{day}T00:00:00Z", f"{day}T23:59:59Z") if day else Span()


def counted(name, amount, stage, day, out, publisher) -> Claim:
    """The same as `tells`, as it is counted."""
    effect, rank = EFFECTS[stage]
    return Claim(
        f"claim:{name}",
        "kg:deal",
        publisher,
        span(out),
        figures=(Figure(Bounds(amount * 1e9, amount * 1e9), "USD", 1e9),),
        stages=(Stage(stage, effect, rank, span(day), "entry"),),
    )


@given(TOLD, TOLD)
def test_a_dispute_is_told_of_where_counting_finds_one_and_nowhere_else(old, new) -> None:
    told = said(tells("other", 20, *new), tells("wire", 24, *old))
    cluster = Cluster((counted("other", 20, *new), counted("wire", 24, *old)))
    assert (DISPUTE in told) == bool(tally(cluster).disputes)
    assert told


def test_the_four_cases_differ_in_words() -> None:
    words = {
        said(tells("other", 20, "closed", new), tells("wire", 24, "signed", old))
        for new, old in product(DAYS, DAYS)
    }
    assert len(words) == 4
