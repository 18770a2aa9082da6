"""Who is tied to whom: parties, and the agreements between them, as a picture needs them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aikg.report.money import Money


class Firmness(StrEnum):
    """How firm the money of an agreement is, as told.

    A ceiling is never firm: "committed up to $5 billion" commits nothing, so that it is possible.
    """

    POSSIBLE = "possible"
    COMMITTED = "committed"
    PAID = "paid"
    TIE = "tie"
    """No money of its own is told of."""


@dataclass(frozen=True, slots=True)
class Party:
    """An organization or a person, units rolled up, or one that no source names.

    Attributes:
        name: its label; for one that is not named, what its role is.
        member: whether it is a member of an alliance or another programme.
        stated: whether a source says who it is.
    """

    name: str
    member: bool = False
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Deal:
    """One agreement between two parties.

    Attributes:
        agreement: its IRI.
        start: key of the party that pays; of either one where it is a tie.
        end: key of the party that is paid; of the other one where it is a tie.
        kind: the label of its class, such as "cloud contract".
        phrase: the amount as stated; empty where none is told.
        stage: the latest stage told, such as "signed"; empty where none is told.
        firmness: how firm the firmest of the money is; where no sum is told, how firm the stage is.
        money: what counts of it, its parts included; None where no sum of money is told.
        currency: the ISO 4217 code of the money.
        implied: whether the words imply, but do not say, who or what it is.
    """

    agreement: str
    start: str
    end: str
    kind: str
    phrase: str
    stage: str
    firmness: Firmness
    money: Money | None = None
    currency: str = ""
    implied: bool = False

    @property
    def headline(self) -> str:
        """The amount, or what the tie is.

        Examples:
            >>> Deal("urn:x", "a", "b", "loan", "", "closed", Firmness.PAID).headline
            'undisclosed'
        """
        if self.firmness is Firmness.TIE:
            return self.kind
        return self.phrase or "undisclosed"

    @property
    def remark(self) -> str:
        """What comes beneath the headline."""
        parts = [self.stage] if self.firmness is Firmness.TIE else [self.kind, self.stage]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Network:
    """Parties by key, the deals between them, and what they are taken from.

    Attributes:
        parties: all that take part in a deal, by IRI (or a key of its own for one not named).
        deals: in the order of their IRIs.
        programmes: the labels of alliances and other programmes that have members.
        publishers: who published the sources, each once.
    """

    parties: dict[str, Party]
    deals: tuple[Deal, ...]
    programmes: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()

    @property
    def agreements(self) -> int:
        """How many agreements are drawn, a programme whose members are shaded as one of them."""
        return len({deal.agreement for deal in self.deals}) + len(self.programmes)

    def sentence(self, deal: Deal) -> str:
        """Tell a deal in words, for those who do not see the picture.

        Examples:
            >>> parties = {"a": Party("Amazon"), "o": Party("OpenAI")}
            >>> deal = Deal("urn:x", "o", "a", "cloud contract", "$38 billion", "signed",
            ...     Firmness.COMMITTED)
            >>> Network(parties, (deal,)).sentence(deal)
            'OpenAI to Amazon: $38 billion (cloud contract, signed).'
        """
        remarks = [deal.remark] if deal.remark else []
        if deal.implied:
            remarks.append("partly implied by the words")
        told = f" ({'; '.join(remarks)})" if remarks else ""
        return f"{self.ends(deal)}: {deal.headline}{told}."

    def ends(self, deal: Deal) -> str:
        """From whom to whom, or who is tied to whom."""
        joined = "and" if deal.firmness is Firmness.TIE else "to"
        return f"{self.parties[deal.start].name} {joined} {self.parties[deal.end].name}"
