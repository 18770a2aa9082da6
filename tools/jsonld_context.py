"""Write ontology/context.jsonld from the vocabulary, the one place that says what its terms are.

Run it in the environment of the checkout::

    .venv/bin/python tools/jsonld_context.py

A test fails while the context and the vocabulary differ.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from aikg.ground.packaged import context_file, ontology_files
from aikg.ground.reading import read
from aikg.ground.terms import AIKG, OWL, PREFIXES, RDF, RDFS, SKOS, UNIT, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

# A property of the vocabulary is called unit, too: as a prefix the name is taken.
_UNITS = "units"
# Whose values are names of the vocabulary, beside those that range over its concepts and units.
_NAMES = {AIKG + name for name in ("kind", "inferred", "notStated", "factProperty")}
_VOCABULARY = {SKOS + "Concept", AIKG + "Unit"}


def context() -> str:
    """The context, as it should be.

    Returns:
        JSON: a prefix for each namespace, a term for each property with the type of its values,
        and for each unit of QUDT; ``@vocab`` stands for the classes and concepts.
    """
    store = ox.Store()
    for file in ontology_files():
        store.extend(read(file, rename_blank_nodes=True).quads)
    made: dict[str, Any] = {"@version": 1.1, "@vocab": AIKG, "id": "@id", "type": "@type"}
    made |= {_UNITS if iri == UNIT else name: iri for name, iri in PREFIXES.items()}
    terms = {"label": {"@id": "rdfs:label", "@type": "xsd:string"}}
    terms |= dict(_properties(store))
    terms |= dict(_units(store))
    assert not made.keys() & terms.keys()
    return json.dumps({"@context": {**made, **terms}}, indent=2) + "\n"


def _properties(store: ox.Store) -> Iterator[tuple[str, dict[str, str]]]:
    kinds = [ox.NamedNode(OWL + f"{kind}Property") for kind in ("Object", "Datatype", "Annotation")]
    found = {
        quad.subject.value
        for kind in kinds
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), kind)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(AIKG)
    }
    for iri in sorted(found):
        name = iri.removeprefix(AIKG)
        made = {"@id": f"aikg:{name}"}
        ranges = {
            quad.object.value
            for quad in store.quads_for_pattern(
                ox.NamedNode(iri), ox.NamedNode(RDFS + "range"), None
            )
            if isinstance(quad.object, ox.NamedNode)
        }
        [kind] = [k for k in kinds if ox.Quad(ox.NamedNode(iri), _TYPE, k) in store]
        if iri in _NAMES or ranges & _VOCABULARY:
            made["@type"] = "@vocab"
        elif kind == kinds[0]:
            made["@type"] = "@id"
        elif ranges:
            [datatype] = ranges
            # As Turtle writes whole numbers: the narrower type has the same values.
            name_of = datatype.removeprefix(XSD).replace("positiveInteger", "integer")
            made["@type"] = f"xsd:{name_of}"
        yield name, made


def _units(store: ox.Store) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the units of others that the vocabulary uses, so that they need no prefix."""
    for quad in sorted(store.quads_for_pattern(None, _TYPE, ox.NamedNode(AIKG + "Unit")), key=str):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(UNIT):
            name = quad.subject.value.removeprefix(UNIT)
            yield name, {"@id": f"{_UNITS}:{name}"}


_TYPE = ox.NamedNode(RDF + "type")

if __name__ == "__main__":
    context_file().write_text(context(), encoding="utf-8")
    print(context_file().name)
    sys.exit(0)
