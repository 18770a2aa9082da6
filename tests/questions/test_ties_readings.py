"""Ties, rival ties and lineage over readings: whether a row holds in all of them or in some."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import aikg
from aikg.derive.counting.disputes import disputes
from derive.counting.cases import Span, tell
from derive.counting.strategies import day
from questions.small import graph_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.derive.counting import Claim

A, B = {"voice": "kg:wire", "published": 9}, {"voice": "kg:daily", "published": 1}
"""Two voices; the first is assessed, as it is the later."""

_NAMED = " ".join(
    f"kg:{name} a aikg:Organization ; rdfs:label '{name}' ."
    for name in ("p", "q", "r", "unit", "m", "n", "o")
)
# Who only pays or is paid has no role with a name of its own.
MORE = f"""
DELETE {{ GRAPH ?g {{ ?claim aikg:payer ?who }} }} INSERT {{ GRAPH ?g {{ ?claim aikg:lender ?who }} }}
WHERE {{ GRAPH ?g {{ ?claim aikg:payer ?who }} }} ;
DELETE {{ GRAPH ?g {{ ?claim aikg:payee ?who }} }} INSERT {{ GRAPH ?g {{ ?claim aikg:borrower ?who }} }}
WHERE {{ GRAPH ?g {{ ?claim aikg:payee ?who }} }} ;
INSERT DATA {{ GRAPH graph:register {{ {_NAMED} kg:unit aikg:unitOf kg:p .
  kg:m a aikg:ModelDeveloper . kg:n a aikg:ModelDeveloper . kg:o a aikg:ModelDeveloper }} }}
"""


def told(payers: str, payees: str = "m", *stages: object, **more: object) -> Claim:
    """What one tells of who pays whom, each named by a letter."""
    sides = {
        side: frozenset(f"kg:{name}" for name in names.split())
        for side, names in (("payers", payers), ("payees", payees))
    }
    return tell(5, *stages, **{"kind": "Loan", **sides, **more})  # type: ignore[arg-type]


def ties(claims: Iterable[Claim], a: str, b: str = "m", **more: object) -> dict[str, str]:
    """The kinds of the ties of two, and in which readings each is one."""
    with graph_of(claims, MORE) as graph:
        return {r.kind: r.in_readings for r in graph.ask("ties", a=a, b=b, readings=True, **more)}


def rivals(claims: Iterable[Claim], **more: object) -> dict[str, tuple[list[str], str]]:
    with graph_of(claims, MORE) as graph:
        return {
            row.organization: (row.developers, row.in_readings)
            for row in graph.ask("rival-ties", readings=True, **more)
        }


def test_who_pays_in_one_reading_alone_is_tied_in_some() -> None:
    claims = [told("p", **A), told("q", **B)]
    assert ties(claims, "p") == {"loan": "some"}
    assert ties(claims, "q") == {"loan": "some"}


def test_without_readings_the_assessed_one_alone_is_told_and_no_column_comes() -> None:
    with graph_of([told("p", **A), told("q", **B)], MORE) as graph:
        [row] = graph.ask("ties", a="p", b="m")
        assert "in_readings" not in row
        assert not len(graph.ask("ties", a="q", b="m"))


def test_who_pays_in_every_reading_is_tied_in_all_though_another_payer_is_disputed() -> None:
    claims = [told("p q", **A), told("p r", **B)]
    assert ties(claims, "p") == {"loan": "all"}
    assert ties(claims, "r") == {"loan": "some"}


def test_a_unit_in_one_reading_and_its_organization_in_another_are_the_same_payer() -> None:
    claims = [told("unit q", **A), told("p r", **B)]
    assert ties(claims, "p") == {"loan": "all"}
    assert ties(claims, "p", rollup=False) == {"loan": "some"}


def test_each_kind_in_dispute_is_a_row_in_some_and_one_that_all_tell_is_in_all() -> None:
    claims = [told("p", kind="Loan", **A), told("p", kind="Lease", **B)]
    assert ties(claims, "p") == {"loan": "some", "lease": "some"}
    assert ties([replace(one, kind="Loan") for one in claims], "p") == {"loan": "all"}


def test_two_who_are_never_told_together_are_not_tied() -> None:
    claims = [told("p", "m", **A), told("q", "n", **B)]
    assert ties(claims, "q", "n") == {"loan": "some"}
    assert ties(claims, "p", "n") == {}


ENDED = told("p", "m", ("cancelled", 30), voice="kg:wire", published=30)
ALIVE = told("p", "m", "signed", voice="kg:daily", published=40)


@pytest.mark.parametrize("preferred", [ENDED, ALIVE])
def test_what_was_cancelled_for_one_and_lives_for_another_is_a_tie_in_some(preferred) -> None:
    other = ALIVE if preferred is ENDED else ENDED
    assert ties([replace(preferred, preferred=True), other], "p") == {"loan": "some"}


def test_what_was_cancelled_for_all_is_no_tie_and_what_lives_for_all_is_one_in_all() -> None:
    assert ties([ENDED, replace(ENDED, iri="claim:again", voice="kg:daily")], "p") == {}
    assert ties([ALIVE, replace(ALIVE, iri="claim:again", voice="kg:wire")], "p") == {"loan": "all"}


def test_as_of_a_date_before_the_disputed_end_it_is_a_tie_in_all() -> None:
    ended = replace(ENDED, stages=told("", "", ("signed", 3), ("cancelled", 30)).stages)
    both = [
        replace(ended, preferred=True),
        replace(ALIVE, stages=told("", "", ("signed", 3), "exercised").stages),
    ]
    assert ties(both, "p", as_of="2025-01-20") == {"loan": "all"}
    assert ties(both, "p") == {"loan": "some"}


def test_a_dispute_that_one_side_withdrew_is_one_as_known_by_a_date_before_that() -> None:
    claims = [told("p", **A), replace(told("q", **B), withdrawn=Span(day(50), day(50)))]
    assert ties(claims, "q") == {}
    assert ties(claims, "p") == {"loan": "all"}
    assert ties(claims, "q", known_by="2025-01-28") == {"loan": "some"}
    assert ties(claims, "p", known_by="2025-01-28") == {"loan": "some"}


def test_tied_to_two_in_every_reading_is_all_and_in_one_alone_is_some() -> None:
    sure = [told("p", "m", about="kg:x"), told("p", "n", about="kg:y")]
    disputed = [told("p", "o", about="kg:z", **A), told("q", "o", about="kg:z", **B)]
    assert rivals([*sure, *disputed])["p"] == (["m", "n", "o"], "all")
    assert rivals([sure[0], *disputed])["p"] == (["m", "o"], "some")
    also = told("q", "m", about="kg:w")
    assert rivals([sure[0], *disputed, also])["q"] == (["m", "o"], "some")
    assert "q" not in rivals([*sure, *disputed])


def test_another_developer_in_each_reading_is_two_in_all_beside_a_sure_one() -> None:
    swapped = [
        told("p", "n", about="kg:x", **A),
        told("p", "o", about="kg:x", **B),
        told("p", "m", about="kg:y"),
    ]
    assert rivals(swapped)["p"][1] == "all"
    assert "p" not in rivals(swapped[:2])


def lineage(claims: Iterable[Claim], **more: object) -> dict[tuple[str, str], str]:
    with graph_of(claims, MORE) as graph:
        found = graph.ask("lineage", readings=True, **more)
        return {(row.agreement, row.other): row.in_readings for row in found}


PART = told("p", "m", "signed", about="kg:part", parts_of=("kg:deal",))


def test_a_relation_is_in_some_where_the_end_of_one_of_its_agreements_is_disputed() -> None:
    assert lineage([ENDED, ALIVE, PART]) == {("part", "deal"): "some"}
    assert lineage([ALIVE, PART]) == {("part", "deal"): "all"}


def test_a_relation_is_told_of_an_organization_that_takes_part_and_of_no_other() -> None:
    other = told("q", "n", about="kg:other", parts_of=("kg:whole",))
    whole = told("q", "n", about="kg:whole")
    claims = [ALIVE, PART, other, whole]
    assert lineage(claims, organization="p") == {("part", "deal"): "all"}
    assert lineage(claims, organization="n") == {("other", "whole"): "all"}


def test_units_are_meant_with_the_organization_of_a_relation_unless_they_are_not_rolled_up() -> (
    None
):
    claims = [told("unit", "m"), told("unit", "m", about="kg:part", parts_of=("kg:deal",))]
    assert lineage(claims, organization="p") == {("part", "deal"): "all"}
    assert lineage(claims, organization="p", rollup=False) == {}


def test_a_relation_of_who_takes_part_in_one_reading_alone_is_told_in_some() -> None:
    claims = [told("p", **A), told("q", **B), replace(PART, payers=frozenset({"kg:r"}))]
    assert lineage(claims, organization="q") == {("part", "deal"): "some"}
    assert lineage(claims, organization="p") == {("part", "deal"): "some"}
    assert lineage(claims, organization="r") == {("part", "deal"): "all"}
    assert lineage(claims) == {("part", "deal"): "all"}


@pytest.mark.parametrize("question", ["ties", "rival-ties", "lineage"])
def test_the_column_is_in_every_format_and_in_the_type_of_the_rows(question: str) -> None:
    answer = aikg.open().ask(question, readings=True)
    assert answer.columns[-1] == "in_readings"
    assert answer[0].in_readings == "all"
    assert '"in_readings"' in answer.to_json()
    assert answer.to_csv().splitlines()[0].endswith("in_readings")
    assert "in_readings" in answer.to_markdown()
    assert "in readings" in answer._repr_html_()


def test_a_row_of_another_reading_is_traced_to_its_claims_and_to_those_that_dispute_it() -> None:
    claims = [told("p", **A), told("q", **B)]
    with graph_of(claims, MORE) as graph:
        [row] = graph.ask("ties", a="q", b="m", readings=True, trace=True)
        assert len(row.rests_on) == 2


# Each voice tells one field its own way and all else as the others: so that a graph in which only
# what one reading tells of each agreement is told is what that reading tells.
VOICES = ("kg:wire", "kg:daily", "kg:press")
PARTIES = ("p", "q", "unit")
MAKERS = ("m", "n")


@st.composite
def disputed(draw: st.DrawFn) -> list[Claim]:
    """Claims of up to three voices on up to three agreements."""
    found: list[Claim] = []
    for deal in ("x", "y", "z")[: draw(st.integers(1, 3))]:
        field = draw(st.sampled_from(("payers", "payees", "kind", "none")))
        fixed = {
            "payers": draw(st.sampled_from(PARTIES)),
            "payees": draw(st.sampled_from(MAKERS)),
            "kind": "Loan",
        }
        options = {
            "payers": PARTIES,
            "payees": MAKERS,
            "kind": ("Loan", "Lease"),
            "none": ("",),
        }[field]
        for number, voice in enumerate(VOICES[: draw(st.integers(1, 3))]):
            own = fixed | {field: draw(st.sampled_from(options))}
            more = {"kind": own["kind"], "about": f"kg:{deal}", "voice": voice, "published": number}
            found.append(told(own["payers"], own["payees"], **more))
    return found


def _choices(claims: Iterable[Claim]) -> Iterable[list[Claim]]:
    """The claims of each choice of one reading for each dispute: voices that rival go together."""
    listed = list(claims)
    root = {"kg:unit": "kg:p"}
    # Agreements that nothing links are in dispute each by itself, whoever tells of them.
    found = [
        dispute
        for deal in sorted({claim.about for claim in listed})
        for dispute in disputes([claim for claim in listed if claim.about == deal], root)[0]
    ]
    for chosen in product(*(dispute.readings for dispute in found)):
        wrong = {(field, iri) for _, dropped in chosen for field, iri, _ in dropped}
        yield [one for one in listed if not any(iri == one.iri for _, iri in wrong)]


def _plain(graph: aikg.Graph) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {"ties": set(), "rivals": set()}
    for a, b in product(("p", "q"), MAKERS):
        found["ties"] |= {(a, b, r.agreement, r.kind) for r in graph.ask("ties", a=a, b=b)}
    found["rivals"] = {row.organization for row in graph.ask("rival-ties")}
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(disputed())
def test_a_row_is_in_all_if_any_choice_of_readings_leaves_it_and_in_some_if_one_does(
    claims,
) -> None:
    worlds = []
    for chosen in _choices(claims):
        with graph_of(chosen, MORE) as graph:
            worlds.append(_plain(graph))
    with graph_of(claims, MORE) as graph:
        for a, b in product(("p", "q"), MAKERS):
            told_ = {
                (a, b, row.agreement, row.kind): row.in_readings
                for row in graph.ask("ties", a=a, b=b, readings=True)
            }
            every = {k for world in worlds for k in world["ties"] if k[:2] == (a, b)}  # type: ignore[index]
            assert told_ == {
                key: "all" if all(key in world["ties"] for world in worlds) else "some"
                for key in every
            }
        rivals_ = {r.organization: r.in_readings for r in graph.ask("rival-ties", readings=True)}
        every = {name for world in worlds for name in world["rivals"]}
        assert rivals_ == {
            name: "all" if all(name in world["rivals"] for world in worlds) else "some"
            for name in every
        }
