"""Where ontology, data and questions are: inside the installed package, or in the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parents[1]
    installed = package / "_packaged"
    return installed if installed.is_dir() else package.parents[1]


def folder(name: str) -> Path:
    """Give the folder `ontology`, `data` or `queries`.

    Example:
        >>> (folder("ontology") / "aikg.ttl").is_file()
        True
    """
    return _root() / name


def ontology_files() -> list[Path]:
    """The Turtle files that are the vocabulary together, without shapes and alignments.

    Example:
        >>> "schemes.ttl" in [file.name for file in ontology_files()]
        True
    """
    return sorted(folder("ontology").glob("*.ttl"))


def source_files() -> list[Path]:
    """The Turtle files of claims, one for each source.

    Example:
        >>> all(file.suffix == ".ttl" for file in source_files())
        True
    """
    return sorted(file for file in folder("data").glob("*.ttl") if file.name != "register.ttl")


def register_file() -> Path:
    """The Turtle file of organizations, products and people.

    Example:
        >>> register_file().name
        'register.ttl'
    """
    return folder("data") / "register.ttl"


def shape_files() -> list[Path]:
    """The Turtle files of SHACL shapes.

    Example:
        >>> all(file.parent.name == "shapes" for file in shape_files())
        True
    """
    return sorted(folder("ontology").joinpath("shapes").glob("*.ttl"))


def reach_file() -> Path:
    """The JSON file that says how far the shapes look from a node.

    Example:
        >>> reach_file().parent.name
        'shapes'
    """
    return folder("ontology") / "shapes" / "reach.json"


def checks_file() -> Path:
    """The Turtle file that names what is checked without a shape.

    Example:
        >>> checks_file().name
        'checks.ttl'
    """
    return folder("ontology") / "checks" / "checks.ttl"


def context_file() -> Path:
    """The JSON-LD context of the vocabulary.

    Example:
        >>> context_file().name
        'context.jsonld'
    """
    return folder("ontology") / "context.jsonld"
