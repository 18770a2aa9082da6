"""A session of Apache Spark, and what keeps one from starting."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aikg.ground.errors import EngineError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import SparkSession


@contextmanager
def session(master: str, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """Open a session of Spark, and close it in the end.

    Args:
        master: where Spark runs, as it says it: `local[2]`, `spark://HOST:7077`, `yarn`.
        settings: Spark's own settings, such as `spark.executor.memory`.

    Raises:
        InputError: the extra `spark` is not installed.
        EngineError: Spark does not start: no Java, or no such master.
    """
    builder: Any = _builder()
    told = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # Other processes run this very Python and this very package.
        "spark.pyspark.python": sys.executable,
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        **({"spark.driver.host": "127.0.0.1"} if master.startswith("local") else {}),
        **({"spark.driver.bindAddress": "127.0.0.1"} if master.startswith("local") else {}),
        **(settings or {}),
    }
    builder = builder.master(master).appName("aikg")
    for name, value in told.items():
        builder = builder.config(name, value)
    try:
        spark: SparkSession = builder.getOrCreate()
    except Exception as error:  # Py4J, the JVM and Spark have no error in common
        raise EngineError(
            "Spark did not start",
            expected="a Java 17 or later in JAVA_HOME or on the PATH, and a master that answers",
            found=next(iter(str(error).splitlines()), type(error).__name__),
            mend="See what it says above; the master is given as --master.",
        ) from error
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def _builder() -> object:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise InputError(
            "Spark is not installed",
            expected="the extra spark",
            mend='Install it: pip install "aikg[spark]"',
        ) from error
    return SparkSession.builder
