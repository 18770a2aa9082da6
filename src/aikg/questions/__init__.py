"""The questions: one `.rq` file is one contract, and this is what keeps it."""

from aikg.questions.answer import Answer
from aikg.questions.ask import ask
from aikg.questions.catalogue import Catalogue
from aikg.questions.contract import Column, Parameter, Question
from aikg.questions.rows import Row
from aikg.questions.table import Table

__all__ = ["Answer", "Catalogue", "Column", "Parameter", "Question", "Row", "Table", "ask"]
