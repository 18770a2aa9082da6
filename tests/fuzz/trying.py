"""A process that gives mutated files to the parsers and the gate, and tells what became of each.

python -m fuzz.trying SEED FIRST END STEP; on each line of its output a JSON list: a number alone when
its file is begun; then the number, a verdict, what was wrong (empty if nothing) and seconds. A process
of its own, since a parser that overflows its stack takes the process with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

import pyoxigraph as ox

import aikg
from aikg.cli.main import main as command
from aikg.ground.errors import AikgError
from aikg.ground.reading import read
from aikg.questions import contract
from fuzz.mutating import Made, made

SLOWEST = 5.0
"""Seconds of a processor that one file may take."""
_BY_COMMAND = 40
"""Of so many files one goes through the command as well."""
SECRET = "root:x:0"


class Trial:
    """A graph in memory, to which mutated files are to be added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "here"
        (self._folder / "texts").mkdir(parents=True)
        # What a name that leads out of the folder would reach.
        (folder / "x.txt").write_text("outside", encoding="utf-8")
        (self._folder / "x.txt").write_text("outside", encoding="utf-8")
        self._open()

    def _open(self) -> None:
        # Blank nodes of the vocabulary have other names each time.
        self._graph = aikg.open()
        self._before = self._digest()

    def _digest(self) -> str:
        lines = sorted(self._graph.store.dump(ox.RdfFormat.N_QUADS).split(b"\n"))
        return hashlib.sha256(b"\n".join(lines)).hexdigest()

    def of(self, number: int, one: Made) -> tuple[str, str]:
        """Try one: give the verdict and what was wrong, empty if nothing was."""
        file = self._folder / one.name
        file.write_bytes(one.data)
        try:
            if file.suffix == ".rq":
                return self._question(file)
            return self._claims(number, file)
        finally:
            file.unlink()

    def _question(self, file: Path) -> tuple[str, str]:
        try:
            contract.read(file)
        except AikgError as error:
            return "refused", _odd_words(str(error))
        return "read", ""

    def _claims(self, number: int, file: Path) -> tuple[str, str]:
        try:
            document = read(file)
        except AikgError as error:
            wrong = _odd_words(str(error))
            if number % _BY_COMMAND == 0:
                wrong = wrong or self._command(file, {2})
            return "refused", wrong
        try:
            sources = self._folder / "texts" if number % 2 else None
            admission = self._graph.add(document, by="fuzz", sources=sources)
        except AikgError as error:
            same = self._digest() == self._before
            return "refused", _odd_words(str(error)) if same else "it changed the store"
        told = str(admission.report)
        if SECRET in told or "outside" in told:
            return "read", "what it reports was read from elsewhere"
        if admission.admitted:
            self._graph.close()
            self._open()
            return "admitted", "" if admission.report.conforms else "admitted in spite of findings"
        if self._digest() != self._before:
            return "not admitted", "it changed the store"
        if number % _BY_COMMAND == 0:
            return "not admitted", self._command(file, {1, 2})
        return "not admitted", ""

    def _command(self, file: Path, codes: set[int]) -> str:
        """What is wrong with what the command makes of it."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = command(["check", str(file)])
        if code not in codes:
            return f"the command ends with {code}: {err.getvalue()}"
        return "" if "Traceback" not in err.getvalue() else err.getvalue()


def _odd_words(message: str) -> str:
    """What is wrong with a message: it is long, empty, or shows what is none of its business."""
    if not message.strip() or len(message) > 4000:
        return f"a message of {len(message)} characters"
    return "it shows a file from elsewhere" if SECRET in message else ""


def main(seed: int, first: int, end: int, step: int) -> None:
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        for number in range(first, end, step):
            print(json.dumps([number]), file=told, flush=True)
            one = made(seed, number)
            start = time.process_time()
            try:
                verdict, wrong = trial.of(number, one)
            except BaseException:  # whatever it is, it is told
                verdict, wrong = "broken", traceback.format_exc()[-1500:]
            taken = time.process_time() - start
            if taken > SLOWEST:
                wrong = wrong or f"{taken:.1f} s"
            print(json.dumps([number, verdict, wrong, taken]), file=told, flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
