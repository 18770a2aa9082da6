"""What shapes cannot say of a change, each a check of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.gate.evidence.figures import check_figures
from aikg.gate.evidence.parties import check_parties
from aikg.gate.evidence.quoted import check_quotes

if TYPE_CHECKING:
    from aikg.gate.change import Check

CHANGE_CHECKS: Final[tuple[Check, ...]] = (check_quotes, check_figures, check_parties)
"""All checks of a change, in the order in which they run."""
