"""Rules: what follows from the ontology's own axioms, as SPARQL, in the derived graph."""

from __future__ import annotations

from aikg.derive.rules.closing import close
from aikg.derive.rules.compiling import compile_rules
from aikg.derive.rules.expressions import NoRule
from aikg.derive.rules.maintaining import Change, maintain, work_out
from aikg.derive.rules.program import Program, Stratum, packaged_program
from aikg.derive.rules.rule import Rule
from aikg.derive.rules.scope import Scope

__all__ = [
    "Change",
    "NoRule",
    "Program",
    "Rule",
    "Scope",
    "Stratum",
    "close",
    "compile_rules",
    "maintain",
    "packaged_program",
    "work_out",
]
