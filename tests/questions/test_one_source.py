"""What one source alone tells goes by the names that other files have for it."""

from __future__ import annotations

import pytest

import aikg
from gate.admitted import GOOD

OWN = GOOD.replace("kg:anthropic", "kg:quillon").replace("kg:loan rdfs", "kg:other rdfs")
ENTRIES = """@prefix aikg: <https://w3id.org/aikg/ontology#> .
@prefix kg: <https://w3id.org/aikg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:quillon a aikg:Organization ; rdfs:label "Quillon Labs" ; aikg:alias "Quillon" .
kg:loan rdfs:label "Loan to Quillon" .
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> aikg.Graph:
    """A graph in which one file tells of a loan, and another one names its borrower and the loan."""
    folder = tmp_path_factory.mktemp("files")
    texts = {"wire": OWN, "more": ENTRIES}
    for name, text in texts.items():
        (folder / f"{name}.ttl").write_text(text, encoding="utf-8")
    graph = aikg.open()
    admission = graph.add(*sorted(folder.iterdir()))
    assert admission.admitted, str(admission.report)
    return graph


@pytest.mark.parametrize("name", ["Quillon Labs", "quillon", "kg:quillon"])
def test_a_party_is_found_by_a_name_that_another_file_gives_it(
    graph: aikg.Graph, name: str
) -> None:
    [row] = graph.ask("totals", source="wire", payee=name)
    assert (row.possible, row.payee) == (7e9, "Quillon Labs")


def test_who_is_known_but_not_told_of_by_the_source_is_found_with_nothing(
    graph: aikg.Graph,
) -> None:
    [row] = graph.ask(
        "totals", source="innovation-village-anthropic-alliance", payee="Quillon Labs"
    )
    assert (row.possible, row.payee) == (0, "Quillon Labs")


def test_what_the_source_tells_of_is_shown_by_the_names_of_other_files(graph: aikg.Graph) -> None:
    [row] = graph.ask("hedges", source="wire")
    assert row.agreement == "Loan to Quillon"
    everything = {row.agreement for row in graph.ask("hedges")}
    assert row.agreement in everything
