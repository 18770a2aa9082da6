"""One claim: what one source tells of one deal, with its words."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from generator import asides, dates, wording
from generator.deals import roles
from generator.market import Market
from generator.quads import A, U, claim, double, integer, source_iri, text

if TYPE_CHECKING:
    from generator.amounts import Amount
    from generator.deals import Deal
    from generator.dice import Dice
    from generator.market import Party
    from generator.quads import Quads, Term
    from generator.wording import Step

Pairs = list[tuple["Term", "Term"]]

PARAGRAPHS: Final = 30
"""How many paragraphs a source has."""
_MOST_WORDS: Final = 12
_STANDINGS: Final = ((0.975, "normal"), (0.985, "preferred"), (1.0, "deprecated"))
_LATER: Final = (
    (0.42, "same"), (0.62, "further"), (0.76, "other"), (0.81, "ended"), (0.93, "silent"),
    (0.96, "payer"), (1.0, "parent"),
)  # fmt: skip
"""What a further source does: repeat, tell a later stage, contradict the amount, tell an end, give no
amount, name another payer, name the organization in place of its unit."""


@dataclass(slots=True)
class Told:
    """A deal as one source tells it."""

    deal: Deal
    amount: Amount | None
    payer: Party | None
    step: Step


def first_telling(deal: Deal) -> Told:
    """A deal as it is told first."""
    return Told(deal, deal.amount, deal.payer, wording.step(deal.kind, deal.steps))


def later_telling(dice: Dice, market: Market, deal: Deal) -> Told:
    """A deal as a further source tells it."""
    told = first_telling(deal)
    manner = dice.weighted(_LATER)
    if manner == "further":
        told.step = wording.step(deal.kind, deal.steps + 1 + dice.below(3))
    elif manner == "ended":
        binding = deal.steps >= wording.BINDING
        told.step = wording.LAPSED if binding else wording.CANCELLED
    elif manner == "silent":
        told.amount = None
    elif manner == "payer" and deal.payer:
        told.payer = market.one(dice, dice.pick(deal.kind.payers))
        if market.parent(told.payer) == market.parent(deal.payee):
            told.payer = deal.payer
    elif manner == "parent" and deal.payer:
        told.payer = market.parent(deal.payer)
    if told.amount:
        told.amount = told.amount.otherwise(dice) if manner == "other" else told.amount.hedged(dice)
    return told


class Teller:
    """Writes the claims of one source.

    Args:
        dice: chance.
        quads: what is written to.
        source: the name of the source.
        day: when it is published.

    Attributes:
        iri: the IRI of the source.
        in_source: the statement that something stands in it.
    """

    def __init__(self, dice: Dice, quads: Quads, source: str, day: int) -> None:
        self.dice = dice
        self.quads = quads
        self.day = day
        self.iri = source_iri(source)
        self.in_source = (A["inSource"], self.iri)
        self._source = source

    def tell(self, told: Told) -> None:
        """Write one claim, with all that hangs on it."""
        deal = told.deal
        name = f"deal-{deal.number}"
        phrase = wording.said(deal.kind, told.step)
        quote = f"{(told.payer or deal.payee)[1]} {phrase}"
        evidence = self.part(name, "evidence")
        pairs: Pairs = [
            self.in_source,
            (A["about"], deal.iri),
            (A["kind"], A[deal.kind.name]),
            *self._speaker(told),
            *roles(deal, told.payer),
            *deal.links,
            *self._products(deal),
            (A["hasStageEntry"], self._stage(name, told.step, phrase, evidence)),
            (A["hasEvidence"], evidence),
        ]
        if told.amount and deal.kind.figure:
            phrase, lower, upper = told.amount.told()
            phrase += " a year" if asides.rated(told) else ""
            resting = evidence
            if len(quote.split()) + len(phrase.split()) <= _MOST_WORDS:
                quote = f"{quote} {phrase}"
            else:
                resting = self.part(name, "evidence-amount")
                self.quote(resting, phrase)
                pairs.append((A["hasEvidence"], resting))
            figure = self._figure(name, told, phrase, (lower, upper), resting)
            pairs.append((A["hasFigure"], figure))
        elif deal.kind.figure and told.step.stage not in ("cancelled", "lapsed"):
            pairs += ((A["notStated"], A[deal.kind.figure]), (A["gapNote"], _NO_AMOUNT))
        if not told.payer and deal.kind.name != "FundingRound":
            pairs.append((A["notStated"], A[deal.kind.payer]))
        pairs += asides.beside(self, name, told, evidence)
        self.quote(evidence, quote)
        self.quads.describe(self.part(name), A["Claim"], pairs)

    def part(self, name: str, part: str = "") -> Term:
        """The IRI of a claim, or of a part of it."""
        return claim(self._source, f"{name}.{part}" if part else name)

    def paragraph(self) -> Term:
        """Some paragraph of the source."""
        return integer(1 + self.dice.below(PARAGRAPHS))

    def quote(self, evidence: Term, quote: str) -> None:
        """Write a piece of evidence."""
        self.quads.describe(
            evidence,
            A["Evidence"],
            [
                (A["quotedFrom"], self.iri),
                (A["paragraph"], self.paragraph()),
                (A["quote"], text(quote)),
                # The made-up sentence is the quote with a full stop: no quote is a whole sentence.
                (A["sentenceDigest"], text(sha256(f"{quote}.".encode()).hexdigest())),
            ],
        )

    def _speaker(self, told: Told) -> Pairs:
        standing = self.dice.weighted(_STANDINGS)
        pairs: Pairs = [(A["standing"], A[f"standing-{standing}"])]
        if standing != "normal":
            pairs.append((A["standingReason"], _REASONS[standing]))
        draw = self.dice.random()
        if draw < 0.18 and told.payer:
            pairs.append((A["speaker"], A["speaker-party"]))
            pairs.append((A["saidBy"], told.payer[0]))
        else:
            speaker = "authority" if draw > 0.98 else told.step.speaker
            pairs.append((A["speaker"], A[f"speaker-{speaker}"]))
        return pairs

    def _products(self, deal: Deal) -> Pairs:
        kind, payer = deal.kind.name, deal.payer
        if kind == "CloudContract" and self.dice.chance(0.5):
            return [(A["platform"], Market.platform(deal.payee))]
        if kind == "ChipSupply" and self.dice.chance(0.4):
            return [(A["hardware"], Market.hardware(deal.payee))]
        if kind == "ModelAvailability" and payer:
            models = Market.models(self.dice, deal.payee)
            return [
                (A["platform"], Market.platform(payer)),
                *((A["model"], model) for model in models),
            ]
        return []

    def _figure(
        self, name: str, told: Told, phrase: str, bounds: tuple[float, float], evidence: Term
    ) -> Term:
        figure, amount = self.part(name, "amount"), told.amount
        rate = asides.rated(told)
        pairs: Pairs = [
            (A["figureRole"], A["figure-rate" if rate else told.deal.kind.figure]),
            (A["asStated"], text(phrase)),
            (A["lower"], double(bounds[0])),
            (A["upper"], double(bounds[1])),
            (A["hasEvidence"], evidence),
        ]
        if amount:
            pairs.append((A["currency"], text(amount.currency[0])))
            if amount.hedge:
                pairs.append((A["hedge"], A[f"hedge-{amount.hedge}"]))
                pairs.append((A["hedgeWords"], text(amount.words)))
        if rate:
            pairs.append((A["per"], U["YR"]))
        self.quads.describe(figure, A["Figure"], pairs)
        return figure

    def _stage(self, name: str, step: Step, phrase: str, evidence: Term) -> Term:
        entry = self.part(name, step.stage)
        pairs: Pairs = [
            (A["stage"], A[f"stage-{step.stage}"]),
            (A["asStated"], text(phrase)),
            (A["hasEvidence"], evidence),
        ]
        if step.hedge:
            pairs.append((A["hedge"], A[f"hedge-{step.hedge}"]))
            pairs.append((A["hedgeWords"], text(step.hedge_words)))
        if self.dice.chance(0.6):
            day = max(0, self.day - self.dice.rank(60))
            said, bounds = dates.told(self.dice, day, self.iri)
            date, resting = self.part(name, "date"), self.part(name, "evidence-date")
            self.quads.describe(date, A["StatedDate"], dates.described(said, bounds, resting))
            self.quote(resting, said)
            pairs.append((A["onDate"], date))
        self.quads.describe(entry, A["StageEntry"], pairs)
        return entry


_NO_AMOUNT: Final = text("no amount is told")
_REASONS: Final = {
    "preferred": text("the source has the contract itself"),
    "deprecated": text("a correction followed"),
}
