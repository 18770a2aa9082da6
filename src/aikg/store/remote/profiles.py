"""What differs between products: one line for each, and nothing of it anywhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Profile:
    """A product, by what its endpoint does differently.

    Attributes:
        name: the product.
        query: the path of queries, below the address that people know the store by.
        update: the path of updates.
        graphs: the path of the Graph Store Protocol.
        unnamed: the three paths for who has no name, where those are others.
        server: what its HTTP header `Server` begins with; empty where it tells nothing.
        graph_parameter: how the Graph Store Protocol is told which graph.
        direct: whether queries and updates may come as they are, and not as a form, which all take.
        union: parameters of a query that make all graphs one outside of `GRAPH`.
        bulk: parameters of a Graph Store POST of very many triples.
        batch: triples that one INSERT DATA may have; 0 for any number.
        part: triples that one Graph Store POST may have; 0 for any number.
        rows: at so many rows answers are cut without a word; 0 where they are not.
        atomic: whether an update of several operations happens wholly or not at all.
        exact: whether numbers and booleans of answers are those of the store, to the last digit.
        quads: whether a POST without a graph takes N-Quads, into the graphs that they name.
        canonical: whether its N-Triples are canonical ones (RDF 1.2 N-Triples, section 4).
        own: how the IRIs of graphs begin that are its own affair.
        mend: what makes the store see all graphs as one, if it does not.
    """

    name: str
    query: str = ""
    update: str = ""
    graphs: str = ""
    unnamed: tuple[str, str, str] | None = None
    server: str = ""
    graph_parameter: str = "graph"
    direct: bool = False
    union: dict[str, str] = field(default_factory=dict)
    bulk: dict[str, str] = field(default_factory=dict)
    batch: int = 0
    part: int = 0
    rows: int = 0
    atomic: bool = True
    exact: bool = True
    quads: bool = False
    canonical: bool = False
    own: tuple[str, ...] = ()
    mend: str = "Let its default graph be the union of all named graphs."


_ALL: Final = (
    Profile(
        "Oxigraph",
        query="query",
        update="update",
        graphs="store",
        server="Oxigraph",
        direct=True,
        union={"union-default-graph": ""},
        bulk={"no_transaction": ""},
        quads=True,
        canonical=True,
    ),
    Profile(
        "Virtuoso",
        query="sparql-auth",
        update="sparql-auth",
        graphs="sparql-graph-crud-auth",
        unnamed=("sparql", "sparql", "sparql-graph-crud"),
        server="Virtuoso",
        graph_parameter="graph-uri",
        batch=500,
        part=20_000,
        rows=10_000,
        atomic=False,
        exact=False,
        own=(
            "http://www.openlinksw.com/",
            "http://localuriqaserver/",
            "http://www.w3.org/ns/ldp#",
            "http://www.w3.org/2002/07/owl#",
        ),
    ),
    Profile(
        "Fuseki",
        query="query",
        update="update",
        graphs="data",
        server="Apache Jena Fuseki",
        direct=True,
        quads=True,
        mend="Set tdb2:unionDefaultGraph true for the dataset.",
    ),
    Profile("GraphDB", update="statements", graphs="rdf-graphs/service", server="GraphDB"),
    Profile(
        "Stardog",
        query="query",
        update="update",
        server="Stardog",
        mend="Set the database's option query.all.graphs=true.",
    ),
    Profile("Neptune", graphs="gsp/"),
    Profile("SPARQL 1.1"),
)
PROFILES: Final[dict[str, Profile]] = {profile.name.casefold(): profile for profile in _ALL}
"""The profiles by product, in small letters; `sparql 1.1` for what is none of them."""
GENERIC: Final = PROFILES["sparql 1.1"]


def by_server(header: str) -> Profile:
    """Give the profile of the product that an HTTP header `Server` names.

    Examples:
        >>> by_server("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu").batch
        500
        >>> by_server("nginx").name
        'SPARQL 1.1'
    """
    for profile in _ALL:
        if profile.server and header.startswith(profile.server):
            return profile
    return GENERIC
