"""What a page tells, gathered and ready to be drawn; no markup yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aikg.report.money import Money
    from aikg.report.network import Network
    from aikg.report.page.claimed import Claim, Source
    from aikg.report.page.disputes import Dispute
    from aikg.report.page.flows import Flow


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement as a row tells it.

    Attributes:
        kind: the labels of its classes as claimed.
        payers, payees, parties: IRIs; `parties` are all that take part.
        phrase: the amounts as stated.
        stated: the greatest of them, with its currency; None where none is stated.
        stage, effect: the latest stage told, and what it makes of the money.
        moved: the counted money by currency.
        uncounted: why nothing of it counts; empty where something does.
        claims: all that tell of it.
    """

    iri: str
    name: str
    kind: str
    payers: tuple[str, ...]
    payees: tuple[str, ...]
    parties: tuple[str, ...]
    phrase: str
    stated: tuple[str, float] | None
    stage: str
    effect: str
    moved: tuple[tuple[str, Money], ...]
    complete: bool
    uncounted: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A stage entry or an event; bounds that are not known are empty."""

    earliest: str
    latest: str
    what: str
    who: tuple[str, ...]
    stage: str
    as_stated: str
    effect: str
    claims: tuple[str, ...]

    @property
    def dated(self) -> bool:
        """Whether at least one bound is known."""
        return bool(self.earliest or self.latest)


@dataclass(frozen=True, slots=True)
class Leg:
    """One agreement on a leg of a loop."""

    payer: str
    payee: str
    agreement: str
    money: Money


@dataclass(frozen=True, slots=True)
class Loop:
    """Where money goes round."""

    organizations: tuple[str, ...]
    committed: float
    possible: float
    currency: str
    legs: tuple[Leg, ...]
    overlap: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The money of one currency, in all or into or out of the organization in focus."""

    currency: str
    money: Money
    complete: bool
    disputed: bool
    claims: tuple[str, ...]
    towards: str = ""


@dataclass(frozen=True)
class Page:
    """All that a page tells.

    Attributes:
        focus: the label of the organization in focus; empty for the whole graph.
        names: labels by IRI.
        network: what the picture draws; `beyond` agreements are left out of it.
        version: which graph this is, as pairs of what and which.
    """

    focus: str
    names: Mapping[str, str]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    agreements: tuple[Agreement, ...]
    totals: tuple[Total, ...]
    flows: tuple[Flow, ...]
    network: Network
    beyond: int
    moments: tuple[Moment, ...]
    loops: tuple[Loop, ...]
    disputes: tuple[Dispute, ...]
    version: tuple[tuple[str, str], ...]

    def name(self, iri: str) -> str:
        """The label of a thing, or else the end of its IRI."""
        return self.names.get(iri) or iri.rpartition("/")[2]
