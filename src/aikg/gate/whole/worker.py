"""A process that validates: shapes come in once, then slices as text, and findings go out.

python -m aikg.gate.whole.worker, with pickles on standard input and output; it ends with its input.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from aikg.gate.shacl import Shapes
from aikg.ground.errors import AikgError

if TYPE_CHECKING:
    from typing import BinaryIO


def main(given: BinaryIO, told: BinaryIO) -> None:
    """Answer each slice with its findings, or with the error that kept it from being validated."""
    shapes_text, vocabulary, engine = pickle.load(given)
    shapes = Shapes([q.triple for q in parse(shapes_text.encode(), format=RdfFormat.N_TRIPLES)])
    while True:
        try:
            text = pickle.load(given)
        except EOFError:
            return
        answer: object
        try:
            answer = shapes.validate_text(vocabulary + text, engine)
        except AikgError as error:
            answer = error
        pickle.dump(answer, told, pickle.HIGHEST_PROTOCOL)
        told.flush()


if __name__ == "__main__":
    # Whatever a library prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(sys.stdin.buffer, answers)
