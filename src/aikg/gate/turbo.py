"""pyshacl-turbo, given N-Triples and giving them back.

By its public functions shapes come in, and reports go out, as graphs of rdflib: to make and read those
takes longer than to compile the shapes and to validate a slice. So this speaks to what lies beneath
them, which may be another in another release; one release is pinned, and tests hold the findings
equal to those of the public functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import RdfFormat

from aikg.ground.meanwhile import meanwhile

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Triple

_FORMAT: Final = "nt"
# As the public functions have it where shapes are a graph of rdflib: "1"^^xsd:boolean is true.
_NUMBERS_ARE_BOOLEANS: Final = True
_DEPTH: Final = 15  # of shapes that refer to shapes


def compiling(shapes: str) -> Callable[[], Compiled]:
    """Begin to compile shapes in a thread, as the engine lets go of the interpreter meanwhile.

    Args:
        shapes: The shapes graph, in N-Triples.

    Returns:
        What waits for them, and raises what went wrong.

    Examples:
        >>> wait = compiling("")
        >>> any(each.object.value == "true" for each in wait().report(""))
        True
    """
    import pyshacl_turbo  # noqa: F401  (here, since to import it holds the interpreter)

    return meanwhile(Compiled, shapes)


class Compiled:
    """Shapes, compiled, to validate with as often as wanted.

    Args:
        shapes: The shapes graph, in N-Triples.

    Raises:
        Exception: The engine's own, where it cannot compile them.

    Examples:
        >>> report = Compiled("").report("<urn:a> <urn:b> <urn:c> .")
        >>> [each.object.value for each in report if each.predicate.value.endswith("conforms")]
        ['true']
    """

    def __init__(self, shapes: str) -> None:
        from pyshacl_turbo import _native  # type: ignore[attr-defined]

        self._native = _native.CompiledShapes(
            shapes, _FORMAT, None, False, _NUMBERS_ARE_BOOLEANS, []
        )

    def report(self, data: str) -> list[Triple]:
        """Validate data.

        Args:
            data: The triples, in N-Triples. Text and never a Store: from a Store the engine misses
                plain strings in sh:in and sh:hasValue.

        Returns:
            The triples of a validation report (SHACL, section 3.6).

        Raises:
            Exception: The engine's own, where it fails.
        """
        _, report, *_ = self._native.validate(
            data,
            _FORMAT,
            None,
            False,  # no rules: nothing is derived,
            100,  # not even once,
            _DEPTH,
            False,  # and nothing comes into the data
            False,  # whatever is found is reported, infos
            False,  # and warnings too,
            False,  # to the last
            [],  # of all focus nodes
            [],  # and all shapes
            [],  # with no prefixes of the data's own.
        )
        quads = pyoxigraph.parse(report, format=RdfFormat.N_QUADS, lenient=True)
        return [quad.triple for quad in quads]
