"""The same claims in Turtle, YAML-LD, JSON-LD and TriG: the same findings, the same store."""

from __future__ import annotations

import pytest

from aikg.ground.reading import read_text
from aikg.ground.writing import to_jsonld, to_yamlld
from shapes.test_check import GOOD

WRITTEN = {
    "ttl": lambda text: text,
    "trig": lambda text: text,
    "jsonld": lambda text: to_jsonld(read_text(text).quads),
    "yaml": lambda text: to_yamlld(read_text(text).quads),
    "yamlld": lambda text: to_yamlld(read_text(text).quads),
}
BAD = GOOD.replace("kg:microsoft", "kg:azure").replace(
    'aikg:currency "USD"', 'aikg:currency "Dollar"'
)
NEW = GOOD.replace("$10 billion", "$7 billion").replace("10e9", "7e9")
"""Of a deal that the packaged graph does not tell already."""


@pytest.mark.parametrize("suffix", WRITTEN)
def test_a_finding_underlines_its_value_in_every_syntax(aikg, tmp_path, suffix):
    file = tmp_path / f"wire.{suffix}"
    file.write_text(WRITTEN[suffix](BAD), encoding="utf-8")
    done = aikg("check", file)
    assert done.code == 1
    lines = file.read_text(encoding="utf-8").splitlines()
    found = [line for line in done.out.splitlines() if line.startswith(str(file))]
    marked = set()
    for line in found:
        row, column = map(int, line.removeprefix(f"{file}:").split(":")[:2])
        marked.add(lines[row - 1][column - 1 :].strip('" ,;'))
    assert marked == {"kg:azure", "Dollar"}
    assert "    ^" not in done.out.splitlines()[0]
    assert sum(line.strip(" |^") == "" for line in done.out.splitlines()) == 2


@pytest.mark.parametrize("suffix", WRITTEN)
def test_standard_input_is_in_the_syntax_that_is_said(aikg, tmp_path, suffix):
    file = tmp_path / f"wire.{suffix}"
    file.write_text(WRITTEN[suffix](BAD), encoding="utf-8")
    piped = aikg("check", "-", "--input-format", suffix, stdin=file.read_bytes())
    named = aikg("check", file)
    assert piped.code == named.code == 1
    assert piped.out == named.out.replace(str(file), "<stdin>")


def test_a_syntax_is_said_of_standard_input_alone_and_is_one_that_is_known(aikg, tmp_path):
    file = tmp_path / "wire.ttl"
    file.write_text(GOOD, encoding="utf-8")
    done = aikg("check", file, "--input-format", "yaml")
    assert (done.code, done.out) == (2, "")
    assert "--input-format is for standard input" in done.err
    done = aikg("check", "-", "--input-format", "yamll", stdin=GOOD.encode())
    assert (done.code, done.out) == (2, "")
    assert "Did you mean yamlld, yaml" in done.err


def test_what_was_added_in_turtle_is_there_already_in_yaml(aikg, tmp_path):
    store = tmp_path / "store"
    for suffix in ("ttl", "yaml", "jsonld"):
        file = tmp_path / f"wire.{suffix}"
        file.write_text(WRITTEN[suffix](NEW), encoding="utf-8")
    assert "done: 32 triples came" in aikg("add", tmp_path / "wire.ttl", "--store", store).err
    for suffix in ("yaml", "jsonld"):
        done = aikg("add", tmp_path / f"wire.{suffix}", "--store", store)
        assert (done.code, done.out) == (0, "")
        assert "nothing to change" in done.err


@pytest.mark.parametrize(
    ("text", "place"),
    [("id: kg:x\nlabel: *x", "2:8"), ('"@context": https://e.org/c\nid: kg:x', "1:13")],
)
def test_bad_yaml_is_one_message_with_its_place(aikg, tmp_path, text, place):
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    done = aikg("check", file)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"aikg: {file}:{place}: ")
