"""Who pays whom in the AI industry, as claims with their quotes, bounds and stages.

Examples:
    >>> import aikg
    >>> graph = aikg.open()
    >>> [row.investor for row in graph.ask("investments", organization="Microsoft")]
    ['Microsoft']
"""

from aikg.graph import Graph
from aikg.ground.errors import (
    AikgError,
    BadParameter,
    EngineError,
    FileUnreadable,
    InputError,
    SyntaxFault,
    UnknownName,
)
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
    "open",
]
