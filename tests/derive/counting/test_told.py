"""What the store tells comes into counting as it was told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from aikg.derive.claims import read
from aikg.derive.counting import Claim, Figure, Stage
from aikg.derive.vocabulary import Vocabulary
from aikg.ground.terms import AIKG
from aikg.store import EmbeddedStore
from derive.counting.strategies import claims as some_claims
from derive.written import SOURCE, iri, kind_of, load, with_ontology

NAMES = ("kg:a", "kg:b", "kg:c")
BROADER = {
    "Alliance": ("Agreement", "Programme"),
    "Guarantee": ("Agreement", "ContingentAgreement"),
    "Investment": ("Agreement",),
    "Loan": ("Agreement",),
}


@pytest.fixture(scope="module")
def world() -> EmbeddedStore:
    return with_ontology()


def plain(claim: Claim) -> Claim:
    """A claim without rates, digits and releases: told in more words than they are kept in."""

    def figure(told: Figure) -> Figure:
        return told._replace(rate=None, grain=0.0)

    conditions = tuple(condition._replace(releases=()) for condition in claim.conditions)
    return replace(
        claim, figures=tuple(figure(told) for told in claim.figures), conditions=conditions
    )


def full(claim: Claim) -> Claim:
    """A claim with IRIs in full, in the order in which they are read."""

    def many(names: frozenset[str]) -> frozenset[str]:
        return frozenset(iri(name).value for name in names)

    def entry(told: Stage) -> Stage:
        name, here = AIKG + "stage-" + told.name, iri(told.iri).value
        return told._replace(name=name, iri=here, conditions=told.conditions)

    def figure(told: Figure) -> Figure:
        return told._replace(stage=iri(told.stage).value if told.stage else "")

    return replace(
        claim,
        iri=iri(claim.iri).value,
        about=iri(claim.about).value,
        voice=iri(claim.voice).value,
        kind=AIKG + kind_of(claim),
        broader=frozenset(AIKG + name for name in BROADER[kind_of(claim)]),
        programme=kind_of(claim) == "Alliance",
        payers=many(claim.payers),
        payees=many(claim.payees),
        figures=tuple(figure(told) for told in claim.figures),
        stages=tuple(sorted((entry(told) for told in claim.stages), key=lambda s: s.iri)),
        wholes=many(claim.wholes),
        tranches=many(claim.tranches),
        replaces=many(claim.replaces),
        overlaps=many(claim.overlaps),
        converted_from=many(claim.converted_from),
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(some_claims(0, NAMES, cyclic=False))
def test_a_claim_is_read_as_it_is_written(world, claim):
    told = plain(claim)
    for graph in world.graphs():
        if not graph.endswith("/ontology"):
            world.replace(graph, ())
    load(world, [told])
    found = read(
        world,
        sorted({iri(told.about).value, *(iri(n).value for n in told.linked)}),
        Vocabulary.read(world),
    )
    [[one]] = [claims for claims in found.claims.values() if claims]
    assert plain(one) == replace(full(told), source=SOURCE + "0")
    assert found.sources[one.voice, one.about] == {SOURCE + "0"}
