"""Who pays whom in the AI industry, as claims with their quotes, bounds and stages.

Examples:
    >>> import aikg
    >>> graph = aikg.open()
    >>> [row.investor for row in graph.ask("investments", organization="Microsoft")]
    ['Microsoft']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aikg.ground.errors import (
    AikgError,
    BadParameter,
    EngineError,
    FileUnreadable,
    InputError,
    SyntaxFault,
    UnknownName,
    UnknownNameWarning,
)

if TYPE_CHECKING:
    from aikg.graph import Graph
    from aikg.questions import Answer, Question, Row

    open = Graph.open

__all__ = [
    "AikgError",
    "Answer",
    "BadParameter",
    "EngineError",
    "FileUnreadable",
    "Graph",
    "InputError",
    "Question",
    "Row",
    "SyntaxFault",
    "UnknownName",
    "UnknownNameWarning",
    "open",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (PEP 562: it stands for several things)
    # The floors are imported once they are used, so that a single one of them stays light.
    if name in {"Answer", "Question", "Row"}:
        from aikg import questions

        return getattr(questions, name)
    if name in {"Graph", "open"}:
        from aikg.graph import Graph

        return Graph if name == "Graph" else Graph.open
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
