"""What an answer and a table have in common: the formats that people and programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from aikg.questions import formats

if TYPE_CHECKING:
    import pandas

    from aikg.questions.formats import Value


# As many rows as a screen bears.
_SHOWN: Final = 30


class Tabular(Protocol):
    """What has rows under named columns."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""

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
        """A data frame with these columns.

        Raises:
            ImportError: pandas is not installed: it comes with aikg's extra `dataframe` alone.
        """
        try:
            import pandas
        except ImportError as error:
            raise ImportError(
                f"{error}. A data frame needs pandas: `pip install pandas` puts it beside aikg."
            ) from None

        return pandas.DataFrame(self.cells(), columns=self.columns)
