"""What is derived, as N-Triples: agreements as assessed, positions, flows, disputes."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from aikg.ground.terms import AIKG, KG, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aikg.derive.claims import Told
    from aikg.derive.counting.positions import Position
    from aikg.derive.vocabulary import Vocabulary
    from aikg.ground.bounds import Span

_TYPE: Final = f"<{RDF}type>"
_REASONS: Final = {
    "undisclosed": "not-counted-undisclosed",
    "replaced": "not-counted-replaced",
    "void": "not-counted-void",
    "reading": "not-counted-reading",
    "by-parts": "not-counted-by-parts",
    "no-money": "not-counted-no-money",
    "no-claim": "not-counted-no-claim",
}
_THROUGH: Final = (
    ("Investment", "investor", "investsThrough"),
    ("Investment", "leadInvestor", "investsThrough"),
    ("CloudContract", "customer", "buysCloudThrough"),
    ("CloudContract", "provider", "providesCloudThrough"),
    ("ModelAvailability", "host", "offersThrough"),
)


def _a(name: str) -> str:
    return f"<{AIKG}{name}>"


def _kg(kind: str, *key: str) -> str:
    """An IRI that depends on the key alone, so that what stays the same keeps its name."""
    return f"<{KG}{kind}-{blake2b(chr(31).join(key).encode(), digest_size=10).hexdigest()}>"


def _double(value: float) -> str:
    text = "INF" if value == float("inf") else f"{value:.15g}"
    if text != "INF" and ("e" in text or value.is_integer()):
        # The canonical form of the engine: digits without an exponent.
        text = f"{value:.0f}" if value.is_integer() else repr(value)
    return f'"{text}"^^<{XSD}double>'


def _boolean(value: bool) -> str:
    return f'"{"true" if value else "false"}"^^<{XSD}boolean>'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def assessed(
    told: Told,
    positions: Sequence[Position],
    vocabulary: Vocabulary,
    dropped: Iterable[tuple[str, str]],
) -> Iterator[str]:
    """Give the class, the roles and the parts of agreements and events, from the claims that stand.

    Args:
        told: the claims.
        positions: what was counted of them.
        vocabulary: the terms of the ontology.
        dropped: the statements that the assessed readings hold to be wrong, and claims withdrawn.
    """
    wrong = set(dropped)
    lines: set[str] = set()
    for claim, about in told.abouts.items():
        if ("claim", claim) in wrong:
            continue
        kind = told.kinds[claim]
        subject = f"<{about}>"
        if kind and ("kind", claim) not in wrong:
            lines.add(f"{subject} {_TYPE} <{kind}> .")
        for property_, value in told.facts.get(claim, ()):
            name = property_.removeprefix(AIKG)
            side = (
                "payers"
                if property_ in vocabulary.payers
                else "payees"
                if property_ in vocabulary.payees
                else ""
            )
            if (side, claim) in wrong:
                continue
            if name == "hasTranche":
                lines.add(f"{value} {_a('trancheOf')} {subject} .")
            elif name == "hasProgrammePart":
                lines.add(f"{value} {_a('inProgramme')} {subject} .")
            elif not kind:
                if name == "developer":
                    lines.add(f"{subject} {_a('developedBy')} {value} .")
            else:
                lines.add(f"{subject} <{property_}> {_typed(value)} .")
                lines.update(_through(kind, name, value, subject))
    lines.update(_uncounted(positions))
    return iter(sorted(lines))


def _typed(value: str) -> str:
    """Write in full what Turtle lets stand bare; strings and IRIs are the same in N-Triples."""
    return f'"{value}"^^<{XSD}boolean>' if value in ("true", "false") else value


def _through(kind: str, role: str, agent: str, subject: str) -> Iterator[str]:
    for class_, needed, through in _THROUGH:
        if kind == AIKG + class_ and role == needed:
            yield f"{agent} {_a(through)} {subject} ."
    if role == "user":
        yield f"{agent} {_a('usesThrough')} {subject} ."


def _uncounted(positions: Sequence[Position]) -> Iterator[str]:
    """For each agreement without a current counted position, why."""
    current: dict[str, list[Position]] = defaultdict(list)
    agreements = set()
    for position in positions:
        agreements.add(position.content.agreement)
        if position.current and position.content.reason != "reading":
            current[position.content.agreement].append(position)
    for agreement in agreements:
        now = current.get(agreement, [])
        if any(position.counted for position in now):
            continue
        reasons = sorted({position.content.reason for position in now}) or ["no-claim"]
        for reason in reasons:
            yield f"<{agreement}> {_a('notCountedBecause')} {_a(_REASONS[reason])} ."


def counted(positions: Sequence[Position], told: Told) -> Iterator[str]:
    """Give positions, flows, party groups, disputes and readings."""
    lines: set[str] = set()
    for position in positions:
        content = position.content
        iri = _kg(
            "position",
            content.agreement,
            content.currency,
            *content.reading,
            *_key(position.known_from),
            *_key(position.true_from),
        )
        lines.update(f"{iri} {line} ." for line in _position(position))
        if content.dispute:
            lines.update(_dispute(position, iri, told))
        if position.counted and (content.payers or content.payees):
            lines.update(_flow(position, iri))
    return iter(sorted(lines))


def _key(span: Span) -> tuple[str, str]:
    return span.earliest or "", span.latest or ""


def _position(position: Position) -> Iterator[str]:
    content = position.content
    yield f"{_TYPE} {_a('Position')}"
    if position.counted:
        yield f"{_TYPE} {_a('CountedPosition')}"
        if position.current:
            yield f"{_TYPE} {_a('CurrentPosition')}"
    else:
        yield f"{_TYPE} {_a('UncountedPosition')}"
        yield f"{_a('notCountedBecause')} {_a(_REASONS[content.reason])}"
    yield f"{_a('ofAgreement')} <{content.agreement}>"
    for name, amount in zip(("paid", "committed", "possible"), content.money, strict=True):
        yield f"{_a(name)} {_double(float(amount))}"
    yield f"{_a('complete')} {_boolean(content.complete)}"
    yield f"{_a('lastState')} {_boolean(position.true_until is None)}"
    yield f"{_a('stillKnown')} {_boolean(position.known_until is None)}"
    if content.currency:
        yield f'{_a("currency")} "{_escaped(content.currency)}"'
    if content.remainder:
        yield f"{_a('remainder')} {_boolean(True)}"
    for agent in content.payers:
        yield f"{_a('positionPayer')} <{agent}>"
    for agent in content.payees:
        yield f"{_a('positionPayee')} <{agent}>"
    for claim in content.rests_on:
        yield f"{_a('restsOn')} <{claim}>"
    for warning in content.warnings:
        yield f'{_a("warning")} "{_escaped(warning)}"'
    yield from _times(position)


def _times(position: Position) -> Iterator[str]:
    for name, span in (
        ("trueFrom", position.true_from),
        ("trueUntil", position.true_until),
        ("knownFrom", position.known_from),
        ("knownUntil", position.known_until),
    ):
        if span is None:
            continue
        if span.earliest:
            yield f'{_a(name + "Earliest")} "{span.earliest}"^^<{XSD}dateTime>'
        if span.latest:
            yield f'{_a(name + "Latest")} "{span.latest}"^^<{XSD}dateTime>'


def _dispute(position: Position, iri: str, told: Told) -> Iterator[str]:
    content = position.content
    dispute = _kg("dispute", content.dispute)
    reading = _kg("reading", content.dispute, *content.reading)
    yield f"{iri} {_a('inDispute')} {dispute} ."
    yield f"{iri} {_a('inReading')} {reading} ."
    yield f"{dispute} {_TYPE} {_a('Dispute')} ."
    yield f"{reading} {_TYPE} {_a('Reading')} ."
    yield f"{reading} {_a('inDispute')} {dispute} ."
    if content.reason != "reading" and position.current:
        yield f"{dispute} {_a('assessedReading')} {reading} ."
    for voice in content.reading:
        for source in told.sources.get((voice, content.agreement), ()):
            yield f"{reading} {_a('readingOf')} <{source}> ."


def _flow(position: Position, iri: str) -> Iterator[str]:
    flow = iri.replace("/position-", "/flow-")
    yield f"{flow} {_TYPE} {_a('Flow')} ."
    yield f"{flow} {_a('ofPosition')} {iri} ."
    for property_, agents in (
        ("fromGroup", position.content.payers),
        ("toGroup", position.content.payees),
    ):
        if agents:
            group = _kg("group", *sorted(agents))
            yield f"{flow} {_a(property_)} {group} ."
            yield f"{group} {_TYPE} {_a('PartyGroup')} ."
            for agent in agents:
                yield f"{group} {_a('groupMember')} <{agent}> ."
