"""The text of a source: folding, sentences, words and digests keep their laws."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.ground.text import SourceText, count_words, digest, fold, sentences

texts = st.text(st.characters(codec="utf-8"))
typography = st.text("ab '’‘\"“”-–—\t\n\u00a0\u00ad\u200b")
passages = texts | typography
lines = st.lists(passages, max_size=6).map("\n".join)


@given(passages)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(passages)
def test_what_is_folded_has_single_spaces_and_none_at_its_edges(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())


@given(st.text("abcXYZ0123456789 $€£%.,;:()[]/&@é"))
def test_letters_case_digits_and_signs_of_currency_are_kept(text: str) -> None:
    assert fold(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("AI’s ‘race’", "AI's 'race'"),
        ("“race” „race‟ «race»", '"race" "race" "race"'),
        ("2024–2025—so‑called", "2024-2025-so-called"),
        ("$10\u00a0billion\u2009more", "$10 billion more"),
        ("co\u00adoperate\u200b", "cooperate"),
        (" one\r\n\ttwo ", "one two"),
    ],
)
def test_typography_is_folded(printed: str, plain: str) -> None:
    assert fold(printed) == plain


@given(passages)
def test_sentences_together_are_the_paragraph(text: str) -> None:
    assert " ".join(sentences(text)) == fold(text)
    assert all(sentence == fold(sentence) != "" for sentence in sentences(text))


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("It pays $4.5 billion. It gets 3.5 percent.", 2),
        ("Claude Sonnet 4.5 is out. Opus 4.1 is too!", 2),
        ("Acme Inc. of Delaware pays. Dr. Who does not.", 2),
        ("Acme zahlt 12 Mrd. Euro. Ein Fonds gibt 3 Mio. Euro.", 2),
        ("Signed on Nov. 3. It ends in Sept. 2027 (or Dec. 2028). He said Dec. Then no more.", 4),
        ("Funds, e.g. Thrive Capital, and Sen. Wyden of Acme Cos. Ltd. agree.", 1),
        ('"Will it last?" he asks. Nobody knows…', 2),
        ("no end", 1),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_a_stop_within_a_figure_or_an_abbreviation_ends_no_sentence(
    paragraph: str, count: int
) -> None:
    assert len(sentences(paragraph)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("— … $ %", 0),
        ("up to $10 billion", 4),
        ("Claude Sonnet 4.5", 3),
        ("AI’s so-called race", 3),
        ("one - two", 2),
        ("$38 billion", 2),
        ("U.S. law", 2),
    ],
)
def test_words_are_runs_of_letters_and_digits_joined_by_dots_apostrophes_or_hyphens(
    text: str, count: int
) -> None:
    assert count_words(text) == count


@given(passages, passages)
def test_words_of_two_texts_are_those_of_each(one: str, other: str) -> None:
    assert count_words(f"{one} {other}") == count_words(one) + count_words(other)


@given(passages)
def test_the_digest_is_sha_256_of_the_folded_text(text: str) -> None:
    assert digest(text) == hashlib.sha256(fold(text).encode()).hexdigest()
    assert digest(fold(text)) == digest(text)


@given(passages, passages)
def test_digests_are_the_same_just_where_the_folded_texts_are(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) == (fold(one) == fold(other))


@given(lines)
def test_a_paragraph_is_a_line_that_is_not_empty(text: str) -> None:
    source, spaced = SourceText(text), SourceText(text.replace("\n", "\n\n \t\n"))
    assert spaced.paragraphs == source.paragraphs
    assert " ".join(filter(None, source.paragraphs)) == fold(text)
    assert spaced.digest == source.digest == digest(text)


@given(lines, st.data())
def test_each_sentence_is_found_in_its_paragraph_and_holds_its_quote(
    text: str, data: st.DataObject
) -> None:
    source = SourceText(text)
    for number, paragraph in enumerate(source.paragraphs, 1):
        for sentence in sentences(paragraph):
            start = data.draw(st.integers(0, len(sentence) - 1))
            quote = fold(sentence[start : data.draw(st.integers(start + 1, len(sentence)))])
            if quote:
                assert source.occurrences(quote, number) >= 1
                found = source.sentence_of(quote, number)
                assert found is not None
                assert quote in found


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_there_is_nothing_in_a_paragraph_that_is_not_there(number: int) -> None:
    source = SourceText("One.\nTwo.")
    assert source.occurrences("One", number) == 0
    assert source.sentence_of("One", number) is None


def test_a_quote_over_the_end_of_a_sentence_stands_in_none() -> None:
    source = SourceText("It pays. It gets.")
    assert source.occurrences("pays. It", 1) == 1
    assert source.sentence_of("pays. It", 1) is None
