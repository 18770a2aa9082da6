"""YAML-LD with the shipped context: the tree of its JSON-LD, as people write YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from aikg.ground.reading.shipped import context
from aikg.ground.reading.yaml_text import BOOLEAN, FLOAT, INTEGER, NULL
from aikg.ground.writing.jsonld import to_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

_NUMBERS = {f"xsd:{name}" for name in ("double", "integer", "positiveInteger", "decimal")}
# What both the core schema and XML Schema write so; but not what only looks like a whole number.
_PLAIN = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_TAG = "tag:yaml.org,2002:"


class _Number(str):
    """A number as it is to be written."""


class _Core(yaml.SafeDumper):
    """Quotes what the core schema would take for something else than a text, and nothing more."""

    yaml_implicit_resolvers: dict[str | None, list[Any]] = {}  # noqa: RUF012 (PyYAML's own form)


for _kind, _pattern in (("null", NULL), ("bool", BOOLEAN), ("int", INTEGER), ("float", FLOAT)):
    _Core.add_implicit_resolver(_TAG + _kind, re.compile(rf"(?:{_pattern.pattern})\Z"), None)


def _represented(dumper: yaml.SafeDumper, number: _Number) -> yaml.ScalarNode:
    kind = "int" if INTEGER.fullmatch(number) else "float"
    return dumper.represent_scalar(_TAG + kind, str(number))


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Line ends of all kinds are escaped: unquoted, YAML would fold them.
    return dumper.represent_scalar(_TAG + "str", text, None if text.isprintable() else '"')


_Core.add_representer(_Number, _represented)
_Core.add_representer(str, _text)


def to_yamlld(quads: Iterable[Quad]) -> str:
    """Write quads as YAML-LD, each subject one mapping; errors are those of `to_jsonld`.

    Examples:
        >>> from aikg.ground.reading import read_text
        >>> told = "<https://w3id.org/aikg/id/x> <https://w3id.org/aikg/ontology#lower> 10e9 ."
        >>> print(to_yamlld(read_text(told).quads))
        '@context': https://w3id.org/aikg/context.jsonld
        '@graph':
        - id: kg:x
          lower: 10e9
        <BLANKLINE>
    """
    tree = to_tree(quads)
    terms = context()
    tree["@graph"] = [_with_numbers(node, terms) for node in tree["@graph"]]
    return yaml.dump(tree, Dumper=_Core, sort_keys=False, allow_unicode=True, width=100)


def _with_numbers(node: dict[str, Any], terms: dict[str, Any]) -> dict[str, Any]:
    """Let numbers be numbers where their datatype is that of their key."""
    made = {}
    for key, value in node.items():
        definition = terms.get(key)
        kind = definition.get("@type") if isinstance(definition, dict) else None
        if key == "@graph":
            made[key] = [_with_numbers(each, terms) for each in value]
        elif kind in _NUMBERS:
            made[key] = [_number(e) for e in value] if isinstance(value, list) else _number(value)
        else:
            made[key] = value
    return made


def _number(value: Any) -> Any:  # noqa: ANN401 (JSON is any of its types)
    """Let a text be a plain number where it is read as it was: INF and hexadecimals are not."""
    return _Number(value) if isinstance(value, str) and _PLAIN.fullmatch(value) else value
