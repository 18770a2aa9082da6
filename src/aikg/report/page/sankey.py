"""Flows as a Sankey diagram: who pays on the left, who is paid on the right, firm apart from not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aikg.report.money import Money, spanned
from aikg.report.page.amounts import NO_CEILING, amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aikg.report.page.flows import Flow
    from aikg.report.page.model import Page

MOST: Final = 9
"""So many parties stand on either side; those beyond are folded into one."""
_OPEN: Final = 0.02
"""How much of all that is drawn a band without a ceiling takes, where there are few bands."""
_THINNEST: Final = 0.004
_OTHERS: Final = ("*",)

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One band: the part of a flow that is paid, committed beyond that, or possible beyond that.

    Attributes:
        value: how wide it is drawn, in the currency.
        firmness: "paid", "committed", "possible", or "open" where there is no ceiling.
    """

    source: int
    target: int
    value: float
    firmness: str
    title: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """The flows of one currency.

    Attributes:
        labels: of the nodes, those on the left first.
        sides: 0 for each node on the left, 1 on the right, 0.5 for the one in focus.
        notes: what is not drawn, or not to scale, in sentences.
    """

    currency: str
    labels: tuple[str, ...]
    sides: tuple[float, ...]
    bands: tuple[Band, ...]
    notes: tuple[str, ...]

    @property
    def height(self) -> int:
        """A height in pixels at which the nodes have room."""
        most = max(self.sides.count(0.0), self.sides.count(1.0), 1)
        return 110 + 46 * most


def diagrams(page: Page) -> list[Diagram]:
    """Draw the flows of each currency, that with the most flows first."""
    by_currency: dict[str, list[Flow]] = defaultdict(list)
    for flow in page.flows:
        by_currency[flow.currency].append(flow)
    ordered = sorted(by_currency.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_diagram(page, currency, flows) for currency, flows in ordered]


def _diagram(page: Page, currency: str, flows: Sequence[Flow]) -> Diagram:
    centre = next((iri for iri, name in page.names.items() if name == page.focus), "")
    payers = _kept(flows, lambda flow: flow.payers)
    payees = _kept(flows, lambda flow: flow.payees)
    folded: dict[tuple[Key, Key], list[Flow]] = defaultdict(list)
    beyond: list[Flow] = []
    for flow in flows:
        key = (
            flow.payers if flow.payers in payers else _OTHERS,
            flow.payees if flow.payees in payees else _OTHERS,
        )
        if key == (_OTHERS, _OTHERS):
            beyond.append(flow)
        else:
            folded[key].append(flow)
    nodes = _Nodes(page, centre, flows, payers, payees)
    total = sum(flow.money.drawn for group in folded.values() for flow in group) or 1.0
    bands: list[Band] = []
    for (left, right), group in folded.items():
        ends = nodes.left(left), nodes.right(right)
        bands += _bands(nodes, ends, currency, group, total / max(1.0, len(folded) / 12))
    notes = _notes(bands, beyond, currency, flows, folded=nodes.others)
    return Diagram(currency, tuple(nodes.labels), tuple(nodes.sides), tuple(bands), tuple(notes))


def _kept(flows: Iterable[Flow], side: Callable[[Flow], Key]) -> set[Key]:
    sums: dict[Key, float] = defaultdict(float)
    for flow in flows:
        sums[side(flow)] += flow.money.drawn
    if len(sums) <= MOST + 1:
        return set(sums)
    return set(sorted(sums, key=lambda key: (-sums[key], key))[:MOST])


class _Nodes:
    """Nodes as they are come upon; one organization pays on the left and is paid on the right."""

    def __init__(
        self, page: Page, centre: str, flows: Sequence[Flow], payers: set[Key], payees: set[Key]
    ) -> None:
        self.labels: list[str] = []
        self.sides: list[float] = []
        self._page = page
        self._centre = (centre,)
        self._at: dict[tuple[Key, float], int] = {}
        self._others = (
            len({flow.payers for flow in flows} - payers),
            len({flow.payees for flow in flows} - payees),
        )

    def left(self, key: Key) -> int:
        return self._node(key, 0.5 if key == self._centre else 0.0, "payer")

    def right(self, key: Key) -> int:
        return self._node(key, 0.5 if key == self._centre else 1.0, "payee")

    @property
    def others(self) -> bool:
        """Whether some parties are folded into one node."""
        return any(key == _OTHERS for key, _ in self._at)

    def _node(self, key: Key, side: float, role: str) -> int:
        if (key, side) not in self._at:
            self._at[key, side] = len(self.labels)
            self.sides.append(side)
            if key == _OTHERS:
                count = self._others[0 if side == 0.0 else 1]
                self.labels.append(f"{count:,} others")
            else:
                self.labels.append(together(self._page, key, role))
        return self._at[key, side]


def together(page: Page, key: Key, role: str) -> str:
    """The names of payers or payees; those who pay together in one."""
    if not key:
        return f"{role} not named"
    names = [page.name(iri) for iri in key]
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more together"
    return names[0] if len(names) == 1 else " and ".join(names) + " together"


def _bands(
    nodes: _Nodes, ends: tuple[int, int], currency: str, group: Sequence[Flow], scale: float
) -> list[Band]:
    money = sum((flow.money for flow in group), Money())
    drawn = sum(flow.money.drawn for flow in group)
    agreements = {agreement for flow in group for agreement in flow.agreements}
    claims = tuple(dict.fromkeys(claim for flow in group for claim in flow.claims))
    who = f"{nodes.labels[ends[0]]} to {nodes.labels[ends[1]]}"
    some = f"{len(agreements)} agreement{'s' if len(agreements) > 1 else ''}"
    parts = {
        "paid": (money.paid, f"at least {amount(money.paid, currency)} paid"),
        "committed": (
            money.committed - money.paid,
            f"at least {amount(money.committed, currency)} committed"
            + (f", of which {amount(money.paid, currency)} paid" if money.paid else ""),
        ),
        "possible": (
            drawn - money.committed,
            f"at most {amount(money.possible, currency)} possible"
            + (f", of which {amount(money.committed, currency)} committed"
               if money.committed else ", nothing committed"),
        ),
    }  # fmt: skip
    found = [
        Band(*ends, max(value, _THINNEST * scale), name, f"{who}: {told} ({some})", claims)
        for name, (value, told) in parts.items()
        if value > 0
    ]
    if money.open:
        told = f"{NO_CEILING} is told for what is possible"
        if money.ceiling:
            told = f"up to {amount(money.possible, currency)} possible by the span of a word alone"
        found.append(Band(*ends, _OPEN * scale, "open", f"{who}: {told} ({some})", claims))
    return found


def _notes(
    bands: Sequence[Band],
    beyond: Sequence[Flow],
    currency: str,
    flows: Sequence[Flow],
    *,
    folded: bool,
) -> list[str]:
    notes = []
    if folded:
        notes.append(
            f"Drawn are the {MOST} greatest payers and payees by possible money; the rest are folded "
            "into “others”. The table has them all."
        )
    if beyond:
        left_out = sum(flow.money.drawn for flow in beyond)
        all_ = sum(flow.money.drawn for flow in flows)
        notes.append(
            f"{len(beyond):,} of {len(flows):,} flows, between others, are not drawn: "
            f"{amount(left_out, currency)} of {amount(all_, currency)}."
        )
    if any(band.firmness == "open" for band in bands):
        only = spanned([flow.money for flow in flows])
        notes.append(f"A dotted band has no ceiling{only}: its width says nothing.")
    if not all(flow.complete for flow in flows):
        notes.append("Undisclosed amounts are not drawn.")
    return notes
