"""Tranches of one source against the whole that it tells."""

from __future__ import annotations

from aikg.gate.findings import Severity
from aikg.ground.reading import Document
from gate.claims import REFUSED, WARNED
from gate.telling import checked, claim, document, figure, of, source

ROUND = "aikg:investor kg:microsoft , kg:nvidia ; aikg:investee kg:anthropic"
SUMS = "The round of $10 billion has $6 billion of Microsoft and {} $5 billion of NVIDIA."


def tranches(last: str, *, link: str = "trancheOf", **sources: str) -> Document:
    hedge = {"hedge": "about", "words": "about"} if last == "about" else {}
    whole, six = figure("$10 billion", "10e9"), figure("$6 billion", "6e9")
    five = figure(f"{last} $5 billion".strip(), "5e9", **hedge)
    part = f"aikg:{link} kg:round"
    other = sources.get("other", "wire")
    text = SUMS.format(last)
    return document(
        source("wire", text, "round of $10 billion has $6 billion of Microsoft"),
        source(other, text, text[text.index("$6") : -1]) if other != "wire" else "",
        claim("round", ROUND, whole, about="kg:round", kind="FundingRound"),
        claim("six", "aikg:investor kg:microsoft ; aikg:investee kg:anthropic", six,
              about="kg:six", more=part),
        claim("five", "aikg:investor kg:nvidia ; aikg:investee kg:anthropic", five,
              about="kg:five", more=part, source=other),
    )  # fmt: skip


def sums(told: Document) -> list[tuple[str, Severity]]:
    found = checked(told).findings
    return [
        (each.rule.rpartition("#")[2], each.severity) for each in found if "Tranches" in each.rule
    ]


def test_tranches_that_exceed_an_exact_total_are_refused() -> None:
    [finding] = of(checked(tranches("")), "TranchesExceed")
    assert finding.severity is REFUSED
    assert "11 billion USD" in finding.problem
    assert "10 billion" in finding.problem


def test_where_a_tranche_is_hedged_it_is_a_warning() -> None:
    assert sums(tranches("about")) == [("TranchesExceed", WARNED)]


def test_parts_of_a_programme_and_tranches_of_another_source_are_not_added() -> None:
    assert sums(tranches("", link="inProgramme")) == []
    assert sums(tranches("", other="elsewhere")) == []


def test_tranches_that_are_said_to_be_all_and_fall_short_are_a_warning() -> None:
    def listed(flag: str) -> Document:
        return document(
            source("wire", SUMS.format(""), "round of $10 billion has $6 billion of Microsoft"),
            claim("round", f"{ROUND}{flag} ; aikg:hasTranche kg:six",
                  figure("$10 billion", "10e9"), about="kg:round", kind="FundingRound"),
            claim("six", "aikg:investor kg:microsoft ; aikg:investee kg:anthropic",
                  figure("$6 billion", "6e9"), about="kg:six"),
        )  # fmt: skip

    assert sums(listed(" ; aikg:exhaustive true")) == [("TranchesShort", WARNED)]
    assert sums(listed("")) == []
