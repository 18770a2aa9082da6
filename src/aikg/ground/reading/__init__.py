"""Reading RDF files, so that every error and every later finding names file, line and column."""

from __future__ import annotations

from aikg.ground.reading.document import Document, IllTyped
from aikg.ground.reading.parse import LIMIT, read, read_stdin, read_text
from aikg.ground.reading.vocabulary import UnknownTerm, unknown_terms

__all__ = [
    "LIMIT",
    "Document",
    "IllTyped",
    "UnknownTerm",
    "read",
    "read_stdin",
    "read_text",
    "unknown_terms",
]
