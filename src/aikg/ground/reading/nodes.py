"""A text of JSON or YAML as a tree in which each scalar and each mapping knows where it stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')


@dataclass(slots=True)
class Scalar:
    """A text, number, boolean or null.

    Attributes:
        value: Its value.
        start: Where it begins in the text, its quotation mark included.
        end: Where it ends.
    """

    value: Any
    start: int
    end: int


@dataclass(slots=True)
class Mapping:
    """An object of JSON, a mapping of YAML.

    Attributes:
        start: Where it begins.
        entries: Its keys and values, in the order of the text.
    """

    start: int
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)


Node: TypeAlias = Scalar | Mapping | list["Node"]


def plain(node: Node) -> Any:  # noqa: ANN401 (JSON is any of its types)
    """Return the tree without its places."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.entries}
    return [plain(each) for each in node]


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield all keys and scalars, in the order of the text."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from scalars(value)
    else:
        for each in node:
            yield from scalars(each)


class Builder:
    """Puts a tree together from the beginnings and ends of its parts."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Mapping | list[Node]] = []
        self._keys: list[Scalar | None] = []

    @property
    def depth(self) -> int:
        """How many mappings and lists are open."""
        return len(self._open)

    @property
    def mapping(self) -> Mapping | None:
        """The mapping whose next key is awaited, if that is what comes next."""
        top = self._open[-1] if self._open else None
        return top if isinstance(top, Mapping) and self._keys[-1] is None else None

    def begin(self, part: Mapping | list[Node]) -> None:
        """Open a mapping or a list."""
        self.put(part)
        self._open.append(part)
        self._keys.append(None)

    def end(self) -> None:
        """Close what was opened last."""
        self._open.pop()
        self._keys.pop()

    def put(self, node: Node) -> None:
        """Add a key, a value or an item, whichever is next."""
        if not self._open:
            self.root = node
            return
        top, key = self._open[-1], self._keys[-1]
        if isinstance(top, list):
            top.append(node)
        elif key is None:
            assert isinstance(node, Scalar)
            self._keys[-1] = node
        else:
            top.entries.append((key, node))
            self._keys[-1] = None


def of_json(text: str) -> Node | None:
    """Return the tree of a text that is known to be JSON.

    Examples:
        >>> tree = of_json('{"@id": "e:a", "sum": [10]}')
        >>> plain(tree), [each.start for each in scalars(tree)]
        ({'@id': 'e:a', 'sum': [10]}, [1, 8, 15, 23])
    """
    builder = Builder()
    for found in _TOKEN.finditer(text):
        token, start = found[0], found.start()
        if token == "{":
            builder.begin(Mapping(start))
        elif token == "[":
            builder.begin([])
        elif token in ("}", "]"):
            builder.end()
        elif token not in (",", ":"):
            builder.put(Scalar(json.loads(token), start, found.end()))
    return builder.root
