"""What shapes cannot say of a change, each a check of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.gate.checks.conflicts import check_conflicts
from aikg.gate.checks.conversions import check_conversions
from aikg.gate.checks.dates import check_dates
from aikg.gate.checks.denials import check_denials, check_ends
from aikg.gate.checks.directions import check_directions
from aikg.gate.checks.founding import check_founding
from aikg.gate.checks.magnitudes import check_magnitudes
from aikg.gate.checks.names import check_names
from aikg.gate.checks.offers import check_offers
from aikg.gate.checks.open_lists import check_open_lists
from aikg.gate.checks.other_amounts import check_metrics, check_rates
from aikg.gate.checks.owners import check_owners
from aikg.gate.checks.paid import check_paid
from aikg.gate.checks.plans import check_plans
from aikg.gate.checks.same_deal import check_same_deal
from aikg.gate.checks.telling import check_after_publication, check_speakers
from aikg.gate.checks.tranches import check_tranches
from aikg.gate.checks.twice import check_figures_twice, check_quotes_twice
from aikg.gate.checks.umbrellas import check_umbrellas
from aikg.gate.checks.unpaid import check_unpaid
from aikg.gate.checks.valuations import check_valuations
from aikg.gate.evidence.figures import check_figures
from aikg.gate.evidence.parties import check_parties
from aikg.gate.evidence.quoted import check_quotes

if TYPE_CHECKING:
    from aikg.gate.change import Check

CHANGE_CHECKS: Final[tuple[Check, ...]] = (
    check_quotes,
    check_figures,
    check_parties,
    check_dates,
    check_same_deal,
    check_tranches,
    check_umbrellas,
    check_figures_twice,
    check_quotes_twice,
    check_conversions,
    check_valuations,
    check_rates,
    check_metrics,
    check_directions,
    check_unpaid,
    check_conflicts,
    check_names,
    check_magnitudes,
    check_founding,
    check_after_publication,
    check_plans,
    check_paid,
    check_denials,
    check_ends,
    check_speakers,
    check_open_lists,
    check_offers,
    check_owners,
)
"""All checks of a change, in the order in which they run."""
