"""The parts of a template: source, agreement, claim, figure, stage, date and evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from aikg.gate.placeholders import PLACEHOLDER
from aikg.gate.templates.given import Given
from aikg.gate.templates.kinds import concepts, definition, in_words, vocabulary
from aikg.ground.terms import AIKG, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aikg.gate.templates.kinds import Kind, Role


# Definitions of properties begin with what they relate to what; here the latter alone is wanted.
_RELATES = re.compile(r"^relates .*? to (?=an?\b|the\b|one\b)")


@dataclass(frozen=True)
class Text:
    """A literal: its text, and the local name of its XML Schema datatype, if it has one."""

    text: str
    datatype: str = ""


@dataclass(frozen=True)
class Entry:
    """A property of a part.

    Attributes:
        name: Its local name; ``label`` is that of RDFS.
        values: Prefixed names, or texts.
        note: What to write, for who fills it in.
        off: Whether it is a comment, to be let in where the source says so.
    """

    name: str
    values: tuple[str | Text, ...]
    note: str = ""
    off: bool = False


@dataclass(frozen=True)
class Part:
    """A subject with its class and properties.

    Attributes:
        subject: Its prefixed name.
        type: The prefixed name of its class; empty where it has none.
        heading: What comes here, for who fills it in.
        entries: Its properties.
    """

    subject: str
    type: str
    heading: str
    entries: list[Entry] = field(default_factory=list)


def template(kind: Kind, given: Given | None = None) -> list[Part]:
    """The parts of the template of a kind, with what is given in place of its placeholders.

    Examples:
        >>> from aikg.gate.templates.kinds import kinds
        >>> [part.type for part in template(kinds()["layoffs"])]
        ['aikg:NewsArticle', 'aikg:StatedDate', '', 'aikg:Claim', 'aikg:StatedDate', 'aikg:Evidence']
    """
    return list(_Template(kind, given or Given()).parts())


class _Template:
    def __init__(self, kind: Kind, given: Given) -> None:
        self._kind = kind
        self._given = given
        self._values: Mapping[str, str] = given.values()

    def _word(self, name: str) -> str:
        return self._values.get(name, PLACEHOLDER + name)

    def _text(self, name: str, datatype: str = "") -> Text:
        return Text(self._word(name), datatype)

    def _name(self, name: str) -> str:
        """The prefixed name of something of the register, or the placeholder of one."""
        return self._values.get(name, f"kg:{PLACEHOLDER}{name}")

    @property
    def _source(self) -> str:
        return f"src:{self._word('source')}"

    def _own(self, name: str) -> str:
        return f"claim:{self._word('source')}/{name}"

    def parts(self) -> Iterator[Part]:
        yield self._told_source()
        yield self._date("published", "When the source was published.")
        yield Part(
            f"kg:{PLACEHOLDER}agreement",
            "",
            f"The {'event' if self._kind.event else 'agreement'}: a name of its own, or the one that "
            "it has if another source tells of it.",
            [
                Entry(
                    "label",
                    (self._text("label"),),
                    "such as Example Fund investment in Example Lab",
                )
            ],
        )
        yield self._claim()
        if self._kind.amount:
            yield self._figure()
        if self._kind.event:
            yield self._date("happened", "When it happened.")
        else:
            yield self._stage()
        yield self._evidence()

    def _told_source(self) -> Part:
        others = sorted(
            f"aikg:{each.removeprefix(AIKG)}"
            for each in vocabulary().subjects(RDFS + "subClassOf", NamedNode(AIKG + "Source"))
        )
        count = self._text("count-of-paragraphs", "integer")
        return Part(
            self._source,
            "aikg:NewsArticle",
            f"The source. Its name is that of this file; it is one of {', '.join(others)}.",
            [
                Entry("label", (self._text("title"),), "publisher and subject in short"),
                Entry("publishedBy", (self._name("publisher"),), "an organization of the register"),
                Entry("publicationDate", (self._own("published"),)),
                Entry(
                    "notStated",
                    ("aikg:publicationDate",),
                    "in place of the line before and of the date, if it bears none",
                    off=True,
                ),
                Entry("paragraphCount", (count,), "how many lines are not empty"),
                Entry("textDigest", (self._text("text-digest"),), "SHA-256 of the folded text"),
            ],
        )

    def _date(self, name: str, heading: str) -> Part:
        day = self._word(f"day-{name}")
        return Part(
            self._own(name),
            "aikg:StatedDate",
            heading,
            [
                Entry("asStated", (self._text(f"words-of-{name}"),), "the words that tell it"),
                Entry("earliest", (Text(f"{day}T00:00:00Z", "dateTime"),), "a day as 2025-11-18"),
                Entry("latest", (Text(f"{day}T23:59:59Z", "dateTime"),)),
            ],
        )

    def _claim(self) -> Part:
        kind = self._kind
        entries = [
            Entry("inSource", (self._source,)),
            Entry("about", (f"kg:{PLACEHOLDER}agreement",)),
            Entry("kind", (f"aikg:{kind.term}",)),
            Entry(
                "speaker",
                ("aikg:speaker-press",),
                f"or {', '.join(c for c in concepts('SpeakerScheme') if c != 'speaker-press')}",
            ),
            Entry("standing", ("aikg:standing-normal",)),
        ]
        for role in kind.roles:
            entries.append(self._role(role))
            entries.append(
                Entry(
                    "notStated",
                    (f"aikg:{role.name}",),
                    "in place of the line before, if the source leaves it out",
                    off=True,
                )
            )
        first = kind.roles[0].name
        entries.append(Entry("inferred", (f"aikg:{first}",), "what the words only imply", off=True))
        if kind.amount:
            entries.append(Entry("hasFigure", (self._own("amount"),)))
            note = "in place of the line before, if it is not disclosed; take out the figure, too"
            entries.append(Entry("notStated", (f"aikg:{kind.amount}",), note, off=True))
        if kind.event:
            entries.append(Entry("onDate", (self._own("happened"),)))
        else:
            entries += [
                Entry(
                    "trancheOf",
                    ("kg:WHOLE",),
                    "the agreement that it is a tranche or an instalment of",
                    off=True,
                ),
                Entry(
                    "hasCondition",
                    (self._own("condition"),),
                    "what it depends on: an aikg:Condition with asStated and hasEvidence",
                    off=True,
                ),
                Entry("hasStageEntry", (self._own("stage"),)),
            ]
        entries.append(Entry("hasEvidence", (self._own("evidence"),)))
        heading = f"The claim: {kind.label}, that is, {kind.definition}."
        return Part(self._own("claim"), "aikg:Claim", heading, entries)

    def _role(self, role: Role) -> Entry:
        name = in_words(role.name)
        names = [f"{'other-' * number}{name}" for number in range(role.least)]
        values = [self._name(name) for name in names]
        for side in ("payer", "payee"):
            told = getattr(self._given, side)
            if told and role.name in _under(side):
                values[0] = told
        return Entry(role.name, tuple(values), _RELATES.sub("", role.definition))

    def _figure(self) -> Part:
        hedges = [each for each in concepts("HedgeScheme") if each != "hedge-intends"]
        return Part(
            self._own("amount"),
            "aikg:Figure",
            "The amount, as the source has it, with the bounds that its words leave.",
            [
                Entry("figureRole", (f"aikg:{self._kind.amount}",), definition(self._kind.amount)),
                Entry("asStated", (self._text("words-of-amount"),), "such as up to $10 billion"),
                Entry(
                    "lower",
                    (self._text("lower", "double"),),
                    "0e0 for up to $10 billion, 10e9 for $10 billion",
                ),
                Entry(
                    "upper",
                    (self._text("upper", "double"),),
                    "10e9 for both; INF where no ceiling is told, as in at least $10 billion",
                ),
                Entry("currency", (self._text("currency"),), "ISO 4217, such as USD"),
                Entry(
                    "dueFrom",
                    (self._own("first-due"),),
                    "for instalments, with dueUntil: an aikg:StatedDate; so much a month is another "
                    "role, aikg:figure-rate with aikg:per, beside a figure-duration",
                    off=True,
                ),
                Entry("hedge", ("aikg:hedge-up-to",), f"or {', '.join(hedges)}", off=True),
                Entry("hedgeWords", (Text("up to"),), "its very words", off=True),
                Entry("hasEvidence", (self._own("evidence"),)),
            ],
        )

    def _stage(self) -> Part:
        return Part(
            self._own("stage"),
            "aikg:StageEntry",
            "How far it has come.",
            [
                Entry(
                    "stage",
                    (f"aikg:{PLACEHOLDER}stage",),
                    f"one of {', '.join(concepts('StageScheme'))}",
                ),
                Entry("asStated", (self._text("words-of-stage"),), "such as will invest"),
                Entry("hedge", ("aikg:hedge-intends",), "for plans to and the like", off=True),
                Entry("hedgeWords", (Text("plans to"),), "its very words", off=True),
                Entry("hasEvidence", (self._own("evidence"),)),
            ],
        )

    def _evidence(self) -> Part:
        return Part(
            self._own("evidence"),
            "aikg:Evidence",
            "The words that say so.",
            [
                Entry("quotedFrom", (self._source,)),
                Entry("paragraph", (self._text("paragraph", "integer"),), "counted from 1"),
                Entry("quote", (self._text("quote"),), "at most 12 words, no whole sentence"),
                Entry(
                    "sentenceDigest",
                    (self._text("sentence-digest"),),
                    "SHA-256 of the folded sentence; aikg new --text FILE --quote WORDS computes it",
                ),
            ],
        )


def _under(side: str) -> set[str]:
    """The local names of a role and of all roles under it."""
    found = {side}
    for each in vocabulary().subjects(RDFS + "subPropertyOf", NamedNode(AIKG + side)):
        found |= _under(each.removeprefix(AIKG))
    return found
