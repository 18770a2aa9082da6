"""The derive floor: what follows from the claims that stand."""

from aikg.derive.amend import Amendment, amend, effective
from aikg.derive.anew import derive_all
from aikg.derive.journal import recover, unfinished

__all__ = ["Amendment", "amend", "derive_all", "effective", "recover", "unfinished"]
