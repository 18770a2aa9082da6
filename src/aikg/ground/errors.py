"""What this package raises on purpose, as one tree.

::

    AikgError                  it could not be done; the command ends with exit code 2
    ├── InputError             what was given cannot be used (also a ValueError)
    │   ├── FileUnreadable     a file is missing, a folder, too large, empty, not UTF-8
    │   ├── SyntaxFault        the text of a file is not well-formed; shows the line
    │   ├── UnknownName        nobody knows this name; carries the nearest known ones
    │   └── BadParameter       the value of a parameter is not one it can have
    └── EngineError            something underneath (store, reasoner, validator) failed

Each says what was expected, what was found, where, and what to do. What may be meant as it stands
is no error but a warning: `UnknownNameWarning`, a UserWarning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from aikg.ground.names import nearest as nearest_names

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# More known names than this are not listed in a message.
_LISTED = 16


class Place(NamedTuple):
    """Where something stands in a file.

    Attributes:
        file: The file's name, as the user gave it.
        line: The line, counted from 1, or None where only the file is known.
        column: The column in characters (not bytes), counted from 1, or None.

    Examples:
        >>> print(Place("claims.ttl", 3, 14))
        claims.ttl:3:14
        >>> print(Place("claims.ttl"))
        claims.ttl
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(shown(str(part)) for part in self if part is not None)


def shown(text: str, longest: int = 120) -> str:
    r"""Return ``text`` fit for one line of a message: clipped, control characters escaped.

    Examples:
        >>> shown("up to\n$10 billion")
        'up to\\n$10 billion'
        >>> shown("a" * 200, longest=5)
        'aaaa…'
    """
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class AikgError(Exception):
    """It could not be done.

    Attributes:
        problem: What is wrong, in a few words.
        expected: What would have been right; empty where the problem says it all.
        found: What stood there instead.
        where: The place in a file, if there is one.
        mend: What to do about it, as a sentence.

    Examples:
        >>> print(
        ...     AikgError(
        ...         "no bound",
        ...         expected="a number or INF",
        ...         found="'ten'",
        ...         where=Place("claims.ttl", 7, 21),
        ...         mend="Write 10.",
        ...     )
        ... )
        claims.ttl:7:21: no bound: expected a number or INF, found 'ten'. Write 10.
    """

    def __init__(
        self,
        problem: str,
        *,
        expected: str = "",
        found: str = "",
        where: Place | None = None,
        mend: str = "",
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.expected = expected
        self.found = found
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        message = f"{self.where}: {self.problem}" if self.where else self.problem
        told = [
            f"{verb} {what}"
            for verb, what in (("expected", self.expected), ("found", shown(self.found)))
            if what
        ]
        if told:
            message += ": " + ", ".join(told)
        if self.mend:
            message += f". {self.mend}"
        return message


class InputError(AikgError, ValueError):
    """What was given cannot be used."""


class FileUnreadable(InputError):  # noqa: N818
    """A file is missing, a folder, forbidden, too large, empty or not UTF-8 text."""


class SyntaxFault(InputError):  # noqa: N818
    r"""The text of a file is not well-formed.

    Attributes:
        excerpt: The offending line, underlined with carets; empty where no line is known.

    Examples:
        >>> print(SyntaxFault("a dot is missing", excerpt="  1 | :a :b :c\n    |         ^"))
        a dot is missing
          1 | :a :b :c
            |         ^
    """

    def __init__(
        self,
        problem: str,
        *,
        expected: str = "",
        found: str = "",
        where: Place | None = None,
        mend: str = "",
        excerpt: str = "",
    ) -> None:
        super().__init__(problem, expected=expected, found=found, where=where, mend=mend)
        self.excerpt = excerpt

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}\n{self.excerpt}" if self.excerpt else message


class UnknownName(InputError):  # noqa: N818
    """Nobody knows this name.

    Attributes:
        nearest: The known names it may be a misspelling of, the likeliest first.
    """

    def __init__(
        self,
        problem: str,
        *,
        expected: str = "",
        found: str = "",
        where: Place | None = None,
        mend: str = "",
        nearest: Sequence[str] = (),
    ) -> None:
        super().__init__(problem, expected=expected, found=found, where=where, mend=mend)
        self.nearest = tuple(nearest)

    @classmethod
    def among(
        cls, kind: str, name: str, known: Collection[str], *, where: Place | None = None
    ) -> Self:
        """Return the error for a ``name`` of some ``kind`` that is not among those ``known``.

        It proposes the nearest known names; where none is near and they are few, it lists them.

        Examples:
            >>> print(UnknownName.among("question", "investmnts", ["investments", "gaps"]))
            unknown question 'investmnts'. Did you mean investments?
            >>> print(UnknownName.among("question", "who", ["investments", "gaps"]))
            unknown question 'who'. Known: gaps, investments.
            >>> print(UnknownName.among("agent", "who", ["AWS", "Amazon.com, Inc."]))
            unknown agent 'who'. Known: AWS; Amazon.com, Inc..
        """
        near = nearest_names(name, known)
        mend = ""
        if near:
            mend = did_you_mean(near)
        elif 0 < len(known) <= _LISTED:
            between = "; " if any("," in one for one in known) else ", "
            mend = f"Known: {between.join(sorted(known))}."
        return cls(f"unknown {kind} '{shown(name)}'", where=where, mend=mend, nearest=near)


class BadParameter(InputError):  # noqa: N818
    """The value of a parameter is not one it can have."""


class EngineError(AikgError):
    """Something underneath (a store, a reasoner, a validator) failed."""


class UnknownNameWarning(UserWarning):
    """A name that nothing in the graph has, where there may be a reason to ask for it."""


def did_you_mean(names: Sequence[str]) -> str:
    """Return the question that proposes ``names``, or nothing where there are none.

    Examples:
        >>> did_you_mean(["Investor", "Investment", "Invoice"])
        'Did you mean Investor, Investment or Invoice?'
        >>> did_you_mean([])
        ''
    """
    if not names:
        return ""
    *others, last = (shown(name) for name in names)
    return f"Did you mean {', '.join(others)} or {last}?" if others else f"Did you mean {last}?"
