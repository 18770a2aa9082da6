"""The contract that a `.rq` file carries in its header, and the SPARQL beneath it.

The header is YAML in comment lines that begin with `#+`, as grlc has it. The rest is plain SPARQL 1.1
that any tool can run as it stands. A comment line `# values NAME` in the query marks where the
values of the parameter `NAME` enter, as a `VALUES` clause of serialised RDF terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from aikg.ground.errors import InputError, Place, UnknownName

if TYPE_CHECKING:
    from pathlib import Path

COLUMN_TYPES: Final = ("name", "text", "number", "integer", "boolean", "date", "iri")
PARAMETER_TYPES: Final = ("name", "iri", "text", "number", "date")

SEPARATOR: Final = "|"
"""What parts the items of a list in one cell; no label holds it (a shape sees to that)."""

TRACE: Final = "claims"
"""The variable, beside the columns, that holds the IRIs of the claims a row rests on."""

_MARK: Final = re.compile(r"^(?P<indent>\s*)# values (?P<name>[\w-]+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer: its name, the type of its values, and their unit."""

    name: str
    type: str
    unit: str = ""
    many: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question: its name, the type and class of its values, and an example."""

    name: str
    type: str
    variable: str
    of: str = ""
    example: str = ""
    help: str = ""


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
    text: str = field(repr=False)

    @cached_property
    def sparql(self) -> str:
        """The query as the file has it, header included: plain SPARQL 1.1."""
        return self.text

    def parameter(self, name: str) -> Parameter:
        """Give the parameter of that name.

        Raises:
            UnknownName: the question has no such parameter; says which it has.
        """
        for parameter in self.parameters:
            if parameter.name == name.replace("_", "-"):
                return parameter
        raise UnknownName.among(
            f"parameter of {self.name}", name, [parameter.name for parameter in self.parameters]
        )

    def with_values(self, values: dict[str, list[str]]) -> str:
        """Put serialised RDF terms in the places that the parameters mark.

        Args:
            values: for each parameter's name the terms in SPARQL's syntax; an absent one filters
                nothing.
        """

        def clause(mark: re.Match[str]) -> str:
            terms = values.get(mark["name"])
            if terms is None:
                return mark[0]
            variable = self.parameter(mark["name"]).variable
            return f"{mark['indent']}VALUES ?{variable} {{ {' '.join(terms)} }}"

        return _MARK.sub(clause, self.text)


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
            _column(column, facets, where) for column, facets in header["columns"].items()
        ),
        parameters=tuple(
            _parameter(parameter, facets, where, text)
            for parameter, facets in (header.get("parameters") or {}).items()
        ),
        tags=tuple(header.get("tags") or ()),
        text=text,
    )


def read(file: Path) -> Question:
    """Read the question that a `.rq` file holds; its name is the file's."""
    return parse(file.stem, file.read_text(encoding="utf-8"), file.name)


def _header(text: str, where: Place) -> dict[str, Any]:
    # YAML is loaded here alone, so that nothing else pays for it.
    import yaml

    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        header = yaml.load("\n".join(lines), Loader=loader)  # noqa: S506  safe loaders both
    except yaml.YAMLError as fault:
        raise _broken(where, "a header in YAML", " ".join(str(fault).split())) from None
    if not isinstance(header, dict):
        raise _broken(where, "a header of lines that begin with #+", "none")
    return header


def _column(name: str, facets: dict[str, Any], where: Place) -> Column:
    column = Column(
        name,
        str(facets.get("type", "")),
        str(facets.get("unit", "")),
        bool(facets.get("many", False)),
        str(facets.get("help", "")),
    )
    if column.type not in COLUMN_TYPES:
        raise _broken(where, f"column {name} of type {', '.join(COLUMN_TYPES)}", column.type)
    return column


def _parameter(name: str, facets: dict[str, Any], where: Place, text: str) -> Parameter:
    parameter = Parameter(
        name,
        str(facets.get("type", "")),
        str(facets.get("variable", "")),
        str(facets.get("of", "")),
        str(facets.get("example", "")),
        str(facets.get("help", "")),
    )
    if parameter.type not in PARAMETER_TYPES:
        raise _broken(
            where, f"parameter {name} of type {', '.join(PARAMETER_TYPES)}", parameter.type
        )
    if name not in {mark["name"] for mark in _MARK.finditer(text)}:
        raise _broken(where, f"a line '# values {name}' in the query", "none")
    return parameter


def _broken(where: Place, expected: str, found: str) -> InputError:
    return InputError(
        "the contract of a question is broken",
        expected=expected,
        found=found,
        where=where,
        mend="Mend the lines of the file that begin with #+.",
    )
