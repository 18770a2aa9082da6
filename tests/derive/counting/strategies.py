"""Random clusters: claims of several voices on a few agreements that hang together."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from aikg.derive.counting import Claim, Cluster, Condition, Figure, Stage
from aikg.ground.bounds import ALWAYS, INF, Bounds, Span

AGREEMENTS = tuple(f"kg:{letter}" for letter in "abcdef")
VOICES = ("kg:press", "kg:wire", "kg:daily", "kg:party")
AGENTS = ("kg:p", "kg:q", "kg:r", "kg:unit-of-p")
ROOT = {"kg:unit-of-p": "kg:p"}
STAGES: tuple[tuple[str, str, int], ...] = (
    ("rumoured", "possible", 10),
    ("denied", "none", 15),
    ("planned", "possible", 20),
    ("announced", "possible", 30),
    ("letter-of-intent", "possible", 40),
    ("committed", "committed", 50),
    ("signed", "committed", 60),
    ("exercised", "committed", 70),
    ("on-hold", "possible", 75),
    ("closed", "paid", 80),
    ("completed", "none", 90),
    ("cancelled", "void", 96),
)


def day(number: int) -> str:
    """The start of a day, counted from the first of January 2025, within four months."""
    month, rest = divmod(number, 28)
    return f"2025-{month + 1:02}-{rest + 1:02}T00:00:00Z"


def on(number: int) -> Span:
    """A whole day."""
    return Span(day(number), day(number).replace("00:00:00", "23:59:59"))


def stage(name: str, when: Span = ALWAYS, iri: str = "", **more: object) -> Stage:
    """A stage of the vocabulary by its name."""
    effect, rank = next((e, r) for n, e, r in STAGES if n == name)
    return Stage(name, effect, rank, when, iri or f"claim:{name}-{when.latest}", **more)  # type: ignore[arg-type]


days = st.integers(0, 100)
publications = st.one_of(st.builds(on, days), st.builds(on, days), st.just(ALWAYS))
dates = st.one_of(
    st.just(ALWAYS),
    st.builds(on, days),
    st.builds(lambda a, b: Span(day(min(a, b)), on(max(a, b)).latest), days, days),
    st.builds(lambda a: Span(None, on(a).latest), days),
    st.builds(lambda a: Span(day(a), None), days),
)
amounts = st.sampled_from((1e9, 2e9, 5e9, 7e9, 10e9, 30e9))
bounds = st.one_of(
    st.builds(lambda a: Bounds(a, a), amounts),
    st.builds(lambda a: Bounds(0.0, a), amounts),
    st.builds(lambda a: Bounds(a, INF), amounts),
    st.builds(lambda a, b: Bounds(min(a, b), max(a, b)), amounts, amounts),
)
fallbacks = st.one_of(st.just(()), st.just((("USD", Bounds(5e8, 5e8)),)))
conditions = st.one_of(
    st.just(Condition()),
    st.builds(lambda when: Condition(met=when), dates),
    st.builds(lambda when, owed: Condition(failed=when, fallback=owed), dates, fallbacks),
)
few_conditions = st.one_of(
    st.just(()), st.just(()), st.just(()), st.tuples(conditions), st.tuples(conditions, conditions)
)
releasing = st.builds(
    lambda condition, amount: condition._replace(releases=(("USD", Bounds(amount, amount)),)),
    conditions,
    amounts,
)
claim_conditions = st.one_of(
    few_conditions, few_conditions, st.tuples(releasing), st.tuples(releasing, conditions)
)
periods = st.one_of(st.none(), st.sampled_from((Bounds(1, 1), Bounds(3, 5), Bounds(0.25, 0.25))))
rates = st.one_of(st.none(), st.none(), st.none(), st.tuples(periods, periods))


@st.composite
def figures(draw: st.DrawFn, entries: tuple[Stage, ...]) -> Figure:
    """A counted amount, of one of a claim's stages or of the claim as a whole."""
    return Figure(
        draw(bounds),
        draw(st.sampled_from(("USD", "USD", "USD", "EUR"))),
        draw(st.sampled_from((0.0, 1e9))),
        draw(st.sampled_from(("", *(entry.iri for entry in entries)))),
        draw(rates),
        draw(few_conditions),
    )


@st.composite
def claims(draw: st.DrawFn, number: int, names: tuple[str, ...], *, cyclic: bool) -> Claim:
    """What one voice tells of one of some agreements."""
    about = draw(st.sampled_from(names))
    here = names.index(about)
    # A whole has an earlier name than its parts, unless wholes in circles are wanted.
    above = frozenset(names if cyclic else names[:here])
    below = frozenset(names if cyclic else names[here + 1 :])

    def some(of: frozenset[str]) -> frozenset[str]:
        rarely = draw(st.integers(0, 3)) == 0
        return frozenset({draw(st.sampled_from(sorted(of)))}) if of and rarely else frozenset()

    entries = tuple(
        stage(name, draw(dates), f"claim:{number}.{index}", conditions=draw(few_conditions))
        for index, name in enumerate(
            draw(st.lists(st.sampled_from([s[0] for s in STAGES]), max_size=3))
        )
    )
    published = draw(publications)
    agents = st.frozensets(st.sampled_from(AGENTS), max_size=2)
    return Claim(
        iri=f"claim:{number}",
        about=about,
        voice=draw(st.sampled_from(VOICES)),
        published=published,
        withdrawn=draw(st.one_of(st.none(), st.none(), st.none(), st.builds(_point, days))),
        preferred=draw(st.integers(0, 9)) == 0,
        own_voice=draw(st.integers(0, 4)) == 0,
        kind=draw(st.sampled_from(("", "Investment", "Investment", "Loan"))),
        payers=draw(agents),
        payees=draw(agents),
        figures=tuple(draw(st.lists(figures(entries), max_size=2))),
        stages=entries,
        wholes=some(above - {about}),
        tranches=some(below - {about}),
        replaces=some(frozenset(names) - {about}),
        overlaps=some(frozenset(names) - {about}),
        converted_from=some(frozenset(names) - {about}),
        exhaustive=draw(st.integers(0, 5)) == 0,
        conditions=draw(claim_conditions),
        contingent=draw(st.integers(0, 7)) == 0,
        programme=draw(st.integers(0, 7)) == 0,
    )


def _point(number: int) -> Span:
    return Span(day(number), day(number))


@st.composite
def clusters(
    draw: st.DrawFn,
    *,
    cyclic: bool | None = None,
    withdrawn: bool = True,
    fewest: int = 1,
    most: int = 7,
) -> Cluster:
    """A cluster of one to six agreements, whatever is told of them.

    Args:
        draw: given by hypothesis.
        cyclic: whether wholes may be parts of their own parts; either where it is None.
        withdrawn: whether claims may have been withdrawn.
        fewest: claims at least.
        most: claims at most.
    """
    names = AGREEMENTS[: draw(st.integers(1, len(AGREEMENTS)))]
    circles = draw(st.integers(0, 5)) == 0 if cyclic is None else cyclic
    told = [
        draw(claims(number, names, cyclic=circles))
        for number in range(draw(st.integers(fewest, most)))
    ]
    if not withdrawn:
        told = [replace(claim, withdrawn=None) for claim in told]
    return Cluster(tuple(told), ROOT)
