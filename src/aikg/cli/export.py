"""`aikg export`: the graph as files, for other tools and other stores."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aikg.cli.opening import add_store, opened
from aikg.cli.output import note
from aikg.cli.verb import FINE, Verb
from aikg.ground.errors import BadParameter, InputError

if TYPE_CHECKING:
    import argparse
    from typing import BinaryIO

    from aikg.transfer.files import Exported


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the graph goes, in which format, and which part of it."""
    parser.add_argument(
        "files",
        metavar="OUT",
        nargs="+",
        help="a file to write; .nq, .trig, .ttl, .nt, .jsonld, .rdf, .parquet or .graphml says the "
        "format, .gz or .zst after it compresses; - is standard output",
    )
    parser.add_argument(
        "--format", metavar="FORMAT", help="the format, such as nq or nq.gz, whatever the name says"
    )
    parser.add_argument(
        "--only",
        metavar="PART",
        action="append",
        default=[],
        help="asserted, derived, ontology, register, or a source; can be given several times",
    )
    parser.add_argument(
        "--describe",
        metavar="OUT.void.ttl",
        type=Path,
        help="write a description of graph and files, in VoID and DCAT, for catalogues",
    )
    parser.add_argument(
        "--issued", metavar="DATE", help="the day of publication, for the description"
    )
    parser.add_argument(
        "--at",
        metavar="URL",
        default="",
        help="the address of the folder where the files will be, for the description",
    )
    add_store(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write each file in one step or not at all."""
    from aikg.transfer.files import facts, planned

    only = arguments.only
    if "-" in arguments.files:
        return _to_stdout(arguments)
    files = [Path(file) for file in arguments.files]
    for twice in {file for file in files if files.count(file) > 1}:
        raise BadParameter(f"{twice} is given twice", mend="Give it once.")
    for file in files:
        planned(file, arguments.format, only)
    facts(arguments.describe, arguments.issued, arguments.at)
    with opened(arguments.store) as graph:
        written = graph.export(
            *files,
            format=arguments.format,
            only=only,
            describe=arguments.describe,
            issued=arguments.issued,
            at=arguments.at,
        )
    for told in written:
        note(f"wrote {told.file}: {summary(told)}")
    if arguments.describe:
        note(f"wrote {arguments.describe}")
    return FINE


def summary(told: Exported) -> str:
    """Tell in words what a file holds.

    Examples:
        >>> from aikg.transfer.files import Exported, chosen
        >>> summary(Exported("a.ttl", chosen("a.ttl"), 12, ("urn:g", "urn:h"), 2345, ""))
        '12 triples of 2 graphs, whose names Turtle leaves out; 2,345 bytes'
    """
    syntax = told.format.syntax
    graphs = f"{len(told.graphs)} graph{'s' * (len(told.graphs) != 1)}"
    if not syntax.rdf:
        what = f"{told.triples:,} edges"
    elif syntax.graphs:
        what = f"{told.triples:,} triples in {graphs}"
    else:
        what = f"{told.triples:,} triples of {graphs}, whose names {syntax.name} leaves out"
    return f"{what}; {told.size:,} bytes"


def _to_stdout(arguments: argparse.Namespace) -> int:
    from aikg.transfer.files import check, chosen, write
    from aikg.transfer.selection import selected

    if arguments.describe or arguments.issued or arguments.at:
        raise BadParameter(
            "a description tells of files, and standard output is none",
            mend="Name a file.",
        )
    if len(arguments.files) > 1:
        raise BadParameter("- is standard output, for one file alone", mend="Leave out the others.")
    if arguments.format is None:
        raise InputError(
            "standard output has no name that says a format", mend="Say it: --format nq."
        )
    format = chosen("-", arguments.format)
    check(format, arguments.only)
    stream: BinaryIO = sys.stdout.buffer
    if sys.stdout.isatty() and format.binary:
        raise InputError(
            "bytes that are no text are not for a terminal", mend="Send them to a file."
        )
    with opened(arguments.store) as graph:
        graphs = {name: name for name in selected(graph.store, arguments.only)}
        told = write(stream, graph.store, graphs, format)
    stream.flush()
    if told.format.syntax.rdf and not told.format.syntax.graphs:
        note(summary(told))
    return FINE


VERB = Verb("export", "write the graph to files, for other tools and stores", arguments, run)
