"""What comes out of counting: positions."""

from __future__ import annotations

from typing import Literal, NamedTuple

from aikg.derive.counting.firm import FIRM, Firm
from aikg.ground.bounds import ALWAYS, Money, Span

Reason = Literal[
    "",
    "undisclosed",
    "replaced",
    "void",
    "reading",
    "by-parts",
    "converted",
    "no-money",
    "no-claim",
]
"""Why a position is not counted; empty where it is."""


class Content(NamedTuple):
    """What a position says of an agreement, whenever it says it.

    Attributes:
        agreement: the agreement whose amount it is.
        currency: ISO 4217 code; empty where no amount is told.
        money: what is paid, committed and possible.
        complete: whether all of it is disclosed.
        payers: who pays; empty where that is not known.
        payees: who is paid.
        reason: why it does not count; empty where it does.
        remainder: whether it is what a whole leaves beside its parts.
        rests_on: the claims that it rests on.
        dispute: the dispute that it is in; empty for none.
        reading: the voices of the reading that it is told by; empty outside of disputes.
        warnings: what is odd about it, in words.
        may_pay: who pays the whole whose rest it is, where nobody tells who of them owes that.
    """

    agreement: str
    currency: str
    money: Money
    complete: bool
    payers: frozenset[str]
    payees: frozenset[str]
    reason: Reason = ""
    remainder: bool = False
    rests_on: frozenset[str] = frozenset()
    dispute: str = ""
    reading: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    may_pay: frozenset[str] = frozenset()


class Piece(NamedTuple):
    """A content, over a time in truth, in one state of knowledge.

    Attributes:
        since: when it begins to be true.
        until: when it ceases to be true; None where it does not.
        content: what it says.
        firm: until when it is sure that it stands, or else as much in its place.
    """

    since: Span
    until: Span | None
    content: Content
    firm: Firm = FIRM


class Position(NamedTuple):
    """An amount of one agreement, over a time on each of the two clocks.

    Attributes:
        content: what it says.
        true_from: when it begins to be true; no bounds where that is not dated.
        true_until: when it ceases to be true; None where it does not.
        known_from: when it begins to be known.
        known_until: when it ceases to be what is known; None where it does not.
        aside: whether it is beside the order in which the latest dates put what was told: it may
            have been known for a time.
        true_firm: until when it is sure that it stands, or else as much in its place, in truth.
        known_firm: the same of what is known.
        begun_by: the name of the change of several agreements that it begins with, in texts; none
            for what changes by itself.
        ended_by: the name of the one that it ends with.
    """

    content: Content
    true_from: Span = ALWAYS
    true_until: Span | None = None
    known_from: Span = ALWAYS
    known_until: Span | None = None
    aside: bool = False
    true_firm: Firm = FIRM
    known_firm: Firm = FIRM
    begun_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it enters totals."""
        return not self.content.reason

    @property
    def current(self) -> bool:
        """Whether it is of the latest state of all that is told."""
        return self.true_until is None and self.known_until is None

    @property
    def passing(self) -> bool:
        """Whether it may have stood for a while, or not at all, beside others of its agreement."""
        until = self.true_until
        over = until is not None and (self.true_from == until or self.true_from.latest is None)
        return self.aside or over

    @property
    def name(self) -> tuple[str, ...]:
        """What tells it from all other positions, in texts.

        In the order of the latest dates its agreement, currency, reading and beginnings do; of what
        passes beside that there may be several at a time, told apart by all that they say.
        """
        content = self.content
        since = (*_texts(self.known_from), *_texts(self.true_from))
        own = (content.agreement, content.currency, *content.reading, *since)
        if not self.passing:
            return own
        until = [
            (name, *_texts(end))
            for name, end in (("true", self.true_until), ("known", self.known_until))
            if end is not None
        ]
        sides = (*sorted(content.payers), "", *sorted(content.payees), "", *sorted(content.may_pay))
        flags = str(content.complete), str(content.remainder)
        firm = str(self.true_firm)
        said = (*map(repr, content.money), content.reason, *flags, content.dispute, firm)
        return (
            *own,
            *(text for texts in until for text in texts),
            *sides,
            *said,
            *sorted(content.rests_on),
            *content.warnings,
        )


def _texts(span: Span) -> tuple[str, str]:
    return span.earliest or "", span.latest or ""
