"""Reasoning: HermiT proves graphs consistent and classifies them; contradictions are explained.

>>> from pyoxigraph import RdfFormat, parse
>>> graph = '''
...     @prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
...     :Agent owl:disjointWith :Platform . :aws a :Agent , :Platform .'''
>>> prove(parse(graph, RdfFormat.TURTLE)).consistent
False
"""

from __future__ import annotations

from aikg.reasoning.axioms import Axiom, Origin
from aikg.reasoning.explanation import Explanation, explain
from aikg.reasoning.verdict import Verdict, prove

__all__ = ["Axiom", "Explanation", "Origin", "Verdict", "explain", "prove"]
