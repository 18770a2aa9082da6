"""On Spark, in several processes of which one is killed, comes out what comes out on one machine."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

from aikg import distributed
from aikg.gate.change import CHECKS
from aikg.gate.known import Known
from aikg.gate.whole import check_whole
from aikg.ground.errors import FileUnreadable, InputError, SyntaxFault
from aikg.ground.terms import DERIVED_GRAPH, ONTOLOGY_GRAPH
from aikg.store import EmbeddedStore
from distributed import worlds

CLUSTER = os.environ.get("AIKG_SPARK_MASTER", "local-cluster[2,1,1024]")
FEW = {"spark.sql.shuffle.partitions": "4", "spark.default.parallelism": "4"}
ON_SPARK = {"UnknownTerm", "IllTyped", "TripleTerm"}
"""The checks without a shape that need no other graph."""


@pytest.fixture(scope="module")
def spark():
    if find_spec("pyspark") is None or shutil.which("java") is None:
        reason = 'not tested: Spark is not installed (pip install "aikg[spark]", and a Java 17)'
        warnings.warn(reason, stacklevel=2)
        pytest.skip(reason)
    with distributed.session(CLUSTER, FEW) as session:
        yield session


def executors(parent: int) -> list[int]:
    """The processes that a process has started, and these again, which run Spark's tasks."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            above = int((entry / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            words = (entry / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue  # it has ended meanwhile
        if above == parent:
            found += [int(entry.name)] if b"ExecutorBackend" in words else []
            found += executors(int(entry.name))
    return found


def killed_at(work: Path, steps: int, driver: int) -> tuple[threading.Thread, list[int]]:
    """Kill an executor once so many steps of the job are on disk."""
    killed: list[int] = []

    def kill() -> None:
        limit = time.monotonic() + 600
        while len([*work.glob("*/*/_SUCCESS")]) < steps and time.monotonic() < limit:
            time.sleep(0.05)
        killed.append(executors(driver)[0])
        os.kill(killed[0], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread, killed


def test_a_killed_executor_changes_neither_a_position_nor_a_verdict(spark, tmp_path, monkeypatch):
    store = worlds.faulty()
    file, out = tmp_path / "graph.nq", tmp_path / "out"
    file.write_text(worlds.dumped(store), encoding="utf-8")
    driver = spark.sparkContext._gateway.proc.pid
    before = executors(driver)
    thread, killed = killed_at(tmp_path / "out.unfinished", 3, driver)
    outcome = distributed.run(spark, str(file), str(out), kept=100_000)
    thread.join()
    assert len(before) == 2
    assert killed[0] in before
    assert killed[0] not in executors(driver)

    told = EmbeddedStore()
    for part in out.glob("part-*"):
        told.load_quads(part)
    one = worlds.counted_in_one(store, monkeypatch)
    assert len(one) > 100
    assert set(told.read(DERIVED_GRAPH)) == one

    report = check_whole(store, Known.of(store.read(ONTOLOGY_GRAPH)).vocabulary, kept=100_000)
    shared = [
        each
        for each in report.findings
        if not each.rule.startswith(CHECKS) or each.name in ON_SPARK
    ]
    assert len({each.rule for each in shared}) > 5
    assert list(outcome.report.findings) == shared
    assert outcome.report.triples == report.triples
    assert not (tmp_path / "out.unfinished").exists()


def test_what_is_no_dump_is_told_in_words_and_leaves_nothing(spark, tmp_path):
    with pytest.raises(FileUnreadable, match="there is no file"):
        distributed.run(spark, str(tmp_path / "none.nq"), str(tmp_path / "out"))
    with pytest.raises(FileUnreadable, match="is there already"):
        distributed.run(spark, str(tmp_path / "none.nq"), str(tmp_path))
    file = tmp_path / "bad.nq"
    file.write_text("<urn:s> <urn:p> nothing .\n", encoding="utf-8")
    with pytest.raises(SyntaxFault, match="nothing"):
        distributed.run(spark, str(file), str(tmp_path / "out"))
    file.write_text("<urn:s> <urn:p> <urn:o> <urn:g> .\n", encoding="utf-8")
    with pytest.raises(InputError, match="no vocabulary"):
        distributed.run(spark, str(file), str(tmp_path / "out"))
    assert [each.name for each in tmp_path.iterdir()] == ["bad.nq"]
