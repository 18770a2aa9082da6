"""`aikg show`: the whole story on one screen."""

from __future__ import annotations

import pytest

from aikg.ground import packaged
from aikg.ground.terms import GRAPH, ONTOLOGY_GRAPH, REGISTER_GRAPH
from aikg.store import open_folder


@pytest.fixture(scope="module")
def odd_store(tmp_path_factory):
    """The packaged graph, and labels that a console could take for commands."""
    folder = tmp_path_factory.mktemp("show") / "store"

    def fill(store):
        for file in packaged.ontology_files():
            store.load_file(ONTOLOGY_GRAPH, file)
        store.load_file(REGISTER_GRAPH, packaged.register_file())
        for file in packaged.source_files():
            store.load_file(GRAPH + file.stem, file)
        store.update(
            "DELETE { GRAPH ?g { ?claim aikg:asStated ?words } } "
            "INSERT { GRAPH ?g { ?claim aikg:asStated '[/] [red]up :moon: to\\u001B[31m' } } "
            "WHERE { GRAPH ?g { ?claim aikg:asStated ?words ; aikg:figureRole ?role } }"
        )
        from aikg.derive import derive_all

        derive_all(store)

    open_folder(folder, fill).close()
    return folder


@pytest.fixture
def story(aikg):
    done = aikg("show", "--no-reason")
    assert (done.code, done.err) == (0, "")
    return done.out


@pytest.mark.parametrize(
    "heading",
    [
        "Money into Anthropic",
        "What goes round",
        "Who puts how much into whom",
        "Cloud contracts: who pays whom",
        "Which models are offered where",
        "What is hedged, and by which words",
        "What the sources leave out, or only imply",
        "What is opinion, and counts for nothing here",
    ],
)
def test_each_part_of_the_story_has_its_heading_and_something_below(story, heading):
    lines = story.splitlines()
    assert lines[lines.index(heading) + 1].startswith("  ")


def test_it_says_whether_the_graph_is_valid(story):
    assert "valid: 0 findings against the shapes" in story


def test_figures_stand_with_the_words_that_say_so(story):
    assert "“up to $10 billion”" in story
    assert "“announced plans to invest up to $10 billion in the Claude developer”" in story


def test_a_ceiling_is_never_shown_as_if_it_were_firm(story):
    [line] = [line for line in story.splitlines() if "“up to $10 billion”" in line]
    assert "Microsoft → Anthropic  0 to 10 billion USD  planned" in line


def test_what_is_not_known_is_no_word_of_python(story):
    assert "None" not in story
    assert "nan" not in story.split()


def test_the_proof_is_part_of_it(aikg):
    done = aikg("show")
    assert done.code == 0
    assert done.err == "reasoning with HermiT …\n"
    assert "consistent: proved by HermiT" in done.out
    [investors] = [line for line in done.out.splitlines() if line.strip().startswith("Investor ")]
    assert investors.split(maxsplit=1)[1] == "Amazon; Microsoft; NVIDIA"


def test_brackets_colons_and_escapes_in_the_data_are_shown_as_they_are(aikg, odd_store):
    done = aikg("show", "--no-reason", "--store", odd_store)
    assert done.code == 1  # no quote has such words, which the check of the store finds
    assert r"“[/] [red]up :moon: to\x1b[31m”" in done.out
    assert "\x1b" not in done.out
