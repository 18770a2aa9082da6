"""Text goes in and out of the engine in pieces, and what breaks off on one side is told on the other."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.store import streaming

LINE = b"<urn:s> <urn:p> <urn:o%d> <urn:g> .\n"


@pytest.fixture(params=["pipe", "file"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways in: that of systems that name open files, and that of others."""
    if request.param == "file":
        monkeypatch.setattr(streaming, "_DESCRIPTORS", streaming._DESCRIPTORS / "none")


def test_what_is_no_nquads_is_told_however_much_follows() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"no quad\n"
        for number in range(100_000):
            yield LINE % number

    with pytest.raises(SyntaxError):
        streaming.loaded(ox.Store(), pieces())


def test_what_breaks_off_while_it_is_made_is_told_as_it_is_and_none_of_it_stays() -> None:
    def pieces() -> Iterator[bytes]:
        yield LINE % 1
        raise ConnectionResetError("the line is cut")

    store = ox.Store()
    with pytest.raises(ConnectionResetError, match="cut"):
        streaming.loaded(store, pieces())
    assert len(store) == 0


@pytest.mark.parametrize("count", [0, 1, 50_000])
def test_all_that_goes_in_comes_out_in_whole_lines(count: int) -> None:
    store = ox.Store()
    streaming.loaded(store, (LINE % number for number in range(count)))
    blocks = list(streaming.dumped(store, "urn:g"))
    assert all(block.endswith(b" .\n") for block in blocks)
    lines = b"".join(blocks).splitlines()
    assert sorted(lines) == sorted(b"<urn:s> <urn:p> <urn:o%d> ." % n for n in range(count))


@given(st.lists(st.binary(max_size=5)))
def test_lines_are_the_same_wherever_their_text_is_cut(parts: list[bytes]) -> None:
    found = list(streaming.whole_lines(parts))
    text = b"".join(parts)
    assert b"".join(found) == (text if not text or text.endswith(b"\n") else text + b"\n")
    assert all(block.endswith(b"\n") for block in found)
