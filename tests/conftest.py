"""What holds for all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# How long an example takes says how busy the machine is: time is measured in benchmarks alone.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_THOROUGH_PRODUCTS = ("virtuoso",)
"""Servers that what is tried on another one is tried on once more."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough",
        action="store_true",
        help="also what is marked so: minutes of servers, browsers",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked as thorough runs only when it is asked for."""
    if config.getoption("--thorough"):
        return
    left_out = [item for item in items if _is_thorough(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not _is_thorough(item)]


def _is_thorough(item: pytest.Item) -> bool:
    call = getattr(item, "callspec", None)
    products = () if call is None else call.params.values()
    again = any(one in _THOROUGH_PRODUCTS for one in products if isinstance(one, str))
    return again or item.get_closest_marker("thorough") is not None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not terminalreporter.config.getoption("--thorough"):
        terminalreporter.write_line(
            "left out: faults and kills, Virtuoso, pySHACL on all examples, large pages in a browser, "
            "a million triples (--thorough runs them too)"
        )
