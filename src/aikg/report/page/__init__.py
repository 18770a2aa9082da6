"""The report: one HTML page that tells the graph, needs no network, and opens each mark's quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.report.page.gathering import gather
from aikg.report.page.rendering import render

if TYPE_CHECKING:
    from aikg.report.page.asked import Asked

__all__ = ["compose"]


def compose(graph: Asked, focus: str | None = None) -> str:
    """Write the page of the whole graph, or of one organization.

    Args:
        graph: an open graph.
        focus: the label or IRI of an organization: only what it takes part in, its units included.

    Returns:
        An HTML document with its style, its scripts and its data inside.

    Raises:
        UnknownName: there is no organization of that name; proposes the nearest.
        InputError: the extra `report` is not installed.
    """
    return render(gather(graph, focus))
