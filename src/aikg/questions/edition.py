"""Which state of the graph an answer is of, so that a figure can be cited and found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal

if TYPE_CHECKING:
    from aikg.store import Store

_VERSION = """
SELECT (MAX(?told) AS ?version) {
  GRAPH graph:ontology { <https://w3id.org/aikg/ontology> owl:versionInfo ?told }
}
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of the graph.

    Attributes:
        version: of the vocabulary, by which the graph is to be read; empty where it tells none.
        digest: of the register and all that sources tell, 64 hexadecimal digits; the same whenever
            and wherever the same is told.

    Examples:
        >>> print(Edition("1.0.0", "d35a6d42"))
        graph 1.0.0 digest d35a6d42
    """

    version: str
    digest: str

    def __str__(self) -> str:
        return f"graph {self.version or 'without a version'} digest {self.digest}"

    def as_dict(self) -> dict[str, str]:
        """Version and digest by name."""
        return {"version": self.version, "digest": self.digest}


def edition_of(store: Store) -> Edition:
    """Give the state that a store is in."""
    told = next(iter(store.select(_VERSION)))["version"]
    return Edition(told.value if isinstance(told, Literal) else "", str(store.digest))
