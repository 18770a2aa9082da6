"""Whole clusters parted, and all that hangs on their claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.derive.linked import LINKS
from aikg.derive.touched import DOWN
from aikg.distributed.components import components
from aikg.distributed.pasted import pasted
from aikg.ground.terms import AIKG, DERIVED_GRAPH, ONTOLOGY_GRAPH, RDF

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_ABOUT = f"<{AIKG}about>"
_TYPE = f"<{RDF}type>"
_CLAIM = f"<{AIKG}Claim>"


@dataclass(frozen=True)
class Parts:
    """Clusters, parted.

    Attributes:
        subjects: `node`, an agreement or event that claims are about, and its `cluster`.
        owned: `node`, what claims are read through, and each `cluster` for which it is.
    """

    subjects: DataFrame
    owned: DataFrame


def parts(rows: DataFrame) -> Parts:
    """Find the clusters of a dump, and what hangs on the claims about each.

    Args:
        rows: as `dump.quads` gives them.
    """
    from pyspark.sql import functions as f

    told = rows.where(~f.col("g").isin(DERIVED_GRAPH, ONTOLOGY_GRAPH))
    about = told.where(f.col("p") == _ABOUT).select(
        f.col("s").alias("claim"), f.col("o").alias("node"), "g"
    )
    claims = told.where((f.col("p") == _TYPE) & (f.col("o") == _CLAIM))
    typed = claims.select(f.col("s").alias("claim"), "g")
    linked = told.where(f.col("p").isin([_term(name) for name in LINKS])).select(
        f.col("s").alias("claim"), f.col("o").alias("b"), "g"
    )
    links = about.join(linked, ["claim", "g"]).select(f.col("node").alias("a"), "b")
    roots = components(links)
    cluster = f.coalesce("root", "node").alias("cluster")
    subjects = about.join(typed, ["claim", "g"]).select("node").distinct()
    subjects = pasted(subjects.join(roots, "node", "left").select("node", cluster))
    first = about.join(roots, "node", "left").select(f.col("claim").alias("node"), cluster)
    down = told.where(f.col("p").isin([_term(name) for name in DOWN])).select(
        f.col("s").alias("node"), f.col("o").alias("below")
    )
    owned = ahead = pasted(first.distinct())
    while not ahead.isEmpty():
        found = ahead.join(down, "node").select(f.col("below").alias("node"), "cluster")
        ahead = pasted(found.distinct().join(owned, ["node", "cluster"], "left_anti"))
        owned = owned.union(ahead)
    return Parts(subjects, pasted(owned))


def _term(name: str) -> str:
    return f"<{name.replace('aikg:', AIKG)}>"
