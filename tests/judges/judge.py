"""Runs the outside judges' rules on Turtle files and tells what they find.

Each rule is one SPARQL query under `rules/`, with a header that names where the rule comes from,
how severe it is there, what it forbids and what to do. `origins.toml` says of every rule of every
origin which check of ours stands for it, or why none does.

From the command line: `python tests/judges/judge.py [FILE…]` (the ontology without arguments)
prints each finding as `severity rule term: detail`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
RULES = HERE / "rules"
FAULTS = HERE / "faults"
ONTOLOGY = HERE.parent.parent / "ontology"

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

PREFIXES = {
    "aikg": "https://w3id.org/aikg/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Rule:
    """One check: its name (`folder/file`), origins (`fibo:ID`), severity and query.

    The severity is the strictest that an origin gives it, unless the header argues for another.
    """

    name: str
    origins: frozenset[str]
    severity: Severity
    forbids: str
    mend: str
    query: str


@dataclass(frozen=True, order=True)
class Finding:
    """A term that a rule objects to; `term` is short (`aikg:Loan`) where a prefix is known."""

    severity: Severity
    rule: str
    term: str
    detail: str

    def __str__(self) -> str:
        """`severity rule term: detail`."""
        return f"{self.severity} {self.rule} {self.term}" + (self.detail and f": {self.detail}")


@dataclass(frozen=True)
class Argued:
    """A warning that stands, with the reason in a line; term `*` argues a whole info rule."""

    rule: str
    term: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether this is the argument for that finding."""
        return self.rule == finding.rule and self.term in ("*", finding.term)


def rules() -> list[Rule]:
    """Read every rule, sorted by name.

    Raises:
        ValueError: a header lacks a part, or names an unknown severity.
    """
    return [_rule(path) for path in sorted(RULES.rglob("*.rq"))]


def _rule(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(RULES).with_suffix("").as_posix()
    header = re.findall(r"^# ([a-z]+): (.+)$", text, flags=re.MULTILINE)
    origins: dict[str, str] = {}
    said: dict[str, str] = {}
    for key, value in header:
        if key == "origin":
            origin, rule_id, severity = value.split()
            origins[f"{origin}:{rule_id}"] = severity
        else:
            said[key] = value
    if not origins or not {"forbids", "mend"} <= said.keys():
        raise ValueError(f"{path}: expected '# origin:', '# forbids:' and '# mend:' at the top")
    given = [said["severity"].split(",")[0]] if "severity" in said else list(origins.values())
    if unknown := set(given) - set(SEVERITIES):
        raise ValueError(f"{path}: expected one of {SEVERITIES}, found {sorted(unknown)}")
    strictest = next(severity for severity in SEVERITIES if severity in given)
    return Rule(name, frozenset(origins), strictest, said["forbids"], said["mend"], text)


def load(files: Iterable[Path]) -> Store:
    """Merge Turtle files into one default graph."""
    store = Store()
    for file in files:
        store.load(path=str(file), format=RdfFormat.TURTLE)
    return store


def judge(store: Store, checks: Iterable[Rule]) -> Iterator[Finding]:
    """Yield what the rules find, in the rules' order, each finding once."""
    for rule in checks:
        rows = store.query(rule.query)
        assert isinstance(rows, QuerySolutions), f"{rule.name} is no SELECT query"
        has_detail = any(variable.value == "detail" for variable in rows.variables)
        found: dict[str, str] = {}
        for row in rows:
            term, detail = row["term"], row["detail"] if has_detail else None
            iri = term.value if isinstance(term, NamedNode) else str(term)
            if rule.name in SIEVES and not SIEVES[rule.name](iri):
                continue
            found.setdefault(shorten(iri), shorten(getattr(detail, "value", "")))
        for name, text in sorted(found.items()):
            yield Finding(rule.severity, rule.name, name, text)


def shorten(iri: str) -> str:
    """Write an IRI with its prefix where one is known.

    >>> shorten("https://w3id.org/aikg/ontology#Loan")
    'aikg:Loan'
    >>> shorten("https://example.org/Loan")
    'https://example.org/Loan'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def undefined_where_it_claims_to_be(iri: str) -> bool:
    """Whether an IRI lies in a vocabulary that rdflib knows whole, and is no term of it.

    >>> undefined_where_it_claims_to_be("http://www.w3.org/2004/02/skos/core#definition")
    False
    >>> undefined_where_it_claims_to_be("http://www.w3.org/2004/02/skos/core#definitoin")
    True
    """
    from rdflib import namespace

    known = ("DC", "DCAT", "DCTERMS", "FOAF", "ODRL2", "ORG", "OWL", "PROV", "RDF", "RDFS", "SH")
    for name in (*known, "SDO", "SKOS", "TIME", "VANN", "XSD"):
        vocabulary = getattr(namespace, name)
        base = str(vocabulary)
        if iri.startswith(base) and iri != base:
            return iri.removeprefix(base) not in vocabulary
    return False


# What SPARQL alone cannot tell: a rule's rows that its sieve turns down are no findings.
SIEVES = {"oops/namespace_hijacked": undefined_where_it_claims_to_be}


def argued() -> list[Argued]:
    """Read `argued.toml`: which warnings on the ontology stand, and why, term by term."""
    told = tomllib.loads((HERE / "argued.toml").read_text(encoding="utf-8"))
    return [
        Argued(entry["rule"], term, entry["reason"])
        for entry in told["argued"]
        for term in entry["terms"]
    ]


def ontology_files() -> list[Path]:
    """The Turtle files whose merge is the ontology (alignments and shapes are not part of it)."""
    return sorted(ONTOLOGY.glob("*.ttl"))


if __name__ == "__main__":
    files = [Path(name) for name in sys.argv[1:]] or ontology_files()
    for finding in judge(load(files), rules()):
        if not any(entry.covers(finding) for entry in argued()):
            print(finding)
