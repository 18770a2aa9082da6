"""A process that counts: `python -m aikg.derive.counter`, started by `spread`, spoken to by pipes.

In comes the vocabulary, then batch after batch of agreements; out go queries, each answered with
its rows as TSV, and for each batch what is derived of it. All of it is pickled: the two ends are
the same program.
"""

from __future__ import annotations

import pickle
import sys
from typing import TYPE_CHECKING

from aikg.derive.clusters import derived_of
from aikg.derive.ntriples import text_of

if TYPE_CHECKING:
    from typing import IO

    from pyoxigraph import QueryResultsFormat


class _Rows:
    """The rows of a query, as the process that keeps the store wrote them."""

    def __init__(self, text: bytes) -> None:
        self._text = text

    def serialize(self, *, format: QueryResultsFormat) -> bytes:
        del format  # it is TSV, as asked
        return self._text


class _Asked:
    """A store that another process keeps."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming, self._outgoing = incoming, outgoing

    def select(self, query: str) -> _Rows:
        self.tell(query)
        return _Rows(pickle.load(self._incoming))

    def tell(self, message: object) -> None:
        pickle.dump(message, self._outgoing, pickle.HIGHEST_PROTOCOL)
        self._outgoing.flush()


def main() -> None:
    """Count what comes in until nothing more comes."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what is printed must not get between the messages
    store = _Asked(incoming, outgoing)
    try:
        vocabulary = pickle.load(incoming)
        while True:
            batch = pickle.load(incoming)
            store.tell(text_of(derived_of(store, batch, vocabulary)))
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):
        return  # the other end is gone, perhaps in the middle of a message


if __name__ == "__main__":
    main()
