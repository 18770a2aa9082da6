"""Rows that are read as text hold what they would hold if each term were read as an object."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from aikg.ground.terms import XSD
from aikg.questions import Catalogue
from aikg.questions.found import rows_found
from aikg.questions.table import cell
from aikg.store import EmbeddedStore

INVESTMENTS = Catalogue.packaged()["investments"]
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
numbers = st.one_of(st.integers(-(10**15), 10**15), st.floats(allow_nan=False), st.booleans())
typed = st.builds(
    lambda text, name: Literal(text, datatype=NamedNode(XSD + name)),
    st.sampled_from(["1.50", "007", "1e9", "true", "x", "2026-01-01T00:00:00Z", ""]),
    st.sampled_from(["decimal", "integer", "double", "boolean", "dateTime", "string"]),
)
terms = st.one_of(
    texts.map(Literal),
    numbers.map(Literal),
    typed,
    texts.map(lambda text: Literal(text, language="en")),
    st.just(NamedNode("https://w3id.org/aikg/id/nvidia")),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(terms, min_size=1, max_size=5))
def test_a_cell_read_as_text_is_the_value_of_its_term(given_terms: list[Literal]) -> None:
    columns = [column.name for column in INVESTMENTS.columns]
    cells = [" ".join(["UNDEF"] * (len(columns) - 1) + [str(term)]) for term in given_terms]
    names = " ".join(f"?{name}" for name in [*(c for c in columns if c != "source"), "source"])
    query = f"SELECT * {{ VALUES ({names}) {{ {' '.join(f'({each})' for each in cells)} }} }}"
    store = EmbeddedStore()
    # What the engine gives for the term, which it may have written in its canonical form.
    as_objects = [cell(solution["source"]) for solution in store.select(query)]
    as_text = [row.source for row in rows_found(INVESTMENTS, store.select(query))]
    assert [(type(a), a) for a in as_text] == [(type(a), a) for a in as_objects]
