"""No mutated file brings a parser or the gate down, holds it up, or changes the store."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import aikg
from aikg.ground.reading import read_text
from aikg.questions import contract
from fuzz.mutating import corpus, made

FILES = int(os.environ.get("AIKG_FUZZ", "150"))
"""How many files; 10,000 where there is time for it."""
SEED = int(os.environ.get("AIKG_FUZZ_SEED", "5"))
_SILENT = 120
"""Seconds without a word after which a process hangs, on a machine that does much else."""


def tried(first: int) -> tuple[Counter[str], list[str]]:
    """Try every other file; give how often each verdict came, and what was wrong."""
    verdicts: Counter[str] = Counter()
    wrong: list[str] = []
    while first < FILES:
        began = first
        child = subprocess.Popen(
            [sys.executable, "-m", "fuzz.trying", *map(str, (SEED, first, FILES, 2))],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert child.stdout is not None
        ended = False
        while select.select([child.stdout], [], [], _SILENT)[0]:
            line = child.stdout.readline()
            if not line:
                ended = True
                break
            number, *told = json.loads(line)
            first = number
            if told:
                verdict, fault, _ = told
                verdicts[verdict] += 1
                if fault:
                    wrong.append(_again(number, fault))
        if not ended:
            child.kill()
        child.wait()
        child.stdout.close()
        if ended and child.returncode == 0:
            break
        assert first >= began
        wrong.append(_again(first, f"ended with {child.returncode}" if ended else "it hangs"))
        first += 2
    return verdicts, wrong


def _again(number: int, fault: str) -> str:
    return (
        f"{made(SEED, number).told!r}: {fault}\n"
        f"  again: python -m fuzz.trying {SEED} {number} {number + 1} 1"
    )


def test_no_mutated_file_does_more_than_not_get_in(capsys: pytest.CaptureFixture[str]) -> None:
    with ThreadPoolExecutor(2) as pool:
        halves = list(pool.map(tried, (0, 1)))
    verdicts = halves[0][0] + halves[1][0]
    wrong = [fault for _, faults in halves for fault in faults]
    with capsys.disabled():
        if FILES >= 1000:
            print(f"\n{FILES} mutated files: {dict(verdicts)}")
    assert not wrong, "\n".join(wrong[:40]) + f"\n{len(wrong)} in all"
    # Files that all fail in the parser would say nothing of the gate.
    assert verdicts["refused"] > FILES / 20
    assert verdicts["not admitted"] > FILES / 20


def test_the_same_number_makes_the_same_file() -> None:
    assert [made(1, number) for number in range(9)] == [made(1, number) for number in range(9)]
    assert len({made(1, number).data for number in range(9)}) > 5


def test_every_format_is_among_what_is_mutated() -> None:
    suffixes = {suffix for suffix, _ in corpus()}
    assert {"ttl", "trig", "nt", "nq", "rdf", "jsonld", "yamlld", "yaml", "rq"} <= suffixes


# -- what it found, each by itself -----------------------------------------------------------------


def test_a_text_in_the_place_of_an_agreement_is_refused_in_words() -> None:
    text = (
        "@prefix aikg: <https://w3id.org/aikg/ontology#> .\n"
        "<https://w3id.org/aikg/claim/s/c> a aikg:Claim ; aikg:about 'a \"text\"' ."
    )
    with aikg.open() as graph:
        assert not graph.check(read_text(text, "s.ttl")).conforms


@pytest.mark.parametrize("link", ["trancheOf", "hasTranche"])
def test_a_text_in_the_place_of_a_whole_or_a_part_is_refused_in_words(link: str) -> None:
    text = (
        "@prefix aikg: <https://w3id.org/aikg/ontology#> .\n"
        f"<https://w3id.org/aikg/claim/s/c> a aikg:Claim ; aikg:{link} 'a text' ."
    )
    with aikg.open() as graph:
        assert not graph.check(read_text(text, "s.ttl")).conforms


def test_evidence_of_no_source_is_refused_in_words() -> None:
    text = (
        "@prefix aikg: <https://w3id.org/aikg/ontology#> .\n"
        "<https://w3id.org/aikg/claim/s/e> a aikg:Evidence ; aikg:paragraph 1 ; aikg:quote 'a b' ."
    )
    with aikg.open() as graph:
        assert not graph.check(read_text(text, "s.ttl")).conforms
        for odd in ("INF", "NaN"):
            endless = text.replace("paragraph 1", f"paragraph '{odd}'")
            assert not graph.check(read_text(endless, "s.ttl")).conforms


@pytest.mark.parametrize(
    "data",
    [b"#+ title: \xff\nSELECT * {}", b"#+ title: " + b"1" * 50_000, b"#+ " + b"[" * 50_000, b""],
    ids=["no UTF-8", "a number without end", "deep", "empty"],
)
def test_a_broken_question_is_told_in_words(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "broken.rq"
    file.write_bytes(data)
    with pytest.raises(aikg.InputError):
        contract.read(file)
