"""The contract that a `.rq` file carries in its header, and the SPARQL beneath it.

The header is YAML in comment lines that begin with `#+`, as grlc has it. The rest is plain SPARQL 1.1
that any tool can run as it stands; lines that depend on what is given are comments to it (see
`conditional`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from aikg.ground.errors import InputError, Place, UnknownName
from aikg.questions.conditional import names_in, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COLUMN_TYPES: Final = ("name", "text", "number", "integer", "boolean", "date", "iri", "any")
_EDGES: Final = {
    **dict.fromkeys(("lower", "paid", "committed", "least"), "least"),
    **dict.fromkeys(("upper", "possible", "most"), "most"),
}
PARAMETER_TYPES: Final = ("name", "iri", "text", "number", "integer", "date")

SEPARATOR: Final = "|"
"""What parts the items of a list in one cell; no label holds it (a shape sees to that)."""

TRACE: Final = "claims"
"""The variable, beside the columns, that holds the IRIs of the claims a row rests on."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer: its name, the type of its values, and their unit."""

    name: str
    type: str
    unit: str = ""
    many: bool = False
    help: str = ""

    @property
    def edge(self) -> str:
        """Which bound its numbers are: "least", "most", or "" for none.

        The words are the model's: `lower`, `paid` and `committed` are at least so much, `upper` and
        `possible` at most, whatever else stands behind them in the name.

        Examples:
            >>> [Column(name, "number").edge for name in ("a_to_b_paid", "possible_least", "steps")]
            ['least', 'most', '']
        """
        if self.type != "number":
            return ""
        return next((_EDGES[word] for word in self.name.split("_") if word in _EDGES), "")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question.

    Attributes:
        name: as the user types it.
        type: of its values.
        of: the class of its values, with a prefix; empty for any.
        example: a value that it can have.
        default: the value that the file has in it; empty where nothing is filtered by default.
        rollup: whether units are meant with the organization that they roll up into.
        help: one line.
        one_of: the values that it can have; empty for all of its type.
        other_than: the parameter that may not name the same; empty where any may.
    """

    name: str
    type: str
    of: str = ""
    example: str = ""
    default: str = ""
    rollup: bool = False
    help: str = ""
    one_of: tuple[str, ...] = ()
    other_than: str = ""


@dataclass(frozen=True)
class Question:
    """One question: what it asks, what goes in, what comes out, and how it is counted."""

    name: str
    title: str
    question: str
    counting: str
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    additive: tuple[str, ...] = ()
    operator: str = ""
    readings: str = ""
    chart: str = ""
    text: str = field(default="", repr=False)

    @cached_property
    def sparql(self) -> str:
        """The query as the file has it, header included: plain SPARQL 1.1."""
        return self.text

    def parameter(self, name: str) -> Parameter:
        """Give the parameter of that name, such as `steps`; also as Python has to write it: `from_`.

        Raises:
            UnknownName: the question has no such parameter; says which it has.
        """
        for parameter in self.parameters:
            if parameter.name == name.rstrip("_").replace("_", "-"):
                return parameter
        raise UnknownName.among(
            f"parameter of {self.name}", name, [parameter.name for parameter in self.parameters]
        )

    def resolved(self, given: Mapping[str, Sequence[str]]) -> str:
        """The query with the lines that stand with what is given (see `conditional`)."""
        return resolve(self.text, given)

    def depends_on(self, name: str) -> bool:
        """Whether the query has lines that depend on a name."""
        return name in self._names

    @property
    def rolls_up(self) -> bool:
        """Whether units count as the organizations that they are units of."""
        return self.depends_on("no-rollup") or any(one.rollup for one in self.parameters)

    @cached_property
    def _names(self) -> set[str]:
        return names_in(self.text)


def parse(name: str, text: str, file: str = "") -> Question:
    r"""Read the contract of a question from the text of its file.

    Raises:
        InputError: the header is missing, no YAML, or lacks what a contract needs; says which.

    Examples:
        >>> question = parse("agents", '''#+ title: Agents
        ... #+ question: Who is there?
        ... #+ counting: Each once.
        ... #+ columns: {who: {type: name}}
        ... SELECT ?who { ?who a ?class }''')
        >>> question.columns[0].name, question.title
        ('who', 'Agents')
    """
    where = Place(file or name)
    header = _header(text, where)
    for needed in ("title", "question", "counting", "columns"):
        if not header.get(needed):
            raise _broken(where, f"a header with {needed}", "none")
    return Question(
        name=name,
        title=str(header["title"]),
        question=" ".join(str(header["question"]).split()),
        counting=" ".join(str(header["counting"]).split()),
        columns=tuple(
            _column(column, facets, where)
            for column, facets in _named(header, "columns", where).items()
        ),
        parameters=tuple(
            _parameter(parameter, facets, where, text)
            for parameter, facets in _named(header, "parameters", where).items()
        ),
        tags=tuple(header.get("tags") or ()),
        additive=tuple(header.get("additive") or ()),
        operator=str(header.get("operator") or ""),
        readings=str(header.get("readings") or ""),
        chart=str(header.get("chart") or ""),
        text=text,
    )


_LONGEST: Final = 50_000
_NESTED: Final = 1_000


def read(file: Path) -> Question:
    """Read the question that a `.rq` file holds; its name is the file's.

    Raises:
        InputError: it is no text in UTF-8, or its header does not say what it must.
        OSError: the file cannot be read.
    """
    from aikg.ground.reading.lines import decode

    return parse(file.stem, decode(file.read_bytes(), file.name), file.name)


def _header(text: str, where: Place) -> dict[str, Any]:
    # YAML is loaded here alone, so that nothing else pays for it.
    import yaml

    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    joined = "\n".join(lines)
    # What nests without end overflows the stack of the parser, and takes the process with it.
    if len(joined) > _LONGEST or sum(map(joined.count, "[{-?")) > _NESTED:
        raise _broken(where, "a header of some lines", f"one of {len(joined):,} characters")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        header = yaml.load(joined, Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:  # such as a number without end
        raise _broken(where, "a header in YAML", " ".join(str(fault).split())) from None
    if not isinstance(header, dict):
        raise _broken(where, "a header of lines that begin with #+", "none")
    return header


def _named(header: dict[str, Any], key: str, where: Place) -> dict[str, dict[str, Any]]:
    """The columns or parameters of a header: for each name what is said of it."""
    named = header.get(key) or {}
    if not isinstance(named, dict):
        raise _broken(where, f"{key} as NAME: {{type: …}}", str(named))
    for name, facets in named.items():
        if not isinstance(facets, dict):
            raise _broken(where, f"{name}: {{type: …}} in {key}", f"{name}: {facets}")
    return {str(name): facets for name, facets in named.items()}


def _column(name: str, facets: dict[str, Any], where: Place) -> Column:
    column = Column(
        name,
        str(facets.get("type", "")),
        str(facets.get("unit", "")),
        bool(facets.get("many", False)),
        str(facets.get("help", "")),
    )
    if name == TRACE:
        raise _broken(where, f"columns of other names than {TRACE}, which holds the trace", name)
    if column.type not in COLUMN_TYPES:
        raise _broken(where, f"column {name} of type {', '.join(COLUMN_TYPES)}", column.type)
    # An integer counts things, which its help names.
    if column.type == "number" and not column.unit:
        raise _broken(where, f"a unit of column {name}, such as currency or percent", "none")
    return column


def _parameter(name: str, facets: dict[str, Any], where: Place, text: str) -> Parameter:
    parameter = Parameter(
        name,
        str(facets.get("type", "")),
        str(facets.get("of", "")),
        str(facets.get("example", "")),
        str(facets.get("default", "")),
        bool(facets.get("rollup", False)),
        str(facets.get("help", "")),
        tuple(map(str, facets.get("one_of") or ())),
        str(facets.get("other_than", "")),
    )
    if parameter.type not in PARAMETER_TYPES:
        raise _broken(
            where, f"parameter {name} of type {', '.join(PARAMETER_TYPES)}", parameter.type
        )
    if name not in names_in(text):
        raise _broken(where, f"a line '# if {name}: …' in the query", "none")
    return parameter


def _broken(where: Place, expected: str, found: str) -> InputError:
    return InputError(
        "the contract of a question is broken",
        expected=expected,
        found=found,
        where=where,
        mend="Mend the lines of the file that begin with #+.",
    )
