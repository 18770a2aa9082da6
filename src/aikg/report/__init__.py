"""Pictures of what the graph tells, as files that need nothing else to be looked at."""

from aikg.report.picture import draw

__all__ = ["draw"]
