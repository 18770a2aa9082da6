"""Which rows hold in all readings of the disputes about them, and which in some alone.

The rows of the plain answer are what the assessed readings tell. They stay as they are, and those that
only other readings tell come beside them: `rows.py` has what the questions have in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.questions.holding.lineage import Lineage
from aikg.questions.holding.rivals import Rivals
from aikg.questions.holding.rows import ORGANIZATION, with_holding
from aikg.questions.holding.ties import Ties

if TYPE_CHECKING:
    from aikg.questions.holding.rows import Holding

__all__ = ["HOLDINGS", "ORGANIZATION", "with_holding"]

HOLDINGS: Final[dict[str, type[Holding]]] = {"ties": Ties, "lineage": Lineage, "rivals": Rivals}
"""What the header of a question names as `readings`."""
