"""The derive floor: what follows from the claims that stand."""

from aikg.derive.refresh import derive_all, refresh

__all__ = ["derive_all", "refresh"]
