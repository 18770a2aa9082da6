"""Steps that are kept on disk, so that a machine that dies costs its own work alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def pasted(frame: DataFrame) -> DataFrame:
    """Work a table out now, and keep it in the session's folder for checkpoints.

    A loop whose every round builds on all rounds before it would otherwise be planned, and after
    the loss of a machine run, from its beginning. Spark's own checkpoints work everything out twice.
    """
    spark = frame.sparkSession
    file = f"{spark.sparkContext.getCheckpointDir()}/{uuid4().hex}"
    frame.write.parquet(file)
    return spark.read.schema(frame.schema).parquet(file)
