"""What an answer and a table have in common: the formats that people and programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from aikg.questions import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas
    import pyarrow

    from aikg.questions.contract import Column
    from aikg.questions.formats import Value


# As many rows as a screen bears.
_SHOWN: Final = 30


class Tabular(Protocol):
    """What has rows under named columns."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""

    @property
    def typed(self) -> Sequence[Column]:
        """The columns with their types."""

    def cells(self) -> list[list[Value]]:
        """The rows as lists, in the order of the columns."""

    @property
    def footer(self) -> str:
        """What stands beneath the rows; empty for nothing."""


class Written:
    """The formats of whatever is tabular, and how it shows itself in a shell.

    Examples:
        >>> from aikg.questions.table import Table
        >>> Table(["who"], [{"who": "Anthropic"}])
        | who |
        | --- |
        | Anthropic |
        >>> print(Table(["who"], [{"who": "Anthropic"}]).to_markdown())
        | who |
        | --- |
        | Anthropic |
    """

    def to_csv(self: Tabular) -> str:
        """Comma-separated values with a header line (RFC 4180); a list's items part with "; ".

        What stands beneath is a last line that begins with "# ", a comment to those who read CSV
        with comments: `pandas.read_csv(file, comment="#")` where no cell has that character.
        """
        text = formats.to_csv(self.columns, self.cells())
        return f"{text}# {self.footer}\r\n" if self.footer else text

    def to_markdown(self: Tabular) -> str:
        """A table in GitHub Flavored Markdown, and a line for what stands beneath."""
        text = formats.to_markdown(self.columns, self.cells())
        return f"{text}\n\n{self.footer}" if self.footer else text

    def __repr__(self: Tabular) -> str:
        """The first rows, in Markdown, and how many more there are."""
        cells = self.cells()
        shown = formats.to_markdown(self.columns, cells[:_SHOWN])
        more = len(cells) - _SHOWN
        return f"{shown}\n… {more:,} more" if more > 0 else shown

    def to_pandas(self: Tabular) -> pandas.DataFrame:
        """A data frame with these columns, each of its type.

        Numbers are float64, where unknown is NaN and no ceiling is inf; whole numbers Int64;
        booleans boolean; dates datetime64 in UTC; lists and mixtures are objects. Units and what
        else is said of the columns stand in `attrs`.

        Raises:
            ImportError: pandas is not installed: it comes with aikg's extra `dataframe` alone.
        """
        from aikg.questions.frames import to_pandas

        return to_pandas(self)

    def to_arrow(self: Tabular) -> pyarrow.Table:
        """An Arrow table with these columns, each of its type: what `to_pandas` holds.

        Numbers are float64, where unknown is null and no ceiling is inf; whole numbers int64;
        decimals decimal128, exact; dates timestamps in UTC; lists are lists, of structs for legs. A
        column that mixes numbers and words is text. Units and what is said of a column stand in
        the metadata of its field; what stands beneath the rows, in that of the schema.

        Raises:
            ImportError: pyarrow is not installed: it comes with aikg's extra `arrow` alone.
        """
        from aikg.questions.frames import to_arrow

        return to_arrow(self)
