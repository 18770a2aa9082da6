"""What a text of JSON-LD or YAML-LD tells: its tree, and where a text of it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aikg.ground.reading.json_text import load, offset_of, refuse_shape
from aikg.ground.reading.lines import fault_at
from aikg.ground.reading.nodes import Node, of_json, plain, scalars

if TYPE_CHECKING:
    from aikg.ground.errors import SyntaxFault


class Tree:
    """The tree of a text.

    Args:
        text: The text.
        name: The file's name.
        yaml: Whether it is YAML, and not JSON.

    Attributes:
        tree: What the text says, as values of JSON.

    Raises:
        SyntaxFault: It is not well-formed, nested too deep, or would lose what it says.
    """

    def __init__(self, text: str, name: str, *, yaml: bool = False) -> None:
        self.text = text
        self.name = name
        self.yaml = yaml
        self._nodes: Node | None = None
        if yaml:
            from aikg.ground.reading.yaml_text import of_yaml

            self._nodes = of_yaml(text, name)
            self.tree: Any = plain(self._nodes)
        else:
            refuse_shape(text, name)
            self.tree = load(text, name)

    @property
    def nodes(self) -> Node | None:
        """The tree with its places."""
        if self._nodes is None:
            self._nodes = of_json(self.text)
        return self._nodes

    def span(self, value: str) -> tuple[int, int]:
        """Return where a text first stands, and how many characters it takes with its quotes."""
        if not self.yaml:
            return offset_of(self.text, value), len(value) + 2
        for each in scalars(self.nodes or []):
            if each.value == value:
                return each.start, max(each.end - each.start, 1)
        return 0, 1

    def fault(self, value: str, problem: str, *, found: str = "", mend: str = "") -> SyntaxFault:
        """Return the fault at the place of a text."""
        start, length = self.span(value)
        return fault_at(
            self.text, self.name, start, length, problem=problem, found=found, mend=mend
        )
