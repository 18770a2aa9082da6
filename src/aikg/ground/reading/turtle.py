"""Where the terms of each triple stand in Turtle, TriG, N-Triples and N-Quads.

The parser says where an error is, and nothing about what it understood. So the text is read a
second time here, by its tokens alone: no IRI is resolved and no escape undone. The walk yields
the triples in the order in which the parser yields them, and so each is known by its number.

Followed are the grammars of RDF 1.1 Turtle (section 6.5), TriG, N-Triples and N-Quads. The text
has been through the parser, so what is well-formed need not be asked again.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

# Characters of names: all but white space, control characters and ASCII punctuation.
_IN_PREFIX = r"[^\x00-\x20!-,./:-@\[-^`{-\x7f]"
_IN_LOCAL = r"[^\x00-\x20!-$&-,./;-@\[-^`{-\x7f]"
_TOKEN = re.compile(
    rf"""
    [ \t\r\n]+ | \#[^\r\n]*
    | (?P<term>
        <[^<>\s]*>
        | [+-]? (?: (?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+) [eE][+-]?[0-9]+ | [0-9]*\.[0-9]+ | [0-9]+ )
        | _: (?: {_IN_PREFIX} | \.+(?={_IN_PREFIX}) )+
        | (?: {_IN_PREFIX}+ (?: \.+ {_IN_PREFIX}+ )* )? :
          (?: {_IN_LOCAL} | \\. | \.+(?={_IN_LOCAL}|\\) )*
      )
    | (?P<text>
        \"{{3}} [^"\\]* (?: (?: \\. | "(?!"") ) [^"\\]* )* \"{{3}}
        | '{{3}} [^'\\]* (?: (?: \\. | '(?!'') ) [^'\\]* )* '{{3}}
        | " [^"\\\r\n]* (?: \\. [^"\\\r\n]* )* "
        | ' [^'\\\r\n]* (?: \\. [^'\\\r\n]* )* '
      )
    | (?P<at> @[A-Za-z]+ (?:-+[A-Za-z0-9]+)* )
    | (?P<word> [A-Za-z]+ )
    | (?P<sign> \^\^ | \{{(?!\|) | [;,.()\[\]}}] )
    """,
    re.VERBOSE | re.DOTALL,
)
# How many tokens follow a directive that make no triple.
_DIRECTIVES = {"prefix": 2, "base": 1, "version": 1}


class Role(Enum):
    """How a triple came about."""

    PLAIN = auto()
    FIRST = auto()  # an item of a collection
    REST = auto()  # from one item to the next
    END = auto()  # from the last item to rdf:nil


class Spot(NamedTuple):
    """Where a triple stands: offsets of its terms, counted from 0.

    What a collection implies stands where it is implied: a cell of the list and ``rdf:first`` at
    the item (the first cell at the opening bracket), ``rdf:rest`` at the next item, ``rdf:nil``
    at the closing bracket.
    """

    subject: int
    predicate: int
    object: int
    role: Role


class Untold(Exception):  # noqa: N818 (caught next door, never seen by a user)
    """The text holds what this reader does not follow, such as the triple terms of RDF 1.2."""


def spots(text: str) -> list[Spot]:
    """Return where the triples of a text stand, in the parser's order.

    Args:
        text: Turtle, TriG, N-Triples or N-Quads that the parser has accepted.

    Raises:
        Untold: The text has syntax of RDF 1.2, which is not followed.

    Examples:
        >>> for spot in spots("<s:s> <s:p> 1, 2 ."):
        ...     print(*spot[:3])
        0 6 12
        0 6 15
    """
    walk = _Walk()
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() != end:
            break
        end = token.end()
        if token.lastgroup:
            walk.step(token.lastgroup, token[0], token.start())
    if end != len(text):
        raise Untold(text[end : end + 10])
    return walk.spots


def first_longer(text: str, length: int) -> int:
    """Return the offset of the first token with more characters, or of what is no token.

    Examples:
        >>> first_longer("<s:s> <s:p> 'a' .", 4), first_longer("<s:s> <s:p> 'a .", 9)
        (0, 12)
    """
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() != end or token.end() - end > length:
            return end
        end = token.end()
    return end


class _Frame:
    """A statement, or a blank node property list or collection inside it."""

    __slots__ = ("cell", "items", "node", "object_next", "predicate", "subject")

    def __init__(self, node: int | None, items: bool) -> None:
        self.node = node  # where it opens; None for the statement itself
        self.items = items  # whether it is a collection
        self.cell: int | None = None  # of a collection: its last cell
        self.subject: int | None = None if items else node
        self.predicate: int | None = None
        self.object_next = False


class _Walk:
    """Follows the tokens, with a stack of frames instead of recursion: no nesting is too deep."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self._frames = [_Frame(None, items=False)]
        self._step: list[Spot] = []
        self._skip = 0
        # A quoted text waits for its language or datatype before it counts as a term.
        self._text: int | None = None
        self._typed = False

    def step(self, kind: str, token: str, at: int) -> None:
        """Take one token."""
        if self._skip:
            self._skip -= 1
            return
        self._take(kind, token, at)
        if self._step:  # what one token brings about, the parser yields last things first
            self.spots.extend(reversed(self._step))
            self._step.clear()

    def _take(self, kind: str, token: str, at: int) -> None:
        if self._text is not None:
            if token == "^^":
                self._typed = True
                return
            text, self._text = self._text, None
            self._complete(text)
            if self._typed or kind == "at":  # the token was the datatype or the language
                self._typed = False
                return
        if kind == "term":
            self._open_item(at)
            self._complete(at)
        elif kind == "text":
            self._open_item(at)
            self._text = at
        elif kind == "sign":
            self._sign(token, at)
        else:
            self._word(token.removeprefix("@").lower(), at)

    def _word(self, word: str, at: int) -> None:
        if word in _DIRECTIVES:
            self._skip = _DIRECTIVES[word]
        elif word != "graph":  # a, true, false
            self._open_item(at)
            self._complete(at)

    def _sign(self, sign: str, at: int) -> None:
        frame = self._frames[-1]
        if sign == ";":
            frame.predicate, frame.object_next = None, False
        elif sign == ",":
            frame.object_next = True
        elif sign in "[(":
            self._open_item(at)
            self._frames.append(_Frame(at, items=sign == "("))
        elif sign in "])":
            self._close(frame, at)
        else:  # a dot or curly bracket; before an opening one stood the graph's name
            self._frames = [_Frame(None, items=False)]

    def _close(self, frame: _Frame, at: int) -> None:
        self._frames.pop()
        node = frame.node or 0
        if not frame.items or frame.cell is None:  # "()" is rdf:nil, a term like any other
            self._complete(node)
        else:
            self._put(frame.cell, at, at, Role.END)

    def _open_item(self, at: int) -> None:
        """In a collection, make the cell for the item that begins here and link it."""
        frame = self._frames[-1]
        if not frame.items:
            return
        if frame.cell is None:
            frame.cell = frame.node or 0
            self._give(self._frames[-2], frame.cell)
        else:
            self._put(frame.cell, at, at, Role.REST)
            frame.cell = at

    def _complete(self, node: int) -> None:
        """A whole term has been read that begins at ``node``."""
        self._give(self._frames[-1], node)

    def _give(self, frame: _Frame, node: int) -> None:
        if frame.items:
            self._put(frame.cell or 0, node, node, Role.FIRST)
        elif frame.subject is None:
            frame.subject = node
        elif frame.predicate is None:
            frame.predicate, frame.object_next = node, True
        elif frame.object_next:
            self._put(frame.subject, frame.predicate, node, Role.PLAIN)
            frame.object_next = False
        # else the graph's name at the end of a line of N-Quads

    def _put(self, subject: int, predicate: int, object_: int, role: Role) -> None:
        self._step.append(Spot(subject, predicate, object_, role))
