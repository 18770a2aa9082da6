"""A file tells its own sources, and nothing of what other files and the vocabulary tell."""

from __future__ import annotations

from pathlib import Path

import pytest

import aikg
from gate.claims import INVESTS, TEN, one
from gate.telling import beside, checked, document, of

STEM = "innovation-village-anthropic-alliance"
THEIRS = f"claim:{STEM}\\/microsoft-investment"
PUBLISHED = next(Path(aikg.__file__).parents[2].glob(f"data/{STEM}.ttl"))
WITHDRAWN = (
    f'{THEIRS} aikg:withdrawnAt "2026-11-01T00:00:00Z"^^xsd:dateTime ; aikg:withdrawnBecause "no" .'
)


@pytest.fixture(scope="module")
def graph() -> aikg.Graph:
    return aikg.open()


def rules_of(graph: aikg.Graph, path: Path) -> set[str]:
    return {each.rule.rpartition("#")[2] for each in graph.check(path).findings}


def written(folder: Path, more: str, name: str = "wire.ttl") -> Path:
    path = folder / name
    path.write_text(document(more).text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "more",
    [
        WITHDRAWN,
        f"{THEIRS} aikg:investee kg:openai .",
        f"{THEIRS}-note aikg:gapNote 'under its name' .",
        f"src:{STEM} rdfs:label 'Another title' .",
    ],
)
def test_what_another_source_says_is_not_changed_from_a_file(graph, tmp_path, more) -> None:
    assert "ToldElsewhere" in rules_of(graph, written(tmp_path, more))


def test_a_source_is_not_told_twice_under_another_name_of_the_file(graph, tmp_path) -> None:
    copy = tmp_path / "copy.ttl"
    copy.write_bytes(PUBLISHED.read_bytes())
    [finding] = graph.check(copy).findings
    assert finding.rule.endswith("ToldElsewhere")
    assert finding.place is not None
    assert "aikg withdraw" in finding.mend


def test_the_file_of_a_source_tells_it_again(graph) -> None:
    assert graph.check(PUBLISHED).findings == ()


def test_another_source_on_the_same_deal_is_let_in() -> None:
    twin = one(INVESTS, TEN, name="other")
    assert of(checked(twin, known=beside(one(INVESTS, TEN))), "ToldElsewhere") == []


@pytest.mark.parametrize(
    "more",
    [
        "aikg:Loan rdfs:subClassOf aikg:Investment .",
        "aikg:lender rdfs:subPropertyOf aikg:investor .",
        "aikg:stage-planned rdfs:label 'paid' .",
    ],
)
def test_a_file_of_claims_does_not_change_what_a_term_means(graph, tmp_path, more) -> None:
    assert "TermChanged" in rules_of(graph, written(tmp_path, more))


@pytest.mark.parametrize("by", ["owl#sameAs", "dcterms"])
def test_entries_are_made_one_by_merging_alone(graph, tmp_path, by) -> None:
    path = {
        "owl#sameAs": "http://www.w3.org/2002/07/owl#sameAs",
        "dcterms": "http://purl.org/dc/terms/isReplacedBy",
    }[by]
    found = graph.check(written(tmp_path, f"kg:anthropic <{path}> kg:openai .")).findings
    [finding] = [each for each in found if each.rule.endswith("MergedByHand")]
    assert "aikg merge kg:anthropic kg:openai" in finding.mend


def test_a_redirect_that_a_merge_left_may_be_told_again(tmp_path) -> None:
    with aikg.open(tmp_path / "store", write=True) as graph:
        graph.merge("Innovation Village", "OpenAI")
        told = graph.query(
            "SELECT ?a ?b { GRAPH graph:register { ?a <http://purl.org/dc/terms/isReplacedBy> ?b } }"
        ).rows
        assert told
        path = written(
            tmp_path,
            "kg:innovation-village <http://purl.org/dc/terms/isReplacedBy> kg:openai .",
        )
        assert "MergedByHand" not in rules_of(graph, path)
