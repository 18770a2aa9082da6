"""Looking things up in a store, from the names in the files."""

from __future__ import annotations

import pytest

from aikg.gate.change import CHECKS
from aikg.gate.check import check
from aikg.gate.stored import InStore
from aikg.ground.terms import DERIVED_GRAPH, ONTOLOGY_GRAPH, REGISTER_GRAPH
from aikg.store import EmbeddedStore
from gate.claims import PUBLISHED, cloud, offer, party
from gate.telling import beside


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (cloud(), "SameDeal"),
        (cloud(about="kg:openai-amazon-cloud-contract", amount="40e9", said="40"), "OtherReading"),
        (party("Antropic"), "NearName"),
        (offer("kg:openai"), "OfferWithoutBasis"),
        (cloud(amount="39e9", said="39"), None),
        (party("Scaleway"), None),
        (offer("kg:aws"), None),
        (cloud('aikg:customer "OpenAI" ; aikg:provider kg:aws'), None),
    ],
)
def test_a_store_and_triples_at_hand_lead_to_the_same_findings(told, rule) -> None:
    store = EmbeddedStore()
    known = beside(*PUBLISHED)
    store.add(ONTOLOGY_GRAPH, known.vocabulary)
    store.add(REGISTER_GRAPH, known.told)
    # What is derived, and what a file replaces, is not looked into.
    store.add(DERIVED_GRAPH, [quad.triple for quad in cloud(name="derived").quads])
    at_hand = check([told], known).findings
    lookup, foreseeing = (InStore(store, without={DERIVED_GRAPH}) for _ in range(2))
    foreseeing.foresee(quad.triple for quad in told.quads)
    looked_up, foreseen = (
        check([told], known, lookup=lambda each=each: each).findings
        for each in (lookup, foreseeing)
    )
    assert looked_up == foreseen == at_hand
    found = {each.rule.rpartition("#")[2] for each in looked_up if each.rule.startswith(CHECKS)}
    assert found == ({rule} if rule else set())
