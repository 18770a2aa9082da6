"""YAML as JSON can hold it: YAML-LD's basic profile, and nothing that turns into something else.

Plain scalars are read by the core schema of YAML 1.2.2 (section 10.3.2): ``no``, ``on`` and dates
are texts. Tags, aliases, merge keys, several documents, keys that are no text and keys that stand
twice are refused in words, as is a key without a value, which JSON-LD would drop.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from aikg.ground.reading.lines import fault_at
from aikg.ground.reading.nodes import Builder, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.events import Event

    from aikg.ground.errors import SyntaxFault

_DEEPEST: Final = 64
_MOST_DIGITS: Final = 400
NULL: Final = re.compile("null|Null|NULL|~|")
"""How the core schema writes null; so for the next ones."""
BOOLEAN: Final = re.compile("true|True|TRUE|false|False|FALSE")
INTEGER: Final = re.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT: Final = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN)"
)


class Whole(int):
    """A whole number that keeps its digits as they are written."""

    text: str


class Real(float):
    """A number that keeps its digits as they are written."""

    text: str


def scalar(text: str) -> Any:  # noqa: ANN401 (JSON is any of its types)
    """Return the value of a plain scalar by the core schema.

    Examples:
        >>> [scalar(each) for each in ("no", "2025-11-18", "1_000", "10e9", "0x1F", "true", "~")]
        ['no', '2025-11-18', '1_000', 10000000000.0, 31, True, None]
        >>> scalar(".inf")
        'INF'
    """
    if NULL.fullmatch(text):
        return None
    if BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if INTEGER.fullmatch(text):
        if text.startswith(("0o", "0x")):
            return int(text, 0)
        whole = Whole(text)
        whole.text = text
        return whole
    if FLOAT.fullmatch(text):
        if text.lower().endswith(("inf", "nan")):  # JSON has no such numbers; XSD writes them so
            return "NaN" if text[-1] in "nN" else "-INF" if text[0] == "-" else "INF"
        real = Real(text)
        real.text = text
        return real
    return text


def of_yaml(text: str, name: str) -> Node:
    r"""Return the tree of a YAML text.

    Raises:
        SyntaxFault: It is none, or uses what is refused; names line and column.

    Examples:
        >>> from aikg.ground.reading.nodes import plain
        >>> plain(of_yaml("id: kg:a\nlower: 10e9\nquote: no", "a.yaml"))
        {'id': 'kg:a', 'lower': 10000000000.0, 'quote': 'no'}
    """
    reader = _Reader(text, name)
    for event in reader.events():
        reader.take(event)
    root = reader.builder.root
    if root is None or isinstance(root, Scalar):
        raise fault_at(
            text, name, 0, problem="not YAML-LD", expected="a mapping, or a list of them"
        )
    return root


class _Reader:
    """Takes the events of a YAML parser, and refuses some."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.builder = Builder()
        self._documents = 0
        self._keys: list[set[str]] = []

    def fault(self, start: int, length: int, problem: str, mend: str) -> SyntaxFault:
        return fault_at(self.text, self.name, start, max(length, 1), problem=problem, mend=mend)

    def events(self) -> Iterator[Event]:
        """Yield the parser's events.

        Raises:
            SyntaxFault: It is no YAML.
        """
        import yaml

        # The parser in C is sixty times as fast, and part of PyYAML's wheels, not of every build.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            yield from yaml.parse(self.text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = min(mark.index, max(len(self.text) - 1, 0)) if mark else 0
            problem = f"not YAML: {error.problem or error.context}"
            raise fault_at(self.text, self.name, at, problem=problem, mend=_mend(problem)) from None
        except yaml.reader.ReaderError:  # which counts bytes in C, and characters in Python
            found = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
            raise fault_at(
                self.text,
                self.name,
                found.start() if found else 0,
                problem="a character that YAML does not allow",
                mend='Remove it, or write it as an escape such as "\\x07" in double quotes.',
            ) from None

    def take(self, event: Any) -> None:  # noqa: ANN401 (one of the events of PyYAML)
        """Take one event.

        Raises:
            SyntaxFault: It is one of what is refused.
        """
        import yaml

        start = event.start_mark.index
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                mend = "State all of them in one document, under @graph."
                raise self.fault(start, 3, "a second document in one file", mend)
        elif isinstance(event, yaml.AliasEvent):
            mend = "Write it out, or name the thing by its id."
            raise self.fault(start, len(event.anchor or "") + 1, "an alias", mend)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event, start)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            if isinstance(event, yaml.MappingEndEvent):
                self._keys.pop()
            self.builder.end()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, start)

    def _begin(self, event: Any, start: int) -> None:  # noqa: ANN401 (one of two events)
        import yaml

        self._refuse_tag(event, start)
        if self.builder.mapping is not None:
            raise self.fault(start, 1, "a key that is no text", "Write a name.")
        if self.builder.depth >= _DEEPEST:
            mend = "Name the inner nodes by id and state them side by side."
            raise self.fault(start, 1, f"nested more than {_DEEPEST} deep", mend)
        if isinstance(event, yaml.MappingStartEvent):
            self._keys.append(set())
            self.builder.begin(Mapping(start))
        else:
            self.builder.begin([])

    def _scalar(self, event: Any, start: int) -> None:  # noqa: ANN401 (an event)
        self._refuse_tag(event, start)
        end = max(event.end_mark.index, start)
        value = event.value
        if event.implicit[0]:  # neither quoted nor tagged
            if INTEGER.fullmatch(value) and len(value) > _MOST_DIGITS:
                raise self.fault(start, len(value), "a number of too many digits", "Quote it.")
            value = scalar(value)
            if isinstance(value, float) and value in (float("inf"), float("-inf")):
                raise self.fault(start, end - start, "a number beyond all bounds", "Write .inf.")
        mapping = self.builder.mapping
        if mapping is not None:
            self._key(value, start, end)
        elif value is None and self.builder.depth:
            raise self.fault(start, 1, "no value", "Write one, or take the line out.")
        self.builder.put(Scalar(value, start, end))

    def _key(self, key: object, start: int, end: int) -> None:
        if not isinstance(key, str):
            raise self.fault(start, end - start, "a key that is no text", "Quote it.")
        if key == "<<":
            raise self.fault(start, 2, "a merge key", "Write out what it would merge.")
        if key in self._keys[-1]:
            mend = "Put the values of both into one list."
            raise self.fault(start, end - start, "this key stands twice in one mapping", mend)
        self._keys[-1].add(key)

    def _refuse_tag(self, event: Any, start: int) -> None:  # noqa: ANN401 (an event)
        if event.tag is not None:
            mend = "Take it out: datatypes are those of the context, or @type beside @value."
            length = len(self.text[start:].split(maxsplit=1)[0])
            raise self.fault(start, length, "a tag", mend)


def _mend(problem: str) -> str:
    if "cannot start any token" in problem:
        return "Indent with blanks, and quote what begins with @, ` or %."
    if "mapping values are not allowed" in problem:
        return "Quote a text that has a colon and a blank in it, and indent what is below a key."
    return ""
