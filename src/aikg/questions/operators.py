"""What SPARQL alone cannot answer: operators that a question's header names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from aikg.ground.bounds import Span
from aikg.ground.errors import EngineError
from aikg.questions.answer import Answer, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyoxigraph import QuerySolution, QuerySolutions

    from aikg.derive.loops import Loop
    from aikg.questions.contract import Question
    from aikg.questions.formats import Value


def apply(question: Question, solutions: QuerySolutions, dimensions: Mapping[str, str]) -> Answer:
    """Turn what the query finds into the rows that the question promises.

    Raises:
        EngineError: the header names an operator that there is not.
    """
    operator = _OPERATORS.get(question.operator)
    if operator is None:
        raise EngineError(
            f"question {question.name} names an operator that there is not",
            expected=", ".join(sorted(_OPERATORS)),
            found=question.operator,
        )
    return Answer(question, tuple(operator(solutions)))


@dataclass(slots=True)
class _Leg:
    """All that goes from one to another in one currency."""

    committed: float = 0.0
    possible: float = 0.0
    flows: list[dict[str, Value]] = field(default_factory=list)
    spans: list[tuple[Span, Span | None]] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)


Key = tuple[str, str, str]


def _loops(solutions: Iterable[QuerySolution]) -> Iterable[Row]:
    from aikg.derive.loops import Edge, heaviest_loops

    legs: dict[Key, _Leg] = defaultdict(_Leg)
    for row in solutions:
        key = (_text(row["payer"]), _text(row["payee"]), _text(row["currency"]))
        leg = legs[key]
        committed, possible = float(_text(row["committed"])), float(_text(row["possible"]))
        leg.committed += committed
        leg.possible += possible
        leg.flows.append(
            {"agreement": _text(row["agreement"]), "committed": committed, "possible": possible}
        )
        leg.spans.append(_span(row))
        leg.claims.update(claim for claim in _text(_of(row, "claims")).split("|") if claim)
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
    since = Span(_text(row["from_earliest"]) or None, _text(row["from_latest"]) or None)
    if _text(row["last"]) == "true":
        return since, None
    return since, Span(_text(row["until_earliest"]) or None, _text(row["until_latest"]) or None)


def _of(row: QuerySolution, name: str) -> object:
    try:
        return row[name]
    except KeyError:  # not asked for
        return None


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""


_OPERATORS: Final[dict[str, Callable[[Iterable[QuerySolution]], Iterable[Row]]]] = {
    "loops": _loops,
}
