"""Templates of claims: a file to fill in, for each kind of agreement and event that claims tell."""

from __future__ import annotations

from aikg.gate.templates.given import Given
from aikg.gate.templates.kinds import Kind, kinds
from aikg.gate.templates.parts import template
from aikg.gate.templates.writing import FORMS

__all__ = ["FORMS", "Given", "Kind", "kinds", "template"]
