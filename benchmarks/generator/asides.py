"""What stands beside the main fact of a claim: conditions, rights, other figures, opinions, holdings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator import dates
from generator.quads import LABEL, A, U, double, text

if TYPE_CHECKING:
    from generator.quads import Term
    from generator.telling import Teller, Told

Pairs = list[tuple["Term", "Term"]]

_CONDITIONS: Final = (
    "subject to approval by the authorities",
    "once the first site is running",
    "if its shareholders agree",
)
_RIGHTS: Final = (
    ("right-exclusivity", "keeps exclusivity"),
    ("right-board-seat", "gets a seat on the board"),
    ("right-first-refusal", "has a right of first refusal"),
    ("right-preferred-provider", "becomes the preferred provider"),
)
_OPINIONS: Final = (
    ("opinion-comment", "raises questions about who pays in the end", "the deal may be circular"),
    ("opinion-forecast", "will not be the last of its kind", "more such deals will follow"),
    ("opinion-speculation", "may be a sign of a bubble", "the sector may be near a bubble"),
)
_RATED: Final = frozenset({"CloudContract", "Lease", "EnergySupply"})


def rated(told: Told) -> bool:
    """Whether a deal is told as a rate: so much a year, for so many years."""
    return told.deal.kind.name in _RATED and told.deal.number % 23 == 0


def beside(teller: Teller, name: str, told: Told, evidence: Term) -> Pairs:
    """Write what hangs on a claim beside its amount and stage; give the claim's own statements."""
    dice, kind = teller.dice, told.deal.kind
    pairs: Pairs = []
    if kind.name == "Guarantee":
        pairs.append((A["notStated"], A["obligor"]))
    if kind.verb == "use":
        pairs.append((A["notStated"], A["figure-price"]))
    if told.amount and rated(told):
        pairs.append((A["hasFigure"], _duration(teller, name)))
    if dice.chance(0.05):
        pairs.append((A["hasCondition"], _condition(teller, name)))
    if told.payer and dice.chance(0.04):
        pairs.append((A["hasRight"], _right(teller, name, told)))
    if kind.name == "Investment" and dice.chance(0.08):
        pairs.append((A["hasFigure"], _valuation(teller, name)))
    if kind.name in ("CloudContract", "ChipSupply") and dice.chance(0.12):
        pairs.append((A["hasFigure"], _capacity(teller, name)))
    if told.payer and told.deal.kind.payer != told.deal.kind.payee and dice.chance(0.05):
        pairs.append((A["inferred"], A[kind.payer]))
        pairs.append((A["gapNote"], text("named in another sentence")))
    if dice.chance(0.08):
        _mention(teller, name, told, evidence)
    return pairs


def opinion(teller: Teller, told: Told) -> None:
    """Write what a source makes of a deal."""
    kind, words, label = teller.dice.pick(_OPINIONS)
    name = f"opinion-{told.deal.number}"
    evidence = teller.part(name, "evidence")
    teller.quads.describe(
        teller.part(name),
        A["Opinion"],
        [
            teller.in_source,
            (A["about"], told.deal.iri),
            (A["speaker"], A["speaker-press"]),
            (A["standing"], A["standing-normal"]),
            (A["opinionKind"], A[kind]),
            (LABEL, text(label)),
            (A["hasEvidence"], evidence),
        ],
    )
    teller.quote(evidence, words)


def holding(teller: Teller, told: Told) -> None:
    """Write who holds how much of whom, as a claim about the organization itself."""
    deal, share = told.deal, 1 + teller.dice.below(49)
    if not told.payer:
        return
    name = f"holding-{deal.number}"
    evidence, held, stake = (teller.part(name, part) for part in ("evidence", "held", "stake"))
    phrase = f"{share} percent"
    teller.quads.describe(
        teller.part(name),
        A["Claim"],
        [
            teller.in_source,
            (A["about"], deal.payee[0]),
            (A["speaker"], A["speaker-press"]),
            (A["standing"], A["standing-normal"]),
            (A["hasHolding"], held),
            (A["notStated"], A["heldAt"]),
            (A["hasEvidence"], evidence),
        ],
    )
    teller.quads.describe(
        held,
        A["Holding"],
        [
            (A["holdingOf"], told.payer[0]),
            (A["holdingIn"], deal.payee[0]),
            (A["hasFigure"], stake),
            (A["hasEvidence"], evidence),
        ],
    )
    _figure(teller, stake, "figure-stake", phrase, share, (A["unit"], U["PERCENT"]), evidence)
    teller.quote(evidence, f"{told.payer[1]} holds {phrase} of {deal.payee[1]}")


def _condition(teller: Teller, name: str) -> Term:
    dice = teller.dice
    words = dice.pick(_CONDITIONS)
    condition, evidence = teller.part(name, "condition"), teller.part(name, "evidence-condition")
    pairs: Pairs = [(A["asStated"], text(words))]
    draw = dice.random()
    if draw < 0.25:
        said, bounds = dates.told(dice, teller.day, teller.iri)
        date, resting = teller.part(name, "turn"), teller.part(name, "evidence-turn")
        teller.quads.describe(date, A["StatedDate"], dates.described(said, bounds, resting))
        teller.quote(resting, said)
        pairs.append((A["metOn" if draw < 0.2 else "failedOn"], date))
    pairs.append((A["hasEvidence"], evidence))
    teller.quads.describe(condition, A["Condition"], pairs)
    teller.quote(evidence, words)
    return condition


def _right(teller: Teller, name: str, told: Told) -> Term:
    kind, words = teller.dice.pick(_RIGHTS)
    right, evidence = teller.part(name, "right"), teller.part(name, "evidence-right")
    payer = told.payer or told.deal.payee
    teller.quads.describe(
        right,
        A["Right"],
        [
            (A["rightKind"], A[kind]),
            (A["asStated"], text(words)),
            (A["rightHolder"], payer[0]),
            (A["rightGrantor"], told.deal.payee[0]),
            (A["hasEvidence"], evidence),
        ],
    )
    teller.quote(evidence, f"{payer[1]} {words}")
    return right


def _valuation(teller: Teller, name: str) -> Term:
    value = 1 + teller.dice.below(90)
    return _aside(
        teller, name, "valuation", "figure-valuation-post-money", f"at a valuation of ${value} billion",
        value * 1e9, (A["currency"], text("USD")),
    )  # fmt: skip


def _capacity(teller: Teller, name: str) -> Term:
    value = 10 * (1 + teller.dice.below(90))
    return _aside(
        teller, name, "capacity", "figure-capacity", f"{value} megawatts", value,
        (A["unit"], U["MegaW"]),
    )  # fmt: skip


def _duration(teller: Teller, name: str) -> Term:
    value = 2 + teller.dice.below(13)
    return _aside(
        teller, name, "duration", "figure-duration", f"for {value} years", value,
        (A["unit"], U["YR"]),
    )  # fmt: skip


def _aside(
    teller: Teller, name: str, part: str, role: str, phrase: str, value: float,
    measure: tuple[Term, Term],
) -> Term:  # fmt: skip
    figure, evidence = teller.part(name, part), teller.part(name, f"evidence-{part}")
    _figure(teller, figure, role, phrase, value, measure, evidence)
    teller.quote(evidence, phrase)
    return figure


def _figure(
    teller: Teller, figure: Term, role: str, phrase: str, value: float,
    measure: tuple[Term, Term], evidence: Term,
) -> None:  # fmt: skip
    teller.quads.describe(
        figure,
        A["Figure"],
        [
            (A["figureRole"], A[role]),
            (A["asStated"], text(phrase)),
            (A["lower"], double(value)),
            (A["upper"], double(value)),
            measure,
            (A["hasEvidence"], evidence),
        ],
    )


def _mention(teller: Teller, name: str, told: Told, evidence: Term) -> None:
    mention = teller.part(name, "mention")
    party = told.payer or told.deal.payee
    teller.quads.describe(evidence, None, [(A["hasMention"], mention)])
    teller.quads.describe(
        mention,
        A["Mention"],
        [
            (A["mentionText"], text("The company")),
            (A["paragraph"], teller.paragraph()),
            (A["refersTo"], party[0]),
        ],
    )
