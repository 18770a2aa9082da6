"""Templates as files: in Turtle, and in YAML-LD with the shipped context."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from aikg.gate.placeholders import PLACEHOLDER
from aikg.gate.templates.parts import Entry, Part, Text
from aikg.ground.reading.shipped import CONTEXT
from aikg.ground.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_PREFIXES: Final = ("aikg", "kg", "rdfs", "src", "xsd")
_HEAD: Final = (
    f"Fill in what begins with {PLACEHOLDER}, the same wherever it stands again; let in or take "
    "out the lines that say so; then: aikg check FILE"
)


def to_turtle(parts: Sequence[Part]) -> str:
    """Write a template in Turtle."""
    return "\n".join(_turtle(parts)) + "\n"


def to_yaml(parts: Sequence[Part]) -> str:
    """Write a template in YAML-LD."""
    return "\n".join(_yaml(parts)) + "\n"


FORMS: Final[Mapping[str, Callable[[Sequence[Part]], str]]] = {
    "turtle": to_turtle,
    "yaml": to_yaml,
}
"""How a template can be written."""


def _comment(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        100,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}#   ",
        break_on_hyphens=False,
    )


def _turtle(parts: Sequence[Part]) -> Iterator[str]:
    yield from _comment(_HEAD)
    prefixes = {name: PREFIXES[name] for name in _PREFIXES}
    source = parts[0].subject.removeprefix("src:")
    prefixes["c"] = f"{PREFIXES['claim']}{source}/"
    yield from (f"@prefix {name}: <{prefixes[name]}> ." for name in sorted(prefixes))
    for part in parts:
        yield ""
        yield from _comment(part.heading)
        yield _own(part.subject) + (f" a {part.type} ;" if part.type else "")
        last = max(n for n, each in enumerate(part.entries) if not each.off)
        for number, each in enumerate(part.entries):
            if each.note:
                yield from _comment(each.note, "    ")
            off = "# " if each.off else ""
            end = "." if number == last else ";"
            name = "rdfs:label" if each.name == "label" else f"aikg:{each.name}"
            values = " , ".join(_in_turtle(value) for value in each.values)
            yield f"    {off}{name} {values} {end}"


def _own(name: str) -> str:
    """The name of a claim or a part of it, by the prefix that a file has for its own."""
    return f"c:{name.rpartition('/')[2]}" if name.startswith("claim:") else name


def _in_turtle(value: str | Text) -> str:
    if not isinstance(value, Text):
        return _own(value)
    text = value.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"' + (f"^^xsd:{value.datatype}" if value.datatype else "")


def _yaml(parts: Sequence[Part]) -> Iterator[str]:
    yield from _comment(_HEAD)
    yield f'"@context": {CONTEXT}'
    yield '"@graph":'
    for part in parts:
        yield ""
        yield from _comment(part.heading)
        yield f"- id: {part.subject}"
        if part.type:
            yield f"  type: {part.type.removeprefix('aikg:')}"
        for each in part.entries:
            if each.note:
                yield from _comment(each.note, "  ")
            off = "# " if each.off else ""
            yield f"  {off}{each.name}: {_values(each)}"


def _values(entry: Entry) -> str:
    values = [_in_yaml(value) for value in entry.values]
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _in_yaml(value: str | Text) -> str:
    if not isinstance(value, Text):
        return value.removeprefix("aikg:")
    if value.datatype and value.datatype != "dateTime":
        return value.text
    text = value.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
