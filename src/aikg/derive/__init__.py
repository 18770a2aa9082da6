"""The derive floor: what follows from the claims that stand."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from aikg.derive.amend import Amendment, amend, effective
    from aikg.derive.anew import derive_all
    from aikg.derive.journal import recover, unfinished

__all__ = ["Amendment", "amend", "derive_all", "effective", "recover", "unfinished"]

_ROOMS: Final = {
    "Amendment": "amend",
    "amend": "amend",
    "derive_all": "anew",
    "effective": "amend",
    "recover": "journal",
    "unfinished": "journal",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (PEP 562: it stands for several things)
    # Whoever opens a graph asks for its journal, and pays for no counting.
    if name in _ROOMS:
        found = getattr(import_module(f"aikg.derive.{_ROOMS[name]}"), name)
        globals()[name] = found  # or the module of that name stands in its place from now on
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
