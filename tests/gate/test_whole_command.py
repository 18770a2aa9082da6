"""`aikg check --all`: what it says, how it ends, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import aikg
from aikg.cli.main import main
from aikg.ground.errors import InputError
from cli.command import Done


@pytest.fixture
def aikg_(capsys, monkeypatch):
    """The command, in this process."""
    monkeypatch.delenv("AIKG_STORE", raising=False)

    def give(*words) -> Done:
        code = main([str(word) for word in words])
        return Done(code, *capsys.readouterr())

    return give


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with aikg.open(tmp_path / "store", write=True) as graph:
        graph.store.update('INSERT DATA { GRAPH graph:raw { kg:oak aikg:currency "Dollar" } }')
    return tmp_path / "store"


def test_the_published_graph_has_nothing_wrong_with_it(aikg_):
    done = aikg_("check", "--all", "--jobs", "1")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("the packaged graph: ")
    assert "no findings" in done.err


@pytest.mark.parametrize("jobs", [[], ["--jobs", "1"]])
def test_what_is_wrong_in_a_store_ends_with_1_and_names_the_graph(aikg_, folder, jobs):
    done = aikg_("check", "--all", "--store", folder, *jobs)
    assert done.code == 1
    assert done.out.startswith("graph:raw: violation: kg:oak: ")


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "sarif", "shacl"])
def test_every_format_is_had_of_the_whole_graph(aikg_, folder, form):
    done = aikg_("check", "--all", "--store", folder, "--jobs", "1", "--format", form)
    assert done.code == 1
    assert "CurrencyCode" in done.out
    if form in ("json", "sarif"):
        json.loads(done.out)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--all", "x.ttl"], "--all checks the graph, and no files"),
        (["--all", "--jobs", "0"], "expected 1 to 999 processes, found '0'"),
        (["--all", "--jobs", "many"], "expected 1 to 999 processes, found 'many'"),
        (["x.ttl", "--jobs", "2"], "--jobs is for --all"),
        ([], "the following arguments are required: FILE"),
    ],
)
def test_words_that_do_not_go_together_are_refused(aikg_, words, message):
    done = aikg_("check", *words)
    assert done.code == 2
    assert message in done.err


def test_no_job_at_all_is_refused_in_python():
    with aikg.open() as graph, pytest.raises(InputError, match="nothing to validate with"):
        graph.check_all(jobs=0)
