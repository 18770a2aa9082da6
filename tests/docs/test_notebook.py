"""The example notebook runs as it stands, cell by cell, and shows what comes out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from docs import pages

FILE = pages.ROOT / "docs" / "notebook.ipynb"
MEND = "mend it, or run: .venv/bin/jupyter execute --inplace docs/notebook.ipynb"


def run(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Run all cells in a kernel of this environment, which talks through files and not a network."""
    kernel = AsyncKernelManager(kernel_name="python3", transport="ipc")
    return NotebookClient(notebook, km=kernel, timeout=120).execute()


def shown(cell: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """What a cell shows; digests apart, which change with each claim that is added."""

    def without(text: str) -> str:
        return re.sub(r"\b[0-9a-f]{64}\b", "DIGEST", text)

    return [
        {"text": without(output["text"])}
        if output["output_type"] == "stream"
        else {kind: without(data) for kind, data in output["data"].items()}
        for output in cell["outputs"]
    ]


@pytest.fixture(scope="module")
def written() -> nbformat.NotebookNode:
    return nbformat.read(FILE, as_version=4)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the kernel writes, its sockets too, away from the user's own folders."""
    monkeypatch.chdir(tmp_path)
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


def test_the_notebook_shows_what_its_cells_give_in_a_kernel(written: nbformat.NotebookNode) -> None:
    before = [(cell["source"], shown(cell)) for cell in written.cells if cell.cell_type == "code"]
    done = run(nbformat.from_dict(written))
    after = [(cell["source"], shown(cell)) for cell in done.cells if cell.cell_type == "code"]
    assert after == before, MEND


def test_every_cell_of_code_claims_something(written: nbformat.NotebookNode) -> None:
    cells = [cell["source"] for cell in written.cells if cell.cell_type == "code"]
    assert len(cells) > 5
    assert [source for source in cells if "assert " not in source] == []


def test_the_notebook_is_well_formed_and_names_no_machine(written: nbformat.NotebookNode) -> None:
    nbformat.validate(written)
    assert not re.search(r"/(?:home|root|tmp|Users)/", FILE.read_text(encoding="utf-8"))


def test_a_cell_that_fails_is_found() -> None:
    """The running itself has teeth."""
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert 1 == 2")])
    with pytest.raises(CellExecutionError):
        run(broken)
