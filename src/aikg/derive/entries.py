"""Stage entries as told: from rows of the store to stages with the bounds of their dates."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.amounts import DEPRECATED, PREFERRED
from aikg.derive.counting.told import Stage
from aikg.ground.bounds import ALWAYS, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aikg.derive.counting.told import Condition, Effect

STAGES: Final = """
SELECT ?claim ?entry ?stage ?earliest ?latest ?from ?to ?standing ?condition WHERE {
  %s
  GRAPH ?g {
    ?claim aikg:about ?about ; aikg:hasStageEntry ?entry .
    ?entry aikg:stage ?stage .
    OPTIONAL { ?entry aikg:onDate/aikg:earliest ?earliest }
    OPTIONAL { ?entry aikg:onDate/aikg:latest ?latest }
    OPTIONAL { ?entry aikg:onDate/aikg:daysFrom ?from }
    OPTIONAL { ?entry aikg:onDate/aikg:daysTo ?to }
    OPTIONAL { ?entry aikg:standing ?standing }
    OPTIONAL { ?entry aikg:hasCondition ?condition }
  }
}
"""


class StageRow(NamedTuple):
    """A row of `STAGES`: IRIs in full, literals by their lexical form, "" for what is not told.

    Attributes:
        claim: the claim that tells the entry.
        entry: the stage entry.
        stage: the stage that it tells.
        earliest: the earliest instant that it may be dated to.
        latest: the latest one.
        days_from: the same in days from the publication of the source.
        days_to: the latest of these.
        standing: whether it is preferred or deprecated.
        condition: one that it depends on.
    """

    claim: str
    entry: str
    stage: str
    earliest: str
    latest: str
    days_from: str
    days_to: str
    standing: str
    condition: str


def stages(
    told: Iterable[StageRow],
    published: Mapping[str, Span],
    conditions: Mapping[str, Sequence[Condition]],
    known: Mapping[str, tuple[Effect, int]],
) -> dict[str, tuple[Stage, ...]]:
    """Give the stage entries of claims.

    Args:
        told: the rows of `STAGES`.
        published: for each claim when its source was published: what relative dates count from.
        conditions: for each entry what it depends on.
        known: for each stage its effect and rank.

    Returns:
        For each claim its stages, in the order of their IRIs.
    """
    found: dict[str, dict[str, Stage]] = defaultdict(dict)
    for row in told:
        if row.standing == DEPRECATED or row.stage not in known:
            continue
        effect, rank = known[row.stage]
        when = Span(row.earliest or None, row.latest or None)
        if when == ALWAYS and (row.days_from or row.days_to):
            when = _relative(published.get(row.claim, ALWAYS), row.days_from, row.days_to)
        found[row.claim][row.entry] = Stage(
            row.stage,
            effect,
            rank,
            when,
            row.entry,
            tuple(conditions.get(row.entry, ())),
            row.standing == PREFERRED if row.standing else None,
        )
    return {
        claim: tuple(entries[entry] for entry in sorted(entries))
        for claim, entries in found.items()
    }


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def _relative(anchor: Span, days_from: str, days_to: str) -> Span:
    """A date counted in days from the publication, once that is known."""
    return Span(
        _shifted(anchor.earliest, days_from) if days_from else None,
        _shifted(anchor.latest, days_to) if days_to else None,
    )


def _shifted(instant: str | None, days: str) -> str | None:
    if not instant or not _INSTANT.match(instant):
        return None
    moved = datetime.fromisoformat(instant[:19]) + timedelta(days=int(days))
    return moved.isoformat() + "Z"
