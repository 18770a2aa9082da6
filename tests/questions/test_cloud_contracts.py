"""A contract that is told as a rate is shown by the words of the rate, in one row."""

from __future__ import annotations

import aikg
from derive.deals import DEALS


def test_a_contract_that_is_told_as_a_rate_is_shown_as_it_is_stated() -> None:
    """It has no bounds: so much a month is no price."""
    with aikg.open() as graph:
        for file in sorted((DEALS / "r03").glob("*.ttl")):
            graph.include(file)
        rows = graph.ask("cloud-contracts", organization="Oracle")
    [row] = [row for row in rows if row.as_stated == "more than $30 billion a year"]
    assert (row.lower, row.upper, row.currency) == (None, None, None)


def test_several_rates_of_a_contract_make_no_more_rows() -> None:
    with aikg.open() as graph:
        for file in sorted((DEALS / "r03").glob("*.ttl")):
            graph.include(file)
        before = len(graph.ask("cloud-contracts"))
        graph.store.update(
            """INSERT { GRAPH ?g { ?claim aikg:hasFigure <urn:more> . <urn:more> a aikg:Figure ;
                 aikg:figureRole aikg:figure-rate ; aikg:asStated "$40 billion a year" } }
               WHERE { GRAPH ?g { ?claim aikg:hasFigure/aikg:figureRole aikg:figure-rate } }"""
        )
        graph.derive()
        rows = graph.ask("cloud-contracts")
    assert len(rows) == before
    assert "$40 billion a year" in {row.as_stated for row in rows}
