"""`aikg new`: a template of a claim, to be filled in."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aikg.cli.opening import add_store, opened
from aikg.cli.output import write
from aikg.cli.verb import FINE, Verb
from aikg.ground.errors import BadParameter, UnknownName, shown

if TYPE_CHECKING:
    import argparse

    from aikg.gate.templates import Given


def arguments(parser: argparse.ArgumentParser) -> None:
    """The kind, the syntax, and what is known already."""
    add_store(parser)
    parser.add_argument(
        "kind",
        nargs="?",
        metavar="KIND",
        help="a kind of agreement or event, such as investment or cloud-contract; without one, "
        "lists them",
    )
    parser.add_argument(
        "--format", choices=("turtle", "yaml"), default="turtle", help="default: turtle"
    )
    parser.add_argument("--source", metavar="NAME", help="the name of the source, and of its file")
    parser.add_argument(
        "--publisher", metavar="WHO", help="its publisher, by label, alias or kg: name"
    )
    parser.add_argument("--date", metavar="DAY", help="the day of its publication, as 2025-11-18")
    parser.add_argument("--payer", metavar="WHO", help="who pays, by label, alias or kg: name")
    parser.add_argument("--payee", metavar="WHO", help="who is paid, by label, alias or kg: name")
    parser.add_argument(
        "--text",
        type=Path,
        metavar="FILE",
        help="the text of the source: fills in its digest and how many paragraphs it has",
    )
    parser.add_argument(
        "--quote",
        metavar="WORDS",
        help="words of the text that tell the claim: fills in paragraph and digest",
    )
    parser.add_argument(
        "--paragraph",
        type=int,
        metavar="N",
        help="the paragraph that the words stand in, counted from 1, where they stand in several",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the template, or the kinds there are."""
    from aikg.gate.templates import FORMS, kinds, template

    known = kinds()
    if arguments.kind is None:
        width = max(map(len, known))
        for kind in known.values():
            write(
                textwrap.fill(
                    f"{kind.name:<{width}}  {kind.definition}",
                    100,
                    subsequent_indent=" " * (width + 2),
                )
            )
        return FINE
    name = arguments.kind.strip().lower().replace("_", "-").replace(" ", "-")
    by_term = {kind.term.lower(): kind for kind in known.values()}
    found = known.get(name) or by_term.get(name.removeprefix("aikg:"))
    if found is None:
        raise UnknownName.among("kind", arguments.kind, known)
    write(FORMS[arguments.format](template(found, _given(arguments))))
    return FINE


def _given(arguments: argparse.Namespace) -> Given:
    from aikg.gate.templates import Given
    from aikg.gate.texts import text_in

    published = None
    if arguments.date:
        try:
            published = date.fromisoformat(arguments.date)
        except ValueError:
            raise BadParameter(
                "--date is no day", expected="a day such as 2025-11-18", found=arguments.date
            ) from None
    who = {
        side: _named(getattr(arguments, side), arguments.store)
        for side in ("publisher", "payer", "payee")
    }
    return Given(
        source=arguments.source or "",
        published=published,
        text=text_in(arguments.text) if arguments.text else None,
        quote=arguments.quote or "",
        paragraph=_paragraph(arguments.paragraph),
        **who,
    )


def _paragraph(number: int | None) -> int:
    if number is not None and number < 1:
        raise BadParameter("--paragraph is none", expected="1 or more", found=str(number))
    return number or 0


def _named(who: str | None, store: str | None) -> str:
    """The prefixed name of an entry of the register; a `kg:` name is taken as it is."""
    if who is None or who.startswith("kg:"):
        return who or ""
    from pyoxigraph import Literal

    from aikg.ground.terms import shorten
    from aikg.questions.values import register_entry

    with opened(store) as graph:
        try:
            return shorten(register_entry(graph.store, who))
        except UnknownName as unknown:
            raise UnknownName(
                unknown.problem,
                mend=f"{unknown.mend} Whoever is new goes without this option: put a name of your own "
                "in place of the placeholder, and add its entry, such as "
                f"kg:NAME a aikg:Organization ; rdfs:label {Literal(shown(who))} .".lstrip(),
                nearest=unknown.nearest,
            ) from None


VERB = Verb("new", "print a template of a claim, to be filled in", arguments, run)
