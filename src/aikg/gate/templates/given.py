"""What is known already of a claim when its template is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import BadParameter
from aikg.ground.spoken import given_as, set_as
from aikg.ground.text import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from aikg.ground.text import SourceText

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Given:
    """What is known already.

    Attributes:
        source: The name of the source: small letters, digits and hyphens.
        publisher: The prefixed name of its publisher, such as ``kg:example-press``.
        published: The day of its publication.
        payer: The prefixed name of who pays.
        payee: The prefixed name of who is paid.
        text: The text of the source, for digests and paragraphs.
        quote: The words of it that tell the claim.
        paragraph: The paragraph that they stand in, counted from 1; 0 where they stand there once.

    Raises:
        BadParameter: The source's name is no such name, there is a quote without a text or a
            paragraph without a quote, or the text, or that paragraph of it, does not have it once.
    """

    source: str = ""
    publisher: str = ""
    published: date | None = None
    payer: str = ""
    payee: str = ""
    text: SourceText | None = None
    quote: str = ""
    paragraph: int = 0
    _paragraph: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.source and not _NAME.fullmatch(self.source):
            raise BadParameter(
                "bad name of a source",
                expected="small letters, digits and hyphens, such as example-press-2025-11-18",
                found=self.source,
            )
        if not self.quote:
            if self.paragraph:
                raise BadParameter(
                    "a paragraph without a quote",
                    mend=f"Give the words that stand in it with {given_as('quote')}.",
                )
            return
        if self.text is None:
            raise BadParameter(
                "a quote without a text",
                mend=f"Name the file of the text with {given_as('text')}.",
            )
        places = [
            (number, times)
            for number in range(1, len(self.text.paragraphs) + 1)
            if (times := self.text.occurrences(self.quote, number))
        ]
        wanted = [place for place in places if self.paragraph in (0, place[0])]
        if len(wanted) != 1 or wanted[0][1] != 1:
            raise self._not_once(places, wanted)
        object.__setattr__(self, "_paragraph", wanted[0][0])

    def _not_once(
        self, places: Sequence[tuple[int, int]], wanted: Sequence[tuple[int, int]]
    ) -> BadParameter:
        where = f"paragraph {self.paragraph}" if self.paragraph else "the text"
        found = f"it {sum(times for _, times in wanted)} times"
        if len(places) > len(wanted) or len(places) > 1:
            found += f"; it stands in paragraphs {', '.join(str(number) for number, _ in places)}"
        once = [number for number, times in places if times == 1]
        return BadParameter(
            f"the quote does not stand in {where} once",
            expected="words of one sentence that stand there once",
            found=found,
            mend="Copy it from the text, longer or shorter"
            + (f"; or say which paragraph: {set_as('paragraph', str(once[0]))}." if once else "."),
        )

    def values(self) -> Mapping[str, str]:
        """What stands for placeholders, by their names.

        Examples:
            >>> from aikg.ground.text import SourceText
            >>> told = Given("wire", text=SourceText("It pays $2. No more."), quote="pays $2")
            >>> told.values()["paragraph"], told.values()["source"]
            ('1', 'wire')
        """
        found = {"source": self.source}
        if self.publisher:
            found["publisher"] = self.publisher
        if self.published:
            found["day-published"] = self.published.isoformat()
        if self.text is not None:
            found["count-of-paragraphs"] = str(len(self.text.paragraphs))
            found["text-digest"] = self.text.digest
        if self.text is not None and self.quote:
            sentence = self.text.sentence_of(self.quote, self._paragraph) or self.quote
            found |= {
                "quote": self.quote,
                "paragraph": str(self._paragraph),
                "sentence-digest": digest(sentence),
            }
        return {name: value for name, value in found.items() if value}
