"""What is different between two dates, on the one clock or the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import BadParameter
from aikg.questions.contract import SEPARATOR
from aikg.questions.dimensions import given_lines, instant
from aikg.questions.operators.asked import number, text
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.questions.formats import Value
    from aikg.questions.operators.asked import Asked

_CLOCKS: Final = {"known": "known-by", "true": "as-of"}
_POSSIBLY: Final = " (possibly)"
_COUNTED: Final = "counted"
_ENDS: Final = ("Earliest", "Latest")
_MONEY: Final = ("paid", "committed", "possible")


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
        told = {one for one in told if one.removesuffix(_POSSIBLY) not in told - {one}}
        return (" or " if what == "states" else ", ").join(sorted(told)) or None


def changes(asked: Asked) -> Iterator[Row]:
    """Give a row for each thing that is not as it was, by agreement."""
    names: dict[tuple[str, str], None] = {}
    clock = _CLOCKS[asked.parameters.get("by", asked.question.parameter("by").default)]
    since, until = asked.parameters.get("from"), asked.parameters.get("to")
    if clock in asked.dimensions:
        raise BadParameter(
            f"--{clock} is on the clock of the changes",
            mend="Give --from and --to alone, or changes on the other clock with --by.",
        )
    if since and until and instant("from", since) > instant("to", until):
        raise BadParameter("--from is after --to", expected=f"a day before {until}", found=since)
    after = _at(asked, clock, until, names)
    before = _at(asked, clock, since, names) if since else {}
    for agreement, deal in sorted(names):
        was, now = before.get(deal, _State()), after.get(deal, _State())
        told = sorted(now.claims - was.claims or was.claims - now.claims or now.claims)
        for what, one, other, currency in _differences(was, now):
            cells: dict[str, Value] = {
                "agreement": agreement,
                "what": what,
                "from": one,
                "to": other,
                "currency": currency,
                "told_by": list(told),
            }
            yield Row(cells, tuple(sorted(was.claims | now.claims)))


def _at(
    asked: Asked, clock: str, day: str | None, names: dict[tuple[str, str], None]
) -> dict[str, _State]:
    """The states of all agreements at the end of a day, or at last."""
    dimensions = {**asked.dimensions, **({clock: day} if day else {})}
    more = given_lines(dimensions)
    if "from" in asked.given and "to" in asked.given:
        side = "known" if clock == "known-by" else "true"
        edges = (f"aikg:{side}{edge}{end}" for edge in ("From", "Until") for end in _ENDS)
        more["turn"] = ["|".join(edges)]
    found: dict[str, _State] = defaultdict(_State)
    for row in asked.select(more):
        deal = text(row["deal"])
        names[text(row["agreement"]), deal] = None
        state = found[deal]
        sure = text(row["sure"]) == "true"
        state.states.add(text(row["state"]) + ("" if sure else _POSSIBLY))
        state.payers |= _items(text(row["payers"]))
        state.payees |= _items(text(row["payees"]))
        state.claims |= _items(text(row["told"]))
        if text(row["state"]) == _COUNTED:
            amount = state.amounts[text(row["currency"])]
            amount.firm.append((number(row["paid"]), number(row["committed"])))
            amount.ceilings.append(number(row["possible"]))
            amount.certain = amount.certain or sure
    return found


def _items(joined: str) -> set[str]:
    return {item for item in joined.split(SEPARATOR) if item}


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
