"""The chart library's own JavaScript, as its package ships it."""

from __future__ import annotations

from aikg.ground.errors import InputError


def script() -> str:
    """Give the text of plotly.js, for the inside of a page; nothing is fetched, then or later.

    Raises:
        InputError: the package is not installed.
    """
    try:
        from plotly.offline import get_plotlyjs
    except ImportError:
        raise InputError(
            "the report needs the package plotly",
            found="none",
            mend="Install the extra: pip install 'aikg[report]'.",
        ) from None
    # The one text that a script element cannot hold (HTML, section 4.12.1.3).
    return str(get_plotlyjs()).replace("</script", "<\\/script")
