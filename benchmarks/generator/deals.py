"""What is agreed between whom: the truth, as far as a made-up market has one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.amounts import Amount, draw
from generator.quads import A, Term, kg

if TYPE_CHECKING:
    from generator.dice import Dice
    from generator.market import Market, Party


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of agreement, as the market has it.

    Attributes:
        name: its class.
        payer: the role that pays, or that stands first.
        payee: the role that is paid, or that stands second.
        payers: sectors that the first comes from.
        payees: sectors that the second comes from.
        figure: the role of its amount; empty where no money is agreed.
        size: how much larger its amounts are than usual, in powers of ten.
        verb: what the first does, in words.
        delivered: whether it ends with a delivery in place of a closing.
    """

    name: str
    payer: str
    payee: str
    payers: tuple[str, ...]
    payees: tuple[str, ...]
    figure: str
    size: float
    verb: str
    delivered: bool = False


_INVESTMENT: Final = Kind(
    "Investment", "investor", "investee", ("fund", "fund", "firm", "cloud", "chipmaker"),
    ("startup", "startup", "startup", "lab"), "figure-principal", 0.0, "invest",
)  # fmt: skip
_STRATEGIC: Final = Kind(
    "Investment", "investor", "investee", ("cloud", "chipmaker"),
    ("lab",), "figure-principal", 0.8, "invest",
)  # fmt: skip
_CLOUD: Final = Kind(
    "CloudContract", "customer", "provider", ("lab", "startup", "firm"),
    ("cloud",), "figure-price", 0.4, "purchase", delivered=True,
)  # fmt: skip
_CHIPS: Final = Kind(
    "ChipSupply", "customer", "provider", ("cloud", "lab", "builder"),
    ("chipmaker",), "figure-price", 0.5, "buy", delivered=True,
)  # fmt: skip
_ENERGY: Final = Kind(
    "EnergySupply", "customer", "provider", ("cloud", "builder"),
    ("power",), "figure-price", 0.2, "buy", delivered=True,
)  # fmt: skip
_BUILDING: Final = Kind(
    "ConstructionContract", "customer", "provider", ("cloud", "firm"),
    ("builder",), "figure-price", 0.2, "order", delivered=True,
)  # fmt: skip
_LEASE: Final = Kind(
    "Lease", "lessee", "lessor", ("cloud", "lab"), ("builder",), "figure-price", 0.0, "lease",
    delivered=True,
)  # fmt: skip
_LOAN: Final = Kind(
    "Loan", "lender", "borrower", ("fund", "firm"),
    ("builder", "cloud", "startup"), "figure-principal", 0.1, "lend",
)  # fmt: skip
_ACQUISITION: Final = Kind(
    "Acquisition", "acquirer", "target", ("firm", "cloud", "chipmaker", "lab"),
    ("startup",), "figure-price", 0.1, "acquire",
)  # fmt: skip
_LICENSE: Final = Kind(
    "License", "licensee", "licensor", ("firm", "startup"), ("lab",), "figure-price", -0.5, "license"
)  # fmt: skip
_GRANT: Final = Kind(
    "Grant", "funder", "grantee", ("firm", "fund"), ("startup", "lab"), "figure-principal", -0.7,
    "grant",
)  # fmt: skip
_GUARANTEE: Final = Kind(
    "Guarantee", "guarantor", "beneficiary", ("cloud", "chipmaker"),
    ("builder",), "figure-principal", 0.3, "guarantee",
)  # fmt: skip
_MODELS: Final = Kind(
    "ModelAvailability", "host", "developer", ("cloud",), ("lab",), "", 0.0, "offer", delivered=True
)  # fmt: skip
_WORK: Final = Kind(
    "TechnicalCollaboration", "partner", "partner", ("lab", "startup"),
    ("chipmaker", "firm"), "", 0.0, "collaborate",
)  # fmt: skip
_PARTNERSHIP: Final = Kind(
    "PartnershipAgreement", "partner", "partner", ("cloud", "firm"), ("lab", "startup"), "", 0.0,
    "partner",
)  # fmt: skip
_USE: Final = Kind(
    "ChipSupply", "user", "supplier", ("lab", "startup"), ("chipmaker",), "", 0.0, "use",
    delivered=True,
)  # fmt: skip

INVESTMENT: Final = _INVESTMENT
_KINDS: Final = (
    (0.42, _INVESTMENT),
    (0.47, _STRATEGIC),
    (0.61, _CLOUD),
    (0.69, _CHIPS),
    (0.72, _ENERGY),
    (0.74, _BUILDING),
    (0.76, _LEASE),
    (0.80, _LOAN),
    (0.84, _ACQUISITION),
    (0.86, _LICENSE),
    (0.87, _GRANT),
    (0.88, _GUARANTEE),
    (0.92, _MODELS),
    (0.95, _WORK),
    (0.98, _PARTNERSHIP),
    (1.0, _USE),
)
_UNDISCLOSED: Final = 0.14


@dataclass(slots=True)
class Deal:
    """One agreement.

    Attributes:
        number: its place in the graph.
        kind: of what kind it is.
        payer: who stands first; None where no source knows.
        payee: who stands second.
        amount: what is paid; None where no source discloses it, or no money is agreed.
        links: what ties it to other deals, as properties of its claims.
        late: whether it is told of only after the deals of its cluster.
        steps: how far it has come when first told; see `wording`.
    """

    number: int
    kind: Kind
    payer: Party | None
    payee: Party
    amount: Amount | None
    links: list[tuple[Term, Term]] = field(default_factory=list)
    late: bool = False
    steps: int = 0

    @property
    def iri(self) -> Term:
        """Its name in the graph."""
        return kg(f"deal-{self.number}")

    @property
    def label(self) -> str:
        """Its short name."""
        first = f"{self.payer[1]} and " if self.payer else ""
        return f"{first}{self.payee[1]}, deal {self.number}"


def single(dice: Dice, market: Market, number: int, kind: Kind | None = None) -> Deal:
    """Draw a deal of any kind, or of that one."""
    kind = kind or dice.weighted(_KINDS)
    payee = market.one(dice, dice.pick(kind.payees))
    payer = other(dice, market, kind, payee)
    disclosed = kind.figure and not dice.chance(_UNDISCLOSED)
    return Deal(number, kind, payer, payee, draw(dice, kind.size) if disclosed else None)


def other(dice: Dice, market: Market, kind: Kind, than: Party) -> Party:
    """Draw who pays; nobody pays itself, nor its own unit."""
    sector = dice.pick(kind.payers)
    while True:
        party = market.one(dice, sector)
        if market.parent(party) != market.parent(than):
            return party
        sector = dice.pick(kind.payers)


def roles(deal: Deal, payer: Party | None) -> list[tuple[Term, Term]]:
    """The roles of a deal as a claim tells them."""
    told = [(A[deal.kind.payee], deal.payee[0])]
    if payer:
        told.append((A[deal.kind.payer], payer[0]))
    return told
