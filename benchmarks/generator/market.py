"""Who there is: organizations by sector, the units of the large ones, and what they make."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

from generator.quads import LABEL, A, Quads, Term, kg, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.dice import Dice

Party = tuple[Term, str]
"""An IRI and the label."""

_SHARES: Final = {
    "startup": 0.44,
    "fund": 0.25,
    "firm": 0.12,
    "lab": 0.06,
    "builder": 0.04,
    "power": 0.04,
    "chipmaker": 0.025,
    "cloud": 0.025,
}
_NAMES: Final = {name: name.capitalize() for name in _SHARES}
_PUBLISHERS: Final = 40
_MODELS: Final = 3
_UNITS: Final = 10
"""One in so many organizations of a sector, the heaviest, has a unit of its own."""


class Market:
    """As many organizations as a market of so many deals has: 20 for each of their square root.

    The weight of each falls with its rank in its sector, as Zipf has it: the first cloud is party to
    a tenth of all cloud contracts. So nothing has to be held of who has taken part in what.

    Examples:
        >>> Market(1_000_000).size
        20000
    """

    def __init__(self, deals: int) -> None:
        self.size = max(80, round(20 * sqrt(deals)))
        self.sectors = {name: max(3, int(self.size * share)) for name, share in _SHARES.items()}

    def one(self, dice: Dice, sector: str) -> Party:
        """An organization of a sector, or now and then a unit of it."""
        count = self.sectors[sector]
        rank = dice.rank(count)
        if rank < count // _UNITS and dice.chance(0.15):
            return _unit(sector, rank)
        return _organization(sector, rank)

    def parent(self, party: Party) -> Party:
        """The organization that a unit rolls up into; the party itself where it is none."""
        iri, label = party
        if iri.endswith("-unit>"):
            return iri[:-6] + ">", label.removesuffix(" Unit")
        return party

    @staticmethod
    def publisher(dice: Dice) -> Party:
        """A publisher: few print most."""
        rank = dice.rank(_PUBLISHERS)
        return kg(f"press-{rank}"), f"Press {rank}"

    @staticmethod
    def platform(provider: Party) -> Term:
        """The platform of a cloud."""
        return provider[0].replace("-unit>", ">")[:-1] + "-platform>"

    @staticmethod
    def models(dice: Dice, developer: Party) -> list[Term]:
        """Some models of a lab."""
        stem = developer[0].replace("-unit>", ">")[:-1]
        return [f"{stem}-model-{number}>" for number in range(1 + dice.below(_MODELS))]

    @staticmethod
    def hardware(maker: Party) -> Term:
        """The hardware of a maker of chips."""
        return maker[0].replace("-unit>", ">")[:-1] + "-chips>"

    def register(self) -> Iterator[Quads]:
        """All of it as entries of the register, a sector at a time."""
        quads = Quads("register")
        for rank in range(_PUBLISHERS):
            quads.describe(kg(f"press-{rank}"), A["Organization"], [(LABEL, text(f"Press {rank}"))])
        yield quads
        for sector, count in self.sectors.items():
            quads = Quads("register")
            for rank in range(count):
                self._entry(quads, sector, rank, rank < count // _UNITS)
            yield quads

    def _entry(self, quads: Quads, sector: str, rank: int, has_unit: bool) -> None:
        iri, label = _organization(sector, rank)
        quads.describe(
            iri, A["Organization"], [(LABEL, text(label)), (A["alias"], text(f"{label}, Inc."))]
        )
        if has_unit:
            unit, name = _unit(sector, rank)
            quads.describe(unit, A["Organization"], [(LABEL, text(name)), (A["unitOf"], iri)])
        stem = iri[:-1]
        if sector == "cloud":
            quads.describe(
                f"{stem}-platform>",
                A["Platform"],
                [(LABEL, text(f"{label} Platform")), (A["operatedBy"], iri)],
            )
        elif sector == "lab":
            family = f"{stem}-models>"
            quads.describe(
                family,
                A["ModelFamily"],
                [(LABEL, text(f"{label} models")), (A["developedBy"], iri)],
            )
            for number in range(_MODELS):
                quads.describe(
                    f"{stem}-model-{number}>",
                    A["Model"],
                    [(LABEL, text(f"{label} model {number}")), (A["inFamily"], family)],
                )
        elif sector == "chipmaker":
            quads.describe(
                f"{stem}-chips>",
                A["Hardware"],
                [(LABEL, text(f"{label} chips")), (A["developedBy"], iri)],
            )


def _organization(sector: str, rank: int) -> Party:
    return kg(f"{sector}-{rank}"), f"{_NAMES[sector]} {rank}"


def _unit(sector: str, rank: int) -> Party:
    return kg(f"{sector}-{rank}-unit"), f"{_NAMES[sector]} {rank} Unit"
