"""Text, its lines and columns, and the excerpt that shows a place in it."""

from __future__ import annotations

import re
from bisect import bisect_right

from aikg.ground.errors import FileUnreadable, Place, SyntaxFault

# What ends a line for the parser and for editors; no other control character does.
_BREAK = re.compile(r"\r\n?|\n")
# Columns of an excerpt.
_WIDTH = 100

_OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class Lines:
    r"""The lines of a text, for turning offsets into lines and columns, both counted from 1.

    Examples:
        >>> lines = Lines("one\r\ntwo\nthree")
        >>> lines.place("x.ttl", 6)
        Place(file='x.ttl', line=2, column=2)
        >>> lines.line(3), lines.offset(3, 2)
        ('three', 10)
    """

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def place(self, file: str, offset: int) -> Place:
        """Return the place of the character at ``offset``, counted from 0."""
        line = bisect_right(self._starts, offset)
        return Place(file, line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return the text of a line without its end; empty where there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column."""
        return self._starts[min(max(line, 1), len(self._starts)) - 1] + column - 1

    def excerpt(self, line: int, column: int, length: int = 1) -> str:
        """Return a line with ``length`` characters from ``column`` on underlined.

        A long line is clipped around the column; tabs and control characters are shown as one
        blank each, so that the carets stand below what they mean.

        Examples:
            >>> print(Lines(":a :b c:d .").excerpt(1, 7, 3))
              1 | :a :b c:d .
                |       ^^^
        """
        text = self.line(line)
        first = max(0, column - 1 - _WIDTH // 2)
        window = text[first : first + _WIDTH]
        before, after = "…" if first else "", "…" if first + _WIDTH < len(text) else ""
        window = "".join(c if c.isprintable() else " " for c in window)
        at = column - 1 - first
        marked = window[at : at + max(length, 1)]
        margin = f"  {line} | "
        blank = " " * (len(before) + _columns(window[:at]))
        carets = "^" * max(_columns(marked), 1)
        return (
            f"{margin}{before}{window}{after}".rstrip()
            + f"\n{' ' * (len(margin) - 2)}| {blank}{carets}"
        )


def decode(data: bytes, name: str, what: str = "text") -> str:
    """Return the text of a UTF-8 file, without the byte order mark it may begin with.

    Args:
        data: The bytes of the file.
        name: The file's name, as messages name it.
        what: What the file should hold.

    Raises:
        FileUnreadable: There are no bytes, or they are no UTF-8; names the first bad one.
    """
    if not data:
        raise FileUnreadable(
            "the file is empty",
            expected=what,
            found="0 bytes",
            where=Place(name),
            mend="Is it still to be written, or was it cut short?",
        )
    for mark, encoding in _OTHER_ENCODINGS:
        if data.startswith(mark):
            raise FileUnreadable(
                "the text is in another encoding",
                expected="UTF-8",
                found=encoding,
                where=Place(name, 1, 1),
                mend="Save it as UTF-8.",
            )
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().removeprefix("\ufeff")
        raise FileUnreadable(
            "the text is not valid UTF-8",
            expected="UTF-8",
            found=f"the byte 0x{data[error.start]:02x}",
            where=Lines(before).place(name, len(before)),
            mend="Save it as UTF-8.",
        ) from None
    return text.removeprefix("\ufeff")


def refuse_nul(text: str, name: str) -> None:
    """Refuse a NUL character, which no RDF literal may hold and other tools cut the text at.

    Raises:
        SyntaxFault: There is one; names the first.
    """
    if "\0" in text:
        raise fault_at(
            text,
            name,
            text.index("\0"),
            problem="a NUL character in the text",
            mend="Remove it; a text full of them is UTF-16, to be saved as UTF-8.",
        )


def fault_at(
    text: str,
    name: str,
    offset: int,
    length: int = 1,
    *,
    problem: str,
    expected: str = "",
    found: str = "",
    mend: str = "",
) -> SyntaxFault:
    """Return the fault for ``length`` characters from ``offset`` on, with place and excerpt."""
    lines = Lines(text)
    where = lines.place(name, offset)
    return SyntaxFault(
        problem,
        expected=expected,
        found=found,
        where=where,
        mend=mend,
        excerpt=lines.excerpt(where.line or 1, where.column or 1, length),
    )


def _columns(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
