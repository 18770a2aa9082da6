"""Writing RDF for people to read and change: JSON-LD and YAML-LD with the shipped context."""

from __future__ import annotations

from aikg.ground.writing.jsonld import to_jsonld
from aikg.ground.writing.yamlld import to_yamlld

__all__ = ["to_jsonld", "to_yamlld"]
