"""The loops that can carry the most money, of what is paid from one to another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aikg.ground.bounds import Span
from aikg.questions.operators.asked import claims, text
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import QuerySolution

    from aikg.derive.loops import Loop
    from aikg.questions.formats import Value
    from aikg.questions.operators.asked import Asked


@dataclass(slots=True)
class _Leg:
    """All that goes from one to another in one currency."""

    committed: float = 0.0
    possible: float = 0.0
    flows: list[dict[str, Value]] = field(default_factory=list)
    spans: list[tuple[Span, Span | None]] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)


Key = tuple[str, str, str]


def loops(asked: Asked) -> Iterable[Row]:
    """Give a row for each loop, the heaviest first."""
    from aikg.derive.loops import Edge, heaviest_loops

    legs: dict[Key, _Leg] = defaultdict(_Leg)
    for row in asked.select():
        key = (text(row["payer"]), text(row["payee"]), text(row["currency"]))
        leg = legs[key]
        committed, possible = float(text(row["committed"])), float(text(row["possible"]))
        leg.committed += committed
        leg.possible += possible
        leg.flows.append(
            {"agreement": text(row["agreement"]), "committed": committed, "possible": possible}
        )
        leg.spans.append(_span(row))
        leg.claims |= claims(row)
    edges = [Edge(*key, leg.committed, leg.possible) for key, leg in legs.items()]
    return [_loop_row(loop, legs) for loop in heaviest_loops(edges, k=_MOST, longest=_LONGEST)]


_MOST: Final = 100
_LONGEST: Final = 4


def _loop_row(loop: Loop, legs: Mapping[Key, _Leg]) -> Row:
    from aikg.derive.loops import overlap

    pairs = list(zip(loop.parties, [*loop.parties[1:], loop.parties[0]], strict=True))
    taken = [(one, other, legs[one, other, loop.currency]) for one, other in pairs]
    told: list[Value] = [
        {"payer": one, "payee": other, **flow}
        for one, other, leg in taken
        for flow in sorted(leg.flows, key=lambda flow: str(flow["agreement"]))
    ]
    return Row(
        {
            "organizations": list(loop.parties),
            "committed": loop.committed,
            "possible": loop.possible,
            "currency": loop.currency,
            "legs": told,
            "overlap": overlap([_joined(leg.spans) for _, _, leg in taken]),
        },
        tuple(sorted({claim for _, _, leg in taken for claim in leg.claims})),
    )


def _joined(spans: list[tuple[Span, Span | None]]) -> tuple[Span, Span | None]:
    """A leg is live from the first of its flows until the last."""
    first = min((since for since, _ in spans), key=lambda span: span.order)
    if any(until is None for _, until in spans):
        return first, None
    return first, max((until for _, until in spans if until), key=lambda span: span.order)


def _span(row: QuerySolution) -> tuple[Span, Span | None]:
    since = Span(text(row["from_earliest"]) or None, text(row["from_latest"]) or None)
    if text(row["last"]) == "true":
        return since, None
    return since, Span(text(row["until_earliest"]) or None, text(row["until_latest"]) or None)
