"""How receipts are put out: what is wrong by name, what is right in numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from aikg.cli.output import print_table, write
from aikg.ground.terms import shorten

if TYPE_CHECKING:
    import argparse

    from aikg.transfer.receipt import GraphReceipt, Receipt

FORMATS: Final = ("text", "json")
_MOST_ROWS: Final = 3
"""Wrong rows of one answer that are shown."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which graphs are meant, what they are called there, and how the receipt is printed."""
    parser.add_argument(
        "target",
        metavar="TARGET",
        help="the address of a store, a folder, or a file such as graph.nq.gz",
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PART",
        help="asserted, derived, ontology, register, or a source; repeat for more (default: all)",
    )
    add_prefix(parser)
    parser.add_argument(
        "--no-answers",
        action="store_true",
        help="compare triples alone, and ask no questions on both sides",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print (default: text)"
    )


def add_prefix(parser: argparse.ArgumentParser) -> None:
    """What the graphs are called there."""
    parser.add_argument(
        "--graph-prefix",
        default="",
        metavar="IRI",
        help="what the names of the graphs begin with there (default: as here)",
    )


def put(receipt: Receipt, format_: str, more: dict[str, object] | None = None) -> None:
    """Print a receipt."""
    if format_ == "json":
        write(json.dumps({**receipt.as_dict(), **(more or {})}, indent=2, ensure_ascii=False))
        return
    wrong = [graph for graph in receipt.graphs if not graph.clean]
    if wrong:
        print_table(
            ["graph", "sent", "found", "digest_sent", "digest_found"], list(map(_row, wrong))
        )
    lines = [line for graph in wrong for line in _named(graph)]
    for asked in receipt.answers:
        if asked.wrong:
            lines.append(f"aikg ask {asked}: {asked.here} rows here, {asked.there} there")
            lines += [f"  {row}" for row in asked.wrong[:_MOST_ROWS]]
    lines += [
        f"forgiven: {count:,} times another {kind}" for kind, count in receipt.forgiven.items()
    ]
    sent, found = receipt.total
    lines.append(
        f"{len(receipt.graphs):,} graphs, {len(wrong):,} differ; "
        f"{sent.count:,} triples sent, {found.count:,} found"
    )
    if receipt.answers:
        differ = sum(bool(asked.wrong) for asked in receipt.answers)
        lines.append(f"{len(receipt.answers)} answers compared, {differ} differ")
    lines.append(f"digest {found}" if receipt.clean else "NOT CLEAN")
    write("\n".join(lines))


def _row(graph: GraphReceipt) -> list[str | int]:
    return [
        shorten(graph.graph),
        graph.sent.count,
        graph.found.count,
        str(graph.sent)[:8],
        str(graph.found)[:8],
    ]


def _named(graph: GraphReceipt) -> list[str]:
    lines = [f"{shorten(graph.graph)}: {found}" for found in graph.differences]
    unnamed = abs(graph.sent.count - graph.found.count) - len(graph.differences)
    if unnamed > 0:
        lines.append(f"{shorten(graph.graph)}: and at least {unnamed:,} more")
    return lines
