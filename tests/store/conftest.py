"""The servers that the seam is tried on: started once, ended by their own process."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from servers import STARTED, Server, needed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Gives the server of a product, started when it is first asked for."""
    running: dict[str, Server] = {}
    with ExitStack() as stack:

        def started(product: str) -> Server:
            needed(product)
            if product not in running:
                folder = tmp_path_factory.mktemp(product) / "data"
                running[product] = stack.enter_context(STARTED[product](folder))
            return running[product]

        yield started
