"""The one error that the tool reports as a message instead of a traceback."""

from __future__ import annotations


class DevError(Exception):
    """Something that the reader can mend; its text says what is wrong and what to do."""
