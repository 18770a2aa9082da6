"""What is different between two dates, on the one clock or the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import BadParameter
from aikg.ground.spoken import given_as
from aikg.ground.terms import RDF
from aikg.questions.dimensions import (
    CLOCK,
    CLOCKS,
    edge_names,
    edges_of_found,
    instant,
    latest_of_found,
    may_stand,
    moment,
    surely_stands,
)
from aikg.questions.operators.lookups import names_of
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from aikg.questions.formats import Value
    from aikg.questions.operators.asked import Asked

_CLOCKS: Final = {"known": "known-by", "true": "as-of"}
_NOTHING: Final = RDF + "nil"
_POSSIBLY: Final = " (possibly)"
_MONEY: Final = ("paid", "committed", "possible")
_CELLS: Final = (
    *("deal", "agreement", "because", "reason", "claim", "payer", "payee"),
    *("currency", *_MONEY, "then", "then_sure", "now", "now_sure"),
)


@dataclass(slots=True)
class _Amount:
    """The amounts of an agreement in one currency: the least that is firm, the most that may be."""

    firm: list[tuple[float, float]] = field(default_factory=list)
    ceilings: list[float] = field(default_factory=list)
    certain: bool = False

    def of(self, what: str) -> float:
        """What is paid, committed or possible."""
        if what == "possible":
            return max(self.ceilings)
        firm = [pair[what == "committed"] for pair in self.firm]
        return min(firm) if self.certain else 0.0


@dataclass(slots=True)
class _State:
    """What an agreement comes to at one instant."""

    states: set[str] = field(default_factory=set)
    payers: set[str] = field(default_factory=set)
    payees: set[str] = field(default_factory=set)
    amounts: dict[str, _Amount] = field(default_factory=lambda: defaultdict(_Amount))
    claims: set[str] = field(default_factory=set)

    def words(self, what: str) -> str | None:
        """What is told of the state or of the parties; a state that is certain is not possible too."""
        told: set[str] = getattr(self, what)
        if len(told) < 2:
            return next(iter(told), "") or None
        told = {one for one in told if one.removesuffix(_POSSIBLY) not in told - {one}}
        return (" or " if what == "states" else ", ").join(sorted(told)) or None


def changes(asked: Asked) -> Iterator[Row]:
    """Give a row for each thing that is not as it was, by agreement."""
    clock = _CLOCKS[asked.parameters.get("by", asked.question.parameter("by").default)]
    since, until = asked.parameters.get("from"), asked.parameters.get("to")
    if clock in asked.dimensions:
        raise BadParameter(
            f"{given_as(clock)} is on the clock of the changes",
            mend=f"Give {given_as('from')} and {given_as('to')} alone, or changes on the other clock "
            f"with {given_as('by')}.",
        )
    if since and until and instant("from", since) > instant("to", until):
        raise BadParameter(
            f"{given_as('from')} is after {given_as('to')}",
            expected=f"a day before {until}",
            found=since,
        )
    before, after, names = _states(asked, _lines(asked, clock, since, until))
    nothing = _State()
    for agreement, deal in sorted(names):
        was, now = before.get(deal, nothing), after.get(deal, nothing)
        told = sorted(now.claims - was.claims or was.claims - now.claims or now.claims)
        rests_on = tuple(sorted(was.claims | now.claims))
        for what, one, other, currency in _differences(was, now):
            cells: dict[str, Value] = {
                "agreement": agreement,
                "what": what,
                "from": one,
                "to": other,
                "currency": currency,
                "told_by": list(told),
            }
            yield Row(cells, rests_on)


def _lines(
    asked: Asked, dimension: str, since: str | None, until: str | None
) -> dict[str, list[str]]:
    """The lines of the query that find what stands at either date, each position looked at once."""
    if not (since or until or asked.dimensions.keys() & CLOCKS.keys()):
        return {}
    clock = CLOCKS[dimension]
    positions = [edges_of_found(clock)]
    surely = ["true"]
    for name, other in CLOCKS.items():
        if name == dimension:
            continue
        if name in asked.dimensions:
            at = moment(name, asked.dimensions[name])
            positions += [edges_of_found(other), f"FILTER ({may_stand(other, at)})"]
            surely.append(surely_stands(other, at))
        else:
            positions.append(latest_of_found(other))
    stood: list[str] = []
    for name, day, variable in (("from", since, "then"), ("to", until, "now")):
        if day:
            at = moment(name, day)
            may, sure = may_stand(clock, at), [surely_stands(clock, at), *surely]
        elif name == "to":
            may, sure = f"?{clock}Last", surely
        else:
            continue
        stood.append(f"BIND ({may} AS ?{variable}) BIND ({' && '.join(sure)} AS ?{variable}_sure)")
    lines = {CLOCK: [" ".join(positions)], "stood": [*stood, "FILTER (?then || ?now)"]}
    if since and until:
        lines["moved"] = [_moved(clock, moment("from", since), moment("to", until))]
    return lines


def _moved(clock: str, since: str, until: str) -> str:
    """A pattern for agreements of which some position may begin or end between two instants.

    What stands at a date is told by such edges alone, so nothing else can differ between two of them;
    and most agreements are passed over before anything is looked up of them.
    """
    named = " ".join(f"aikg:{name}" for name in edge_names(clock))
    return (
        f"{{ SELECT DISTINCT ?deal WHERE {{ VALUES ?edge {{ {named} }} "
        "?moving ?edge ?when ; aikg:ofAgreement ?deal . "
        f"FILTER (COALESCE(?when > {since} && ?when <= {until}, true)) }} }}"
    )


def _states(
    asked: Asked, lines: dict[str, list[str]]
) -> tuple[dict[str, _State], dict[str, _State], set[tuple[str, str]]]:
    """The states of all agreements at the first date and at the second; and their names."""
    place, rows = asked.texts({**lines, "unnamed": []})
    cells = itemgetter(*(place[name] for name in _CELLS))
    before: dict[str, _State] = defaultdict(_State)
    after: dict[str, _State] = defaultdict(_State)
    names = set()
    for row in rows:
        deal, agreement, because, reason, claim, payer, payee, currency, *rest = cells(row)
        paid, committed, possible, then, then_sure, now, now_sure = rest
        names.add((agreement, deal))
        counted = because == _NOTHING
        words = "counted" if counted else f"not counted: {reason}"
        for states, stood, surely in ((before, then, then_sure), (after, now, now_sure)):
            if stood != "true":
                continue
            state = states[deal]
            sure = surely == "true"
            state.states.add(words if sure else words + _POSSIBLY)
            if payer != _NOTHING:
                state.payers.add(payer)
            if payee != _NOTHING:
                state.payees.add(payee)
            if claim:
                state.claims.add(claim)
            # A store that lost one of the three is damaged: what is left is told, and no amount.
            if counted and paid and committed and possible:
                amount = state.amounts[currency]
                amount.firm.append((float(paid), float(committed)))
                amount.ceilings.append(float(possible))
                amount.certain = amount.certain or sure
    _name_parties(asked, [*before.values(), *after.values()])
    return before, after, names


def _name_parties(asked: Asked, states: Collection[_State]) -> None:
    """Put names in the place of payers and payees; who has none is left out."""
    parties = {party for state in states for party in state.payers | state.payees}
    named: dict[str, set[str]] = defaultdict(set)
    for party, name in names_of(asked.store, parties):
        named[party].add(name)
    for state in states:
        state.payers = {name for party in state.payers for name in named.get(party, ())}
        state.payees = {name for party in state.payees for name in named.get(party, ())}


def _differences(was: _State, now: _State) -> Iterator[tuple[str, Value, Value, str | None]]:
    for name, what in (("states", "state"), ("payers", "payers"), ("payees", "payees")):
        one, other = was.words(name), now.words(name)
        if one != other:
            yield what, one, other, None
    for currency in sorted(was.amounts.keys() | now.amounts.keys()):
        for what in _MONEY:
            before = was.amounts[currency].of(what) if currency in was.amounts else None
            later = now.amounts[currency].of(what) if currency in now.amounts else None
            if (before or 0.0) != (later or 0.0):
                yield what, before, later, currency
