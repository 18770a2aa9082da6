"""`aikg evidence`: each quote is found where it claims to stand, or it is told what differs."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from aikg.ground import packaged
from aikg.ground.terms import GRAPH, ONTOLOGY_GRAPH
from aikg.store import open_folder

ROOT = Path(__file__).parents[2]
DEAL = ROOT / "tests" / "fixtures" / "deals" / "d5"
NAME = "d5-press-2025-09-09"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with one source, whose text the project may hold."""
    folder = tmp_path_factory.mktemp("evidence") / "store"

    def fill(store):
        for file in packaged.ontology_files():
            store.load_file(ONTOLOGY_GRAPH, file)
        store.load_file(GRAPH + NAME, DEAL / f"{NAME}.ttl")

    open_folder(folder, fill).close()
    return folder


@pytest.fixture
def compare(aikg, store, tmp_path):
    """Compare with the text of the source as it has been changed."""

    def run(change=lambda text: text, *options):
        text = (DEAL / f"{NAME}.txt").read_bytes().decode()
        (tmp_path / f"{NAME}.txt").write_bytes(change(text).encode())
        return aikg("evidence", "--store", store, "--sources", tmp_path, *options)

    return run


def verdicts(done):
    assert done.code == 1
    return {row["verdict"] for row in json.loads(done.out)["rows"]}


def test_all_agrees_with_the_text_as_it_was(compare):
    done = compare(lambda text: text, "--format", "json")
    rows = json.loads(done.out)["rows"]
    assert done.code == 0
    assert {row["verdict"] for row in rows} == {"found"}
    assert done.err == f"{len(rows)} of {len(rows)} agree with the text\n"


def test_typography_does_not_matter(compare):
    def printed(text):
        text = text.replace("'", "’").replace("-", "‑").replace(" percent", "\u00a0percent")
        return "\ufeff" + text.replace("\n", "\r\n\r\n")

    assert compare(printed).code == 0


def test_faults_alone_are_none_where_all_agrees(compare):
    done = compare(lambda text: text, "--faults", "--format", "csv")
    assert (done.code, done.out.count("\r\n")) == (0, 1)


def test_another_figure_is_told(compare):
    done = compare(lambda text: text.replace("€1.3 billion", "€1.4 billion"), "--format", "json")
    told = verdicts(done)
    assert any(verdict.startswith("digest of the text differs: ") for verdict in told)
    assert "not in paragraph 2" in told


def test_a_quote_that_has_moved_is_told_with_its_paragraph(compare):
    told = verdicts(compare(lambda text: "A new first line.\n" + text, "--format", "json"))
    assert "not in paragraph 2, but in paragraph 3" in told
    assert any(verdict.startswith("digest of the text differs: ") for verdict in told)


def test_a_quote_that_stands_twice_is_told(compare):
    def twice(text):
        first, second = text.splitlines()
        return f"{first}\n{second} {second}\n"

    told = verdicts(compare(twice, "--format", "json"))
    assert any(verdict.startswith("not unique: stands 2 times") for verdict in told)


def test_another_case_is_another_text(compare):
    assert compare(str.upper).code == 1


def test_a_missing_paragraph_is_told(compare):
    told = verdicts(compare(lambda text: text.splitlines()[0], "--format", "json"))
    assert "there is no paragraph 2: the text has 1" in told


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda file: file.write_bytes(b""), "the file is empty"),
        (lambda file: file.write_bytes(b" \n"), "the file is empty"),
        (lambda file: file.write_bytes(b"a\n\xff"), ":2:1: the text is not valid UTF-8"),
        (lambda file: file.mkdir(), "expected a text file, found a folder"),
        (lambda file: None, "there is no such file"),
        (lambda file: file.open("wb").truncate(100_000_000), "found 100.0 MB"),
    ],
    ids=["empty", "blank", "no UTF-8", "a folder", "missing", "100 MB"],
)
def test_a_text_that_cannot_be_read_is_told_with_what_to_put_there(
    aikg, store, tmp_path, spoil, words
):
    spoil(tmp_path / f"{NAME}.txt")
    done = aikg("evidence", "--store", store, "--sources", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert f"Put the text of src:{NAME} there" in done.err


def test_a_source_without_a_text_is_named_and_does_not_keep_the_others_from_being_compared(
    aikg, tmp_path
):
    """The packaged article is in every store, and its text is not shipped."""
    store, texts = tmp_path / "store", tmp_path / "texts"
    texts.mkdir()
    text = (DEAL / f"{NAME}.txt").read_text(encoding="utf-8")
    (texts / f"{NAME}.txt").write_text(text, encoding="utf-8")
    assert aikg("add", *sorted(DEAL.glob("*.ttl")), "--store", store).code == 0
    compared = ("evidence", "--store", store, "--sources", texts, "--format", "json")
    done = aikg(*compared)
    assert {row["verdict"] for row in json.loads(done.out)["rows"]} == {"found"}
    assert done.code == 0
    assert "not compared: src:innovation-village-anthropic-alliance" in done.err
    (texts / f"{NAME}.txt").write_text(text.replace("1.3", "1.4"), encoding="utf-8")
    assert aikg(*compared).code == 1
    (texts / f"{NAME}.txt").rename(texts / "other.txt")
    assert aikg(*compared).code == 2


def test_a_folder_that_is_not_there_is_told(aikg, tmp_path):
    done = aikg("evidence", "--sources", tmp_path / "none")
    assert (done.code, done.out) == (2, "")
    assert "there is no such folder" in done.err


def test_a_source_cannot_lead_out_of_the_folder_of_texts(aikg, tmp_path):
    (tmp_path / "secret.txt").write_text("not to be read")
    (tmp_path / "texts").mkdir()
    iri = "<https://w3id.org/aikg/source/../secret>"
    told = f"INSERT DATA {{ GRAPH graph:x {{ {iri} aikg:textDigest '0' }} }}"

    def fill(store):
        for file in packaged.ontology_files():
            store.load_file(ONTOLOGY_GRAPH, file)
        store.update(told)

    open_folder(tmp_path / "store", fill).close()
    done = aikg("evidence", "--store", tmp_path / "store", "--sources", tmp_path / "texts")
    assert (done.code, done.out) == (2, "")
    assert "no name that a file can have" in done.err


def test_the_quotes_of_the_graph_stand_in_the_article(aikg):
    """The article is no part of the project: it is compared where it lies beside the checkout."""
    sources = ROOT.parent / "shared" / "sources"
    if not sources.is_dir():
        reason = "not tested: the article is not in ../shared/sources, beside the checkout"
        warnings.warn(reason, stacklevel=1)
        pytest.skip(reason)
    done = aikg("evidence", "--sources", sources, "--faults", "--format", "csv")
    assert (done.code, done.out.count("\r\n")) == (0, 1), done.out
