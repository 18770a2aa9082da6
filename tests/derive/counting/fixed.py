"""One cluster in which much happens, counted and written out; run with several seeds of hashes."""

from __future__ import annotations

from aikg.derive.counting import Claim, Cluster, Condition, Figure, Position, Stage, count
from aikg.ground.bounds import INF, Bounds, Span


def told(name: str, about: str, voice: str, lower: float, upper: float, **more: object) -> Claim:
    """A claim of a voice, signed and with one figure."""
    published = Span(f"2025-0{len(voice)}-01T00:00:00Z", f"2025-0{len(voice)}-01T23:59:59Z")
    return Claim(
        f"claim:{voice}/{name}",
        about,
        voice,
        published,
        kind="Investment",
        payers=frozenset({f"kg:payer-{about}", "kg:p"}),
        payees=frozenset({"kg:payee", f"kg:of-{voice}"}),
        figures=(
            Figure(Bounds(lower, upper), "USD", 1.0, conditions=(Condition(),) * (lower == 4)),
        ),
        stages=(Stage("signed", "committed", 60, iri=f"claim:{voice}/{name}.signed"),),
        **more,  # type: ignore[arg-type]
    )


CLUSTER = Cluster(
    (
        told("first", "kg:a", "wire", 10, 10),
        told("first", "kg:a", "press", 0, 12, withdrawn=Span("2025-08-01T00:00:00Z", None)),
        told("first", "kg:a", "daily", 11, INF),
        told("second", "kg:b", "wire", 4, 4, wholes=frozenset({"kg:a"})),
        told("second", "kg:b", "press", 3, 3, tranches=frozenset({"kg:c", "kg:d"})),
        told("third", "kg:c", "daily", 2, 2, overlaps=frozenset({"kg:d", "kg:e"})),
        told("fourth", "kg:d", "wire", 2, 2, exhaustive=True),
        told("fifth", "kg:e", "press", 2, 2, replaces=frozenset({"kg:f"})),
        told("sixth", "kg:f", "daily", 2, 2),
        told("sixth", "kg:f", "wire", 7, 7, preferred=True),
    ),
    {"kg:payer-kg:a": "kg:p"},
)


def written(position: Position) -> str:
    """All of a position, its sets in order."""
    content = position.content
    sets = (sorted(content.payers), sorted(content.payees), sorted(content.rests_on))
    times = (
        *(position.true_from, position.true_until),
        *(position.known_from, position.known_until),
    )
    rest = (content.reason, content.remainder, content.dispute, content.reading, content.warnings)
    return repr((content.agreement, content.currency, content.money, sets, rest, times))


if __name__ == "__main__":
    print(*map(written, count(CLUSTER)), sep="\n")
