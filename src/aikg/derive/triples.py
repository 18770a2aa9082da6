"""What is derived, as N-Triples: agreements as assessed, positions, flows, disputes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aikg.derive.ntriples import double, escaped, minted, term
from aikg.ground.terms import AIKG, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aikg.derive.claims import Told
    from aikg.derive.counting import Settled
    from aikg.derive.counting.positions import Position
    from aikg.derive.vocabulary import Vocabulary


# The terms of positions and flows, of which there are more than of anything else.
_TYPE: Final = f"<{RDF}type>"
_POSITION: Final = term("Position")
_COUNTED: Final = term("CountedPosition")
_CURRENT: Final = term("CurrentPosition")
_UNCOUNTED: Final = term("UncountedPosition")
_OF_AGREEMENT: Final = term("ofAgreement")
_PAID: Final = term("paid")
_COMMITTED: Final = term("committed")
_POSSIBLE: Final = term("possible")
_COMPLETE: Final = term("complete")
_LAST_STATE: Final = term("lastState")
_STILL_KNOWN: Final = term("stillKnown")
_FIRM: Final = tuple(
    tuple(term(f"{clock}{name}") for name in ("FirmUntil", "PayersFirmUntil", "PayeesFirmUntil"))
    for clock in ("true", "known")
)
_NEVER: Final = "0001-01-01T00:00:00Z"
_BEGUN_BY: Final = term("begunBy")
_ENDED_BY: Final = term("endedBy")
_CHANGE: Final = term("JointChange")
_BECAUSE: Final = term("notCountedBecause")
_CURRENCY: Final = term("currency")
_REMAINDER: Final = term("remainder")
_PAYER: Final = term("positionPayer")
_MAY_PAY: Final = term("possiblePayer")
_PAYEE: Final = term("positionPayee")
_RESTS_ON: Final = term("restsOn")
_WARNING: Final = term("warning")
_FLOW: Final = term("Flow")
_OF_POSITION: Final = term("ofPosition")
_FROM_GROUP: Final = term("fromGroup")
_TO_GROUP: Final = term("toGroup")
_PARTY_GROUP: Final = term("PartyGroup")
_GROUP_MEMBER: Final = term("groupMember")
_TIMES: Final = tuple(
    (term(f"{name}Earliest"), term(f"{name}Latest"))
    for name in ("trueFrom", "trueUntil", "knownFrom", "knownUntil")
)
_INSTANT: Final = f"^^<{XSD}dateTime>"
_BOOLEAN: Final = (f'"false"^^<{XSD}boolean>', f'"true"^^<{XSD}boolean>')
_REASONS: Final = {
    reason: term(f"not-counted-{reason}")
    for reason in (
        *("undisclosed", "replaced", "void", "reading"),
        *("by-parts", "converted", "no-money", "no-claim"),
    )
}
WRITTEN: Final = frozenset(
    AIKG + name
    for name in (
        *("Position", "CountedPosition", "CurrentPosition", "UncountedPosition"),
        *("Flow", "PartyGroup", "PairTotal", "Dispute", "Reading", "JointChange"),
        *("fromGroup", "groupMember"),
    )
)
"""The classes and properties of which every instance is written here."""

_THROUGH: Final = (
    ("Investment", "investor", "investsThrough"),
    ("Investment", "leadInvestor", "investsThrough"),
    ("FundingRound", "investor", "investsThrough"),
    ("FundingRound", "leadInvestor", "investsThrough"),
    ("CloudContract", "customer", "buysCloudThrough"),
    ("CloudContract", "provider", "providesCloudThrough"),
    ("ModelAvailability", "host", "offersThrough"),
)


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
                lines.add(f"{value} {term('trancheOf')} {subject} .")
            elif name == "hasProgrammePart":
                lines.add(f"{value} {term('inProgramme')} {subject} .")
            elif not kind:
                if name == "developer":
                    lines.add(f"{subject} {term('developedBy')} {value} .")
            else:
                lines.add(f"{subject} <{property_}> {_typed(value)} .")
                lines.update(_through(kind, name, value, subject))
    lines.update(_uncounted(positions))
    return iter(lines)


def _typed(value: str) -> str:
    """Write in full what Turtle lets stand bare; strings and IRIs are the same in N-Triples."""
    return f'"{value}"^^<{XSD}boolean>' if value in ("true", "false") else value


def _through(kind: str, role: str, agent: str, subject: str) -> Iterator[str]:
    for class_, needed, through in _THROUGH:
        if kind == AIKG + class_ and role == needed:
            yield f"{agent} {term(through)} {subject} ."
    if role == "user":
        yield f"{agent} {term('usesThrough')} {subject} ."


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
            yield f"<{agreement}> {_BECAUSE} {_REASONS[reason]} ."


def counted(positions: Sequence[Position], told: Told) -> Iterator[str]:
    """Give positions, flows, party groups, disputes and readings."""
    lines: list[str] = []
    shared: set[str] = set()  # disputes, readings and groups are told of by several positions
    for position in positions:
        content = position.content
        iri = minted("position", *position.name)
        lines += [f"{iri} {said} ." for said in _position(position)]
        shared.update(_changes(position, iri))
        if content.dispute:
            shared.update(_dispute(position, iri, told))
        if position.counted and (content.payers or content.payees):
            shared.update(_flow(position, iri))
    lines += shared
    return iter(lines)


def _position(position: Position) -> list[str]:
    content = position.content
    money = content.money
    said = [
        f"{_TYPE} {_POSITION}",
        f"{_OF_AGREEMENT} <{content.agreement}>",
        f"{_PAID} {double(float(money.paid))}",
        f"{_COMMITTED} {double(float(money.committed))}",
        f"{_POSSIBLE} {double(float(money.possible))}",
        f"{_COMPLETE} {_BOOLEAN[content.complete]}",
        f"{_LAST_STATE} {_BOOLEAN[position.true_until is None]}",
        f"{_STILL_KNOWN} {_BOOLEAN[position.known_until is None]}",
    ]
    if position.counted:
        said.append(f"{_TYPE} {_COUNTED}")
        if position.current:
            said.append(f"{_TYPE} {_CURRENT}")
    else:
        said.append(f"{_TYPE} {_UNCOUNTED}")
        said.append(f"{_BECAUSE} {_REASONS[content.reason]}")
    if content.currency:
        said.append(f'{_CURRENCY} "{escaped(content.currency)}"')
    if content.remainder:
        said.append(f"{_REMAINDER} {_BOOLEAN[True]}")
    said += [f"{_PAYER} <{agent}>" for agent in content.payers]
    said += [f"{_PAYEE} <{agent}>" for agent in content.payees]
    said += [f"{_MAY_PAY} <{agent}>" for agent in content.may_pay]
    said += [f"{_RESTS_ON} <{claim}>" for claim in content.rests_on]
    said += [f'{_WARNING} "{escaped(warning)}"' for warning in content.warnings]
    for (earliest, latest), span in zip(
        _TIMES,
        (position.true_from, position.true_until, position.known_from, position.known_until),
        strict=True,
    ):
        if span is None:
            continue
        if span.earliest:
            said.append(f'{earliest} "{span.earliest}"{_INSTANT}')
        if span.latest:
            said.append(f'{latest} "{span.latest}"{_INSTANT}')
    for terms, firm in zip(_FIRM, (position.true_firm, position.known_firm), strict=True):
        for number, (until, instant) in enumerate(zip(terms, firm, strict=True)):
            if instant is not None and not (number and instant == firm.until):
                said.append(f'{until} "{instant or _NEVER}"{_INSTANT}')
    return said


def _changes(position: Position, iri: str) -> Iterator[str]:
    for by, named in ((_BEGUN_BY, position.begun_by), (_ENDED_BY, position.ended_by)):
        if named:
            change = minted("change", *named)
            yield f"{iri} {by} {change} ."
            yield f"{change} {_TYPE} {_CHANGE} ."


def _dispute(position: Position, iri: str, told: Told) -> Iterator[str]:
    content = position.content
    dispute = minted("dispute", content.dispute)
    reading = minted("reading", content.dispute, *content.reading)
    yield f"{iri} {term('inDispute')} {dispute} ."
    yield f"{iri} {term('inReading')} {reading} ."
    yield f"{dispute} {_TYPE} {term('Dispute')} ."
    yield f"{reading} {_TYPE} {term('Reading')} ."
    yield f"{reading} {term('inDispute')} {dispute} ."
    if content.reason != "reading" and position.current:
        yield f"{dispute} {term('assessedReading')} {reading} ."
    for voice in content.reading:
        for source in told.sources.get((voice, content.agreement), ()):
            yield f"{reading} {term('readingOf')} <{source}> ."


_RULED: Final = {
    rule: term(f"assessed-by-{rule}")
    for rule in ("standing", "speaker", "sources", "publication", "name")
}
_DISPUTES: Final = {
    field: term(f"disputes{field.capitalize()}Of")
    for field in ("amount", "payers", "payees", "kind", "end")
}


def disputed(found: Iterable[Settled], told: Told) -> Iterator[str]:
    """Give what is disputed in the latest state: its readings, and by which rule one is assessed."""
    for one in found:
        dispute = minted("dispute", one.name)
        yield f"{dispute} {_TYPE} {term('Dispute')} ."
        for rule in one.because:
            yield f"{dispute} {term('assessedBecause')} {_RULED[rule]} ."
        for field, agreement in one.statements:
            yield f"{dispute} {_DISPUTES[field]} <{agreement}> ."
        for number, (voices, claims) in enumerate(one.readings):
            reading = minted("reading", one.name, *voices)
            yield f"{reading} {_TYPE} {term('Reading')} ."
            yield f"{reading} {term('inDispute')} {dispute} ."
            if number == 0:
                yield f"{dispute} {term('assessedReading')} {reading} ."
            for claim in claims:
                yield f"{reading} {_RESTS_ON} <{claim}> ."
            for voice in voices:
                for _, agreement in one.statements:
                    for source in told.sources.get((voice, agreement), ()):
                        yield f"{reading} {term('readingOf')} <{source}> ."


def _flow(position: Position, iri: str) -> Iterator[str]:
    flow = iri.replace("/position-", "/flow-")
    yield f"{flow} {_TYPE} {_FLOW} ."
    yield f"{flow} {_OF_POSITION} {iri} ."
    for property_, agents in (
        (_FROM_GROUP, position.content.payers),
        (_TO_GROUP, position.content.payees),
    ):
        if agents:
            group = minted("group", *sorted(agents))
            yield f"{flow} {property_} {group} ."
            yield f"{group} {_TYPE} {_PARTY_GROUP} ."
            for agent in agents:
                yield f"{group} {_GROUP_MEMBER} <{agent}> ."
