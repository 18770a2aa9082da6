"""The derive floor: what follows from the claims that stand."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from aikg.derive.amending import Amendment, amend, effective
    from aikg.derive.anew import derive_all
    from aikg.derive.journal import recover, unfinished

__all__ = ["Amendment", "amend", "derive_all", "effective", "recover", "unfinished"]

# No room has the name of what it holds: to import one puts it under its name here.
_ROOMS: Final = {
    "Amendment": "amending",
    "amend": "amending",
    "derive_all": "anew",
    "effective": "amending",
    "recover": "journal",
    "unfinished": "journal",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (PEP 562: it stands for several things)
    # Whoever opens a graph asks for its journal, and pays for no counting.
    if name in _ROOMS:
        return getattr(import_module(f"aikg.derive.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
