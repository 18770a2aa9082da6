"""Files of the graph: deterministic, in the formats of RDF, of tables and of networks."""

from aikg.transfer.files.exporting import check, export, facts, planned
from aikg.transfer.files.formats import SYNTAXES, Format, Syntax, chosen
from aikg.transfer.files.writing import Exported, write, write_file

__all__ = [
    "SYNTAXES",
    "Exported",
    "Format",
    "Syntax",
    "check",
    "chosen",
    "export",
    "facts",
    "planned",
    "write",
    "write_file",
]
